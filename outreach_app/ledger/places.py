"""The places (device, seq) that are held, and what a device's own numbering tells.

A device is a subject too, but its history grows without end, so its fold looks only round the places that a batch
touches; a rebuild, which looks round all of them, gives the same discrepancies.
"""

import json
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.ledger import discrepancies, history
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.models import DiscrepancyRow, FactRow, Places, QuarantineRow
from outreach_app.ledger.rules import Finding, Settlement, settlements_of
from outreach_app.statements import Prepared, among, table_of, upsert

FOLD = "device"
CLONED, RAN_BACK = "device.cloned", "device.clock_ran_back"
TOLERANCE_US = 10 * 60 * 1_000_000

Ranges: TypeAlias = list[list[int]]


_facts, _places, _known = table_of(FactRow).c, table_of(Places).c, table_of(DiscrepancyRow).c
_HELD = Prepared(select(_places.device, _places.held).where(among(_places.device, "devices")))
_placed = select(_facts.seq, _facts.id, _facts.recorded, _facts.effective).where(_facts.device == bindparam("device"))
_RUN = Prepared(_placed.where(_facts.seq.between(bindparam("first"), bindparam("last"))))
_AMONG = Prepared(_placed.where(among(_facts.seq, "seqs")))
_KNOWN = Prepared(select(_known.id).where(_known.fold == FOLD, _known.subject == bindparam("device")).limit(1))


@dataclass(frozen=True, slots=True)
class Placed:
    """One fact at a place of a device."""

    seq: int
    id: str
    recorded: int
    effective: int


def with_places(held: Ranges, places: Iterable[int]) -> Ranges:
    """The ranges with further places in them: sorted, disjoint, not touching."""
    merged = [list(one) for one in held]
    for place in sorted(set(places)):
        index = bisect_left(merged, [place + 1])
        before = merged[index - 1] if index else None
        after = merged[index] if index < len(merged) else None
        if before and place <= before[1]:
            continue
        joins_before, joins_after = bool(before and before[1] == place - 1), bool(after and after[0] == place + 1)
        if before and after and joins_before and joins_after:
            before[1] = after[1]
            del merged[index]
        elif before and joins_before:
            before[1] = place
        elif after and joins_after:
            after[0] = place
        else:
            merged.insert(index, [place, place])
    return merged


def held_by_device(session: Session, devices: Iterable[str]) -> dict[str, Ranges]:
    """What is held of each device, as ranges; nothing of one that is not known."""
    return {device: json.loads(held) for device, held in _HELD.rows(session, devices=list(set(devices)))}


def hold(writing: Writing, places: Iterable[tuple[str, int]]) -> None:
    """Note that the library holds these places from now on."""
    by_device: dict[str, set[int]] = defaultdict(set)
    for device, seq in places:
        by_device[device].add(seq)
    if not by_device:
        return
    before = held_by_device(writing.session, by_device)
    rows = [
        {"device": device, "held": json.dumps(with_places(before.get(device, []), seqs))} for device, seqs in by_device.items()
    ]
    upsert(writing, Places, rows)


def round_about(session: Session, device: str, seqs: set[int]) -> list[Placed]:
    """The facts at these places of a device and at their neighbours."""
    wanted = sorted({near for seq in seqs for near in (seq - 1, seq, seq + 1)})
    if wanted[-1] - wanted[0] < 3 * len(wanted):
        # A batch is mostly a run of places: a range is one look into the index instead of one a place.
        return [Placed(*row) for row in _RUN.rows(session, device=device, first=wanted[0], last=wanted[-1])]
    return [Placed(*row) for row in _AMONG.rows(session, device=device, seqs=wanted)]


def findings(device: str, placed: Iterable[Placed]) -> list[Finding]:
    """What does not add up among these facts of a device: two ids under one place, a clock that ran back."""
    by_place: dict[int, list[Placed]] = defaultdict(list)
    for one in placed:
        by_place[one.seq].append(one)
    found: list[Finding] = []
    for seq, here in by_place.items():
        if len(here) > 1:
            at = max(one.effective for one in here)
            found.append(Finding(CLONED, device, tuple(sorted(one.id for one in here)), at))
            continue
        after = by_place.get(seq + 1, ())
        if len(after) == 1 and after[0].recorded < here[0].recorded - TOLERANCE_US:
            found.append(Finding(RAN_BACK, device, (here[0].id, after[0].id), after[0].effective))
    return found


def near(session: Session, facts: Sequence[Fact]) -> dict[str, list[Placed]]:
    """What is stored at and beside the places of these facts, by device."""
    return {device: round_about(session, device, {fact.seq for fact in here}) for device, here in _by_device(facts).items()}


def taken(stored: Mapping[str, Sequence[Placed]], facts: Sequence[Fact]) -> set[str]:
    """Ids of those facts whose place another id has, stored before or earlier among them; `stored` is what `near` gives."""
    later: set[str] = set()
    for device, here in _by_device(facts).items():
        owner = {one.seq: one.id for one in stored[device]}
        for fact in here:
            if owner.setdefault(fact.seq, fact.id) != fact.id:
                later.add(fact.id)
    return later


def refold(
    writing: Writing,
    catalogue: Catalogue,
    facts: Sequence[Fact],
    annotations: Mapping[str, list[Fact]],
    stored: Mapping[str, Sequence[Placed]],
) -> list[Finding]:
    """Bring the devices' own discrepancies up to date with new facts and settlements; gives those found round them."""
    found: list[Finding] = []
    by_device = _by_device(facts)
    for device in dict.fromkeys([*by_device, *annotations]):
        here = by_device.get(device, [])
        placed = list(stored.get(device, ()))
        placed += [Placed(fact.seq, fact.id, fact.recorded, fact.effective) for fact in here]
        around = {one.id for one in placed}
        fresh = findings(device, placed)
        found += fresh
        if not fresh and not _KNOWN.rows(writing.session, device=device):
            continue
        rows = _rows_there(writing.session, device)
        settlements = _settlements(writing.session, catalogue, device, annotations.get(device, []))
        there = {id_: row for id_, row in rows.items() if device in annotations or around.issuperset(json.loads(row["facts"]))}
        wanted = {
            id_: _answered(row, settlements) for id_, row in there.items() if not around.issuperset(json.loads(row["facts"]))
        }
        wanted.update({one.id: discrepancies.row_of(one, FOLD, settlements) for one in fresh})
        by = here[0].id if here else annotations[device][0].id
        discrepancies.write(writing, there, wanted, {(FOLD, device): by})
    return found


def all_rows(session: Session, catalogue: Catalogue) -> dict[str, dict[str, Any]]:
    """The discrepancies of every device from all its places: what `refold` must have arrived at."""
    wanted: dict[str, dict[str, Any]] = {}
    for device in session.scalars(select(FactRow.device).distinct()).all():
        columns = (FactRow.seq, FactRow.id, FactRow.recorded, FactRow.effective)
        placed = [Placed(*row) for row in session.execute(select(*columns).where(FactRow.device == device))]
        found = findings(device, placed)
        settlements = _settlements(session, catalogue, device, []) if found else {}
        wanted.update({one.id: discrepancies.row_of(one, FOLD, settlements) for one in found})
    return wanted


def all_held(session: Session) -> dict[str, Ranges]:
    """What is held of every device, found anew from ledger and quarantine."""
    by_device: dict[str, set[int]] = defaultdict(set)
    for device, seq in session.execute(select(FactRow.device, FactRow.seq)):
        by_device[device].add(seq)
    for named, place in session.execute(select(QuarantineRow.device, QuarantineRow.seq)):
        if named is not None and place is not None:
            by_device[named].add(place)
    return {device: with_places([], seqs) for device, seqs in by_device.items()}


def _by_device(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    by_device: dict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        by_device[fact.device].append(fact)
    return by_device


def _rows_there(session: Session, device: str) -> dict[str, dict[str, Any]]:
    query = select(DiscrepancyRow).where(DiscrepancyRow.fold == FOLD, DiscrepancyRow.subject == device)
    return {row.id: discrepancies.as_dict(row) for row in session.scalars(query)}


def _settlements(session: Session, catalogue: Catalogue, device: str, fresh: list[Fact]) -> dict[str, Settlement]:
    _, annotations = history.histories(session, catalogue, [(FOLD, device)])
    return settlements_of([*annotations.get(device, ()), *fresh])


def _answered(row: dict[str, Any], settlements: Mapping[str, Settlement]) -> dict[str, Any]:
    answer = settlements.get(row["id"])
    if answer is None:
        return row
    return {**row, "state": discrepancies.SETTLED, "resolution": answer.resolution, "settled_by": answer.by}
