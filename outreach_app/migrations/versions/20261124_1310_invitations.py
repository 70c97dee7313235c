"""people are invited by a link."""

import sqlalchemy as sa
from alembic import op

revision = "invitations"
down_revision = "visits"


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.String(length=64), nullable=False),
        sa.Column("invited_by", sa.String(length=64), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opens_until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_invitations_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_invitations")),
    )


def downgrade() -> None:
    op.drop_table("invitations")
