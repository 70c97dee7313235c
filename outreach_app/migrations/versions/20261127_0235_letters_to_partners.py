"""letters about what is due go to partners' contacts too."""

import sqlalchemy as sa
from alembic import op

revision = "letters_to_partners"
down_revision = "scan_counts"


def upgrade() -> None:
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("remind_partners", sa.Boolean(), server_default="1", nullable=False))
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.alter_column("staff_id", new_column_name="reader")


def downgrade() -> None:
    # What was told to partners is known to nobody who only writes to staff.
    op.execute("DELETE FROM reminders WHERE reader LIKE 'mail:%'")
    with op.batch_alter_table("reminders", schema=None) as batch_op:
        batch_op.alter_column("reader", new_column_name="staff_id")
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        batch_op.drop_column("remind_partners")
