"""The forms of a partner and of the stage of a partnership."""

from typing import Any

from wtforms import RadioField, SelectField
from wtforms.validators import InputRequired

from outreach_app.partners.models import ACTIVE, DOES, FINER
from outreach_app.partners.words import DOES_WORDS, FINER_WORDS, KIND_WORDS, STAGE_WORDS
from outreach_app.web.fields import Minted, Several, Versioned, line, lines
from outreach_app.web.forms import DeskForm
from outreach_app.web.text import lazy_gettext as _


class _Partner(DeskForm):
    name = line(_("Name"), missing=_("Give it a name."))
    sort = SelectField(_("Kind"), [InputRequired(_("Choose one."))], description=_("As the yearly benchmark tells them apart."))
    does = Several(_("What the partnership does"))
    notes = lines(_("What to know"), _("For whoever goes there. Phones have it too; nothing private about anybody."))

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.sort.choices = [("", _("Choose one")), *_sorts()]
        self.does.choices = [(one, DOES_WORDS[one]) for one in DOES]

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a partner has it."""
        kind, _slash, finer = (self.sort.data or "").partition("/")
        does = ",".join(one for one in DOES if one in (self.does.data or ()))
        return {"name": self.name.data, "kind": kind, "finer": finer, "does": does, "notes": self.notes.data or ""}


class NewPartnerForm(Minted, _Partner):
    """A new partner, and at which stage the partnership begins."""

    stage = RadioField(_("Stage"), [InputRequired(_("Choose one."))], default=ACTIVE)

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.stage.choices = list(STAGE_WORDS.items())


class PartnerForm(Versioned, _Partner):
    """A partner's name, kind and notes."""


class StageForm(Versioned):
    """That a partnership came to another stage."""

    stage = RadioField(_("Stage"), [InputRequired(_("Choose one."))])
    because = lines(_("Why"), _("For those who ask later."), most=500)

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.stage.choices = list(STAGE_WORDS.items())


def _sorts() -> list[tuple[str, Any]]:
    """Every kind, and after it what is told apart within it."""
    found: list[tuple[str, Any]] = []
    for kind, called in KIND_WORDS.items():
        found.append((kind, called))
        for one in FINER.get(kind, ()):
            found.append((f"{kind}/{one}", _("%(kind)s: %(finer)s", kind=called, finer=FINER_WORDS[one])))
    return found
