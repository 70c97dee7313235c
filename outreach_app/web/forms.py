"""What the desk's forms have in common: they come back with what was typed, and texts are lines that any database keeps."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Protocol

from flask_wtf import FlaskForm
from wtforms import DateField, StringField, TextAreaField, TimeField

from outreach_app.problems import Refusal
from outreach_app.web.lines import one_line, some_lines


@dataclass(frozen=True)
class Wrong:
    """One thing to be mended: the field's id and label (both empty for the form as a whole) and what is wrong."""

    id: str
    label: str
    says: str


class Change(Protocol):
    """What somebody else made of a member of the row that a form edits."""

    @property
    def before(self) -> Any: ...
    @property
    def after(self) -> Any: ...
    @property
    def by(self) -> str | None: ...
    @property
    def at(self) -> datetime: ...


@dataclass(frozen=True)
class Theirs:
    """A field that somebody else changed while the form was open; `both` where it was changed here too."""

    id: str
    label: str
    before: Any
    after: Any
    who: str
    at: datetime
    both: bool


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

    def take(self, refusal: Refusal) -> bool:
        """Put what a refusal says at the fields that it names; False where it names none of them."""
        named = refusal.fields.keys() & self._fields.keys()
        for name in named:
            self._fields[name].errors = [str(one) for one in refusal.fields[name]]
        return bool(named)

    def lay_over(self, changes: Mapping[str, Change], names: Mapping[str, str]) -> None:
        """Show what others changed since the form was made, by field: what was not touched here becomes theirs.

        A field that both changed keeps what was typed here; theirs stands beside it.
        """
        for name, change in changes.items():
            if name not in self._fields:
                continue
            one = self._fields[name]
            before, after = (_typed(one, value) for value in (change.before, change.after))
            # A field that is left empty is no value.
            both = (one.data or None) not in (before or None, after or None)
            if not both:
                one.data = after
                one.raw_data = None
            who = names.get(change.by or "", "")
            self.theirs.append(Theirs(one.id, str(one.label.text), change.before, change.after, who, change.at, both))
            one.theirs = self.theirs[-1]

    @property
    def theirs(self) -> "list[Theirs]":
        """What others changed meanwhile."""
        return self.__dict__.setdefault("_theirs", [])  # type: ignore[no-any-return]

    def _wrong(self) -> Iterator[Wrong]:
        yield from (Wrong("", "", str(says)) for says in self.form_errors)
        for name, one in self._fields.items():
            if name != "csrf_token" and one.errors:
                yield Wrong(one.id, str(one.label.text), str(one.errors[0]))


def _typed(field: Any, value: Any) -> Any:
    """What a row keeps as text, as its field has it."""
    if isinstance(value, str) and value and isinstance(field, (DateField, TimeField)):
        return (time if isinstance(field, TimeField) else date).fromisoformat(value)
    return value


class Line(StringField):
    """A text of one line."""

    def __init__(self, label: Any, validators: Any = None, **others: Any) -> None:
        super().__init__(label, validators, filters=[one_line], **others)


class Lines(TextAreaField):
    """A text of several lines."""

    def __init__(self, label: Any, validators: Any = None, **others: Any) -> None:
        super().__init__(label, validators, filters=[some_lines], **others)
