"""The form of a kit's quick guide: a text for each language of the library, side by side."""

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import IntegerField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from outreach_app.kits.guide.rules import MOST_OF_A_GUIDE
from outreach_app.web.forms import DeskForm, Lines
from outreach_app.web.language import name_of
from outreach_app.web.text import lazy_gettext as _


class _Guide(DeskForm):
    version = IntegerField(widget=HiddenInput(), default=0)
    languages: Sequence[str] = ()

    @property
    def texts(self) -> dict[str, Any]:
        """The fields by language."""
        return {language: self[f"guide_{language}"] for language in self.languages}

    @property
    def told(self) -> dict[str, str]:
        """What was typed, by language."""
        return {language: one.data or "" for language, one in self.texts.items()}


def guide_form(languages: Sequence[str], texts: Mapping[str, str], version: int) -> Any:
    """A form in these languages, which begins with these texts."""
    too_long = Length(max=MOST_OF_A_GUIDE, message=_("Use at most %(max)d characters."))
    fields = {
        f"guide_{language}": Lines(
            _("Quick guide (%(language)s)", language=name_of(language)), [too_long], render_kw={"rows": 12}
        )
        for language in languages
    }
    kind = type("GuideForm", (_Guide,), {**fields, "languages": list(languages)})
    return kind(data={"version": version, **{f"guide_{language}": texts.get(language, "") for language in languages}})
