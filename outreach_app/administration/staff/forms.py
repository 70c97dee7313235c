"""The forms of staff."""

from typing import Any

from wtforms import EmailField, PasswordField, RadioField, ValidationError
from wtforms.validators import DataRequired, EqualTo, InputRequired, Length, Regexp

from outreach_app.accounts.models import ADMIN, COORDINATOR, TRAINER
from outreach_app.accounts.passwords import LEAST_LENGTH
from outreach_app.web.forms import DeskForm, Line
from outreach_app.web.lines import one_line
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_NAME, MOST_OF_AN_ADDRESS, MOST_OF_A_PASSWORD = 200, 254, 1024
_too_long = _("Use at most %(max)d characters.")

ROLES = {
    TRAINER: _("Trainer: records in the field, and sees the desk’s pages"),
    COORDINATOR: _("Coordinator: also settles what does not add up, edits kits and looks after phones"),
    ADMIN: _("Admin: also decides who is on the staff"),
}
ROLE_NAMES = {TRAINER: _("trainer"), COORDINATOR: _("coordinator"), ADMIN: _("admin")}


def _name() -> list[Any]:
    return [DataRequired(_("Give the name that colleagues know.")), Length(max=MOST_OF_A_NAME, message=_too_long)]


class _Person(DeskForm):
    name = Line(_("Name"), _name())
    role = RadioField(_("Role"), [InputRequired(_("Choose a role."))], default=TRAINER)

    def __init__(self, *given: Any, **told: Any) -> None:
        super().__init__(*given, **told)
        self.role.choices = list(ROLES.items())


class InviteForm(_Person):
    """Somebody to be invited."""

    email = EmailField(
        _("Email address"),
        [
            InputRequired(_("Type the address to sign in with.")),
            Length(max=MOST_OF_AN_ADDRESS, message=_too_long),
            Regexp(r"[^@\s]+@[^@\s]+\Z", message=_("That is no address; one looks like name@example.org.")),
        ],
        filters=[one_line],
        render_kw={"autocomplete": "off", "spellcheck": "false", "autocapitalize": "none"},
    )


class StaffForm(_Person):
    """A staff member as they are to be."""


class SureForm(DeskForm):
    """That somebody read what it means, and means it."""


class PasswordForm(DeskForm):
    """A password of one's own choosing, typed twice."""

    password = PasswordField(
        _("Password"),
        [
            InputRequired(_("Choose a password.")),
            Length(min=LEAST_LENGTH, message=_("Use at least %(min)d characters.")),
            Length(max=MOST_OF_A_PASSWORD, message=_too_long),
        ],
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        _("The same password again"),
        [EqualTo("password", message=_("The two are not the same."))],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_password(self, field: Any) -> None:
        """No half of a character and no NUL: they could not be typed at the next sign-in."""
        if "\x00" in field.data or not field.data.isprintable():
            raise ValidationError(gettext("Use characters that can be typed."))


class WelcomeForm(PasswordForm):
    """The first sign-in of somebody invited."""

    name = Line(_("Your name"), _name())
