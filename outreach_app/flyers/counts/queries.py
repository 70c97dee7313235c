"""What pages ask of scans and stacks: how often, where, since when no more; always in a constant number of statements."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, case, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from outreach_app.accounts.queries import staff_names
from outreach_app.flyers.codes import OF_A_FLYER
from outreach_app.flyers.counts.models import ScanCount
from outreach_app.flyers.models import Flyer
from outreach_app.flyers.placements.models import FlyerHandout, FlyerPlacement, HeldCode
from outreach_app.partners import queries as partners

QUIET_AFTER, SOON = timedelta(days=28), timedelta(days=14)
FEW_LEFT = 5
LIE, QUIET, RESTOCK, GONE_AND_SCANNED = SHOWN = ("lie", "quiet", "restock", "scanned_after")


@dataclass(frozen=True, slots=True)
class Stack:
    """A stack with where it lies and what was scanned of it, in all and since it was removed."""

    row: FlyerPlacement
    site: str
    partner: str
    partner_name: str
    by: str
    scans: int
    last_scan: str | None
    scans_after: int

    @property
    def since(self) -> str:
        """The day when somebody looked after it last."""
        return self.row.restocked_on or self.row.placed_on

    def is_quiet(self, today: date) -> bool:
        """Whether it lies there and nobody has scanned it for long."""
        return self.row.removed_on is None and max(self.since, self.last_scan or "") < (today - QUIET_AFTER).isoformat()

    def is_due(self, today: date) -> bool:
        """Whether it should be restocked on a trip that goes there soon."""
        day = self.row.restock_on
        is_soon = day is not None and day <= (today + SOON).isoformat()
        return self.row.removed_on is None and (is_soon or self.row.copies <= FEW_LEFT)


@dataclass(slots=True)
class Line:
    """What came of one flyer, or of what one organisation has."""

    name: str
    scans: int = 0
    held_up: int = 0
    """How many of the scans were of codes that phones held up."""
    handed_out: int = 0
    stacks: int = 0
    copies: int = 0
    laid: int = 0
    taken: int = 0


@dataclass(slots=True)
class Material:
    """What one organisation takes of one flyer."""

    partner: str
    partner_name: str
    flyer: str
    languages: set[str] = field(default_factory=set)
    stacks: int = 0
    copies: int = 0
    laid: int = 0
    scans: int = 0
    last_on: str = ""
    last_by: str = ""


def stacks(
    session: Session, *, flyer: str = "", partner: str = "", of: Collection[str] = (), placement: str = ""
) -> list[Stack]:
    """All stacks, narrowed to a flyer, to organisations or to one; by organisation and place, the latest first."""
    query = select(FlyerPlacement)
    if flyer:
        query = query.where(FlyerPlacement.flyer_id == flyer)
    if placement:
        query = query.where(FlyerPlacement.id == placement)
    rows = list(session.scalars(query))
    places = partners.site_partners(session, {one.site_id for one in rows if one.site_id})
    names = partners.every_partner(session)
    staff = staff_names(session, {one.last_by for one in rows if one.last_by})
    scanned = _scanned(session, placement)
    wanted = {partner, *of} - {""}
    told = []
    for one in rows:
        site, whose = places.get(one.site_id or "", ("", ""))
        if not wanted or whose in wanted:
            scans, last_scan, after = scanned.get(one.id, (0, None, 0))
            by = staff.get(one.last_by or "", "")
            told.append(Stack(one, site, whose, names.get(whose, ""), by, scans, last_scan, after))
    told.sort(key=lambda one: one.since, reverse=True)
    return sorted(told, key=lambda one: (one.partner_name.casefold(), one.site.casefold()))


def shown(several: Iterable[Stack], which: str, today: date) -> list[Stack]:
    """Of the stacks those that a word of SHOWN asks for."""
    asks: dict[str, Callable[[Stack], bool]] = {
        LIE: lambda one: one.row.removed_on is None,
        QUIET: lambda one: one.is_quiet(today),
        RESTOCK: lambda one: one.is_due(today),
        GONE_AND_SCANNED: lambda one: one.scans_after > 0,
    }
    return [one for one in several if asks[which](one)]


def by_flyer(session: Session, first: date, last: date, titles: Mapping[str, str]) -> dict[str, Line]:
    """What came of each flyer in these days, by its id; stacks as they lie now."""
    lines = {id_: Line(title) for id_, title in titles.items()}
    own = {code: id_ for id_, code in session.execute(select(Flyer.id, Flyer.code))}
    begun = func.substr(ScanCount.code, 1, OF_A_FLYER)
    query = select(begun, func.sum(ScanCount.count)).where(ScanCount.day.between(first.isoformat(), last.isoformat()))
    for code, count in session.execute(query.group_by(begun)):
        if own.get(code) in lines:
            lines[own[code]].scans = int(count)
    shown = select(HeldCode.flyer_id, func.sum(ScanCount.count)).join(ScanCount, _scans_of_held())
    shown = shown.where(ScanCount.day.between(first.isoformat(), last.isoformat())).group_by(HeldCode.flyer_id)
    for flyer, count in session.execute(shown):
        if flyer in lines:
            lines[flyer].held_up = int(count)
    given = select(FlyerHandout.flyer_id, func.sum(FlyerHandout.count))
    given = given.where(FlyerHandout.on.between(first.isoformat(), last.isoformat())).group_by(FlyerHandout.flyer_id)
    for flyer, count in session.execute(given):
        if flyer in lines:
            lines[flyer].handed_out = int(count)
    for row in session.scalars(select(FlyerPlacement)):
        if row.flyer_id in lines:
            _add(lines[row.flyer_id], row)
    return lines


@dataclass(frozen=True, slots=True)
class Held:
    """A code that somebody's phone holds up for a flyer, and how often it was scanned."""

    code: str
    language: str | None
    by: str
    since: str
    scans: int
    last_scan: str | None


def held_up(session: Session, flyer: str) -> list[Held]:
    """The codes that phones hold up for a flyer, the most scanned first."""
    query = select(HeldCode, func.coalesce(func.sum(ScanCount.count), 0), func.max(ScanCount.day))
    query = query.outerjoin(ScanCount, _scans_of_held()).where(HeldCode.flyer_id == flyer, ~_is_on_a_stack())
    rows = session.execute(query.group_by(*HeldCode.__table__.columns)).all()
    staff = staff_names(session, {row.author for row, _count, _day in rows if row.author})
    told = [
        Held(row.code, row.language, staff.get(row.author or "", ""), row.since, int(count), day) for row, count, day in rows
    ]
    return sorted(told, key=lambda one: (-one.scans, one.since, one.code))


def by_partner(several: Iterable[Stack]) -> list[Line]:
    """What came of the stacks that each organisation has or had, by how often they were scanned."""
    lines: dict[str, Line] = {}
    for one in several:
        line = lines.setdefault(one.partner, Line(one.partner_name))
        line.scans += one.scans
        _add(line, one.row)
    return sorted(lines.values(), key=lambda line: (-line.scans, line.name.casefold()))


def by_week(session: Session, first: date, last: date) -> list[tuple[date, int]]:
    """How often codes were scanned in each week of these days, by its Monday, the latest first; also where nobody did."""
    query = select(ScanCount.day, func.sum(ScanCount.count)).where(ScanCount.day.between(first.isoformat(), last.isoformat()))
    found: Counter[date] = Counter()
    for day, count in session.execute(query.group_by(ScanCount.day)):
        found[_monday(date.fromisoformat(day))] += int(count)
    weeks = (_monday(last) - _monday(first)).days // 7
    return [(monday, found[monday]) for monday in (_monday(last) - timedelta(weeks=n) for n in range(weeks + 1))]


def by_month(session: Session, first: date, last: date) -> list[tuple[str, str, int, int]]:
    """(flyer, month, scans, days on which one of its codes was scanned, each code by itself) of these days."""
    own = {code: id_ for id_, code in session.execute(select(Flyer.id, Flyer.code))}
    begun, month = func.substr(ScanCount.code, 1, OF_A_FLYER), func.substr(ScanCount.day, 1, 7)
    query = select(begun, month, func.sum(ScanCount.count), func.count(ScanCount.code)).where(
        ScanCount.day.between(first.isoformat(), last.isoformat())
    )
    found = session.execute(query.group_by(begun, month))
    return [(own[code], in_month, int(scans), days) for code, in_month, scans, days in found if code in own]


def distribution(several: Iterable[Stack], titles: Mapping[str, str], language: str = "") -> list[Material]:
    """Which organisation takes which flyer, how many, in which languages, and who brought some last."""
    found: dict[tuple[str, str], Material] = {}
    for one in several:
        row = one.row
        if not one.partner or (language and row.language != language):
            continue
        title = titles.get(row.flyer_id, "")
        line = found.setdefault((one.partner, row.flyer_id), Material(one.partner, one.partner_name, title))
        line.languages |= {row.language} if row.language else set()
        line.stacks += row.removed_on is None
        line.copies += row.copies
        line.laid += row.laid
        line.scans += one.scans
        if one.since > line.last_on:
            line.last_on, line.last_by = one.since, one.by
    return sorted(found.values(), key=lambda line: (line.partner_name.casefold(), line.flyer.casefold()))


def _is_on_a_stack() -> Any:
    """A code that was laid out all the same, printed from a phone's screen, counts for its stack."""
    return exists().where(FlyerPlacement.library_id == HeldCode.library_id, FlyerPlacement.code == HeldCode.code)


def _scans_of_held() -> Any:
    return and_(ScanCount.library_id == HeldCode.library_id, ScanCount.code == HeldCode.code, ~_is_on_a_stack())


def _scanned(session: Session, placement: str = "") -> dict[str, tuple[int, str, int]]:
    """By stack how often its code was scanned, the last day of it, and how often since the stack was removed.

    Where a code is on two stacks a day counts for the one laid out last by then; a day before any of them for the first, which
    was written down later than it was laid out.
    """
    stack, later, earlier = FlyerPlacement, aliased(FlyerPlacement), aliased(FlyerPlacement)
    same = (later.library_id == stack.library_id, later.code == stack.code)
    is_later = or_(later.placed_on > stack.placed_on, and_(later.placed_on == stack.placed_on, later.id > stack.id))
    is_earlier = or_(earlier.placed_on < stack.placed_on, and_(earlier.placed_on == stack.placed_on, earlier.id < stack.id))
    was_first = ~exists().where(earlier.library_id == stack.library_id, earlier.code == stack.code, is_earlier)
    after = case((ScanCount.day > stack.removed_on, ScanCount.count), else_=0)
    query = (
        select(stack.id, func.sum(ScanCount.count), func.max(ScanCount.day), func.sum(after))
        .join(ScanCount, and_(ScanCount.library_id == stack.library_id, ScanCount.code == stack.code))
        .where(~exists().where(*same, is_later, later.placed_on <= ScanCount.day))
        .where(or_(stack.placed_on <= ScanCount.day, was_first))
        .group_by(stack.id)
    )
    if placement:
        query = query.where(stack.id == placement)
    return {id_: (int(count), day, int(since)) for id_, count, day, since in session.execute(query)}


def _add(line: Line, row: FlyerPlacement) -> None:
    line.stacks += row.removed_on is None
    line.copies += row.copies
    line.laid += row.laid
    line.taken += row.taken


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())
