"""the queue of review: every session, visit that ended and hand-in, and the filters that people keep.

What came in before is put into it as its facts tell; the folds find it again the same.
"""

import json
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "review_queue"
down_revision = "wifi"

AT_ONCE = 1000
HAND_INS = ("kit.checked_in", "kit.handed_over")
VERSIONS = {"training_session": ("logged", "amended"), "visit": ("finished",)}
DECIDES = ("approved", "returned", "rejected", "reopened")


def upgrade() -> None:
    op.create_table(
        "review_records",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("sort", sa.String(length=64), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("on", sa.String(length=64), nullable=False),
        sa.Column("what", sa.String(length=64), nullable=False),
        sa.Column("state", sa.String(length=64), nullable=False),
        sa.Column("version", sa.String(length=64), nullable=False),
        sa.Column("versions", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.String(length=64), nullable=True),
        sa.Column("author", sa.String(length=64), nullable=True),
        sa.Column("people", sa.Text(), nullable=False),
        sa.Column("site_id", sa.String(length=64), nullable=True),
        sa.Column("about", sa.String(length=64), nullable=True),
        sa.Column("visit_id", sa.String(length=64), nullable=True),
        sa.Column("is_late", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_review_records_library_id")),
        sa.PrimaryKeyConstraint("library_id", "id", "sort", name=op.f("pk_review_records")),
    )
    for columns in (["at", "id"], ["state", "at", "id"], ["site_id", "at"], ["visit_id"]):
        name = f"ix_review_records_library_id_{'_'.join(columns)}"
        op.create_index(op.f(name), "review_records", ["library_id", *columns], unique=False)
    op.create_table(
        "review_filters",
        sa.Column("library_id", sa.String(length=64), nullable=False),
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("staff_id", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["library_id"], ["libraries.id"], name=op.f("fk_review_filters_library_id")),
        sa.ForeignKeyConstraint(
            ["library_id", "staff_id"], ["staff.library_id", "staff.id"], name=op.f("fk_review_filters_library_id_staff_id")
        ),
        sa.PrimaryKeyConstraint("library_id", "id", name=op.f("pk_review_filters")),
    )
    op.create_index(op.f("ix_review_filters_library_id_staff_id"), "review_filters", ["library_id", "staff_id"], unique=False)
    _fill()


def downgrade() -> None:
    touches = sa.table("touches", sa.column("fold"))
    op.execute(touches.delete().where(touches.c.fold == "hand_in"))
    op.drop_table("review_filters")
    op.drop_table("review_records")


def _fill() -> None:
    there = op.get_bind()
    made = sa.table("review_records", *map(sa.column, _COLUMNS))
    touches = sa.table("touches", *map(sa.column, ("library_id", "subject", "fold", "fact_id")))
    facts = _table("facts", "library_id", "id", "kind", "subject", "author", "effective", "device", "seq", "notes", "body")
    story: dict[tuple[str, str, str], dict[str, Any]] = defaultdict(
        lambda: {"version": None, "versions": 0, "decided_by": None, "is_late": False}
    )
    kinds = [f"{sort}.{word}" for sort, words in VERSIONS.items() for word in (*words, *DECIDES)]
    columns = facts.c
    query = sa.select(facts).where(columns.kind.in_(kinds))
    for one in there.execute(query.order_by(columns.effective, columns.device, columns.seq, columns.id)).yield_per(AT_ONCE):
        sort, _dot, word = one.kind.partition(".")
        told, body = story[one.library_id, sort, one.subject], json.loads(one.body)
        if word in VERSIONS[sort]:
            late = told["is_late"] or "late" in json.loads(one.notes)
            told.update(version=one.id, versions=told["versions"] + 1, decided_by=None, is_late=late)
        elif word == "reopened" or body["payload"]["of"] == told["version"]:
            told["decided_by"] = one.id
    rows = [*_sessions(there, story), *_visits(there, story)]
    touching: list[dict[str, Any]] = []
    for one in there.execute(sa.select(facts).where(columns.kind.in_(HAND_INS))).all():
        body = json.loads(one.body)
        touching.append({"library_id": one.library_id, "subject": one.id, "fold": "hand_in", "fact_id": one.id})
        rows.append(
            {
                "library_id": one.library_id, "id": one.id, "sort": "hand_in", "at": one.effective, "on": body["local_date"],
                "what": one.kind, "state": "received", "version": one.id, "versions": 1, "decided_by": None,
                "author": one.author, "people": _people([one.author]), "site_id": None, "about": one.subject,
                "visit_id": body["visit"], "is_late": "late" in json.loads(one.notes),
            }
        )  # fmt: skip
    for table, told_of in ((touches, touching), (made, rows)):
        for start in range(0, len(told_of), AT_ONCE):
            there.execute(table.insert(), told_of[start : start + AT_ONCE])


_COLUMNS = (
    "library_id", "id", "sort", "at", "on", "what", "state", "version", "versions", "decided_by", "author", "people",
    "site_id", "about", "visit_id", "is_late",
)  # fmt: skip


def _sessions(there: sa.Connection, story: dict[tuple[str, str, str], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    names = ("library_id", "id", "on", "starts", "kind", "review", "withdrawn", "merged_into", "version", "author", "trainers")
    for one in there.execute(sa.select(_table("training_sessions", *names, "site_id", "topic_id", "visit_id"))).all():
        told = story[one.library_id, "training_session", one.id]
        yield {
            **told, "version": one.version, "library_id": one.library_id, "id": one.id, "sort": "training_session",
            "at": one.starts or 0, "on": one.on, "what": one.kind,
            "state": "withdrawn" if one.withdrawn else "merged" if one.merged_into else one.review,
            "author": one.author, "people": _people([*one.trainers.split(), one.author]), "site_id": one.site_id, "about": one.topic_id,
            "visit_id": one.visit_id,
        }  # fmt: skip


def _visits(there: sa.Connection, story: dict[tuple[str, str, str], dict[str, Any]]) -> Iterator[dict[str, Any]]:
    courses = _table("visit_courses", "library_id", "visit_id", "on", "site_id", "finished", "outcome", "told")
    for one in there.execute(sa.select(courses).where(courses.c.finished.is_not(None))).all():
        told = story[one.library_id, "visit", one.visit_id]
        if told["version"] is None:
            continue
        yield {
            **told, "library_id": one.library_id, "id": one.visit_id, "sort": "visit", "at": one.finished, "on": one.on,
            "what": one.outcome, "state": "received" if told["versions"] == 1 else "edited", "author": None,
            "people": _people(json.loads(one.told).get("people", [])), "site_id": one.site_id, "about": None, "visit_id": one.visit_id,
        }  # fmt: skip


def _people(staff: list[str | None]) -> str:
    return "".join(f" {one} " for one in dict.fromkeys(staff) if one)


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *map(sa.column, columns))
