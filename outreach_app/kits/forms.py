"""The forms of kits and their parts."""

from typing import Any

from wtforms import HiddenField, IntegerField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange
from wtforms.widgets import HiddenInput

from outreach_app.kits.facts import MOST_OF_A_PART
from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Line, Lines
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_NAME, MOST_OF_A_CODE, MOST_OF_A_TAG, MOST_OF_A_REASON = 200, 16, 40, 1000
_id = Id()
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


class KitForm(_Change, _Kit):
    """A kit's code and name."""


class NewPartForm(_New, _Part):
    """A new part."""


class PartForm(_Change, _Part):
    """A part's name, number and tag."""


class RetirementForm(DeskForm):
    """Why a kit is used no more."""

    because = Lines(
        _("Why"),
        [
            DataRequired(_("Say why, for those who look for it later.")),
            Length(max=MOST_OF_A_REASON, message=_too_long),
        ],
    )


class ConfirmForm(DeskForm):
    """Nothing to fill in: a step before what is hard to undo."""
