"""The kits through a week, day by day: what a calendar of them shows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo

from outreach_app.kits.queries import Listed
from outreach_app.kits.reservations.queries import Reserved
from outreach_app.kits.reservations.rules import Span


@dataclass(frozen=True, slots=True)
class OnADay:
    """A kit on one day."""

    on: date
    reserved: tuple[Reserved, ...]
    """What it is in use for, or would be."""
    made_ready: bool
    """It is on the way, wiped or charged, and in use for nothing."""
    is_out: bool
    """Somebody has it, as far as is known, until the day it is due, or until today where that is past or unknown."""


@dataclass(frozen=True, slots=True)
class Row:
    """A kit through the days."""

    kit: Listed
    days: tuple[OnADay, ...]
    clashing: frozenset[str] = field(default_factory=frozenset)
    """The reservations that another one meets."""
    late: frozenset[str] = field(default_factory=frozenset)
    """Those that begin while somebody else is still to have the kit."""

    @property
    def is_taken(self) -> bool:
        """Whether any day holds something."""
        return any(day.reserved or day.made_ready or day.is_out for day in self.days)


def rows(kits: Iterable[Listed], reserved: Iterable[Reserved], first: date, today: date, zone: tzinfo) -> list[Row]:
    """Each of these kits through the seven days from `first` on."""
    mine: dict[str, list[Reserved]] = {}
    for one in reserved:
        mine.setdefault(one.kit, []).append(one)
    days = [first + timedelta(days=number) for number in range(7)]
    return [_row(kit, mine.get(kit.id, ()), days, today, zone) for kit in kits]


def _row(kit: Listed, reserved: Sequence[Reserved], days: Sequence[date], today: date, zone: tzinfo) -> Row:
    clashing = {one.id for one in reserved for other in reserved if one is not other and one.busy.meets(other.busy)}
    until = max(date.fromisoformat(kit.due_on), today) if kit.due_on else today
    since = kit.since.astimezone(zone).date() if kit.since else today
    told = []
    for day in days:
        span = Span(datetime.combine(day, time(), zone), datetime.combine(day + timedelta(days=1), time(), zone))
        used = tuple(one for one in reserved if one.used.meets(span))
        busy = any(one.busy.meets(span) for one in reserved)
        told.append(OnADay(day, used, busy and not used, kit.holder is not None and since <= day <= until))
    late = {
        one.id
        for one in reserved
        if kit.holder and today <= one.busy.start.astimezone(zone).date() < until and not _has_it(kit, one)
    }
    return Row(kit, tuple(told), frozenset(clashing), frozenset(late))


def _has_it(kit: Listed, one: Reserved) -> bool:
    holder = kit.holder or {}
    return holder["staff"] in one.staff if "staff" in holder else holder.get("partner") == one.partner
