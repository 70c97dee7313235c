"""The forms of spaces and bookings."""

from typing import Any

from wtforms import DateField, HiddenField, IntegerField, RadioField, SelectField, TimeField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from outreach_app.shapes import Id
from outreach_app.spaces.models import ROOM
from outreach_app.spaces.words import SORT
from outreach_app.web.forms import DeskForm, Line, Lines
from outreach_app.web.hours import Hours, Repeated
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_LINE, MOST_OF_A_TEXT, MOST_PEOPLE = 200, 2000, 5000
_id = Id()
_too_long = _("Use at most %(max)d characters.")
_between = _("Give a number between %(min)s and %(max)s.")


def _people(label: str, least: int) -> IntegerField:
    keys = {"inputmode": "numeric", "min": least, "max": MOST_PEOPLE}
    return IntegerField(label, [Optional(), NumberRange(least, MOST_PEOPLE, _between)], render_kw=keys)


class _New(DeskForm):
    """A form that makes a row; `id` is minted when the page is made, so that a double click makes one."""

    id = HiddenField()

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))


class _Change(DeskForm):
    """A form that changes a row; `version` is the row's when the page was made."""

    version = IntegerField(widget=HiddenInput(), default=0)


class _Space(DeskForm):
    name = Line(_("Name"), [DataRequired(_("Give it a name.")), Length(max=MOST_OF_A_LINE, message=_too_long)])
    sort = RadioField(_("What it is"), [InputRequired(_("Choose one."))], default=ROOM)
    capacity = _people(_("For how many people"), 1)
    equipment = Lines(_("What is there"), [Length(max=MOST_OF_A_TEXT, message=_too_long)])

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.sort.choices = list(SORT.items())

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a space has it."""
        return {
            "name": self.name.data, "sort": self.sort.data, "capacity": self.capacity.data,
            "equipment": self.equipment.data or "",
        }  # fmt: skip


class NewSpaceForm(_New, _Space):
    """A new space."""


class SpaceForm(_Change, _Space):
    """A space's name, sort, number and equipment."""


class _Booking(Hours, DeskForm):
    space_id = SelectField(_("Which space"), [InputRequired(_("Choose a space."))])
    partner_id = SelectField(_("Which organisation"), [InputRequired(_("Choose an organisation."))])
    purpose = Line(
        _("What will be held"),
        [DataRequired(_("Say what will be held.")), Length(max=MOST_OF_A_LINE, message=_too_long)],
    )
    on = DateField(_("Day"), [InputRequired(_("Say on which day."))])
    starts = TimeField(_("From"), [InputRequired(_("Say when it begins."))])
    ends = TimeField(_("To"), [InputRequired(_("Say when it ends."))])
    people_expected = _people(_("People expected"), 1)
    contact = Line(_("Who asked"), [Length(max=MOST_OF_A_LINE, message=_too_long)])

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a booking has it."""
        starts, ends = self.span
        return {
            "space_id": self.space_id.data, "partner_id": self.partner_id.data, "purpose": self.purpose.data,
            "starts": starts, "ends": ends,
            "people_expected": self.people_expected.data, "contact": self.contact.data or "",
        }  # fmt: skip


class NewBookingForm(_New, Repeated, _Booking):
    """What an organisation asks for, once or again and again; `id` is the first one's."""


class BookingForm(_Change, _Booking):
    """Another day, space or purpose."""

    def lay_over(self, changes: Any, names: Any) -> None:
        """Times are typed otherwise than they are kept, so a change of them alone is told of the form as a whole."""
        super().lay_over(changes, names)
        if not self.theirs:
            self.form_errors.append(gettext("Somebody else changed the day or the hours meanwhile. Nothing was overwritten."))


class ReasonForm(DeskForm):
    """Why a booking is declined or called off."""

    because = Lines(
        _("Why"), [DataRequired(_("Say why, for those who look for it later.")), Length(max=MOST_OF_A_TEXT, message=_too_long)]
    )


class HeldForm(DeskForm):
    """That it was held, and how many came."""

    attendance = _people(_("How many came"), 0)
