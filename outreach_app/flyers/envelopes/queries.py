"""To whom flyers are sent: the places of the distribution list, with their addresses."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from outreach_app.flyers.counts.queries import Stack
from outreach_app.partners import queries as partners


@dataclass(frozen=True, slots=True)
class Envelope:
    """One place, and what stands on the envelope that goes there."""

    site: str
    partner: str
    name: str
    contact: str
    address: str


def envelopes(session: Session, stacks: Iterable[Stack], today: date) -> tuple[list[Envelope], list[Envelope]]:
    """An envelope for each open place where such stacks lie or lay, by organisation; and those without an address."""
    named = {one.row.site_id: one.partner_name for one in stacks if one.row.site_id and one.partner}
    found = partners.addresses(session, named, today)
    several = [Envelope(id_, named[id_], one.name, one.contact, one.address.strip()) for id_, one in found.items()]
    several.sort(key=lambda one: (one.partner.casefold(), one.name.casefold(), one.site))
    return [one for one in several if one.address], [one for one in several if not one.address]
