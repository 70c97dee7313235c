"""after how many days a listing of the directory is asked about again"""

import sqlalchemy as sa
from alembic import op

revision = "verify_days"
down_revision = "flyer_held_codes"


def upgrade() -> None:
    with op.batch_alter_table("libraries") as table:
        table.add_column(sa.Column("verify_days", sa.Integer(), server_default="180", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("libraries") as table:
        table.drop_column("verify_days")
