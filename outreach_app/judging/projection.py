"""The rows of the queue, written from what the folds of sessions, visits and hand-ins give."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete

from outreach_app.db import Writing
from outreach_app.feed import rows as feed_rows
from outreach_app.feed import windows
from outreach_app.judging import feed
from outreach_app.judging.models import Record, RecordPerson
from outreach_app.judging.rules import HAND_IN
from outreach_app.ledger.kinds import Projected
from outreach_app.statements import insert, upsert


def put(writing: Writing, sort: str, rows: Iterable[dict[str, Any]], gone: Iterable[str] = ()) -> None:
    """Write how these records of a sort stand; those that are `gone` are none."""
    there, none = [{**row, "sort": sort} for row in rows], list(gone)
    if none:
        writing.session.execute(delete(Record).where(Record.sort == sort, Record.id.in_(none)))
    before = [*none, *(row["id"] for row in there)]
    if before:
        writing.session.execute(delete(RecordPerson).where(RecordPerson.sort == sort, RecordPerson.record_id.in_(before)))
    upsert(writing, Record, there)
    whose = [{"staff_id": who, "record_id": row["id"], "sort": sort} for row in there for who in row["people"].split()]
    insert(writing, RecordPerson, whose)


def standing(one: Projected) -> dict[str, Any]:
    """The columns that every sort takes from its state alike."""
    state = one.state
    return {
        "id": one.subject, "state": state["review"], "version": state["version"], "versions": state["versions"],
        "decided_by": state["decided"], "is_late": state["late"],
    }  # fmt: skip


def people(staff: Iterable[str | None]) -> str:
    """Whose record it is, as the column has it."""
    return "".join(f" {one} " for one in dict.fromkeys(staff) if one)


def project(writing: Writing, hand_ins: list[Projected]) -> None:
    """Write how these hand-ins stand, and tell whose phones ask. What was only spoken of has no row: it did not come yet."""
    put(writing, HAND_IN, [_hand_in(one) for one in hand_ins if one.state["kit"] is not None])
    # What the desk never wrote about was on no phone.
    written = [one for one in hand_ins if one.state["comments"]]
    if written:
        window = windows.now(writing.session)
        for one in written:
            row, audiences = feed.hand_in_row(one.subject, one.state, window)
            feed_rows.publish(writing, feed.RETURNED, one.subject, row, audiences)


def _hand_in(one: Projected) -> dict[str, Any]:
    state = one.state
    return {
        **standing(one),
        "at": state["at"], "on": state["on"], "what": state["kind"], "author": state["author"],
        "people": people([state["author"]]), "site_id": None, "about": state["kit"], "visit_id": state["visit"],
    }  # fmt: skip
