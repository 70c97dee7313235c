"""Discrepancies: written as the folds yield them, with a journal of their coming and going."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from outreach_app import ids
from outreach_app.db import Writing
from outreach_app.ledger.history import Refolded
from outreach_app.ledger.kinds import Named
from outreach_app.ledger.models import DiscrepancyRow, JournalLine, NamedIn
from outreach_app.ledger.rules import Finding, Settlement
from outreach_app.statements import insert, upsert

OPEN, SETTLED = "open", "settled"


def named(findings: Iterable[Finding], settlements: dict[str, Settlement]) -> tuple[Named, ...]:
    """The discrepancies of a subject as its rows tell of them, oldest first."""
    found = [
        Named(finding.id, finding.kind, SETTLED if finding.id in settlements else OPEN, finding.facts, finding.at)
        for finding in findings
    ]
    return tuple(sorted(found, key=lambda one: (one.at, one.id)))


def row_of(finding: Finding, fold: str, settlements: dict[str, Settlement]) -> dict[str, Any]:
    """The columns of a discrepancy."""
    answer = settlements.get(finding.id)
    return {
        "id": finding.id,
        "kind": finding.kind,
        "fold": fold,
        "subject": finding.subject,
        "part": finding.part,
        "facts": json.dumps(sorted(finding.facts)),
        "detail": json.dumps(finding.detail, sort_keys=True),
        "at": finding.at,
        "state": SETTLED if answer else OPEN,
        "resolution": answer.resolution if answer else None,
        "settled_by": answer.by if answer else None,
    }


def rows_of(one: Refolded) -> dict[str, dict[str, Any]]:
    """The rows that a refolded subject must have, by id."""
    return {finding.id: row_of(finding, one.subject[0], one.folded.settlements) for finding in one.findings}


def bring_up_to_date(writing: Writing, refolded: list[Refolded]) -> None:
    """Make the rows of these subjects what their folds yield now, and journal what changed."""
    concerned = [one for one in refolded if one.before or one.findings]
    if not concerned:
        return
    there = _rows_there(writing.session, {one.subject for one in concerned})
    wanted: dict[str, dict[str, Any]] = {}
    by: dict[tuple[str, str], str | None] = {}
    for one in concerned:
        wanted.update(rows_of(one))
        by[one.subject] = one.by[0].id if one.by else None
    write(writing, there, wanted, by)


def write(
    writing: Writing,
    there: dict[str, dict[str, Any]],
    wanted: dict[str, dict[str, Any]],
    by: dict[tuple[str, str], str | None],
) -> None:
    """Replace the rows `there` by the rows `wanted`; `by` tells for each (fold, subject) which fact brought it about."""
    gone = [row for id_, row in there.items() if id_ not in wanted]
    came = [row for id_, row in wanted.items() if id_ not in there]
    changed = [row for id_, row in wanted.items() if id_ in there and there[id_] != row]
    if gone:
        lost = [row["id"] for row in gone]
        writing.session.execute(delete(DiscrepancyRow).where(DiscrepancyRow.id.in_(lost)))
        writing.session.execute(delete(NamedIn).where(NamedIn.discrepancy_id.in_(lost)))
    upsert(writing, DiscrepancyRow, came + changed)
    names = [{"fact_id": fact, "discrepancy_id": row["id"]} for row in came for fact in json.loads(row["facts"])]
    insert(writing, NamedIn, names)
    lines = [(row, "came") for row in came] + [(row, "went") for row in gone]
    for row in changed:
        if row["state"] != there[row["id"]]["state"] or row["settled_by"] != there[row["id"]]["settled_by"]:
            lines.append((row, "settled" if row["state"] == SETTLED else "opened_again"))
    journal = [
        {
            "id": ids.new(),
            "discrepancy_id": row["id"],
            "kind": row["kind"],
            "subject": row["subject"],
            "change": change,
            "fact_id": row["settled_by"] if change == "settled" else by.get((row["fold"], row["subject"])),
            "at": writing.now,
        }
        for row, change in lines
    ]
    insert(writing, JournalLine, journal)


def naming(session: Session, facts: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """For each of these facts the (id, kind) of every discrepancy that names it now."""
    query = (
        select(NamedIn.fact_id, DiscrepancyRow.id, DiscrepancyRow.kind)
        .join(DiscrepancyRow, DiscrepancyRow.id == NamedIn.discrepancy_id)
        .where(NamedIn.fact_id.in_(set(facts)))
        .order_by(DiscrepancyRow.id)
    )
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for fact, id_, kind in session.execute(query):
        found[fact].append((id_, kind))
    return found


def as_dict(row: DiscrepancyRow) -> dict[str, Any]:
    """The columns of a stored row, as `row_of` gives them."""
    return {name: getattr(row, name) for name in _COLUMNS}


_COLUMNS = (
    "id", "kind", "fold", "subject", "part", "facts", "detail", "at", "state", "resolution", "settled_by",
)  # fmt: skip


def _rows_there(session: Session, subjects: set[tuple[str, str]]) -> dict[str, dict[str, Any]]:
    query = select(DiscrepancyRow).where(DiscrepancyRow.subject.in_({subject for _, subject in subjects}))
    return {row.id: as_dict(row) for row in session.scalars(query) if (row.fold, row.subject) in subjects}
