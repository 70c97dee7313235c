"""what a library says of itself: its fiscal year, how long it lends, and a version for those who edit at once."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    with op.batch_alter_table("libraries") as libraries:
        libraries.add_column(sa.Column("fiscal_year_starts", sa.Integer(), server_default="7", nullable=False))
        libraries.add_column(sa.Column("loan_days", sa.Integer(), nullable=True))
        libraries.add_column(sa.Column("version", sa.Integer(), server_default="1", nullable=False))
