"""The forms of the watch list."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import DateField, SelectField, ValidationError
from wtforms.validators import DataRequired, InputRequired, Length, Optional, StopValidation

from outreach_app.trends.monthly.rules import WORD, Signal
from outreach_app.trends.searched.rules import LONGEST
from outreach_app.trends.watching.models import NOTICED, SET_ASIDE, WATCHED
from outreach_app.trends.watching.words import CATEGORY, STAGE
from outreach_app.web.fields import Minted, Versioned, line, lines, too_long
from outreach_app.web.forms import DeskForm, Lines
from outreach_app.web.language import today
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_REVIEW, MOST_OF_A_NOTE, MOST_SOURCES, CURVES = 2000, 500, 10, 3
MOST_WORDS = 5
_is_web = re.compile(r"https?://[^\s/?#]+\.[^\s]*", re.IGNORECASE).fullmatch
_is_word = re.compile(r"\w+").fullmatch


def _needed(form: Any, field: Any) -> None:
    """What is watched is looked at again: there is a day, unless it was set aside."""
    if not any(one.strip() for one in field.raw_data or ()) and form.stage.data != SET_ASIDE:
        field.errors = []
        raise StopValidation(gettext("Say when it is to be looked at again; or set it aside."))


class _Trend(DeskForm):
    name = line(_("Name"), missing=_("Give it a name."))
    category = SelectField(_("Category"), [InputRequired(_("Choose one."))])
    stage = SelectField(_("How far we are with it"), [InputRequired(_("Choose one."))], default=NOTICED)
    description = lines(_("What it is"), _("What is new, for whom, and why people here come to need it."))
    sources = lines(_("Sources"), _("Addresses on the web, one a line."))
    response = lines(_("What the library does about it"))
    owner_id = SelectField(_("Who sees to it"))
    review_on = DateField(
        _("To be looked at again on"),
        [_needed, Optional()],
        description=_("A letter reminds whoever sees to it, else the coordinators."),
    )
    curve_1 = SelectField(_("Curve that tells of it"), description=_("What was counted stands beside it on its page."))
    curve_2 = SelectField(_("A second curve"))
    curve_3 = SelectField(_("A third curve"))
    searched = line(
        _("Words that people look for"),
        _("In the public directory: single words with a comma between, like hotspot, wifi."),
    )

    def __init__(self, staff: Mapping[str, str], curves: Sequence[tuple[str, str]], **told: Any) -> None:
        super().__init__(**told)
        self.category.choices = [("", _("Choose one")), *CATEGORY.items()]
        self.stage.choices = list(STAGE.items())
        self.owner_id.choices = [("", _("Nobody yet")), *sorted(staff.items(), key=lambda one: one[1].casefold())]
        for field in self._curves():
            field.choices = [("", _("None")), *curves]

    def validate_sources(self, field: Any) -> None:
        """Each can be opened."""
        lines = (field.data or "").split()
        if len(lines) > MOST_SOURCES or not all(map(_is_web, lines)):
            raise ValidationError(gettext("Give addresses that begin with https:// or http://, one a line, at most ten."))

    def validate_searched(self, field: Any) -> None:
        """Single words, as they are counted."""
        words = self._words()
        if len(words) > MOST_WORDS or not all(_is_word(one) and len(one) <= LONGEST for one in words):
            raise ValidationError(gettext("Give up to five single words with a comma between."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a watched trend has it."""
        texts = {name: self[name].data or "" for name in ("name", "category", "stage", "description", "response")}
        sources = "\n".join((self.sources.data or "").split())
        signals = [field.data for field in self._curves() if field.data]
        signals += [str(Signal(WORD, word)) for word in self._words()]
        on = self.review_on.data.isoformat() if self.review_on.data else None
        more = {"owner_id": self.owner_id.data or None, "review_on": on, "signals": "\n".join(dict.fromkeys(signals))}
        return {**texts, "sources": sources, **more}

    def _curves(self) -> list[Any]:
        return [self[f"curve_{number}"] for number in range(1, CURVES + 1)]

    def _words(self) -> list[str]:
        return [one for one in (self.searched.data or "").casefold().replace(",", " ").split() if one]


class NewTrendForm(Minted, _Trend):
    """One more trend to watch."""


class TrendForm(Versioned, _Trend):
    """Another description, stage or day."""


class ReviewForm(Minted, Versioned):
    """What was seen when a trend was looked at again, and when that is to be done next."""

    note = Lines(
        _("What is to be seen by now"),
        [DataRequired(_("Write a line about it.")), Length(max=MOST_OF_A_REVIEW, message=too_long)], render_kw={"rows": 4},
    )  # fmt: skip
    stage = SelectField(_("How far we are with it"), [InputRequired(_("Choose one."))], default=WATCHED)
    review_on = DateField(_("To be looked at again on"), [_needed, Optional()])

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.stage.choices = list(STAGE.items())

    def validate_review_on(self, field: Any) -> None:
        """The next time is to come."""
        if field.data and field.data <= today():
            raise ValidationError(gettext("Choose a day that is to come."))


class NoteForm(Minted):
    """What was heard in the field about a trend."""

    note = Lines(
        _("What did you hear or see?"),
        [DataRequired(_("Write a line about it.")), Length(max=MOST_OF_A_NOTE, message=too_long)],
        description=_("Name nobody: what was asked for, not by whom."), render_kw={"rows": 3},
    )  # fmt: skip
    on = DateField(_("Day"), [InputRequired(_("Say on which day."))])

    def validate_on(self, field: Any) -> None:
        """It was heard by now."""
        if field.data and field.data > today():
            raise ValidationError(gettext("That day is still to come."))
