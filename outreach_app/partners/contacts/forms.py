"""The forms of a business contact."""

from typing import Any

from outreach_app.mail.fields import mail
from outreach_app.web.fields import Minted, Versioned, line, phone
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _


class _Contact(DeskForm):
    name = line(
        _("Name"), _("As they are known at work, or a desk. Nobody who is helped there."), missing=_("Say whom to ask for.")
    )
    role = line(_("Role"), _("What they do there: director, volunteer coordinator."))
    phone = phone()
    mail = mail()

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a contact has it."""
        return {name: self[name].data or "" for name in ("name", "role", "phone", "mail")}


class NewContactForm(Minted, _Contact):
    """A new contact."""


class ContactForm(Versioned, _Contact):
    """Another name, role, number or address."""
