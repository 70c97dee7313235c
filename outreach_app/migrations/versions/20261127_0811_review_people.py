"""whose records are whose, so that those of one person are found without looking at all."""

import sqlalchemy as sa
from alembic import op

revision = "review_people"
down_revision = "review_queue"

AT_ONCE = 1000


def upgrade() -> None:
    op.create_table(
        "review_people",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("record_id", sa.String(length=64), nullable=False),
        sa.Column("sort", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_review_people_library_id")),
        sa.PrimaryKeyConstraint("library_id", "staff_id", "record_id", "sort", name=op.f("pk_review_people")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_review_people_library_id_record_id"), "review_people", ["library_id", "record_id"], unique=False)
    there = op.get_bind()
    records = sa.table("review_records", *map(sa.column, ("library_id", "id", "sort", "people")))
    made = sa.table("review_people", *map(sa.column, ("library_id", "staff_id", "record_id", "sort")))
    rows = [
        {"library_id": one.library_id, "staff_id": who, "record_id": one.id, "sort": one.sort}
        for one in there.execute(sa.select(records)).all()
        for who in dict.fromkeys(one.people.split())
    ]
    for start in range(0, len(rows), AT_ONCE):
        there.execute(made.insert(), rows[start : start + AT_ONCE])


def downgrade() -> None:
    op.drop_table("review_people")
