"""Adding, changing and removing business contacts: noted in the audit, told to phones with their partner."""

from typing import Any

from sqlalchemy import select

from outreach_app.audit import rows
from outreach_app.db import Writing
from outreach_app.partners import feed
from outreach_app.partners.contacts.models import PartnerContact
from outreach_app.partners.profile.editing import partner_of
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

CONTACTS = "partner_contacts"


def add(writing: Writing, partner: str, id_: str, *, by: str | None, **told: Any) -> None:
    """One more contact; the same id again is the same one. Raises `Refusal` "not_found"."""
    its = partner_of(writing, partner)
    if rows.add(writing, CONTACTS, PartnerContact, id_, by=by, partner_id=partner, **told) is not None:
        feed.publish_partner(writing, its)


def change(writing: Writing, id_: str, *, seen: int | None, by: str | None, **told: Any) -> None:
    """Another name, role, number or address. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    row = _contact_of(writing, id_)
    if rows.change(writing, CONTACTS, row, told, seen=seen, by=by):
        feed.publish_partner(writing, partner_of(writing, row.partner_id))


def remove(writing: Writing, id_: str, *, by: str) -> None:
    """Nobody is to be asked for by this any more. Raises `Refusal` "not_found"."""
    row = _contact_of(writing, id_)
    rows.remove(writing, CONTACTS, row, by=by)
    feed.publish_partner(writing, partner_of(writing, row.partner_id))


def _contact_of(writing: Writing, id_: str) -> PartnerContact:
    row = writing.session.scalars(select(PartnerContact).where(PartnerContact.id == id_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such contact."))
    return row
