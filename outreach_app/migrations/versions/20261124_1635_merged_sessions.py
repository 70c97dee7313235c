"""sessions that are counted as another."""

import sqlalchemy as sa
from alembic import op

revision = "merged_sessions"
down_revision = "sign_ins"


def upgrade() -> None:
    with op.batch_alter_table("training_sessions", schema=None) as batch_op:
        batch_op.add_column(sa.Column("merged_into", sa.String(length=64), nullable=True))
        batch_op.create_index(
            batch_op.f("ix_training_sessions_library_id_merged_into"), ["library_id", "merged_into"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("training_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_sessions_library_id_merged_into"))
        batch_op.drop_column("merged_into")
