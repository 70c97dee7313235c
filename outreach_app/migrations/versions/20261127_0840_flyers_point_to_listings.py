"""a flyer may point to a listing of the directory"""

import sqlalchemy as sa
from alembic import op

revision = "flyer_listings"
down_revision = "verify_days"


def upgrade() -> None:
    with op.batch_alter_table("flyers") as table:
        table.add_column(sa.Column("listing_id", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("flyers") as table:
        table.drop_column("listing_id")
