"""The form of the terms: a text for each of the library's languages."""

from collections.abc import Mapping

from wtforms import IntegerField
from wtforms.validators import Length
from wtforms.widgets import HiddenInput

from outreach_app.kits.signing.facts import MOST_TERMS
from outreach_app.web.forms import DeskForm, Lines
from outreach_app.web.language import name_of
from outreach_app.web.text import lazy_gettext as _


class TermsForm(DeskForm):
    """What partners sign under; the texts are named by `terms_form`."""

    version = IntegerField(widget=HiddenInput(), default=0)

    @property
    def texts(self) -> dict[str, Lines]:
        """The field of each language."""
        return {name.removeprefix("text_"): field for name, field in self._fields.items() if name.startswith("text_")}

    @property
    def told(self) -> dict[str, str]:
        """What was typed, by language."""
        return {code: (field.data or "").strip() for code, field in self.texts.items()}


def terms_form(codes: list[str], texts: Mapping[str, str], version: int) -> TermsForm:
    """The form for these languages, filled in with what is there."""
    length = Length(max=MOST_TERMS, message=_("Use at most %(max)d characters."))
    fields = {f"text_{code}": Lines(name_of(code), [length], render_kw={"lang": code, "rows": 10}) for code in codes}
    made: type[TermsForm] = type("TermsFormOfLibrary", (TermsForm,), fields)
    return made(data={"version": version, **{f"text_{code}": texts.get(code, "") for code in codes}})
