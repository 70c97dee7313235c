"""What came of an emergency: who checked in, which kits went where, who was helped with what; for the after-action report."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.accounts import queries as accounts
from outreach_app.emergency.mode import queries, words
from outreach_app.emergency.mode.facts import ON_AND_OFF, PLACE_TOLD
from outreach_app.emergency.mode.models import Emergency, EmergencyCheckIn, EmergencyCount, EmergencyLessons
from outreach_app.emergency.mode.rules import ALL, NOWHERE
from outreach_app.kits import queries as kits
from outreach_app.kits.lent import queries as lent
from outreach_app.ledger import reading
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.telling import STAFF, Words
from outreach_app.partners import queries as partners
from outreach_app.web.text import gettext as _

HELPED, HANDED_OUT = "helped", "handed_out"


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted of one sort: by service or thing and place, by day, and in all."""

    rows: Sequence[tuple[str, str, int]]
    """(what, where, how many), in words, the most first."""
    days: Sequence[tuple[str, int]]
    """(date, how many)"""

    @property
    def all(self) -> int:
        return sum(count for _what, _where, count in self.rows)


@dataclass(frozen=True, slots=True)
class OfStaff:
    """How one of the staff was: when they said so first, how they were last, whether they ever asked for help."""

    name: str
    first: datetime
    last: datetime
    state: str
    place: str | None
    asked_help: bool


@dataclass(frozen=True, slots=True)
class Moment:
    """A line of the timeline."""

    at: datetime
    what: str
    by: str | None
    lines: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """All that is told of one emergency."""

    emergency: Emergency
    by: Mapping[str, str]
    staff: Sequence[OfStaff]
    kits: Sequence[tuple[datetime, str, str, str | None]]
    """(when, kit, where, by whom)"""
    helped: Counted
    handed_out: Counted
    timeline: Sequence[Moment]
    lessons: EmergencyLessons | None

    @property
    def kits_sent(self) -> int:
        """How many kits went somewhere, each once."""
        return len({kit for _at, kit, _where, _by in self.kits})


def summary(session: Session, catalogue: Catalogue, told: Words, one: Emergency) -> Summary:
    """What came of this emergency so far."""
    counts, check_ins = queries.counts(session, one), queries.check_ins(session, one)
    sent = lent.to_places(session, one.since, one.ended)
    places = {found.place_id for found in counts} | {found.place_id for found in check_ins if found.place_id}
    where = {**queries.place_names(session, places), **_called(session, places)}
    people = {*(found.staff_id for found in check_ins), one.declared_by, one.ended_by, *(found.by for found in sent)}
    names = accounts.staff_names(session, {id_ for id_ in people if id_})
    went = _sent(session, sent, names)
    moments = [*_told(session, catalogue, told, one), *(Moment(at, _sent_in_words(kit, to), by) for at, kit, to, by in went)]
    return Summary(
        emergency=one,
        by=names,
        staff=_staff(check_ins, names, where),
        kits=went,
        helped=_counted([found for found in counts if found.sort == HELPED], words.SERVICE, where),
        handed_out=_counted([found for found in counts if found.sort == HANDED_OUT], words.ITEM, where),
        timeline=sorted(moments, key=lambda moment: moment.at),
        lessons=queries.lessons(session, one),
    )


def _called(session: Session, ids: set[str]) -> dict[str, str]:
    """Sites by their partner and themselves."""
    return {id_: name for id_, name in partners.places(session).items() if id_ in ids} if ids else {}


def _sent(session: Session, sent: Sequence[lent.Sent], names: Mapping[str, str]) -> list[tuple[datetime, str, str, str | None]]:
    if not sent:
        return []
    called, sites = kits.every_kit(session), _called(session, {one.site for one in sent if one.site})
    of = partners.partner_names(session, {one.partner for one in sent})
    return [
        (
            one.happened_at,
            called.get(one.kit, one.kit),
            sites.get(one.site or "") or of.get(one.partner, _("a partner that the library does not know")),
            names.get(one.by or ""),
        )
        for one in sent
    ]


def _sent_in_words(kit: str, where: str) -> str:
    return _("%(kit)s went to %(place)s", kit=kit, place=where)


def _staff(check_ins: Sequence[EmergencyCheckIn], names: Mapping[str, str], where: Mapping[str, str]) -> list[OfStaff]:
    by_staff: dict[str, list[EmergencyCheckIn]] = defaultdict(list)
    for one in check_ins:
        by_staff[one.staff_id].append(one)
    found = [
        OfStaff(
            names.get(staff, _("somebody whom the library does not know")),
            clock.from_micros(several[0].first),
            several[-1].said_at,
            several[-1].state,
            where.get(several[-1].place_id or ""),
            any(one.asked_help for one in several),
        )
        for staff, several in by_staff.items()
    ]
    return sorted(found, key=lambda one: one.name.casefold())


def _counted(found: Sequence[EmergencyCount], called: Mapping[str, str], where: Mapping[str, str]) -> Counted:
    rows: dict[tuple[str, str], int] = defaultdict(int)
    days: dict[str, int] = defaultdict(int)
    for one in found:
        place = _("no place named") if one.place_id == NOWHERE else where.get(one.place_id, one.place_id)
        rows[str(called[one.what]), place] += one.count
        days[one.on] += one.count
    most_first = sorted(((what, place, count) for (what, place), count in rows.items()), key=lambda row: (-row[2], row[:2]))
    return Counted(most_first, sorted(days.items()))


def _told(session: Session, catalogue: Catalogue, told: Words, one: Emergency) -> list[Moment]:
    """What was said of it and of its places, in the words of the ledger."""
    kept = [found for kind in ON_AND_OFF for found in reading.of_kind(session, kind, [ALL])]
    mine = [found for found in kept if found.fact.payload["emergency"] in one.ids]
    mine += reading.of_kind(session, PLACE_TOLD, one.ids)
    page = told.page(session, catalogue, mine)
    return [
        Moment(
            clock.from_micros(found.fact.effective),
            page.words.title(found.fact, page.names),
            page.names(STAFF, found.fact.author),
            page.words.lines(found.fact, page.names),
        )
        for found in mine
    ]
