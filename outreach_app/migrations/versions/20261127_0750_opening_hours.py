"""when libraries and partners' places are open, and which place a flyer is about."""

import sqlalchemy as sa
from alembic import op

revision = "opening_hours"
down_revision = "flyer_pictures"

OPEN = ("libraries", "sites")


def upgrade() -> None:
    for table in OPEN:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("opening", sa.Text(), nullable=False, server_default=""))
    with op.batch_alter_table("flyers", schema=None) as batch_op:
        batch_op.add_column(sa.Column("site_id", sa.String(length=64), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("flyers", schema=None) as batch_op:
        batch_op.drop_column("site_id")
    for table in OPEN:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("opening")
