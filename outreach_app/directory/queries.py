"""What others may ask of the directory, beside searching it."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Integer, and_, cast, func, or_, select
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.audit import changes
from outreach_app.directory import cards, search, topics
from outreach_app.directory.assembling import nested
from outreach_app.directory.editing import LISTINGS, PARTNER
from outreach_app.directory.models import Entry, Facet, Link, Listing
from outreach_app.directory.standard import AT_LOCATION, LOCATION, ORGANIZATION, SERVICE

FEW, PAGE = 12, 30


@dataclass(frozen=True, slots=True)
class Whole:
    """A listing with all that is known of it: its card, the service as the standard nests it, where it comes from."""

    id: str
    card: dict[str, Any]
    service: dict[str, Any]
    organization_id: str
    source: str
    version: int
    is_open: bool


@dataclass(frozen=True, slots=True)
class Organization:
    """An organisation of the directory, with how many services of it there are."""

    id: str
    name: str
    services: int


def card(session: Session, id_: str) -> dict[str, Any] | None:
    """The card of a listing."""
    found = session.scalars(select(Listing).where(Listing.id == id_)).one_or_none()
    return found.told if found else None


def whole(session: Session, id_: str) -> Whole | None:
    """A listing whole."""
    found = session.scalars(select(Listing).where(Listing.id == id_)).one_or_none()
    if found is None:
        return None
    entry = session.scalars(select(Entry).where(Entry.entity == SERVICE.name, Entry.id == id_)).one()
    service = nested(session, SERVICE.name, [id_])[id_]
    return Whole(id_, found.told, service, found.organization_id, entry.source, entry.version, found.is_open)


def words_in(text: str) -> list[str]:
    """The words of a text as they are looked for."""
    return cards.split(text)


def known_words(session: Session) -> Callable[[str], bool]:
    """Tells whether a word of the directory begins so."""
    return search.vocabulary(session).has


def own_topics() -> list[str]:
    """The topics that every library has."""
    return list(topics.NAMES)


def topic_name(topic: str) -> str:
    """A topic of a listing in the reader's language."""
    return topics.called(topic)


def listing_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those listings that exist."""
    query = select(Listing.id, Listing.card).where(Listing.id.in_(set(ids)))
    return {id_: json_text.read(card)["name"] for id_, card in session.execute(query)}


@dataclass(frozen=True, slots=True)
class Kept:
    """How the directory is kept: services given now, whose, how many were verified in a span of days, how many are stale."""

    services: int
    organizations: int
    verified: int
    stale: int
    last_verified: str | None


def kept(session: Session, first: date, last: date, before: str) -> Kept:
    """The services that are given now; stale is what was last verified before a day, or never."""
    verified = Listing.verified_on.between(first.isoformat(), last.isoformat())
    told = (
        func.count(Listing.id), func.count(Listing.organization_id.distinct()), func.sum(cast(verified, Integer)),
        func.sum(cast(_is_stale(before), Integer)), func.max(Listing.verified_on),
    )  # fmt: skip
    services, organizations, fresh, stale, on = session.execute(select(*told).where(Listing.is_open)).one()
    return Kept(services, organizations, int(fresh or 0), int(stale or 0), on)


def about(session: Session, topics: Collection[str], *, limit: int) -> tuple[int, list[tuple[str, str, str]]]:
    """How many services given now are about one of these topics; of some of them, by name, (id, name, organisation)."""
    mine = select(Facet.listing_id).where(Facet.sort == cards.TOPIC, Facet.value.in_(topics))
    where = (Listing.is_open, Listing.id.in_(mine))
    many = session.scalar(select(func.count(Listing.id)).where(*where)) or 0
    query = select(Listing.id, Listing.card).where(*where).order_by(Listing.sorted_by, Listing.id).limit(limit)
    some = [(id_, json_text.read(card)) for id_, card in session.execute(query)]
    return many, [(id_, card["name"], card["organization"]) for id_, card in some]


def meant(session: Session, typed: str) -> list[str]:
    """The ids of listings given now that may be meant: by an address or id that was pasted, by their name, by its words."""
    pasted = typed.partition("?")[0].rstrip("/").rpartition("/")[2]
    by_id = select(Listing.id).where(Listing.is_open, Listing.id == pasted)
    by_name = select(Listing.id).where(Listing.is_open, Listing.sorted_by == cards.plain(typed)).limit(FEW)
    for query in (by_id, by_name):
        if found := list(session.scalars(query)):
            return found
    words = cards.split(typed)[: search.MOST_WORDS]
    return [one["id"] for one in search.search(session, search.Wanted(typed), size=FEW).listings] if words else []


def known(session: Session, ids: set[str]) -> set[str]:
    """Those listings that the library has."""
    return set(session.scalars(select(Listing.id).where(Listing.id.in_(ids))))


def stale_before(today: date, days: int) -> str:
    """What was last verified before this day is stale."""
    return (today - timedelta(days=days)).isoformat()


def to_verify(session: Session, before: str, *, page: int = 1) -> list[dict[str, Any]]:
    """Cards of the services given now that nobody has asked about since that day, never verified and oldest first."""
    query = select(Listing).where(_is_stale(before)).order_by(Listing.verified_on.is_not(None), Listing.verified_on)
    found = session.scalars(query.order_by(Listing.sorted_by, Listing.id).limit(PAGE).offset((page - 1) * PAGE))
    return [one.told for one in found]


def count_to_verify(session: Session, before: str) -> int:
    """How many those are."""
    return session.scalar(select(func.count(Listing.id)).where(_is_stale(before))) or 0


def of_organization(session: Session, organization: str) -> list[dict[str, Any]]:
    """Cards of an organisation's services, by name."""
    query = select(Listing).where(Listing.organization_id == organization).order_by(Listing.sorted_by, Listing.id)
    return [one.told for one in session.scalars(query)]


def organizations(session: Session, words: str) -> list[Organization]:
    """Organisations whose name has all these words, a few of them."""
    wanted = cards.split(words)
    mine = (Listing.library_id == Entry.library_id) & (Listing.organization_id == Entry.id)
    count = select(func.count(Listing.id)).where(mine).scalar_subquery()
    query = select(Entry.id, Entry.body, count).where(Entry.entity == ORGANIZATION.name)
    for word in wanted:
        # Letters may be written otherwise in what is kept; what is found here is looked at again.
        query = query.where(func.lower(Entry.body).contains(word, autoescape=True))
    found = []
    for id_, body, services in session.execute(query.order_by(Entry.id).limit(500)):
        name = str(json_text.read(body).get("name") or "")
        if all(any(there.startswith(word) for there in cards.split(name)) for word in wanted):
            found.append(Organization(id_, name, services))
    return sorted(found, key=lambda one: cards.plain(one.name))[:FEW]


def organization(session: Session, id_: str) -> tuple[dict[str, Any], int] | None:
    """An organisation as the standard nests it, and its version."""
    return _head(session, ORGANIZATION.name, id_)


def organization_of_partner(session: Session, partner: str) -> str | None:
    """The id of the organisation that a partner of ours is."""
    told = Entry.body.contains(json_text.write(partner), autoescape=True) & Entry.body.contains(PARTNER, autoescape=True)
    query = select(Entry.body).where(Entry.entity == "organization_identifier", told)
    return next((json_text.read(body)["organization_id"] for body in session.scalars(query)), None)


def place(session: Session, id_: str) -> tuple[dict[str, Any], int] | None:
    """A place as the standard nests it, and its version."""
    return _head(session, LOCATION.name, id_)


def places_of(session: Session, organization: str) -> list[dict[str, Any]]:
    """The places of an organisation, nested: those that it holds, and those where its services are given."""
    own = and_(Link.of == ORGANIZATION.name, Link.of_id == organization, Link.entity == LOCATION.name)
    found = set(session.scalars(select(Link.id).where(own)))
    told = select(Listing.card).where(Listing.organization_id == organization).limit(200)
    found |= {one["id"] for card in session.scalars(told) for one in json_text.read(card)["places"]}
    return list(nested(session, LOCATION.name, sorted(found)).values())


def at_place(session: Session, place: str) -> list[str]:
    """The names of services that are given at a place."""
    mine = and_(Link.of == LOCATION.name, Link.of_id == place, Link.entity == AT_LOCATION.name)
    held = select(Link.of_id).where(
        Link.of == SERVICE.name, Link.entity == AT_LOCATION.name, Link.id.in_(select(Link.id).where(mine))
    )
    return sorted(listing_names(session, session.scalars(held)).values(), key=str.casefold)


def verified_by(session: Session, listing: str) -> str | None:
    """The staff member who verified it last, where that was done here."""
    for line in changes.of(session, LISTINGS, listing):
        before, after = (json_text.read(text) if text else {} for text in (line.before, line.after))
        if before.get("verified_on") != after.get("verified_on"):
            return line.staff
    return None


def by_ids(session: Session, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Cards by id."""
    return {one.id: one.told for one in session.scalars(select(Listing).where(Listing.id.in_(set(ids))))}


def _head(session: Session, entity: str, id_: str) -> tuple[dict[str, Any], int] | None:
    version = session.scalar(select(Entry.version).where(Entry.entity == entity, Entry.id == id_))
    return (nested(session, entity, [id_])[id_], version) if version else None


def _is_stale(before: str) -> Any:
    return and_(Listing.is_open, or_(Listing.verified_on.is_(None), Listing.verified_on < before))
