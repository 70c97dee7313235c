"""The forms of reservations that are made for a partner."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from wtforms import BooleanField, DateField, HiddenField, IntegerField, SelectField, TimeField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length
from wtforms.widgets import HiddenInput

from outreach_app.kits.reservations.rules import Span
from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Line, Lines
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_LINE, MOST_OF_A_TEXT, MOST_DAYS = 200, 2000, 400
_id = Id()
_too_long = _("Use at most %(max)d characters.")
_which_day = _("Say on which day.")


class _Reservation(DeskForm):
    kit_id = SelectField(_("Which kit"), [InputRequired(_("Choose a kit."))])
    site_id = SelectField(_("Whose it is to be"), [InputRequired(_("Choose a place."))])
    from_day = DateField(_("From"), [InputRequired(_which_day)])
    from_hour = TimeField(_("At"), [InputRequired(_("Say when it begins."))])
    until_day = DateField(_("Until"), [InputRequired(_which_day)])
    until_hour = TimeField(_("At"), [InputRequired(_("Say when it ends."))])
    purpose = Line(_("What for"), [Length(max=MOST_OF_A_LINE, message=_too_long)])
    all_the_same = BooleanField(_("Reserve it all the same; both are told that it clashes"))

    def validate_from_day(self, field: Any) -> None:
        """A year that a calendar has room for. Raises `ValidationError`."""
        if field.data and not 2000 <= field.data.year <= 2200:
            raise ValidationError(str(_which_day))

    def validate_until_hour(self, field: Any) -> None:
        """It ends after it begins. Raises `ValidationError`."""
        if not (self.from_day.data and self.from_hour.data and self.until_day.data and field.data):
            return
        starts, ends = self._on_the_wall
        if ends <= starts:
            raise ValidationError(gettext("It would end before it begins. Say a later day or hour."))
        if ends - starts > timedelta(days=MOST_DAYS):
            raise ValidationError(gettext("At most %(days)s days at a time.", days=MOST_DAYS))

    @property
    def _on_the_wall(self) -> tuple[datetime, datetime]:
        moments = ((self.from_day, self.from_hour), (self.until_day, self.until_hour))
        starts, ends = (datetime.combine(day.data, hour.data) for day, hour in moments)  # type: ignore[arg-type]
        return starts, ends

    def span(self, zone: ZoneInfo) -> Span:
        """The time that was typed, as the library's clocks tell it."""
        starts, ends = self._on_the_wall
        return Span(starts.replace(tzinfo=zone), ends.replace(tzinfo=zone))

    def put(self, span: Span) -> None:
        """Show another time in its place."""
        self.from_day.data, self.from_hour.data = span.start.date(), span.start.time()
        self.until_day.data, self.until_hour.data = span.end.date(), span.end.time()


class NewReservationForm(_Reservation):
    """A new reservation; `id` is minted when the page is made, so that a double click makes one."""

    id = HiddenField()

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))


class ReservationForm(_Reservation):
    """Another kit, place or time; `version` is the reservation's when the page was made."""

    version = IntegerField(widget=HiddenInput(), default=0)

    def lay_over(self, changes: Any, names: Any) -> None:
        """Times are typed otherwise than they are kept, so a change of them alone is told of the form as a whole."""
        super().lay_over(changes, names)
        if not self.theirs:
            self.form_errors.append(gettext("Somebody else changed the day or the hours meanwhile. Nothing was overwritten."))


class CallingOffForm(DeskForm):
    """Why it stands no more."""

    because = Lines(
        _("Why"), [DataRequired(_("Say why, for those who look for it later.")), Length(max=MOST_OF_A_TEXT, message=_too_long)]
    )
