"""The forms of bringing partners in."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import FileField, HiddenField, SelectField

from outreach_app.partners.intake.columns import CALLED, COLUMNS
from outreach_app.web.fields import Several
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _

KINDS_OF_FILE = ".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SheetForm(DeskForm):
    """Which spreadsheet."""

    file = FileField(_("The file"), render_kw={"accept": KINDS_OF_FILE, "required": True})


class AgreedForm(DeskForm):
    """The spreadsheet again, in base64; which of its columns says what; which names are partners that are there."""

    content = HiddenField()
    digest = HiddenField()
    name = HiddenField()
    partner = SelectField(CALLED["partner"])
    kind = SelectField(CALLED["kind"])
    stage = SelectField(CALLED["stage"])
    notes = SelectField(CALLED["notes"])
    place = SelectField(CALLED["place"])
    address = SelectField(CALLED["address"])
    contact = SelectField(CALLED["contact"])
    role = SelectField(CALLED["role"])
    phone = SelectField(CALLED["phone"])
    mail = SelectField(CALLED["mail"])
    same = Several(_("These may be partners that you have already"))

    @property
    def columns(self) -> list[Any]:
        """The fields that match a column."""
        return [self[name] for name in COLUMNS]

    def offer(self, head: Sequence[str], alike: Mapping[str, str]) -> None:
        """Let the columns of the file be chosen, and those names that are like others."""
        choices = [("", _("not in the file")), *((str(number), name or str(number + 1)) for number, name in enumerate(head))]
        for one in self.columns:
            one.choices = choices
        self.same.choices = [(name, _("%(name)s is %(other)s", name=name, other=other)) for name, other in alike.items()]
