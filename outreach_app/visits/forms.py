"""The forms of planned visits."""

from typing import Any

from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    TimeField,
    ValidationError,
)
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import CheckboxInput, HiddenInput, ListWidget

from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Line, Lines
from outreach_app.web.hours import Hours, Repeated
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_LINE, MOST_OF_A_TEXT, MOST_PEOPLE = 200, 2000, 5000
TEXTS = ("holds", "access", "parking", "power", "wifi", "contact")
_id = Id()
_too_long = _("Use at most %(max)d characters.")


class Several(SelectMultipleField):
    """Some of a few, each with a box to tick."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class _Visit(Hours, DeskForm):
    site_id = SelectField(_("Where"), [InputRequired(_("Choose a place."))])
    on = DateField(_("Day"), [InputRequired(_("Say on which day."))])
    starts = TimeField(_("From"), [InputRequired(_("Say when it begins."))])
    ends = TimeField(_("To"), [InputRequired(_("Say when it ends."))])
    trainers = Several(_("Who goes"))
    kits = Several(_("Kits to take along"))
    holds = Line(_("What will be held"), [Length(max=MOST_OF_A_LINE, message=_too_long)])
    contact = Line(_("Contact on site"), [Length(max=MOST_OF_A_LINE, message=_too_long)])
    room_holds = IntegerField(
        _("People the room holds"),
        [Optional(), NumberRange(1, MOST_PEOPLE, _("Give a number between %(min)s and %(max)s."))],
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_PEOPLE},
    )
    access = Lines(_("Access"), [Length(max=MOST_OF_A_TEXT, message=_too_long)])
    parking = Lines(_("Parking"), [Length(max=MOST_OF_A_TEXT, message=_too_long)])
    power = Lines(_("Power"), [Length(max=MOST_OF_A_TEXT, message=_too_long)])
    wifi = Lines(_("Wi-Fi"), [Length(max=MOST_OF_A_TEXT, message=_too_long)])

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a plan has it."""
        starts, ends = self.span
        return {
            "site_id": self.site_id.data,
            "starts": starts,
            "ends": ends,
            "trainers": self.trainers.data or [],
            "kits": self.kits.data or [],
            "room_holds": self.room_holds.data,
            **{name: self._fields[name].data or "" for name in TEXTS},
        }


class NewVisitForm(Repeated, _Visit):
    """A new visit, or several; `id` is the first one's, minted when the page was made."""

    id = HiddenField()

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))


class VisitForm(_Visit):
    """Another plan; `version` is the visit's when the page was made."""

    version = IntegerField(widget=HiddenInput(), default=0)

    def lay_over(self, changes: Any, names: Any) -> None:
        """Times are typed otherwise than they are kept, so a change of them alone is told of the form as a whole."""
        super().lay_over(changes, names)
        if not self.theirs:
            self.form_errors.append(gettext("Somebody else changed the day or the hours meanwhile. Nothing was overwritten."))


class CallingOffForm(DeskForm):
    """Why a visit does not take place."""

    because = Lines(
        _("Why"), [DataRequired(_("Say why, for those who look for it later.")), Length(max=MOST_OF_A_TEXT, message=_too_long)]
    )
