"""The forms of kits and their parts."""

from typing import Any

from wtforms import HiddenField, IntegerField, SelectField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional
from wtforms.widgets import HiddenInput

from outreach_app.kits.amounts import amount
from outreach_app.kits.columns import DETAILS, MOST_OF_A_CODE, MOST_OF_A_NAME, MOST_OF_A_TAG
from outreach_app.kits.facts import MOST_OF_A_PART
from outreach_app.kits.reservations.rules import MOST_MINUTES
from outreach_app.shapes import Day, Id
from outreach_app.web.forms import DeskForm, Line, Lines
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_REASON = 1000
_id, _day = Id(), Day()
_too_long = _("Use at most %(max)d characters.")


class _New(DeskForm):
    """A form that makes a row: `id` is the row's, minted when the page was, so that a double click makes one."""

    id = HiddenField()

    def validate_id(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))


class _Change(DeskForm):
    """A form that changes a row: `version` is the row's when the page was made."""

    version = IntegerField(widget=HiddenInput(), default=0)


def whole(label: str, most: int) -> IntegerField:
    """A number that may be left out."""
    between = NumberRange(1, most, _("Give a number between %(min)s and %(max)s."))
    return IntegerField(label, [Optional(), between], render_kw={"inputmode": "numeric", "min": 1, "max": most})


class _Kit(DeskForm):
    code = Line(
        _("Code"), [DataRequired(_("Give it a short code, such as K-13.")), Length(max=MOST_OF_A_CODE, message=_too_long)]
    )
    name = Line(_("Name"), [DataRequired(_("Give it a name.")), Length(max=MOST_OF_A_NAME, message=_too_long)])

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a kit has it."""
        return {"code": self.code.data, "name": self.name.data}


class _Part(DeskForm):
    name = Line(_("Name"), [DataRequired(_("Say what it is.")), Length(max=MOST_OF_A_NAME, message=_too_long)])
    count = IntegerField(
        _("How many"),
        [
            InputRequired(_("Say how many there are.")),
            NumberRange(1, MOST_OF_A_PART, _("Give a number between %(min)s and %(max)s.")),
        ],
        default=1,
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_OF_A_PART},
    )
    tag = Line(_("Tag"), [Length(max=MOST_OF_A_TAG, message=_too_long)])

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a part has it."""
        return {"name": self.name.data, "count": self.count.data, "tag": self.tag.data or None}


class NewKitForm(_New, _Kit):
    """A new kit; `like` is the kit whose parts it gets."""

    like = HiddenField()


MINUTES = ("travel_minutes", "wipe_minutes", "charge_minutes")
KIT_TYPED = ("code", "name", "upkeep_days", "upkeep_loans", *MINUTES)


class KitForm(_Change, _Kit):
    """A kit's code and name, how often it is to be inspected, and the time that it needs between two that have it."""

    upkeep_days = whole(_("Inspect after so many days"), 3650)
    upkeep_loans = whole(_("Inspect after so many loans"), 1000)

    travel_minutes = whole(_("Minutes on the way, each way"), MOST_MINUTES)
    wipe_minutes = whole(_("Minutes to wipe and check it"), MOST_MINUTES)
    charge_minutes = whole(_("Minutes to charge it"), MOST_MINUTES)

    @property
    def others(self) -> dict[str, int | None]:
        """What else was typed: how often it is inspected, and what it needs between two that have it."""
        told = {name: self[name].data for name in ("upkeep_days", "upkeep_loans")}
        return {**told, **{name: self[name].data or 0 for name in MINUTES}}


class _Details(_Part):
    serial = Line(_("Serial number"), [Length(max=MOST_OF_A_NAME, message=_too_long)])
    model = Line(_("Model"), [Length(max=MOST_OF_A_NAME, message=_too_long)])
    bought_on = Line(_("Bought on"), render_kw={"type": "date"})
    cost = Line(_("Replacement cost of one"), [Length(max=20, message=_too_long)], render_kw={"inputmode": "decimal"})
    least = whole(_("Restock below"), MOST_OF_A_PART)

    def validate_bought_on(self, field: Any) -> None:
        """A day of the calendar, or nothing."""
        if field.data and not _day.fits(field.data):
            raise ValidationError(gettext("Give a day, such as 2026-11-24."))

    def validate_cost(self, field: Any) -> None:
        """An amount of money, or nothing."""
        try:
            field.data = amount(field.data)
        except ValueError:
            raise ValidationError(gettext("Give an amount, such as 249.00.")) from None

    @property
    def details(self) -> dict[str, Any]:
        """What else was typed of it."""
        return {name: self[name].data or None for name in DETAILS}


class NewPartForm(_New, _Details):
    """A new part."""


class PartForm(_Change, _Details):
    """A part's name, number and tag, and what else is known of it."""


class RetirementForm(DeskForm):
    """Why a kit is used no more."""

    because = Lines(
        _("Why"),
        [
            DataRequired(_("Say why, for those who look for it later.")),
            Length(max=MOST_OF_A_REASON, message=_too_long),
        ],
    )


class MoveForm(_New):
    """Which kit a part moves to; `id` is the part's there."""

    to = SelectField(_("To which kit"), [DataRequired(_("Choose a kit."))])


class ConfirmForm(DeskForm):
    """Nothing to fill in: a step before what is hard to undo."""
