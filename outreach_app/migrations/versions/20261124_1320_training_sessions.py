"""training sessions are folded, and their topics are a list of the library's own."""

import sqlalchemy as sa
from alembic import op

revision = "training_sessions"
down_revision = "invitations"


def upgrade() -> None:
    op.create_table(
        "topics",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_topics_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_topics")),
    )
    op.create_table(
        "training_sessions",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("on", sa.String(length=64), nullable=False),
        sa.Column("starts", sa.BigInteger(), nullable=True),
        sa.Column("ends", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=64), nullable=False),
        sa.Column("format", sa.String(length=64), nullable=False),
        sa.Column("audience", sa.String(length=64), nullable=False),
        sa.Column("in_person", sa.BigInteger(), nullable=True),
        sa.Column("virtual", sa.BigInteger(), nullable=True),
        sa.Column("views", sa.BigInteger(), nullable=True),
        sa.Column("digital_literacy", sa.Boolean(), nullable=True),
        sa.Column("topic_id", sa.String(length=64), nullable=True),
        sa.Column("site_id", sa.String(length=64), nullable=True),
        sa.Column("visit_id", sa.String(length=64), nullable=True),
        sa.Column("author", sa.String(length=64), nullable=True),
        sa.Column("trainers", sa.Text(), nullable=False),
        sa.Column("review", sa.String(length=64), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("open_discrepancies", sa.Integer(), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_training_sessions_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_training_sessions")),
    )
    with op.batch_alter_table("training_sessions", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_training_sessions_library_id_on_id"), ["library_id", "on", "id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_training_sessions_library_id_review_on"), ["library_id", "review", "on"], unique=False
        )
        batch_op.create_index(batch_op.f("ix_training_sessions_library_id_visit_id"), ["library_id", "visit_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("training_sessions", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_training_sessions_library_id_visit_id"))
        batch_op.drop_index(batch_op.f("ix_training_sessions_library_id_review_on"))
        batch_op.drop_index(batch_op.f("ix_training_sessions_library_id_on_id"))

    op.drop_table("training_sessions")
    op.drop_table("topics")
