"""What the forms of the plan have in common."""

from typing import Any

from wtforms import EmailField, SelectMultipleField, TelField, ValidationError
from wtforms.validators import DataRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from outreach_app.mail.letters import is_address
from outreach_app.web.forms import Line, Lines
from outreach_app.web.lines import one_line
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_LINE, MOST_OF_A_TEXT, MOST_OF_AN_ADDRESS, MOST_OF_A_NUMBER, MOST_OF_A_MAIL = 200, 4000, 2000, 60, 320
_too_long = _("Use at most %(max)d characters.")


class Several(SelectMultipleField):
    """Some of a few: check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def line(label: Any, hint: Any = "", *, missing: Any = None, most: int = MOST_OF_A_LINE) -> Line:
    """A text of one line; `missing` is said where it must not be empty."""
    must = [DataRequired(missing)] if missing else []
    return Line(label, [*must, Length(max=most, message=_too_long)], description=hint)


def lines(label: Any, hint: Any = "", *, missing: Any = None, rows: int = 3) -> Lines:
    """A text of several lines."""
    must = [DataRequired(missing)] if missing else []
    return Lines(label, [*must, Length(max=MOST_OF_A_TEXT, message=_too_long)], description=hint, render_kw={"rows": rows})


def phone(hint: Any = "") -> TelField:
    """A number as people write it."""
    return TelField(_("Phone"), [Length(max=MOST_OF_A_NUMBER, message=_too_long)], filters=[one_line], description=hint)


def mail() -> EmailField:
    """An address that a letter can go to, or none."""
    return EmailField(_("Email address"), [Length(max=MOST_OF_A_MAIL, message=_too_long), _is_mail], filters=[one_line])


def _is_mail(_form: Any, field: Any) -> None:
    if field.data and not is_address(field.data):
        raise ValidationError(gettext("This is no email address: it has a form like desk@clinic.org."))
