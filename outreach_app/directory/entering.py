"""Entering a listing at the desk: whose it is, which places it can be given at, and the form written down."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from babel.core import get_global
from sqlalchemy.orm import Session

from outreach_app import ids, shapes
from outreach_app.accounts.models import Library
from outreach_app.db import Writing
from outreach_app.directory import cards, editing, keeping, queries, typed
from outreach_app.directory.queries import FEW, Whole
from outreach_app.directory.standard import SERVICE
from outreach_app.partners import queries as partners
from outreach_app.web.language import today

SITE = "site-"
"""Before the id of a place of a partner that is no place of the directory yet."""
MOST_OF_A_NAME = 200
_id = shapes.Id()


def country_of(time_zone: str) -> str | None:
    """The country in which a time zone lies."""
    found: str | None = get_global("zone_territories").get(time_zone)
    return found


@dataclass(slots=True)
class Whose:
    """The organisation that gives a service: one of the directory, a partner of ours that is not in it yet, or a new one."""

    name: str
    organization: str | None = None
    partner: str | None = None
    places: list[tuple[str, str]] = field(default_factory=list)


def whose(session: Session, args: Mapping[str, str]) -> Whose | None:
    """Whose service an address wants to add; None where it does not say so yet."""
    organization, partner, called = args.get("organization", ""), args.get("partner", ""), args.get("called", "")
    if _id.fits(partner):
        organization = queries.organization_of_partner(session, partner) or organization
        name = partners.partner_names(session, [partner]).get(partner)
        if name and not organization:
            return Whose(name, partner=partner, places=_sites(session, partner))
    if _id.fits(organization) and (found := queries.organization(session, organization)):
        return Whose(str(found[0].get("name") or ""), organization, places=places_of(session, organization))
    name = " ".join(called.replace("\x00", "").split())[:MOST_OF_A_NAME]
    return Whose(name) if name else None


def partners_called(session: Session, words: str) -> list[tuple[str, str]]:
    """(id, name) of a few partners of ours whose name has these words."""
    wanted = cards.split(words)
    named = ((id_, name) for id_, name in partners.every_partner(session).items() if _has(name, wanted))
    return sorted(named, key=lambda one: one[1].casefold())[:FEW]


def places_of(session: Session, organization: str) -> list[tuple[str, str]]:
    """(id, what it is called) of the places of an organisation, and of those of the partner that it is."""
    found = queries.places_of(session, organization)
    told = [(one["id"], _called(editing.place_typed(one))) for one in found]
    head = queries.organization(session, organization)
    partner = editing.organization_typed(head[0])["partner"] if head else None
    named = {editing.place_typed(one)["address_1"] for one in found}
    sites = _sites(session, partner, named) if partner else []
    return sorted(told, key=lambda one: one[1].casefold()) + sites


def as_typed(found: Whole, country: str | None) -> dict[str, Any]:
    """A listing as its form shows it."""
    return {**typed.as_typed(found.service), "id": found.id, "version": found.version, "country": country}


def add(writing: Writing, form: Any, whose: Whose, *, library: Library, by: str) -> None:
    """Write a new listing, with its organisation and places where they are new."""
    if keeping.is_there(writing.session, (SERVICE.name, form.id.data or "")):
        return
    organization = whose.organization or _organization_id(form.id.data, whose)
    if whose.organization is None:
        editing.add_organization(writing, organization, {"name": whose.name, "partner": whose.partner}, by=by)
    told = {**form.told, "places": _places(writing, form, organization, by)}
    editing.add_listing(writing, form.id.data or "", organization, told, currency=library.currency, by=by)
    _verify(writing, form, form.id.data or "", library, by)


def change(writing: Writing, form: Any, found: Whole, *, library: Library, by: str) -> None:
    """Write a listing that is there. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    editing.refuse_if_overtaken(writing, found.id, form.version.data or 0)
    told = {**form.told, "places": _places(writing, form, found.organization_id, by)}
    editing.change_listing(writing, found.id, told, currency=library.currency, by=by)
    _verify(writing, form, found.id, library, by)


def _verify(writing: Writing, form: Any, id_: str, library: Library, by: str) -> None:
    if form.verified.data:
        editing.verify(writing, id_, today().isoformat(), by=by, mail=library.mail)


def _organization_id(listing: str, whose: Whose) -> str:
    # A double click makes one organisation, as it makes one listing.
    return ids.digest(f"{listing} {whose.partner or whose.name}")[:32]


def _places(writing: Writing, form: Any, organization: str, by: str) -> list[str]:
    chosen = []
    for place in form.places.data or ():
        if place.startswith(SITE):
            site = partners.site(writing.session, place.removeprefix(SITE))
            if site is not None:
                told = {**_address(site.address), "name": site.name, "country": form.country.data}
                chosen.append(_new_place(writing, organization, told, by))
        else:
            chosen.append(place)
    if form.has_new_place:
        chosen.append(_new_place(writing, organization, {**form.address, "name": form.place_name.data}, by))
    return chosen


def _new_place(writing: Writing, organization: str, told: Mapping[str, Any], by: str) -> str:
    id_ = ids.new()
    editing.add_place(writing, id_, organization, told, by=by)
    return id_


def _sites(session: Session, partner: str, there: set[Any] | frozenset[Any] = frozenset()) -> list[tuple[str, str]]:
    sites = [one for one in partners.sites_of(session, partner) if _address(one.address)["address_1"] not in there]
    return [(f"{SITE}{one.id}", ", ".join(filter(None, [one.name, one.address]))) for one in sites if not one.closed_on]


def _address(text: str) -> dict[str, str]:
    """A line as it is kept of a site, as far as it can be taken apart."""
    street, _comma, city = text.rpartition(",")
    return {"address_1": street.strip() or city.strip(), "city": city.strip() if street else ""}


def _called(place: Mapping[str, Any]) -> str:
    parts = (place[name] for name in ("name", "address_1", "city"))
    return ", ".join(dict.fromkeys(str(part) for part in parts if part)) or "–"


def _has(name: str, wanted: list[str]) -> bool:
    there = cards.split(name)
    return all(any(one.startswith(word) for one in there) for word in wanted)
