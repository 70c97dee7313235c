"""What others may ask of spaces: what is lent to whom, what clashes, and what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session, aliased

from outreach_app.partners import queries as partners
from outreach_app.spaces import words
from outreach_app.spaces.models import HELD, REQUESTED, STANDING, Booking, Space

MOST = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """A booking as a list or a calendar shows it."""

    id: str
    version: int
    space: str
    space_name: str
    sort: str
    capacity: int | None
    partner: str
    partner_name: str
    on: str
    starts_at: datetime
    ends_at: datetime
    purpose: str
    contact: str
    people_expected: int | None
    state: str
    decided_because: str | None
    attendance: int | None

    @property
    def standing(self) -> str:
        """How it stands, in words."""
        return str(words.STATE[self.state])

    @property
    def is_too_full(self) -> bool:
        """Whether more people are expected than the space holds."""
        return bool(self.capacity and self.people_expected and self.people_expected > self.capacity)


@dataclass(frozen=True, slots=True)
class Lent:
    """What was lent in a span of days: classes held, people who came, organisations; `unknown` classes were not counted."""

    classes: int
    attendance: int
    unknown: int
    organisations: int


def spaces(session: Session, *, retired: bool = True) -> list[Space]:
    """The spaces, those that are lent first, by name."""
    query = select(Space) if retired else select(Space).where(Space.retired_at.is_(None))
    return sorted(session.scalars(query), key=lambda one: (one.retired_at is not None, one.name.casefold(), one.id))


def space(session: Session, id_: str) -> Space | None:
    """One space."""
    return session.scalars(select(Space).where(Space.id == id_)).one_or_none()


def requests(session: Session) -> list[Listed]:
    """What organisations asked for and nobody has answered, the soonest first."""
    return _listed(session, Booking.state == REQUESTED)


def between(session: Session, first: date, last: date, *, space: str | None = None) -> list[Listed]:
    """The bookings of these days, whatever became of them, in the order of time."""
    where = [Booking.on.between(first.isoformat(), last.isoformat())]
    return _listed(session, *where, *([Booking.space_id == space] if space else []))


def taken(session: Session, first: date, last: date) -> list[Listed]:
    """What takes up a space in these days, or may yet: what was declined or called off does not."""
    return [one for one in between(session, first, last) if one.state in STANDING]


def latest(session: Session, space: str) -> list[Listed]:
    """The bookings of a space, the latest day first."""
    return _listed(session, Booking.space_id == space)[::-1]


def found(session: Session, id_: str) -> Listed | None:
    """One booking."""
    return next(iter(_listed(session, Booking.id == id_)), None)


def clashing(session: Session, ids: Iterable[str]) -> dict[str, list[str]]:
    """For each of these bookings the others that need the same space at the same time."""
    mine, theirs = aliased(Booking), aliased(Booking)
    query = (
        select(mine.id, theirs.id)
        .join(theirs, theirs.space_id == mine.space_id)
        .where(
            mine.id.in_(set(ids)), theirs.id != mine.id, theirs.starts_at < mine.ends_at, theirs.ends_at > mine.starts_at,
            mine.state.in_(STANDING), theirs.state.in_(STANDING),
        )
        .order_by(theirs.starts_at, theirs.id)
    )  # fmt: skip
    told: dict[str, list[str]] = {}
    for one, other in session.execute(query):
        told.setdefault(one, []).append(other)
    return told


def lent(session: Session, first: date, last: date) -> Lent:
    """Devices or space loaned for classes in the library: what was held in these days, as the Edge benchmark asks."""
    query = select(
        func.count(Booking.id),
        func.coalesce(func.sum(Booking.attendance), 0),
        func.count(Booking.attendance),
        func.count(Booking.partner_id.distinct()),
    ).where(Booking.state == HELD, Booking.on.between(first.isoformat(), last.isoformat()))
    classes, came, counted, organisations = session.execute(query).one()
    return Lent(classes, int(came or 0), classes - counted, organisations)


@dataclass(frozen=True, slots=True)
class Asked:
    """The bookings of one organisation for one sort of space that stand at one state, in a span of days."""

    partner: str
    sort: str
    state: str
    classes: int
    attendance: int
    counted: int
    one: str
    """The first of them."""
    one_uncounted: str | None
    """The first of them of which nobody has said how many came."""


def asked_by(session: Session, first: date, last: date) -> list[Asked]:
    """The bookings of these days by organisation, sort of space and state; a partner has the id it was booked under."""
    by = (Booking.partner_id, Space.sort, Booking.state)
    uncounted = func.min(case((Booking.attendance.is_(None), Booking.id)))
    told = (
        func.count(Booking.id),
        func.sum(Booking.attendance),
        func.count(Booking.attendance),
        func.min(Booking.id),
        uncounted,
    )
    query = select(*by, *told).join(Space, Space.id == Booking.space_id)
    query = query.where(Booking.on.between(first.isoformat(), last.isoformat())).group_by(*by).order_by(*by)
    found = session.execute(query)
    return [
        Asked(partner, sort, state, classes, int(came or 0), counted, one, first_uncounted)
        for partner, sort, state, classes, came, counted, one, first_uncounted in found
    ]


def space_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those spaces that exist."""
    return {id_: name for id_, name in session.execute(select(Space.id, Space.name).where(Space.id.in_(set(ids))))}


def organisations(session: Session) -> dict[str, str]:
    """Every organisation that may ask for a space, by id."""
    return partners.every_partner(session)


def known_now(session: Session, partner: str) -> str:
    """The id under which an organisation is known now."""
    return partners.now_called(session, partner)


def _listed(session: Session, *where: object) -> list[Listed]:
    query = (
        select(Booking, Space)
        .join(Space, Space.id == Booking.space_id)
        .where(*where)  # type: ignore[arg-type]
        .order_by(Booking.starts_at.desc(), Booking.id.desc())
        .limit(MOST)
    )
    rows = session.execute(query).all()
    names = partners.partner_names(session, [one.partner_id for one, _space in rows])
    told = [
        Listed(
            one.id, one.version, there.id, there.name, there.sort, there.capacity, one.partner_id, names[one.partner_id],
            one.on, one.starts_at, one.ends_at, one.purpose, one.contact, one.people_expected, one.state, one.decided_because,
            one.attendance,
        )
        for one, there in rows
    ]  # fmt: skip
    return told[::-1]
