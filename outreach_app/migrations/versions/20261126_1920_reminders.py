"""letters about what is due: how often, and which were begun."""

import sqlalchemy as sa
from alembic import op

revision = "reminders"
down_revision = "kit_care"


def upgrade() -> None:
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        batch_op.add_column(sa.Column("remind_ahead_days", sa.Integer(), server_default="2", nullable=False))
        batch_op.add_column(sa.Column("remind_every_days", sa.Integer(), server_default="3", nullable=False))
    op.create_table(
        "reminders",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("day", sa.String(length=64), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_reminders_library_id")),
        sa.PrimaryKeyConstraint("library_id", "staff_id", "day", name=op.f("pk_reminders")),
    )


def downgrade() -> None:
    op.drop_table("reminders")
    with op.batch_alter_table("libraries", schema=None) as batch_op:
        batch_op.drop_column("remind_every_days")
        batch_op.drop_column("remind_ahead_days")
