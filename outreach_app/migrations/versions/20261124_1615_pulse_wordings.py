"""what the library asks about its sessions, in its own words."""

import sqlalchemy as sa
from alembic import op

revision = "pulse_wordings"
down_revision = "heard"


def upgrade() -> None:
    op.create_table(
        "pulse_wordings",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("language", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("knowledge", sa.Text(), nullable=False),
        sa.Column("confidence", sa.Text(), nullable=False),
        sa.Column("application", sa.Text(), nullable=False),
        sa.Column("awareness", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_pulse_wordings_library_id")),
        sa.PrimaryKeyConstraint("library_id", "language", name=op.f("pk_pulse_wordings")),
    )


def downgrade() -> None:
    op.drop_table("pulse_wordings")
