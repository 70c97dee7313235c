"""The forms of a partner's place."""

import re
from typing import Any

from wtforms import DateField, ValidationError
from wtforms.validators import Optional

from outreach_app.mail.fields import mail
from outreach_app.web.fields import Minted, Versioned, line, lines, number, phone
from outreach_app.web.opening import OpeningFields
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _
from outreach_app.web.wifi import WifiFields

MOST_OF_A_ROOM = 5000
_PLAIN = ("name", "address", "contact", "phone", "mail", "room", "power", "access", "languages")
_pair = re.compile(r"(-?\d{1,3}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)").fullmatch


class _Site(OpeningFields, WifiFields):
    name = line(_("Name"), missing=_("Give it a name."))
    address = line(_("Address"))
    position = line(_("Position"), _("Where a map shows it: degrees north and east, such as 41.8781, -87.6298."))
    contact = line(_("Whom to ask for"), _("A role, a desk, or a name at work. Nothing private."))
    phone = phone()
    mail = mail()
    room = line(_("Room"), _("Where a class is held: the hall on the second floor."))
    capacity = number(_("For how many people"), most=MOST_OF_A_ROOM)
    power = line(_("Power"), _("Outlets, and whether extension cords are needed."))
    access = lines(_("Access"), _("Door, steps, elevator, parking; what somebody in a wheelchair meets."))
    languages = line(_("Languages spoken there"))
    closed_on = DateField(
        _("Closed from"), [Optional()],
        description=_("From this day on what is recorded there is kept, and told as something that does not add up."),
    )  # fmt: skip

    def validate_position(self, field: Any) -> None:
        """Two numbers that are on the globe."""
        if field.data and _degrees(field.data) is None:
            raise ValidationError(gettext("Give two numbers such as 41.8781, -87.6298."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a place has it."""
        closed_on = self.closed_on.data
        texts = {name: (self[name].data or "").strip() for name in _PLAIN}
        position = _degrees(self.position.data or "") or ""
        return {
            **texts, "position": position, "capacity": self.capacity.data,
            "closed_on": closed_on.isoformat() if closed_on else None, "opening": self.opening, "wifi": self.wifi,
        }  # fmt: skip


class NewSiteForm(Minted, _Site):
    """A new place."""


class SiteForm(Versioned, _Site):
    """What is known of a place."""


def _degrees(typed: str) -> str | None:
    """Degrees north and east as they are kept; None where they are none."""
    found = _pair(typed.strip())
    if found is None or abs(float(found[1])) > 90 or abs(float(found[2])) > 180:
        return None
    return f"{float(found[1]):.6g},{float(found[2]):.7g}"
