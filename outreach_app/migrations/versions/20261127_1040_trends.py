"""Trends that are watched, what is written down about them, and what is looked for in public."""

import sqlalchemy as sa
from alembic import op

revision = "trends"
down_revision = "disaster_plan"

ID = sa.String(length=64)


def upgrade() -> None:
    op.create_table(
        "watched_trends",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("category", ID, nullable=False),
        sa.Column("stage", ID, nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("sources", sa.Text(), nullable=False),
        sa.Column("response", sa.Text(), nullable=False),
        sa.Column("owner_id", ID, nullable=True),
        sa.Column("review_on", ID, nullable=True),
        sa.Column("reviewed_on", ID, nullable=True),
        sa.Column("signals", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_watched_trends_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_watched_trends")),
    )
    with op.batch_alter_table("watched_trends", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_watched_trends_library_id_review_on"), ["library_id", "review_on"], unique=False)
    op.create_table(
        "trend_notes",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("id", ID, nullable=False),
        sa.Column("trend_id", ID, nullable=False),
        sa.Column("on", ID, nullable=False),
        sa.Column("sort", ID, nullable=False),
        sa.Column("author_id", ID, nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_trend_notes_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "trend_id"],
            ["watched_trends.library_id", "watched_trends.id"],
            name=op.f("fk_trend_notes_library_id_trend_id"),
        ),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_trend_notes")),
    )
    with op.batch_alter_table("trend_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_trend_notes_library_id_sort_on"), ["library_id", "sort", "on"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_trend_notes_library_id_trend_id_on"), ["library_id", "trend_id", "on"], unique=False
        )
    op.create_table(
        "search_counts",
        sa.Column("library_id", ID, nullable=False),
        sa.Column("month", ID, nullable=False),
        sa.Column("topic", ID, nullable=False),
        sa.Column("word", ID, nullable=False),
        sa.Column("count", sa.BigInteger(), nullable=False),
        sa.Column("in_vain", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_search_counts_library_id")),
        sa.PrimaryKeyConstraint("library_id", "month", "topic", "word", name=op.f("pk_search_counts")),
    )
    # What is heard is summed by month from the index alone.
    with op.batch_alter_table("heard", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_heard_library_id_on"))
        batch_op.create_index(
            batch_op.f("ix_heard_library_id_on_sort_topic_count"), ["library_id", "on", "sort", "topic", "count"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("heard", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_heard_library_id_on_sort_topic_count"))
        batch_op.create_index(batch_op.f("ix_heard_library_id_on"), ["library_id", "on"], unique=False)
    op.drop_table("search_counts")
    op.drop_table("trend_notes")
    op.drop_table("watched_trends")
