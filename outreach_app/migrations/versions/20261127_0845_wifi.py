"""the Wi-Fi networks for everybody, of libraries and of partners' places."""

import sqlalchemy as sa
from alembic import op

revision = "wifi"
down_revision = "directory_sources"

OFFERED = ("libraries", "sites")


def upgrade() -> None:
    for table in OFFERED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.add_column(sa.Column("wifi", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    for table in OFFERED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.drop_column("wifi")
