"""pictures of places."""

import sqlalchemy as sa
from alembic import op

revision = "site_pictures"
down_revision = "trends"


def upgrade() -> None:
    op.create_table(
        "site_pictures",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("alt", sa.Text(), nullable=False),
        sa.Column("content", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["library_id", "site_id"], ["sites.library_id", "sites.id"], name=op.f("fk_site_pictures_library_id_site_id")
        ),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_site_pictures_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_site_pictures")),
    )
    with op.batch_alter_table("site_pictures", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_site_pictures_library_id_site_id"), ["library_id", "site_id"], unique=False)


def downgrade() -> None:
    op.drop_table("site_pictures")
