"""Keeping facts under the lock: their receipts, the folds that they touch, the rows.

Only `recording.py` calls this; it is apart from it because it is the other half of the work.
"""

import json
from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import update

from outreach_app import clock
from outreach_app.db import Writing
from outreach_app.ledger import discrepancies, history, places, quarantine
from outreach_app.ledger.decisions import without_free_text
from outreach_app.ledger.fact import Fact, Read
from outreach_app.ledger.history import Refolded, Subject
from outreach_app.ledger.kinds import EVERY, Catalogue, Kind, Projected
from outreach_app.ledger.models import Checkpoint, FactRow, QuarantineRow, Redaction, Touch
from outreach_app.ledger.rules import PLACE_TAKEN, receipt_notes
from outreach_app.statements import insert, upsert

# The note of a fact under whose id other bytes came.
TWIN = "same_id_other_bytes"
REDACTED = "fact.redacted"

StoredPlaces: TypeAlias = Mapping[str, Sequence[places.Placed]]


@dataclass(frozen=True)
class Arrival:
    """How bytes came in: `via` device, desk, import or public; `device` whose token brought them."""

    via: str
    device: str | None = None
    revoked: bool = False
    received_at: datetime | None = None
    """When they came, where that was not now: out of quarantine they keep the receipt of that day."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A fact that is about to be kept, with its receipt."""

    element: Read
    kind: Kind
    fact: Fact


def with_receipts(
    writing: Writing,
    catalogue: Catalogue,
    accepted: Sequence[Read],
    arrival: Arrival,
    twins: Container[str],
    stored: StoredPlaces,
) -> list[Accepted]:
    """The facts with what is known of them only now: who and what is unknown, what is late, whose place was taken."""
    if not accepted:
        return []
    authors = catalogue.authors(writing.session)
    kinds = [catalogue.kind[element.fact.kind, element.fact.v] for element in accepted]
    known = _known_subjects(writing, catalogue, accepted, kinds)
    facts = [element.fact for element in accepted]
    taken = places.taken(stored, facts)
    received = clock.micros(arrival.received_at or writing.now)
    circumstances = [noted(writing.session, facts) for noted in catalogue.circumstances]
    made = []
    for element, kind in zip(accepted, kinds, strict=True):
        fact = element.fact
        notes = receipt_notes(
            fact,
            via=arrival.via,
            received=received,
            offset_ms=element.clock_offset_ms,
            subject_known=kind.fold not in known or fact.subject in known[kind.fold],
            author_active=authors.get(fact.author) if fact.author else None,
        )
        if kind.decision and arrival.via != "desk":
            notes += ("decision_from_field",)
        notes += tuple(note for noted in circumstances for note in noted.get(fact.id, ()))
        if fact.id in taken:
            notes += (PLACE_TAKEN,)
        if fact.id in twins:
            notes += (TWIN,)
        if notes or arrival.via != fact.via:
            fact = fact._replace(via=arrival.via, notes=notes)
        made.append(Accepted(element, kind, fact))
    return made


def _known_subjects(
    writing: Writing, catalogue: Catalogue, accepted: Sequence[Read], kinds: Sequence[Kind]
) -> dict[str | None, set[str]]:
    subjects: dict[str, set[str]] = defaultdict(set)
    for element, kind in zip(accepted, kinds, strict=True):
        if kind.fold:
            subjects[kind.fold].add(element.fact.subject)
    return {fold: catalogue.fold[fold].known(writing.session, ids) for fold, ids in subjects.items()}


def touches(catalogue: Catalogue, kind: Kind, fact: Fact) -> list[Subject]:
    """Every (fold, subject) of other subjects whose history the fact belongs to as well."""
    if kind.touches is None or (kind.decision and fact.via != "desk"):
        return []
    return [one for one in dict.fromkeys(kind.touches(fact)) if one[0] in catalogue.fold and one[1] != fact.subject]


def keep(
    writing: Writing, catalogue: Catalogue, accepted: Sequence[Accepted], arrival: Arrival, stored: StoredPlaces
) -> dict[str, list[tuple[str, str]]]:
    """Keep the facts and refold what they touch; gives by fact the (id, kind) of the discrepancies that name it."""
    if not accepted:
        return {}
    new: dict[Subject, list[Fact]] = defaultdict(list)
    annotations: dict[str, list[Fact]] = defaultdict(list)
    lines = []
    for one in accepted:
        own = catalogue.own_fold(one.fact)
        if own == EVERY:
            annotations[one.fact.subject].append(one.fact)
        elif own:
            new[own, one.fact.subject].append(one.fact)
        for fold, subject in touches(catalogue, one.kind, one.fact):
            lines.append({"fold": fold, "subject": subject, "fact_id": one.fact.id})
            new[fold, subject].append(one.fact)
    refolded = history.refold(writing.session, catalogue, new, annotations)
    insert(writing, Touch, lines)
    upsert(writing, Checkpoint, [history.checkpoint_row(one) for one in refolded])
    discrepancies.bring_up_to_date(writing, refolded)
    project(writing, catalogue, refolded)
    found = [finding for one in refolded for finding in one.findings]
    found += places.refold(writing, catalogue, [one.fact for one in accepted], annotations, stored)
    _redact(writing, catalogue, accepted)
    _insert_facts(writing, accepted, arrival)
    naming: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for finding in found:
        for fact_id in finding.facts:
            naming[fact_id].append((finding.id, finding.kind))
    return naming


def project(writing: Writing, catalogue: Catalogue, refolded: Iterable[Refolded]) -> None:
    """Hand refolded subjects to their projections, a fold at a time."""
    by_fold: dict[str, list[Projected]] = defaultdict(list)
    for one in refolded:
        fold, subject = one.subject
        told = discrepancies.named(one.findings, one.folded.settlements)
        by_fold[fold].append(Projected(subject, one.folded.state, told))
    for fold, subjects in by_fold.items():
        catalogue.fold[fold].project(writing, subjects)


def _insert_facts(writing: Writing, accepted: Sequence[Accepted], arrival: Arrival) -> None:
    redacted = quarantine.redactions(writing.session, [one.fact.id for one in accepted])
    rows = []
    for one in accepted:
        fact, body = one.fact, one.element.raw.decode()
        if redacted.get(fact.id) == one.element.hash:
            body = _without_free_text(body, one.kind)
        rows.append(
            {
                "id": fact.id,
                "hash": one.element.hash,
                "device": fact.device,
                "seq": fact.seq,
                "kind": fact.kind,
                "v": fact.v,
                "subject": fact.subject,
                "author": fact.author,
                "effective": fact.effective,
                "recorded": fact.recorded,
                "received_at": arrival.received_at or writing.now,
                "via": arrival.via,
                "via_device": arrival.device,
                "epoch": writing.epoch,
                "notes": json.dumps(fact.notes) if fact.notes else "[]",
                "body": body,
            }
        )
    # `at` is the head of the feed after this transaction, known only when the numbers have been taken.
    writing.after_numbers(lambda: insert(writing, FactRow, [{**row, "at": writing.seq} for row in rows]))


def _redact(writing: Writing, catalogue: Catalogue, accepted: Sequence[Accepted]) -> None:
    """Null the free text that redactions among these facts name, and remember them for facts that come later."""
    rows = [
        {"fact_id": one.fact.payload["fact"], "hash": one.fact.payload["hash"], "by": one.fact.id}
        for one in accepted
        if one.fact.kind == REDACTED and one.fact.via == "desk"
    ]
    if not rows:
        return
    upsert(writing, Redaction, rows)
    wanted = {str(row["fact_id"]): row["hash"] for row in rows}
    for stored in history.facts_named(writing.session, wanted):
        if stored.hash == wanted[stored.id]:
            body = _without_free_text(stored.body, catalogue.kind[stored.kind, stored.v])
            writing.session.execute(update(FactRow).where(FactRow.id == stored.id).values(body=body))
    named = QuarantineRow.hash.in_(set(wanted.values()))
    writing.session.execute(update(QuarantineRow).where(named).values(raw=b"", fields="{}"))


def _without_free_text(body: str, kind: Kind) -> str:
    return json.dumps(without_free_text(json.loads(body), kind.free_text), ensure_ascii=False, separators=(",", ":"))


def note_twins(writing: Writing, twins: set[str]) -> None:
    """Note on stored facts that other bytes came under their ids."""
    for row in history.facts_named(writing.session, twins) if twins else ():
        notes = json.loads(row.notes)
        if TWIN not in notes:
            text = json.dumps([*notes, TWIN])
            writing.session.execute(update(FactRow).where(FactRow.id == row.id).values(notes=text))
