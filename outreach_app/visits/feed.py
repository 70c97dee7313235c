"""What phones mirror of visits: the plan and what became of it, for those who go and those who went."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.feed import rows, windows
from outreach_app.feed.windows import Window
from outreach_app.judging.rules import HAS_ISSUES
from outreach_app.kits.reservations import queries as reservations
from outreach_app.ledger.kinds import Named
from outreach_app.shapes import Day, Id, Instant, Many, Part, Shape, Text, Truth, Whole, Word, Zone
from outreach_app.statements import Prepared, among, table_of
from outreach_app.visits import rules
from outreach_app.visits.models import Visit, VisitCourse, VisitTrainer

VISITS = "visits"
PLANNED = "planned"
DAYS_AHEAD, DAYS_BACK = 60, 90
SETTLED_TOLD = 10


class VisitDiscrepancy(Shape):
    """Something of the visit that does not add up."""

    id = Id()
    kind = Text()
    state = Word("open", "settled")


class VisitAsked(Shape):
    """What the desk asks about a visit that it returned."""

    text = Text()
    by = Id(null=True)
    at = Instant()


class VisitRow(Shape):
    """A visit: what was planned (null or empty where it began on the spot) and what became of it."""

    id = Id()
    on = Day(null=True)
    site = Id(null=True)
    starts_at = Instant(null=True)
    ends_at = Instant(null=True)
    zone = Zone(null=True)
    trainers = Many(Id())
    kits = Many(Id())
    holds = Text()
    access = Text()
    parking = Text()
    power = Text()
    wifi = Text()
    contact = Text()
    room_holds = Whole(least=0, null=True)
    called_off = Truth()
    state = Word(PLANNED, rules.STARTED, rules.FINISHED, called="VisitState")
    people = Many(Id())
    started_at = Instant(null=True)
    finished_at = Instant(null=True)
    outcome = Text(null=True)
    sessions = Whole(least=0)
    attendance = Whole(least=0)
    discrepancies = Many(Part(VisitDiscrepancy))
    asked = Part(VisitAsked, required=False)


@dataclass(frozen=True)
class Plan:
    """A planned visit with who goes and what is reserved, as columns."""

    columns: Mapping[str, Any]
    trainers: Collection[str]
    kits: Collection[str]


NOTHING_HAPPENED: dict[str, Any] = {
    "state": PLANNED,
    "on": None,
    "site": None,
    "people": [],
    "started_at": None,
    "finished_at": None,
    "outcome": None,
    "sessions": 0,
    "attendance": 0,
    "discrepancies": [],
}

_visits, _trainers = table_of(Visit).c, table_of(VisitTrainer).c
_PLANS = Prepared(select(table_of(Visit)).where(among(_visits.id, "ids")))
_GOING = Prepared(select(_trainers.visit_id, _trainers.staff_id).where(among(_trainers.visit_id, "ids")))


def plans(session: Session, ids: Iterable[str]) -> dict[str, Plan]:
    """The plans of these visits, of those that have one."""
    wanted = list(ids)
    going: dict[str, list[str]] = defaultdict(list)
    reserved: dict[str, list[str]] = defaultdict(list)
    found = _PLANS.rows(session, ids=wanted)
    if found:
        for visit, staff in _GOING.rows(session, ids=wanted):
            going[visit].append(staff)
        for visit, kit in reservations.RESERVED_FOR.rows(session, ids=wanted):
            reserved[visit].append(kit)
    return {row.id: Plan(row._mapping, sorted(going[row.id]), sorted(reserved[row.id])) for row in found}


def told_of(state: Mapping[str, Any], discrepancies: Iterable[Named]) -> dict[str, Any]:
    """The members that facts change."""
    starts, ends = state["starts"], state["ends"]
    named = list(discrepancies)
    shown = [one for one in named if one.state == "open"] + [one for one in named if one.state == "settled"][-SETTLED_TOLD:]
    return {
        "state": rules.stage(state),
        "on": state["on"],
        "site": next((site for _, _, site in starts if site), None),
        "people": state["people"],
        "started_at": _text(starts[0][1]) if starts else None,
        "finished_at": _text(ends[-1][1]) if ends else None,
        "outcome": ends[-1][2] if ends else None,
        "sessions": rules.counted(state),
        "attendance": rules.attendance(state),
        "discrepancies": [{"id": one.id, "kind": one.kind, "state": one.state} for one in shown],
        **_asked(state),
    }


def _asked(state: Mapping[str, Any]) -> dict[str, Any]:
    """What waits for an answer of those who were there; nothing where nothing does."""
    if state["review"] != HAS_ISSUES or not state["comments"]:
        return {}
    _fact, at, by, text = state["comments"][-1]
    return {"asked": {"text": text, "by": by, "at": _text(at)}}


def visit_row(
    id_: str, plan: Plan | None, told: Mapping[str, Any] | None, window: Window
) -> tuple[str | None, tuple[str, ...]]:
    """A visit as phones see it, and who does; None where nobody does: nobody began it, or it is out of the window."""
    happened = dict(told or NOTHING_HAPPENED)
    if happened["state"] == rules.LOOSE:
        happened["state"] = PLANNED
        if plan is None:
            return None, ()
    on, site = happened.pop("on"), happened.pop("site")
    days = [day for day in (on, plan.columns["on"] if plan else None) if day]
    if not any(window.holds(day, back=DAYS_BACK, ahead=DAYS_AHEAD) for day in days):
        return None, ()
    going = list(plan.trainers) if plan else []
    row = {"id": id_, "on": plan.columns["on"] if plan else on, **_planned(plan), **happened}
    if site:
        row["site"] = site
    audiences = tuple(rows.for_staff(one) for one in sorted({*going, *happened["people"]}))
    return (rows.as_text(row), audiences) if audiences else (None, ())


def all_visits(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    window = windows.now(session)
    first, last = window.bounds(back=DAYS_BACK, ahead=DAYS_AHEAD)
    planned = select(Visit.id).where(Visit.on.between(first, last))
    seen = select(VisitCourse.visit_id, VisitCourse.told).where(
        or_(VisitCourse.on.between(first, last), VisitCourse.visit_id.in_(planned))
    )
    told = {visit: json.loads(text) for visit, text in session.execute(seen)}
    ids = sorted({*told, *session.scalars(planned)})
    for start in range(0, len(ids), 500):
        some = ids[start : start + 500]
        there = plans(session, some)
        for id_ in some:
            row, audiences = visit_row(id_, there.get(id_), told.get(id_), window)
            if row is not None:
                yield id_, row, audiences


def _planned(plan: Plan | None) -> dict[str, Any]:
    texts = ("holds", "access", "parking", "power", "wifi", "contact")
    if plan is None:
        nothing: dict[str, Any] = dict.fromkeys(("site", "starts_at", "ends_at", "zone"))
        return {**nothing, "trainers": [], "kits": [], **dict.fromkeys(texts, ""), "room_holds": None, "called_off": False}
    columns = plan.columns
    return {
        "site": columns["site_id"],
        "starts_at": clock.text(columns["starts_at"]),
        "ends_at": clock.text(columns["ends_at"]),
        "zone": columns["zone"],
        "trainers": list(plan.trainers),
        "kits": list(plan.kits),
        **{name: columns[name] for name in texts},
        "room_holds": columns["room_holds"],
        "called_off": columns["called_off_because"] is not None,
    }


def _text(at: int) -> str:
    moment: datetime = clock.from_micros(at)
    return clock.text(moment)
