"""The forms of a task."""

from collections.abc import Mapping
from typing import Any

from wtforms import DateField, SelectField
from wtforms.validators import Optional

from outreach_app.web.fields import Minted, Versioned, line
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _


class _Task(DeskForm):
    name = line(_("What is to be done"), _("Ask the partner for a letter of support."), missing=_("Say what is to be done."))
    owner_id = SelectField(_("Who does it"), description=_("A letter goes there three days before, and on the day."))
    due_on = DateField(_("By when"), [Optional()])

    def __init__(self, staff: Mapping[str, str], **told: Any) -> None:
        super().__init__(**told)
        self.owner_id.choices = [("", _("Nobody yet")), *sorted(staff.items(), key=lambda one: one[1].casefold())]

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a task has it."""
        on = self.due_on.data
        return {"name": self.name.data, "owner_id": self.owner_id.data or None, "due_on": on.isoformat() if on else None}


class NewTaskForm(Minted, _Task):
    """One more thing to be done."""


class TaskForm(Versioned, _Task):
    """Other words, another day or owner."""
