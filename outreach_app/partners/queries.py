"""What others may ask of partners."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

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


def listed(session: Session, wanted: Wanted, *, page: int = 1) -> list[Listed]:
    """The partners that fit, by name: the first `PAGE` of them, or a later page."""
    query = _narrowed(select(Partner), wanted).order_by(func.lower(Partner.name), Partner.id)
    partners = session.scalars(query.limit(PAGE).offset((page - 1) * PAGE)).all()
    places: dict[str, list[Place]] = {}
    mine = select(Site).where(Site.partner_id.in_([one.id for one in partners])).order_by(func.lower(Site.name), Site.id)
    for site in session.scalars(mine):
        places.setdefault(site.partner_id, []).append(Place(site.id, site.name, site.address, site.closed_on))
    return [Listed(one.id, one.name, one.kind, one.finer, one.stage, tuple(places.get(one.id, ()))) for one in partners]


def count(session: Session, wanted: Wanted) -> int:
    """How many partners fit."""
    return session.scalar(_narrowed(select(func.count(Partner.id)), wanted)) or 0


def partner(session: Session, id_: str) -> Partner | None:
    """One partner."""
    return session.scalars(select(Partner).where(Partner.id == id_)).one_or_none()


def partner_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those partners that exist."""
    return {id_: name for id_, name in session.execute(select(Partner.id, Partner.name).where(Partner.id.in_(set(ids))))}


def every_partner(session: Session) -> dict[str, str]:
    """The names of all partners, by id."""
    return {id_: name for id_, name in session.execute(select(Partner.id, Partner.name))}


def site_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those sites that exist."""
    return {id_: name for id_, name in session.execute(select(Site.id, Site.name).where(Site.id.in_(set(ids))))}


def site_partners(session: Session, ids: Iterable[str]) -> dict[str, tuple[str, str]]:
    """(name, partner) by id, of those sites that exist."""
    query = select(Site.id, Site.name, Site.partner_id).where(Site.id.in_(set(ids)))
    return {id_: (name, partner) for id_, name, partner in session.execute(query)}


def sites_of(session: Session, partner: str) -> list[Site]:
    """A partner's places, by name."""
    query = select(Site).where(Site.partner_id == partner).order_by(func.lower(Site.name), Site.id)
    return list(session.scalars(query))


def site(session: Session, id_: str) -> Site | None:
    """A place."""
    return session.scalars(select(Site).where(Site.id == id_)).one_or_none()


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
    query = select(Site.id, Partner.name, Site.name).join(Partner, Partner.id == Site.partner_id)
    return {id_: f"{partner}, {site}" if site != partner else site for id_, partner, site in session.execute(query)}


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
        query = query.where(or_(fits, Partner.id.in_(select(Site.partner_id).where(there))))
    if wanted.stage:
        query = query.where(Partner.stage == wanted.stage)
    return query.where(Partner.kind == wanted.kind) if wanted.kind else query
