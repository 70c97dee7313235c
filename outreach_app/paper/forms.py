"""What is asked wherever labels are printed: on which sheet, beginning where, nudged by how much."""

from collections.abc import Iterable
from typing import Any

from wtforms import IntegerField, SelectField, ValidationError
from wtforms.validators import InputRequired, NumberRange

from outreach_app.paper.sheets import MOST_NUDGE, SHEETS, Sheet
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

_off = _("Give tenths of a millimetre between %(min)s and %(max)s.")


class SheetForm(DeskForm):
    """It only asks, so it stands in the address and needs no token; an address may name some of it."""

    class Meta:
        csrf = False

    sheet = SelectField(_("Sheet"), default="5160")
    start = IntegerField(_("First label"), [InputRequired(_("Say where the first label is."))], default=1)
    right = IntegerField(_("Nudge to the right"), [NumberRange(-MOST_NUDGE, MOST_NUDGE, _off)], default=0)
    down = IntegerField(_("Nudge down"), [NumberRange(-MOST_NUDGE, MOST_NUDGE, _off)], default=0)

    def __init__(self, asked: Any, sheets: Iterable[Sheet] = SHEETS.values()) -> None:
        super().__init__(asked)
        self.sheet.choices = [(one.name, _described(one)) for one in sheets]
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
