"""How an emergency stands: who is well, where what is open, which kits can go and where the others are, what was counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from outreach_app.accounts import queries as accounts
from outreach_app.emergency.mode import queries, words
from outreach_app.emergency.mode.facts import CLOSED, STATES
from outreach_app.emergency.mode.models import Emergency, EmergencyCheckIn, EmergencyPlace
from outreach_app.emergency.mode.summary import HANDED_OUT, HELPED
from outreach_app.kits import queries as kits
from outreach_app.opening_hours import rules as opening_hours
from outreach_app.opening_hours.typed import typed
from outreach_app.partners import queries as partners
from outreach_app.web.language import today
from outreach_app.web.text import gettext as _


@dataclass(frozen=True, slots=True)
class OnRoll:
    """One of the staff; `said` is None where they were not heard of yet."""

    id: str
    name: str
    said: EmergencyCheckIn | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Place:
    """A place with what it is called and until when it is open today."""

    told: EmergencyPlace
    name: str
    hours: str
    offers: str


@dataclass(frozen=True, slots=True)
class Held:
    """A kit and where it is."""

    id: str
    code: str
    name: str
    where: str
    since: datetime | None


@dataclass(frozen=True, slots=True)
class Board:
    """All that the page of a running emergency shows."""

    roll: Sequence[OnRoll]
    places: Sequence[Place]
    ready: Sequence[Held]
    """Kits in store that can go; with the next the first fifty."""
    away: Sequence[Held]
    helped: Sequence[tuple[str, int, int]]
    """(what, today, in all)"""
    handed_out: Sequence[tuple[str, int, int]]

    def of(self, staff: str) -> OnRoll | None:
        """How one of the staff is."""
        return next((one for one in self.roll if one.id == staff), None)

    def count(self, state: str | None) -> int:
        """How many of the staff are so; with None how many were not heard of."""
        return sum((one.said.state if one.said else None) == state for one in self.roll)


def board(session: Session, one: Emergency) -> Board:
    """How this emergency stands."""
    said, told = queries.roll(session, one), queries.places(session, one)
    sites = partners.places(session)
    own = {found.place_id: found.name for found in told if found.name}
    called = {**sites, **own}
    roll = [
        OnRoll(id_, name, said.get(id_), called.get(said[id_].place_id or "") if id_ in said else None)
        for id_, name in accounts.active_staff(session).items()
    ]
    counts = queries.counts(session, one)
    staff, names, now = accounts.everybody(session), partners.every_partner(session), today()
    by = {
        sort: [(found.what, found.on, found.count) for found in counts if found.sort == sort] for sort in (HELPED, HANDED_OUT)
    }
    return Board(
        roll=sorted(roll, key=_who_first),
        places=sorted((_place(found, called, now) for found in told), key=lambda place: place.name.casefold()),
        ready=[
            Held(kit.id, kit.code, kit.name, _("in store"), kit.since)
            for kit in kits.listed(session, kits.Wanted(state="in_store"))
            if kit.is_fit
        ],
        away=[
            Held(kit.id, kit.code, kit.name, _holder(kit.holder or {}, sites, staff, names), kit.since)
            for kit in kits.listed(session, kits.Wanted(state="out", sort="longest"))
        ],
        helped=_sums(by[HELPED], words.SERVICE, now),
        handed_out=_sums(by[HANDED_OUT], words.ITEM, now),
    )


def _who_first(one: OnRoll) -> tuple[int, str]:
    """Whoever needs help, then those of whom nobody heard, then the others."""
    state = one.said.state if one.said else None
    return ({"need_help": 0, None: 1}.get(state, 2 + STATES.index(state) if state else 1), one.name.casefold())


def _place(told: EmergencyPlace, called: Mapping[str, str], now: date) -> Place:
    offers = ", ".join(str(words.SERVICE[one]) for one in told.offers if one in words.SERVICE)
    hours = opening_hours.read(told.opening)
    if told.state == CLOSED:
        text = _("closed")
    elif hours:
        text = typed(opening_hours.spans_on(hours, now)) or _("closed today")
    else:
        text = _("open, no hours told")
    return Place(told, called.get(told.place_id, _("a place that the library does not know")), text, offers)


def _holder(
    holder: Mapping[str, str | None], sites: Mapping[str, str], staff: Mapping[str, str], names: Mapping[str, str]
) -> str:
    if "staff" in holder:
        return staff.get(holder["staff"] or "", _("somebody whom the library does not know"))
    partner = names.get(holder.get("partner") or "", _("a partner that the library does not know"))
    return sites.get(holder.get("site") or "") or partner


def _sums(found: Sequence[tuple[str, str, int]], called: Mapping[str, str], now: date) -> list[tuple[str, int, int]]:
    whole: dict[str, int] = {}
    of_today: dict[str, int] = {}
    for what, on, count in found:
        whole[what] = whole.get(what, 0) + count
        if on == now.isoformat():
            of_today[what] = of_today.get(what, 0) + count
    rows = [(str(called[what]), of_today.get(what, 0), count) for what, count in whole.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0]))
