"""The desk's forms of an emergency. Each carries the id of the fact that it makes, so that a double click is one."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import HiddenField, RadioField, SelectField, ValidationError
from wtforms.validators import DataRequired, Length

from outreach_app.emergency.mode import facts, words
from outreach_app.opening_hours import rules as opening_hours
from outreach_app.shapes import Id
from outreach_app.web.fields import Minted, Several, Versioned, line, lines
from outreach_app.web.forms import Line, Lines
from outreach_app.web.language import name_of
from outreach_app.web.opening import OpeningFields, as_typed
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

_too_long = _("Use at most %(max)d characters.")
_id = Id()
ELSEWHERE = ""


class _Spoken(Minted):
    """A form that says something in each of the library's languages."""

    languages: Sequence[str] = ()

    @property
    def texts(self) -> dict[str, Any]:
        """The fields by language."""
        return {language: self[f"text_{language}"] for language in self.languages}

    @property
    def words(self) -> list[dict[str, str]]:
        """What was typed, as a fact has it."""
        said = ((language, (one.data or "").strip()) for language, one in self.texts.items())
        return [{"language": language, "text": text} for language, text in said if text]


class _Named(_Spoken):
    name = Line(
        _("What it is called"),
        [DataRequired(_("Give it a name.")), Length(max=facts.MOST_OF_A_NAME, message=_too_long)],
        description=_("Everybody sees it: “Ice storm of January”."),
    )


class _Declared(_Named):
    after = HiddenField()

    def validate_after(self, field: Any) -> None:
        """The hidden id is ours."""
        if field.data and not _id.fits(field.data):
            raise ValidationError(gettext("Open the page anew."))


class EndForm(Minted):
    """That it is over."""

    note = Lines(
        _("Why it ends"),
        [Length(max=facts.MOST_OF_A_NOTE, message=_too_long)],
        description=_("For the summary, such as “Power is back everywhere”. No names of patrons."),
        render_kw={"rows": 2},
    )


class CheckInForm(Minted):
    """How somebody is."""

    staff = HiddenField()
    state = SelectField(_("How they are"), choices=[])

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        self.state.choices = [(value, str(text)) for value, text in words.STATE.items()]


class LessonsForm(Versioned):
    """What was learned, for the after-action report."""

    went_well = lines(_("What went well"), most=5000)
    to_improve = lines(_("What to do better next time"), most=5000)
    to_do = lines(
        _("Who does what until when"),
        _("A line for each, such as “Ellen: two more power banks for K-11, by May”."),
        most=5000,
    )

    @property
    def told(self) -> dict[str, str]:
        """What was typed."""
        return {name: self[name].data or "" for name in ("went_well", "to_improve", "to_do")}


class _Place(OpeningFields, _Spoken):
    place = SelectField(_("Which place"))
    name = line(_("What it is called"), _("Only for a place that is not on the list, such as a branch or a square."))
    address = line(_("Where it is"))
    state = RadioField(_("How it is"), choices=[])
    services = Several(_("What there is"), choices=[])

    def __init__(self, **told: Any) -> None:
        super().__init__(**told)
        states = ((facts.OPEN, _("Open, at the hours below")), (facts.CLOSED, _("Closed")))
        self.state.choices = [(value, str(text)) for value, text in states]
        self.services.choices = [(value, str(text)) for value, text in words.SERVICE.items()]

    def validate_name(self, field: Any) -> None:
        """A place of its own has a name."""
        if self.place.data == ELSEWHERE and not field.data:
            raise ValidationError(gettext("Choose a place, or say what it is called."))

    @property
    def told(self) -> dict[str, Any]:
        """What was typed, as a fact has it; the place's id where it is on the list."""
        is_own = self.place.data == ELSEWHERE
        hours = opening_hours.read(self.opening)
        return {
            "name": (self.name.data or None) if is_own else None,
            "address": (self.address.data or None) if is_own else None,
            "state": self.state.data,
            "hours": opening_hours.as_told(hours) if hours else None,
            "services": list(self.services.data or ()),
            "words": self.words,
        }


def _spoken(kind: type[_Spoken], languages: Sequence[str], label: Any, texts: Mapping[str, str], **data: Any) -> Any:
    too_long = Length(max=facts.MOST_OF_WORDS, message=_too_long)
    fields = {f"text_{one}": Lines(label(language=name_of(one)), [too_long], render_kw={"rows": 3}) for one in languages}
    made = type(kind.__name__.strip("_"), (kind,), {**fields, "languages": list(languages)})
    return made(data={**{f"text_{language}": texts.get(language, "") for language in languages}, **data})


def _to_everybody(language: str) -> str:
    return gettext("What to say to everybody (%(language)s)", language=language)


def _of_the_place(language: str) -> str:
    return gettext("What else to know of it (%(language)s)", language=language)


def declare_form(languages: Sequence[str], *, after: str | None) -> Any:
    """A form that switches emergency mode on; `after` is the last emergency that its reader knows to be over."""
    return _spoken(_Declared, languages, _to_everybody, {}, after=after or "")


def change_form(languages: Sequence[str], name: str, texts: Mapping[str, str]) -> Any:
    """A form that says something else of the emergency."""
    return _spoken(_Named, languages, _to_everybody, texts, name=name)


def place_form(languages: Sequence[str], sites: Mapping[str, str], opening: str, texts: Mapping[str, str], **told: Any) -> Any:
    """A form that tells of a place; `told` is how it is now."""
    form = _spoken(_Place, languages, _of_the_place, texts, **{"state": facts.OPEN, **as_typed(opening), **told})
    by_name = sorted(sites.items(), key=lambda one: one[1].casefold())
    form.place.choices = [(ELSEWHERE, gettext("Another place, named below")), *by_name]
    return form
