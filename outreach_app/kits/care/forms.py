"""The forms by which the desk records how a kit is and what was done for it."""

from collections.abc import Sequence
from typing import Any

from wtforms import HiddenField, IntegerField, SelectField, SelectMultipleField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange

from outreach_app.kits.care.facts import KIT_CONDITIONS, PART_CONDITIONS
from outreach_app.kits.care.words import CONDITIONS, DID
from outreach_app.kits.facts import MOST_OF_A_PART
from outreach_app.kits.queries import Part
from outreach_app.shapes import Id
from outreach_app.web.forms import DeskForm, Lines
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_NOTE = 1000
WHOLE = ""
_id = Id()
_number = NumberRange(1, MOST_OF_A_PART, _("Give a number between %(min)s and %(max)s."))


class _Fact(DeskForm):
    """A form that records a fact; `fact` is its id, minted when the page was made, so that a double click is one."""

    fact = HiddenField()
    note = Lines(_("Note"), [Length(max=MOST_OF_A_NOTE, message=_("Use at most %(max)d characters."))])

    def validate_fact(self, field: Any) -> None:
        """The hidden id is ours."""
        if not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))


class _OfAPart(_Fact):
    part = SelectField(_("Of what"), choices=[], validate_choice=True)
    count = IntegerField(
        _("How many"),
        [InputRequired(_("Say how many there are.")), _number],
        default=1,
        render_kw={"inputmode": "numeric", "min": 1, "max": MOST_OF_A_PART},
    )

    def offer(self, parts: Sequence[Part], *first: tuple[str, str]) -> None:
        """Let these parts be chosen from, after what comes first."""
        offered = [*first, *((one.id, f"{one.name} ({one.tag or one.count})") for one in parts)]
        self.part.choices = offered


class ServicingForm(_Fact):
    """What was done, with the whole kit or with some of its parts."""

    did = SelectMultipleField(_("What was done?"), [DataRequired(_("Choose what was done."))])

    parts = SelectMultipleField(_("Only with some parts?"))

    def __init__(self, parts: Sequence[Part]) -> None:
        super().__init__()
        self.did.choices = list(DID.items())
        self.parts.choices = [(one.id, f"{one.name} ({one.tag or one.count})") for one in parts]

    @property
    def told(self) -> dict[str, Any]:
        """The payload."""
        return {"did": self.did.data, "parts": self.parts.data, "note": self.note.data or None}


class ConditionForm(_OfAPart):
    """How the kit is, or one of its parts."""

    condition = SelectField(_("How it is"))

    def __init__(self) -> None:
        super().__init__()
        self.condition.choices = list(CONDITIONS.items())

    def validate_condition(self, field: Any) -> None:
        """A whole kit is not lost by a form: whoever holds it is told of where it is."""
        if field.data not in (PART_CONDITIONS if self.part.data else KIT_CONDITIONS):
            message = gettext("A whole kit is fine, needs attention or is out of service. Choose a part for the others.")
            raise ValidationError(message)

    @property
    def told(self) -> dict[str, Any]:
        """The payload."""
        word, part = self.condition.data, self.part.data
        lines = [{"part": part, "count": self.count.data, "condition": word}] if part else []
        return {"kit": None if part else word, "parts": lines, "note": self.note.data or None}


class RestockingForm(_OfAPart):
    """What was put in."""

    @property
    def told(self) -> dict[str, Any]:
        """The payload."""
        return {"parts": [{"part": self.part.data, "count": self.count.data}], "note": self.note.data or None}
