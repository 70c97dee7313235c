"""What phones mirror of partners and sites."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.feed import rows
from outreach_app.opening_hours import rules as opening_hours
from outreach_app.partners.contacts import queries as contacts
from outreach_app.partners.contacts.models import PartnerContact
from outreach_app.partners.models import ACTIVE, STAGES, Partner, Site
from outreach_app.shapes import Day, Id, Many, Part, Shape, Text, TimeOfDay, Whole, Word

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


class WeeklyHours(Shape):
    """Open at these hours on this weekday of every week; an end that is not after the start is on the next day."""

    byday = Word(*opening_hours.DAYS, called="Weekday")
    opens_at = TimeOfDay()
    closes_at = TimeOfDay()


class HoursOtherwise(Shape):
    """From one day to another in place of the week's hours: these, or closed where there are none."""

    valid_from = Day()
    valid_to = Day()
    opens_at = TimeOfDay(null=True)
    closes_at = TimeOfDay(null=True)


class OpeningHours(Shape):
    """When a place is open, by the clock on its wall."""

    weekly = Many(Part(WeeklyHours))
    otherwise = Many(Part(HoursOtherwise))


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


def site_row(site: Site) -> str:
    """A site as phones see it."""
    told = {name: getattr(site, name) for name in _OF_A_PLACE if getattr(site, name)}
    if site.opening:
        told["opening"] = json.loads(site.opening)
    return rows.as_text({"id": site.id, "partner": site.partner_id, "name": site.name, "address": site.address, **told})


def publish_partner(writing: Writing, partner: Partner) -> None:
    """Tell all phones of this partner as it is now."""
    rows.publish(writing, PARTNERS, partner.id, partner_row(partner, contacts.of(writing.session, [partner.id])))


def publish_site(writing: Writing, site: Site) -> None:
    """Tell all phones of this site as it is now."""
    rows.publish(writing, SITES, site.id, site_row(site))


def all_partners(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    partners = session.scalars(select(Partner)).all()
    people: dict[str, list[PartnerContact]] = {}
    for one in contacts.every(session):
        people.setdefault(one.partner_id, []).append(one)
    for partner in partners:
        yield partner.id, partner_row(partner, people.get(partner.id, ())), (rows.EVERYONE,)


def all_sites(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    for site in session.scalars(select(Site)):
        yield site.id, site_row(site), (rows.EVERYONE,)
