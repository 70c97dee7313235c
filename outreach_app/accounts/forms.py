"""The forms of accounts."""

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from outreach_app.web.text import lazy_gettext as _


class SignInForm(FlaskForm):  # type: ignore[misc]
    """Address and password; `next` is where the person wanted to go."""

    email = EmailField(
        _("Email address"),
        [InputRequired(_("Type the address that you sign in with.")), Length(max=320)],
        render_kw={"autocomplete": "username", "autofocus": True, "spellcheck": "false", "autocapitalize": "none"},
    )
    password = PasswordField(
        _("Password"),
        [InputRequired(_("Type your password.")), Length(max=1024)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()
    typed = HiddenField()
    """What was typed into a form after the sign-in had run out: `views.sign_in_again` makes it."""
