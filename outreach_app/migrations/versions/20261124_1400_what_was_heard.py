"""what was heard and counted in the field, and what people said of sessions."""

import sqlalchemy as sa
from alembic import op

revision = "heard"
down_revision = "training_sessions"


def upgrade() -> None:
    op.create_table(
        "heard",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("subject", sa.String(length=64), nullable=False),
        sa.Column("sort", sa.String(length=64), nullable=False),
        sa.Column("on", sa.String(length=64), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=False),
        sa.Column("topic", sa.String(length=64), nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_heard_library_id")),
        sa.PrimaryKeyConstraint("library_id", "subject", "sort", "on", "site_id", "topic", name=op.f("pk_heard")),
    )
    op.create_table(
        "session_outcomes",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("session_id", sa.String(length=64), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_session_outcomes_library_id")),
        sa.PrimaryKeyConstraint("library_id", "session_id", name=op.f("pk_session_outcomes")),
    )
    with op.batch_alter_table("heard", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_heard_library_id_on"), ["library_id", "on"], unique=False)


def downgrade() -> None:
    op.drop_table("session_outcomes")
    op.drop_table("heard")
