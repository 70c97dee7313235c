"""The forms of editions, indicators and judgements, and of a snapshot."""

from collections.abc import Iterable
from typing import Any

from wtforms import BooleanField, RadioField, SelectField
from wtforms.validators import DataRequired, InputRequired, Length

from outreach_app.edge import words
from outreach_app.web.fields import Minted, Versioned, line, lines, too_long
from outreach_app.web.fields import number as whole_number
from outreach_app.web.forms import DeskForm, Lines
from outreach_app.web.language import name_of
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_WORDING, LAST_PLACE = 4000, 1000


class _Edition(DeskForm):
    name = line(_("Name"), missing=_("Give it a name."))
    source = lines(_("Where its wording is from"), _("A title, an address, the day on which it was read."))
    language = SelectField(_("Language of its wording"), [InputRequired(_("Choose one."))])
    is_verified = BooleanField(
        _("Numbers and wording are verified"), description=_("Somebody held them against the benchmark itself.")
    )

    def __init__(self, languages: Iterable[str], **told: Any) -> None:
        super().__init__(**told)
        self.language.choices = [(code, name_of(code)) for code in languages]

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as an edition has it."""
        return {
            "name": self.name.data, "source": self.source.data or "", "language": self.language.data,
            "is_verified": bool(self.is_verified.data),
        }  # fmt: skip


class NewEditionForm(Minted, _Edition):
    """A new edition, empty or with the indicators of another."""

    like = SelectField(_("Begin with the indicators of"), description=_("Each is linked to the one it came from."))


class EditionForm(Versioned, _Edition):
    """Another name or source."""


class _Indicator(DeskForm):
    number = line(_("Number"), _("As the benchmark counts it. Leave it empty where it is not known."))
    heading = lines(_("Stands under"), _("The statement above it, the same for all that stand under it."))
    wording = Lines(
        _("Wording"),
        [DataRequired(_("Give the wording.")), Length(max=MOST_OF_A_WORDING, message=too_long)],
        description=_("As the benchmark has it; what it lists, on a line each."),
        render_kw={"rows": 6},
    )
    shown_by = SelectField(_("Shown by"), description=_("Which records tell of it."))
    same_as = SelectField(_("Asks the same as"), description=_("An indicator of another edition, or the one that it follows."))
    is_verified = BooleanField(_("Number and wording are verified"))
    position = whole_number(_("Place in the list"), most=LAST_PLACE)

    def __init__(self, others: Iterable[tuple[str, str]], **told: Any) -> None:
        super().__init__(**told)
        self.shown_by.choices = [("", _("No records: it is judged by hand")), *words.SOURCES.items()]
        self.same_as.choices = [("", _("None")), *others]

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as an indicator has it."""
        texts = {name: self[name].data or "" for name in ("number", "heading", "wording", "shown_by")}
        others = {"same_as": self.same_as.data or None, "is_verified": bool(self.is_verified.data)}
        return {**texts, **others, "position": self.position.data or 0}


class NewIndicatorForm(Minted, _Indicator):
    """One more indicator."""


class IndicatorForm(Versioned, _Indicator):
    """Another number, wording or source."""


class JudgementForm(Versioned):
    """What the library itself holds of an indicator."""

    judgement = RadioField(_("The library’s own judgement"), default="")
    note = lines(_("Note"), _("For those who read the evidence: what the records do not say."))

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.judgement.choices = [("", _("Not judged")), *words.JUDGEMENTS.items()]

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a judgement has it."""
        return {"judgement": self.judgement.data or "", "note": self.note.data or ""}


class SnapshotForm(Minted):
    """Under which name a snapshot is kept. Of which days and what edition stands in the address."""

    name = line(_("Name"), missing=_("Give it a name."))
    note = lines(_("Note"), _("Why it was kept: for the yearly report, for the board."))
