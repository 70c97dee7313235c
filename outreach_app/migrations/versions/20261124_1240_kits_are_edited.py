"""kits and parts are edited: a version for those who edit at once, and retiring instead of deleting."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("kits") as kits:
        kits.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        kits.add_column(sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
        kits.add_column(sa.Column("retired_because", sa.Text(), nullable=True))
    with op.batch_alter_table("kit_parts") as parts:
        parts.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
        parts.add_column(sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True))
