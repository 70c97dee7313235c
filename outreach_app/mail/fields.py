"""The field of a form for an address that letters go to."""

from typing import Any

from wtforms import EmailField, ValidationError
from wtforms.validators import Length

from outreach_app.mail.letters import is_address
from outreach_app.web.fields import too_long
from outreach_app.web.lines import one_line
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_MAIL = 320


def mail() -> EmailField:
    """An address that a letter can go to, or none."""
    return EmailField(_("Email address"), [Length(max=MOST_OF_A_MAIL, message=too_long), _is_mail], filters=[one_line])


def _is_mail(_form: Any, field: Any) -> None:
    if field.data and not is_address(field.data):
        raise ValidationError(gettext("This is no email address: it has a form like desk@clinic.org."))
