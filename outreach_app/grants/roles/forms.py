"""The forms of a partner's part in a grant."""

from collections.abc import Mapping
from typing import Any

from wtforms import SelectField
from wtforms.validators import InputRequired

from outreach_app.grants.models import ROLES
from outreach_app.grants.words import PART_WORDS
from outreach_app.web.fields import Minted, Versioned, lines
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _


class _Part(DeskForm):
    partner_id = SelectField(_("Partner"), [InputRequired(_("Choose one."))])
    part = SelectField(_("What it does in it"), [InputRequired(_("Choose one."))])
    note = lines(_("Note"))

    def __init__(self, names: Mapping[str, str], **told: Any) -> None:
        super().__init__(**told)
        self.partner_id.choices = [("", _("Choose one")), *sorted(names.items(), key=lambda one: one[1].casefold())]
        self.part.choices = [("", _("Choose one")), *((one, PART_WORDS[one]) for one in ROLES)]

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as it is kept."""
        return {"partner_id": self.partner_id.data, "part": self.part.data, "note": self.note.data or ""}


class NewPartForm(Minted, _Part):
    """One more that takes part."""


class PartForm(Versioned, _Part):
    """Another part."""
