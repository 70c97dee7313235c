"""What phones mirror of partners and sites."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.feed import rows
from outreach_app.opening_hours.shapes import OpeningHours
from outreach_app.partners import queries
from outreach_app.partners.contacts import queries as contacts
from outreach_app.partners.contacts.models import PartnerContact
from outreach_app.partners.models import ACTIVE, STAGES, Partner, Site
from outreach_app.shapes import Day, Id, Many, Part, Shape, Text, Whole, Word

PARTNERS, SITES = "partners", "sites"


class BusinessContact(Shape):
    """Somebody of a partner who can be reached at work; what is not known is empty."""

    name = Text()
    role = Text()
    phone = Text()
    mail = Text()


class PartnerRow(Shape):
    """A community organisation."""

    id = Id()
    name = Text()
    kind = Text()
    stage = Word(*STAGES, required=False, called="PartnerStage")
    """Of the partnership; left out where it is active."""
    notes = Text(required=False)
    """What whoever goes there should know; left out where nobody has said."""
    contacts = Many(Part(BusinessContact), required=False)
    into = Id(required=False)
    """The partner that this one was merged into; it is listed no more, but what names it is shown under its name."""


class SiteWifi(Shape):
    """The network of a place that is for everybody; without a password it is open."""

    name = Text()
    password = Text()


class SiteRow(Shape):
    """One of a partner's places."""

    id = Id()
    partner = Id()
    name = Text()
    address = Text(null=True)
    contact = Text(required=False)
    """Whom to ask for, how to call and to write to them; left out where nobody has said."""
    phone = Text(required=False)
    mail = Text(required=False)
    closed_on = Day(required=False)
    """The day from which on it is open no more."""
    opening = Part(OpeningHours, required=False)
    position = Text(required=False)
    """Degrees north and east with a comma between them; with the next five left out where nobody has said."""
    room = Text(required=False)
    capacity = Whole(least=0, required=False)
    power = Text(required=False)
    access = Text(required=False)
    languages = Text(required=False)
    wifi = Part(SiteWifi, required=False)


_OF_A_PLACE = (
    "contact", "phone", "mail", "closed_on", "position", "room", "capacity", "power", "access", "languages",
)  # fmt: skip


def partner_row(partner: Partner, people: Iterable[PartnerContact] = ()) -> str:
    """A partner as phones see it, with whom to speak to."""
    told: dict[str, Any] = {"id": partner.id, "name": partner.name, "kind": partner.kind}
    if partner.stage != ACTIVE:
        told["stage"] = partner.stage
    if partner.notes:
        told["notes"] = partner.notes
    reached = [{"name": one.name, "role": one.role, "phone": one.phone, "mail": one.mail} for one in people]
    return rows.as_text({**told, **({"contacts": reached} if reached else {})})


def merged_row(partner: Partner, into: Partner) -> str:
    """A partner that is the same as another one, called as that one is."""
    return rows.as_text({"id": partner.id, "name": into.name, "kind": into.kind, "into": into.id})


def site_row(site: Site, partner: str) -> str:
    """A site as phones see it, with its partner as it is known now."""
    told = {name: getattr(site, name) for name in _OF_A_PLACE if getattr(site, name)}
    if site.opening:
        told["opening"] = json.loads(site.opening)
    if site.wifi:
        told["wifi"] = json.loads(site.wifi)
    return rows.as_text({"id": site.id, "partner": partner, "name": site.name, "address": site.address, **told})


def publish_partner(writing: Writing, partner: Partner) -> None:
    """Tell all phones of this partner as it is now, and of those that were merged into it."""
    session = writing.session
    if partner.merged_into is not None:
        partner = session.get_one(Partner, (writing.library, partner.merged_into))
    known = queries.known_as(session, partner.id)
    rows.publish(writing, PARTNERS, partner.id, partner_row(partner, contacts.of(session, known)))
    for one in queries.merged_into(session, partner.id):
        rows.publish(writing, PARTNERS, one.id, merged_row(one, partner))


def publish_site(writing: Writing, site: Site) -> None:
    """Tell all phones of this site as it is now."""
    rows.publish(writing, SITES, site.id, site_row(site, queries.now_called(writing.session, site.partner_id)))


def all_partners(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    partners = {one.id: one for one in session.scalars(select(Partner))}
    people: dict[str, list[PartnerContact]] = {}
    for one in contacts.every(session):
        people.setdefault(partners[one.partner_id].merged_into or one.partner_id, []).append(one)
    for partner in partners.values():
        into = partners.get(partner.merged_into or "")
        row = merged_row(partner, into) if into else partner_row(partner, people.get(partner.id, ()))
        yield partner.id, row, (rows.EVERYONE,)


def all_sites(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    query = select(Site, queries.called_now()).join(Partner, Partner.id == Site.partner_id)
    for site, partner in session.execute(query):
        yield site.id, site_row(site, partner), (rows.EVERYONE,)
