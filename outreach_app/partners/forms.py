"""The form of a partner's place."""

from typing import Any

from wtforms import DateField, EmailField, IntegerField, TelField, ValidationError
from wtforms.validators import DataRequired, Length, Optional
from wtforms.widgets import HiddenInput

from outreach_app.mail.letters import is_address
from outreach_app.web.forms import Line
from outreach_app.web.opening import OpeningFields
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _
from outreach_app.web.wifi import WifiFields

MOST_OF_A_LINE, MOST_OF_A_NUMBER, MOST_OF_A_MAIL = 200, 60, 320
_too_long = _("Use at most %(max)d characters.")


class SiteForm(OpeningFields, WifiFields):
    """What is known of a place; `version` is the row's when the page was made."""

    version = IntegerField(widget=HiddenInput(), default=0)
    name = Line(_("Name"), [DataRequired(_("Give it a name.")), Length(max=MOST_OF_A_LINE, message=_too_long)])
    address = Line(_("Address"), [Length(max=MOST_OF_A_LINE, message=_too_long)])
    contact = Line(_("Whom to ask for"), [Length(max=MOST_OF_A_LINE, message=_too_long)])
    phone = TelField(_("Phone"), [Length(max=MOST_OF_A_NUMBER, message=_too_long)])
    mail = EmailField(_("Email address"), [Length(max=MOST_OF_A_MAIL, message=_too_long)])
    closed_on = DateField(_("Closed from"), [Optional()])

    def validate_mail(self, field: Any) -> None:
        """What is no address gets no letter."""
        if (typed := (field.data or "").strip()) and not is_address(typed):
            raise ValidationError(gettext("This is no email address: it has a form like desk@clinic.org."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a place has it."""
        closed_on = self.closed_on.data
        texts = {name: (self[name].data or "").strip() for name in ("name", "address", "contact", "phone", "mail")}
        return {**texts, "closed_on": closed_on.isoformat() if closed_on else None, "opening": self.opening, "wifi": self.wifi}
