"""The one way into the ledger: for phones, the desk, the importer and the public alike.

`understand` reads bytes before the lock is taken; `record` keeps them under it, folds what they touch, and tells of
each what became of it. Nothing is refused: what is not understood goes to quarantine.
"""

import json
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from outreach_app import shapes
from outreach_app.db import Writing
from outreach_app.ledger import discrepancies, keeping, places, quarantine
from outreach_app.ledger.fact import Read, Unread, read
from outreach_app.ledger.keeping import Arrival
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.models import FactRow
from outreach_app.ledger.rules import PLACE_TAKEN
from outreach_app.statements import Prepared, among, table_of

STORED, DUPLICATE, FLAGGED, QUARANTINED = "stored", "duplicate", "flagged", "quarantined"


_facts = table_of(FactRow).c
_BY_ID = Prepared(select(_facts.hash, _facts.id, _facts.device, _facts.notes).where(among(_facts.id, "ids")))


@dataclass(slots=True)
class Outcome:
    """What became of one element. All four outcomes mean that the server has it."""

    hash: str
    id: str | None
    outcome: str
    reason: str | None = None
    discrepancies: list[tuple[str, str]] = field(default_factory=list)
    clone_of: str | None = None
    """The fact's device, where another id had its place there before it came."""


def understand(raw: bytes, catalogue: Catalogue) -> Read | Unread:
    """What the bytes say, checked against the catalogue; needs no lock."""
    element = read(raw)
    if isinstance(element, Unread):
        return element
    fact = element.fact
    kind = catalogue.kind.get((fact.kind, fact.v))
    if kind is None:
        reason = "unknown_version" if fact.kind in catalogue.names else "unknown_kind"
        return Unread(raw, element.hash, reason, fact.id, fact.device, fact.seq)
    if not shapes.fits(kind.payload)(fact.payload):
        wrong = {"payload": shapes.wrong_members(kind.payload, fact.payload)}
        return Unread(raw, element.hash, "bad_shape", fact.id, fact.device, fact.seq, wrong)
    return element


def record(writing: Writing, catalogue: Catalogue, elements: Sequence[Read | Unread], arrival: Arrival) -> list[Outcome]:
    """Keep these elements and fold what they touch; the outcomes in the same order.

    Call it once in a `writing`: a second call would not see what the first has yet to insert.
    """
    if "recorded" in writing.parts:
        raise RuntimeError("record() may be called once in a writing")
    writing.parts["recorded"] = True
    if arrival.via == "device":
        built_in = frozenset(catalogue.built_in_devices(writing.session).values())
        elements = [not_as_the_library(element, built_in) for element in elements]
    sorted_out = _sort_out(writing, elements, arrival)
    stored = places.near(writing.session, [element.fact for element in sorted_out.accepted])
    accepted = keeping.with_receipts(writing, catalogue, sorted_out.accepted, arrival, sorted_out.twins, stored)
    quarantine.keep(writing, sorted_out.quarantined, arrival.device)
    keeping.note_twins(writing, sorted_out.twins)
    naming = keeping.keep(writing, catalogue, accepted, arrival, stored)
    held = [(one.fact.device, one.fact.seq) for one in accepted]
    places.hold(writing, held + [place for element, _ in sorted_out.quarantined if (place := _place(element))])
    clones = {one.fact.id: one.fact.device for one in accepted if PLACE_TAKEN in one.fact.notes}
    return _outcomes(writing, elements, sorted_out, naming, {**sorted_out.clones, **clones})


def not_as_the_library(element: Read | Unread, built_in: Container[str]) -> Read | Unread:
    """What a phone sends may not take places of the library's own devices, whose numbers are given one after another."""
    if isinstance(element, Unread):
        return replace(element, device=None, seq=None) if element.device in built_in else element
    if element.fact.device not in built_in:
        return element
    fields = {"device": ["is a device of the library itself"]}
    return Unread(element.raw, element.hash, "bad_shape", element.fact.id, fields=fields)


@dataclass(slots=True)
class _SortedOut:
    accepted: list[Read] = field(default_factory=list)
    quarantined: list[tuple[Read | Unread, str]] = field(default_factory=list)
    twins: set[str] = field(default_factory=set)
    """Ids under which other bytes came, of facts stored before or in this batch."""
    known: dict[str, str] = field(default_factory=dict)
    """hash -> id of those that the ledger has already."""
    reason: dict[str, str] = field(default_factory=dict)
    """hash -> reason of those in quarantine, from before or now."""
    clones: dict[str, str] = field(default_factory=dict)
    """id -> device of known facts whose place was taken when they came."""


def _sort_out(writing: Writing, elements: Sequence[Read | Unread], arrival: Arrival) -> _SortedOut:
    hashes = {element.hash for element in elements}
    ids = {id_ for element in elements if (id_ := element.fact.id if isinstance(element, Read) else element.id)}
    sorted_out = _SortedOut(reason=quarantine.reasons(writing.session, hashes))
    used: set[str] = set()
    # Equal bytes have equal ids, so that the id's index serves for both questions.
    for hash_, id_, device, notes in _BY_ID.rows(writing.session, ids=list(ids)) if ids else ():
        used.add(id_)
        if hash_ in hashes:
            sorted_out.known[hash_] = id_
            if PLACE_TAKEN in json.loads(notes):
                sorted_out.clones[id_] = device
    seen: set[str] = set()
    for element in elements:
        if element.hash in sorted_out.known or element.hash in sorted_out.reason or element.hash in seen:
            continue
        if arrival.revoked:
            reason = "device_revoked"
        elif isinstance(element, Unread):
            reason = element.reason
        elif element.fact.id in used:
            reason = "same_id_other_bytes"
            sorted_out.twins.add(element.fact.id)
        else:
            seen.add(element.hash)
            used.add(element.fact.id)
            sorted_out.accepted.append(element)
            continue
        sorted_out.quarantined.append((element, reason))
        sorted_out.reason[element.hash] = reason
    return sorted_out


def _place(element: Read | Unread) -> tuple[str, int] | None:
    told = element.fact if isinstance(element, Read) else element
    return (told.device, told.seq) if told.device is not None and told.seq is not None else None


def _outcomes(
    writing: Writing,
    elements: Sequence[Read | Unread],
    sorted_out: _SortedOut,
    naming: dict[str, list[tuple[str, str]]],
    clones: dict[str, str],
) -> list[Outcome]:
    again = set(sorted_out.known.values())
    before = discrepancies.naming(writing.session, again) if again else {}
    first: set[str] = set()
    outcomes = []
    for element in elements:
        id_ = element.fact.id if isinstance(element, Read) else element.id
        if element.hash in sorted_out.known:
            id_ = sorted_out.known[element.hash]
            outcome = Outcome(element.hash, id_, DUPLICATE, None, before.get(id_, []))
        elif element.hash in sorted_out.reason:
            outcome = Outcome(element.hash, id_, QUARANTINED, sorted_out.reason[element.hash])
        else:
            named = sorted(set(naming.get(id_, []))) if id_ else []
            word = DUPLICATE if element.hash in first else FLAGGED if named else STORED
            outcome = Outcome(element.hash, id_, word, None, named)
            first.add(element.hash)
        if id_ and outcome.outcome != QUARANTINED:
            outcome.clone_of = clones.get(id_)
        outcomes.append(outcome)
    return outcomes
