"""The forms of what a grant paid for."""

from collections.abc import Collection, Mapping
from typing import Any

from wtforms import DateField, HiddenField, SelectField, ValidationError
from wtforms.validators import InputRequired

from outreach_app.web.fields import Minted, Several, Versioned
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _


class _Rule(DeskForm):
    partner_id = SelectField(_("Partner"), [InputRequired(_("Choose one."))])
    starts_on = DateField(_("From"), [InputRequired(_("Say from when."))])
    ends_on = DateField(_("Until"), [InputRequired(_("Say until when."))])

    def __init__(self, names: Mapping[str, str], **told: Any) -> None:
        super().__init__(**told)
        self.partner_id.choices = [("", _("Choose one")), *sorted(names.items(), key=lambda one: one[1].casefold())]

    def validate_ends_on(self, field: Any) -> None:
        """It does not end before it begins."""
        if field.data and self.starts_on.data and field.data < self.starts_on.data:
            raise ValidationError(gettext("It ends before it begins."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a rule has it."""
        days = {name: self[name].data.isoformat() for name in ("starts_on", "ends_on")}
        return {"partner_id": self.partner_id.data, **days}


class NewRuleForm(Minted, _Rule):
    """One more rule."""


class RuleForm(Versioned, _Rule):
    """Another partner or span."""


class ChoiceForm(DeskForm):
    """Which of those that a page shows belong to a grant; `before` are those that did when it was made."""

    belong = Several(_("Belongs to the grant"), validate_choice=False)
    before = HiddenField()

    def __init__(self, shown: Mapping[str, str], belong: Collection[str]) -> None:
        ticked = [one for one in shown if one in belong]
        super().__init__(data={"belong": ticked, "before": " ".join(ticked)})
        self.belong.choices = list(shown.items())
        self._shown = shown

    @property
    def changed(self) -> tuple[set[str], set[str]]:
        """What was ticked, and what was taken off, of what the page showed."""
        now, before = set(self.belong.data or ()) & set(self._shown), set((self.before.data or "").split())
        return now - before, (before - now) & set(self._shown)
