"""Fields of the desk's forms, and what forms that make or change a row have in common."""

import re
from typing import Any

from wtforms import HiddenField, IntegerField, SelectMultipleField, TelField, ValidationError
from wtforms.validators import DataRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Line, Lines
from outreach_app.web.lines import one_line
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_LINE, MOST_OF_A_TEXT, MOST_OF_A_NUMBER, MOST_OF_AN_ADDRESS = 200, 2000, 60, 1000
_id = Id()
_is_web = re.compile(r"https?://[^\s/?#]+\.[^\s]*", re.IGNORECASE).fullmatch
too_long = _("Use at most %(max)d characters.")


class Minted(DeskForm):
    """A form that makes a row; `id` is minted when the page is made, so that a double click makes one."""

    id = HiddenField()

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))


class Versioned(DeskForm):
    """A form that changes a row; `version` is the row's when the page was made."""

    version = IntegerField(widget=HiddenInput(), default=0)


class Several(SelectMultipleField):
    """Some of a few: check boxes."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def line(label: Any, hint: Any = "", *, missing: Any = None) -> Line:
    """A text of one line; `missing` is said where it must not be empty."""
    must = [DataRequired(missing)] if missing else []
    return Line(label, [*must, Length(max=MOST_OF_A_LINE, message=too_long)], description=hint)


def lines(label: Any, hint: Any = "", *, most: int = MOST_OF_A_TEXT) -> Lines:
    """A text of several lines."""
    return Lines(label, [Length(max=most, message=too_long)], description=hint, render_kw={"rows": 3})


def number(label: Any, hint: Any = "", *, least: int = 0, most: int) -> IntegerField:
    """A whole number, or none."""
    keys = {"inputmode": "numeric", "min": least, "max": most}
    between = NumberRange(least, most, _("Give a number between %(min)s and %(max)s."))
    return IntegerField(label, [Optional(), between], description=hint, render_kw=keys)


def phone() -> TelField:
    """A number as people write it."""
    return TelField(_("Phone"), [Length(max=MOST_OF_A_NUMBER, message=too_long)], filters=[one_line])


def web_address(label: Any, hint: Any = "") -> Line:
    """An address of a page that anybody can open, or none."""
    keys = {"inputmode": "url"}
    return Line(label, [Length(max=MOST_OF_AN_ADDRESS, message=too_long), _opens], description=hint, render_kw=keys)


def _opens(_form: Any, field: Any) -> None:
    if field.data and not _is_web(field.data):
        raise ValidationError(gettext("Give the whole address, beginning with https://"))
