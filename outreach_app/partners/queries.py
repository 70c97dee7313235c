"""What others may ask of partners."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from outreach_app import clock
from outreach_app.ledger.models import FactRow
from outreach_app.partners.models import NextStep, Partner, Site

PAGE = 50
MOST_STEPS, FEW_STEPS = 200, 20


@dataclass(frozen=True, slots=True)
class Place:
    """A site of a partner as a list shows it."""

    id: str
    name: str
    address: str
    closed_on: str | None
    opening: str = ""
    wifi: str = ""


@dataclass(frozen=True, slots=True)
class Equipped:
    """A site with what is there, as whoever works there needs to know it."""

    id: str
    partner: str
    """What the partner is called."""
    name: str
    address: str
    closed_on: str | None
    opening: str
    wifi: str
    power: str
    room: str
    capacity: int | None
    access: str
    contact: str
    phone: str

    @property
    def whole_name(self) -> str:
        return self.name if self.name == self.partner else f"{self.partner}, {self.name}"


@dataclass(frozen=True, slots=True)
class Listed:
    """A partner as a list shows it."""

    id: str
    name: str
    kind: str
    finer: str
    stage: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """Who is written to at a place: a business contact."""

    name: str
    """Empty where only the address is known."""
    mail: str


@dataclass(frozen=True, slots=True)
class Postal:
    """Where a letter to a place goes: its name, a business contact and the address, as far as they are known."""

    name: str
    contact: str
    address: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of partners is narrowed to."""

    words: str = ""
    kind: str = ""
    stage: str = ""

    @property
    def is_narrow(self) -> bool:
        return bool(self.words or self.kind or self.stage)


def called_now() -> Any:
    """The id under which a partner is known now, as a part of a query: its own, or that of the one it was merged into."""
    return func.coalesce(Partner.merged_into, Partner.id)


def known_as(session: Session, id_: str) -> list[str]:
    """Every id that a partner is or was known under, its own first."""
    merged = session.scalars(select(Partner.id).where(Partner.merged_into == id_).order_by(Partner.id))
    return [id_, *merged]


def now_called(session: Session, id_: str) -> str:
    """The id under which a partner is known now; the same where nobody merged it."""
    return session.scalar(select(called_now()).where(Partner.id == id_)) or id_


def each_now(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The id under which each of these partners is known now."""
    return {id_: now for id_, now in session.execute(select(Partner.id, called_now()).where(Partner.id.in_(set(ids))))}


def merged_into(session: Session, id_: str) -> list[Partner]:
    """The partners that were merged into this one, by name."""
    query = select(Partner).where(Partner.merged_into == id_)
    return list(session.scalars(query.order_by(func.lower(Partner.name), Partner.id)))


def listed(session: Session, wanted: Wanted, *, page: int = 1) -> list[Listed]:
    """The partners that fit, by name: the first `PAGE` of them, or a later page."""
    query = _narrowed(select(Partner), wanted).order_by(func.lower(Partner.name), Partner.id)
    partners = session.scalars(query.limit(PAGE).offset((page - 1) * PAGE)).all()
    places: dict[str, list[Place]] = {}
    now = called_now()
    mine = select(Site, now).join(Partner, Partner.id == Site.partner_id).where(now.in_([one.id for one in partners]))
    for site, partner in session.execute(mine.order_by(func.lower(Site.name), Site.id)):
        places.setdefault(partner, []).append(Place(site.id, site.name, site.address, site.closed_on))
    return [Listed(one.id, one.name, one.kind, one.finer, one.stage, tuple(places.get(one.id, ()))) for one in partners]


def count(session: Session, wanted: Wanted) -> int:
    """How many partners fit."""
    return session.scalar(_narrowed(select(func.count(Partner.id)), wanted)) or 0


def partner(session: Session, id_: str) -> Partner | None:
    """One partner."""
    return session.scalars(select(Partner).where(Partner.id == id_)).one_or_none()


def partner_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those partners that exist; one that was merged has the name of the other."""
    now = aliased(Partner)
    query = select(Partner.id, now.name).join(now, now.id == called_now()).where(Partner.id.in_(set(ids)))
    return {id_: name for id_, name in session.execute(query)}


def called(session: Session, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """(id, name) under which partners are known now, by the ids that they are named by."""
    now = aliased(Partner)
    query = select(Partner.id, now.id, now.name).join(now, now.id == called_now()).where(Partner.id.in_(set(ids)))
    return {id_: (its, name) for id_, its, name in session.execute(query)}


def ids_named(word: str) -> Any:
    """The ids of partners whose name, or that of the one they were merged into, has this word in it; as a part of a query."""
    now = aliased(Partner)
    fits = [func.lower(one.name).contains(word, autoescape=True) for one in (Partner, now)]
    return select(Partner.id).join(now, now.id == called_now()).where(or_(*fits))


def every_partner(session: Session) -> dict[str, str]:
    """The names of all partners, by id; not of those that were merged into another."""
    query = select(Partner.id, Partner.name).where(Partner.merged_into.is_(None))
    return {id_: name for id_, name in session.execute(query)}


def site_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those sites that exist."""
    return {id_: name for id_, name in session.execute(select(Site.id, Site.name).where(Site.id.in_(set(ids))))}


def site_partners(session: Session, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """(name, partner) by id, of those sites that exist."""
    query = select(Site.id, Site.name, called_now()).join(Partner, Partner.id == Site.partner_id).where(Site.id.in_(set(ids)))
    return {id_: (name, partner) for id_, name, partner in session.execute(query)}


def sites_of(session: Session, partner: str) -> list[Site]:
    """A partner's places, by name."""
    query = select(Site).join(Partner, Partner.id == Site.partner_id).where(called_now() == partner)
    return list(session.scalars(query.order_by(func.lower(Site.name), Site.id)))


def site(session: Session, id_: str) -> Site | None:
    """A place."""
    return session.scalars(select(Site).where(Site.id == id_)).one_or_none()


def equipped(session: Session, ids: Iterable[str]) -> dict[str, Equipped]:
    """These places by id, each with its equipment, of those that exist."""
    now = aliased(Partner)
    query = select(Site, now.name).join(Partner, Partner.id == Site.partner_id).join(now, now.id == called_now())
    query = query.where(Site.id.in_(set(ids)))
    plain = ("id", "name", "address", "closed_on", "opening", "wifi", "power", "room", "capacity", "access", "contact", "phone")
    return {
        site.id: Equipped(partner=partner, **{name: getattr(site, name) for name in plain})
        for site, partner in session.execute(query)
    }


def place(session: Session, id_: str) -> Place | None:
    """A place as the public is told of it, called by its partner and itself: nothing of whom to ask for there."""
    query = select(Site, Partner.name).join(Partner, Partner.id == Site.partner_id).where(Site.id == id_)
    found = session.execute(query).one_or_none()
    if found is None:
        return None
    site, partner = found
    name = site.name if site.name == partner else f"{partner}, {site.name}"
    return Place(site.id, name, site.address, site.closed_on, site.opening, site.wifi)


def closed(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Of these sites those that are closed, with the day from which on."""
    query = select(Site.id, Site.closed_on).where(Site.id.in_(set(ids)), Site.closed_on.is_not(None))
    return {id_: day for id_, day in session.execute(query) if day}


def contacts(session: Session, sites: Iterable[str], today: date) -> dict[str, Contact]:
    """Who is written to at these places, by site: of those that have an address and are not closed."""
    is_open = or_(Site.closed_on.is_(None), Site.closed_on > today.isoformat())
    query = select(Site.id, Site.contact, Site.mail).where(Site.id.in_(set(sites)), Site.mail != "", is_open)
    return {id_: Contact(name, mail) for id_, name, mail in session.execute(query)}


def addresses(session: Session, sites: Iterable[str], today: date) -> dict[str, Postal]:
    """Where letters go, by site: of those that are not closed; the address is empty where nobody told it."""
    is_open = or_(Site.closed_on.is_(None), Site.closed_on > today.isoformat())
    query = select(Site.id, Site.name, Site.contact, Site.address).where(Site.id.in_(set(sites)), is_open)
    return {id_: Postal(name, contact, address) for id_, name, contact, address in session.execute(query)}


def places(session: Session) -> dict[str, str]:
    """Every site by id, called by its partner and itself."""
    now = aliased(Partner)
    query = select(Site.id, now.name, Site.name).join(Partner, Partner.id == Site.partner_id).join(now, now.id == called_now())
    return {id_: f"{partner}, {site}" if site != partner else site for id_, partner, site in session.execute(query)}


def last_talks(session: Session, zone: str) -> dict[str, str]:
    """By partner the day of the last talk that was noted."""
    there = ZoneInfo(zone)
    # By subject there is an index.
    query = select(called_now(), func.max(FactRow.effective)).join(FactRow, FactRow.subject == Partner.id)
    query = query.where(FactRow.kind == "partner.contacted").group_by(called_now())
    found = session.execute(query)
    return {partner: clock.from_micros(at).astimezone(there).date().isoformat() for partner, at in found}


def open_steps(session: Session) -> list[NextStep]:
    """What is to be done next, what is due first first."""
    query = select(NextStep).where(NextStep.done.is_(None)).order_by(NextStep.due_on, NextStep.agreed, NextStep.talk)
    return list(session.scalars(query.limit(MOST_STEPS)))


def steps_done(session: Session) -> list[NextStep]:
    """What was done last, the latest first."""
    query = select(NextStep).where(NextStep.done.is_not(None)).order_by(NextStep.done.desc(), NextStep.talk)
    return list(session.scalars(query.limit(FEW_STEPS)))


def step(session: Session, talk: str) -> NextStep | None:
    """The next step that a talk named."""
    return session.scalars(select(NextStep).where(NextStep.talk == talk)).one_or_none()


def _narrowed(query: Any, wanted: Wanted) -> Any:
    for word in wanted.words.lower().split():
        there = or_(
            func.lower(Site.name).contains(word, autoescape=True), func.lower(Site.address).contains(word, autoescape=True)
        )
        fits = func.lower(Partner.name).contains(word, autoescape=True)
        before = aliased(Partner)
        own = select(before.merged_into).where(func.lower(before.name).contains(word, autoescape=True))
        now = func.coalesce(before.merged_into, before.id)
        its_place = select(now).join(Site, Site.partner_id == before.id).where(there)
        query = query.where(or_(fits, Partner.id.in_(its_place), Partner.id.in_(own)))
    query = query.where(Partner.merged_into.is_(None))
    if wanted.stage:
        query = query.where(Partner.stage == wanted.stage)
    return query.where(Partner.kind == wanted.kind) if wanted.kind else query
