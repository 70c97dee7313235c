"""What the desk's forms have in common: they come back with what was typed, and texts are lines that any database keeps."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask_wtf import FlaskForm
from wtforms import StringField, TextAreaField

from outreach_app.problems import Refusal


@dataclass(frozen=True)
class Wrong:
    """One thing to be mended: the field's id and label (both empty for the form as a whole) and what is wrong."""

    id: str
    label: str
    says: str


class DeskForm(FlaskForm):  # type: ignore[misc]
    """A form of the desk."""

    @property
    def is_stale(self) -> bool:
        """Whether it was open for so long, or through a sign-out, that its token is no good: nothing was done."""
        return "csrf_token" in self.errors

    @property
    def wrong(self) -> list[Wrong]:
        """All that is to be mended, in the order of the fields."""
        return [*self._wrong()]

    def take(self, refusal: Refusal) -> None:
        """Put what a refusal says at the fields that it names. Raises it again where it names none of them."""
        if not refusal.fields.keys() & self._fields.keys():
            raise refusal
        for name, says in refusal.fields.items():
            if name in self._fields:
                self._fields[name].errors = [str(one) for one in says]

    def _wrong(self) -> Iterator[Wrong]:
        yield from (Wrong("", "", str(says)) for says in self.form_errors)
        for name, one in self._fields.items():
            if name != "csrf_token" and one.errors:
                yield Wrong(one.id, str(one.label.text), str(one.errors[0]))


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def one_line(text: Any) -> Any:
    """Text without line ends, controls and outer space; letters in their composed form."""
    if not isinstance(text, str):
        return text
    return _composed(" ".join("".join(letter if letter.isprintable() or _joins(letter) else " " for letter in text).split()))


def some_lines(text: Any) -> Any:
    """Text without controls and outer space, its line ends kept."""
    if not isinstance(text, str):
        return text
    kept = (letter for letter in text.replace("\r\n", "\n") if letter in "\n\t" or letter >= " ")
    return _composed("".join(kept).replace("\x7f", "").strip())


def _joins(letter: str) -> bool:
    # Joiners inside emoji and Persian words, marks of direction: they print nothing, but mean something.
    return unicodedata.category(letter) == "Cf"


class Line(StringField):
    """A text of one line."""

    def __init__(self, label: Any, validators: Any = None, **others: Any) -> None:
        super().__init__(label, validators, filters=[one_line], **others)


class Lines(TextAreaField):
    """A text of several lines."""

    def __init__(self, label: Any, validators: Any = None, **others: Any) -> None:
        super().__init__(label, validators, filters=[some_lines], **others)
