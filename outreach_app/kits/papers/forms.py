"""The form that asks for labels."""

from typing import Any

from wtforms import IntegerField, RadioField, SelectField, ValidationError
from wtforms.validators import InputRequired, Length, NumberRange

from outreach_app.kits.papers.printing import BOTH, ITEMS, KITS
from outreach_app.paper.sheets import MOST_NUDGE, SHEETS, Sheet
from outreach_app.web.forms import DeskForm, Line
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

_off = _("Give tenths of a millimetre between %(min)s and %(max)s.")


class LabelsForm(DeskForm):
    """Which labels, on which sheet, beginning where. It only asks, so it stands in the address and needs no token."""

    class Meta:
        csrf = False

    sheet = SelectField(_("Sheet"), default="5160")
    what = RadioField(
        _("Labels for"),
        default=KITS,
    )
    kits = Line(_("Only these kits"), [Length(max=1000, message=_("Use at most %(max)d characters."))])
    start = IntegerField(_("First label"), [InputRequired(_("Say where the first label is."))], default=1)
    right = IntegerField(_("Nudge to the right"), [NumberRange(-MOST_NUDGE, MOST_NUDGE, _off)], default=0)
    down = IntegerField(_("Nudge down"), [NumberRange(-MOST_NUDGE, MOST_NUDGE, _off)], default=0)

    def __init__(self, asked: Any) -> None:
        super().__init__(asked)
        self.sheet.choices = [(name, _described(sheet)) for name, sheet in SHEETS.items()]
        self.what.choices = [
            (KITS, gettext("Kits")),
            (ITEMS, gettext("What is in them and has a tag")),
            (BOTH, gettext("Both")),
        ]
        # An address may name some of it: the rest is as usual.
        for one in self:
            if one.name not in asked:
                one.data, one.raw_data = one.default, [str(one.default)] if one.default is not None else []

    def validate_start(self, field: Any) -> None:
        """The first label lies on the sheet."""
        if self.sheet.data in SHEETS and not 1 <= (field.data or 0) <= self.chosen.cells:
            raise ValidationError(
                gettext("This sheet has %(cells)s labels: give a number between 1 and %(cells)s.", cells=self.chosen.cells)
            )

    @property
    def chosen(self) -> Sheet:
        """The sheet that was chosen."""
        return SHEETS[self.sheet.data]

    @property
    def first(self) -> int:
        """The cell of the first label, from 0."""
        return (self.start.data or 1) - 1

    @property
    def nudge(self) -> tuple[int, int]:
        """Tenths of a millimetre to the right and down."""
        return int(self.right.data or 0), int(self.down.data or 0)


def _described(sheet: Sheet) -> str:
    return f"{sheet.name}: {sheet.columns} × {sheet.rows}, {sheet.width:.0f} × {sheet.height:.0f} mm"
