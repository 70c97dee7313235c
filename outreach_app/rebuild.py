"""Folding a library anew from its ledger: checkpoints, discrepancies, projections, places, the feed.

A check does the same work and compares, then undoes it; so whatever a rebuild would mend, a check finds.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from outreach_app import ids
from outreach_app.catalog import CATALOGUE, COLLECTIONS
from outreach_app.db import Head, Scoped, Writing, writing
from outreach_app.directory import listings, words
from outreach_app.directory.models import Facet, Listing
from outreach_app.emergency.mode.models import Emergency, EmergencyCheckIn, EmergencyCount, EmergencyPlace
from outreach_app.feed import rows
from outreach_app.feed.models import FeedRow, FeedTotal
from outreach_app.flyers.placements.models import FlyerHandout, FlyerPlacement, HeldCode
from outreach_app.inquiries.models import Inquiry, InquiryQuestion
from outreach_app.judging.models import Record, RecordPerson
from outreach_app.kits import feed as kit_feed
from outreach_app.kits.models import Kit, KitCustody, KitPart
from outreach_app.ledger import discrepancies, history, keeping, places, rules
from outreach_app.ledger.history import Refolded, Subject
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.models import Checkpoint, DiscrepancyRow, NamedIn, Places
from outreach_app.partners.models import NextStep
from outreach_app.photos.models import PhotoMention
from outreach_app.statements import insert, upsert
from outreach_app.training_sessions.models import SessionOutcome, TrainingSession
from outreach_app.trends.models import Heard
from outreach_app.visits.models import VisitCourse

# Folded together: so many subjects, or as many as have so many facts, since all of those are in memory at once.
AT_ONCE, MOST_FACTS = 200, 20_000
# Everything that can be thrown away; in this order, so that no row is left without the one that it names.
DERIVED: tuple[type[Scoped], ...] = (
    NamedIn,
    DiscrepancyRow,
    Checkpoint,
    Places,
    KitCustody,
    VisitCourse,
    TrainingSession,
    Record,
    RecordPerson,
    SessionOutcome,
    Heard,
    FlyerPlacement,
    FlyerHandout,
    HeldCode,
    NextStep,
    PhotoMention,
    Facet,
    Listing,
    InquiryQuestion,
    Inquiry,
    Emergency,
    EmergencyPlace,
    EmergencyCheckIn,
    EmergencyCount,
    FeedRow,
    FeedTotal,
)
# A number of the feed tells when a row was written, not what it says.
_NOT_COMPARED = {"library_id", "seq"}


@dataclass
class Report:
    """What a rebuild went through, and where it came to something else than was there."""

    subjects: int = 0
    feed_rows: int = 0
    differences: list[str] = field(default_factory=list)


class _UndoneError(Exception):
    """Ends a check: nothing of it is to be kept."""


def check(library: str, catalogue: Catalogue = CATALOGUE, collections: Sequence[rows.Collection] = COLLECTIONS) -> Report:
    """Compare what is there with what the ledger gives; nothing is changed."""
    report = Report()
    with suppress(_UndoneError), writing(library) as handle:
        report = _anew(handle, catalogue, collections)
        raise _UndoneError
    return report


def rebuild(library: str, catalogue: Catalogue = CATALOGUE, collections: Sequence[rows.Collection] = COLLECTIONS) -> Report:
    """Make all that can be folded anew, under a new epoch, so that every phone fetches afresh."""
    with writing(library) as handle:
        report = _anew(handle, catalogue, collections)
        handle.epoch = ids.new()
        handle.session.execute(update(Head).values(epoch=handle.epoch))
    return report


def _anew(writing: Writing, catalogue: Catalogue, collections: Sequence[rows.Collection]) -> Report:
    session = writing.session
    before = {model: _told(session, model) for model in DERIVED}
    mirrors = _mirrors_there(session)
    for model in DERIVED:
        session.execute(delete(model))
    report = Report()
    _mirror(session, mirrors, report)
    for chunk in _chunks(history.subjects_of(session, catalogue), history.lengths(session)):
        _fold(writing, catalogue, chunk)
        report.subjects += len(chunk)
    _write(writing, places.all_rows(session, catalogue))
    held = [{"device": device, "held": json.dumps(ranges)} for device, ranges in places.all_held(session).items()]
    insert(writing, Places, held)
    words.forget(writing)
    listings.refresh_services(writing, listings.all_services(session))
    for collection in collections:
        for id_, row, audiences in collection.rows(session):
            rows.publish(writing, collection.name, id_, row, audiences)
            report.feed_rows += 1
    session.flush()
    # Numbers are taken now, so that the rows can be compared; `writing` finds nothing left to publish.
    writing.finish()
    writing.parts["feed"] = {}
    for model, was in before.items():
        report.differences += _differences(model.__tablename__, was, _told(session, model))  # type: ignore[attr-defined]
    return report


def _fold(writing: Writing, catalogue: Catalogue, subjects: Sequence[Subject]) -> None:
    facts, answers = history.histories(writing.session, catalogue, subjects)
    refolded = []
    for key in subjects:
        fold, subject = key
        folder = catalogue.fold[fold].folder
        folded = rules.fold(folder, subject, facts.get(key, ()), rules.settlements_of(answers.get(subject, ())))
        refolded.append(Refolded(key, folded, [], rules.findings(folder, subject, folded)))
    upsert(writing, Checkpoint, [history.checkpoint_row(one) for one in refolded])
    _write(writing, {id_: row for one in refolded for id_, row in discrepancies.rows_of(one).items()})
    keeping.project(writing, catalogue, refolded)


def _write(writing: Writing, found: Mapping[str, dict[str, Any]]) -> None:
    insert(writing, DiscrepancyRow, list(found.values()))
    names = [{"fact_id": fact, "discrepancy_id": row["id"]} for row in found.values() for fact in json.loads(row["facts"])]
    insert(writing, NamedIn, names)


def _mirrors_there(session: Session) -> dict[str, str]:
    return {id_: mirror for id_, mirror in session.execute(select(Kit.id, Kit.mirror))}


def _mirror(session: Session, there: Mapping[str, str], report: Report) -> None:
    """What phones mirror of a kit's parts is kept beside the kit."""
    parts: dict[str, list[KitPart]] = {}
    for part in session.scalars(select(KitPart).order_by(KitPart.kit_id, KitPart.position, KitPart.id)):
        parts.setdefault(part.kit_id, []).append(part)
    for kit in session.scalars(select(Kit)):
        mirror = kit_feed.mirror_of(kit, parts.get(kit.id, []))
        if mirror != there.get(kit.id):
            report.differences.append(f"kits {kit.id}: what phones are told of its parts is not what they are")
            kit.mirror = mirror
    session.flush()


def _chunks(subjects: Sequence[Subject], lengths: Mapping[str, int]) -> Iterator[list[Subject]]:
    chunk: list[Subject] = []
    facts = 0
    for one in subjects:
        length = lengths.get(one[1], 0)
        if chunk and (len(chunk) == AT_ONCE or facts + length > MOST_FACTS):
            yield chunk
            chunk, facts = [], 0
        chunk.append(one)
        facts += length
    if chunk:
        yield chunk


def _told(session: Session, model: type[Scoped]) -> dict[tuple[str, ...], str]:
    """By key what each row of a table says, as a short digest."""
    table = model.__table__  # type: ignore[attr-defined]
    keys = [column.name for column in table.primary_key if column.name != "library_id"]
    others = [column.name for column in table.columns if column.name not in {*keys, *_NOT_COMPARED}]
    query = select(*(getattr(model, name) for name in (*keys, *others)))
    if model is FeedRow:
        query = query.where(FeedRow.row.is_not(None))
    if model is FeedTotal:
        query = query.where(FeedTotal.count != 0)
    told = {}
    for row in session.execute(query):
        said = hashlib.sha256(repr(tuple(row[len(keys) :])).encode("utf-8", "surrogatepass")).hexdigest()[:16]
        told[tuple(map(str, row[: len(keys)]))] = said
    return told


def _differences(table: str, was: Mapping[tuple[str, ...], str], now: Mapping[tuple[str, ...], str]) -> Iterator[str]:
    for key in sorted({*was, *now}):
        name = " ".join(key)
        if key not in now:
            yield f"{table} {name}: is there, but the ledger does not give it"
        elif key not in was:
            yield f"{table} {name}: is missing"
        elif was[key] != now[key]:
            yield f"{table} {name}: says something else than the ledger gives"
