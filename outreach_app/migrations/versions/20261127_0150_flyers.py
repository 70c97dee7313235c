"""flyers: what the library hands out and lays out, and the codes that open it."""

import sqlalchemy as sa
from alembic import op

import outreach_app.db

revision = "flyers"
down_revision = "places"


def upgrade() -> None:
    op.create_table(
        "flyers",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("template", sa.String(length=64), nullable=False),
        sa.Column("texts", sa.Text(), nullable=False),
        sa.Column("target", sa.String(length=64), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.String(length=64), nullable=True),
        sa.Column("valid_until", sa.String(length=64), nullable=True),
        sa.Column("on", sa.String(length=64), nullable=True),
        sa.Column("starts", sa.String(length=64), nullable=True),
        sa.Column("ends", sa.String(length=64), nullable=True),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("retired_at", outreach_app.db.Moment(), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_flyers_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_flyers")),
        sa.UniqueConstraint("library_id", "code", name=op.f("uq_flyers_library_id_code")),
    )


def downgrade() -> None:
    op.drop_table("flyers")
