"""how often codes are opened, by code and day."""

import sqlalchemy as sa
from alembic import op

revision = "scan_counts"
down_revision = "reservations"


def upgrade() -> None:
    op.create_table(
        "scan_counts",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("code", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=64), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_scan_counts_library_id")),
        sa.PrimaryKeyConstraint("library_id", "code", "day", name=op.f("pk_scan_counts")),
    )
    with op.batch_alter_table("scan_counts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scan_counts_library_id_day"), ["library_id", "day"], unique=False)


def downgrade() -> None:
    op.drop_table("scan_counts")
