"""Shapes of wire data: marshmallow fields with exact rules, and a fast yes or no compiled from a schema.

A schema says what a shape is, once. `fits(schema)` turns it into a predicate of one function, which is what a batch of
facts is checked with; only what fails it is given to marshmallow, to name the members that are wrong. Both come from the same
`Exact` fields, and a property test holds them together.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from functools import cache, cached_property, lru_cache
from typing import Any, TypeAlias

from marshmallow import INCLUDE, Schema, fields

from outreach_app.predicates import Source

Predicate: TypeAlias = Callable[[Any], bool]

_ID = re.compile(r"[A-Za-z0-9_-]{1,64}").fullmatch
_ZONE = re.compile(r"[A-Za-z0-9_+/-]{1,64}").fullmatch
_DAY = re.compile(r"\d{4}-\d\d-\d\d").fullmatch
_TIME_OF_DAY = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d", re.ASCII).fullmatch
_INSTANT = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(?:\.\d{1,6})?(?:[Zz]|[+-]\d\d:\d\d)", re.ASCII).fullmatch
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]").search
_MARGIN = timedelta(days=2)
LARGEST = 2**53 - 1


class Shape(Schema):
    """A JSON object; members that it does not know are kept."""

    class Meta:
        unknown = INCLUDE
        ordered = True


class Exact(fields.Field[Any]):
    """A field whose values are taken as they are or not at all: nothing is converted."""

    says = "is not of the agreed shape"
    typescript = "unknown"

    def __init__(self, *, null: bool = False, required: bool = True) -> None:
        super().__init__(required=required, allow_none=null)

    def fits(self, value: Any) -> bool:
        raise NotImplementedError

    def write(self, value: str, source: Source) -> None:
        """Write the lines that refuse what `fits` does not take; `value` is the name that it has there."""
        source.refuse_if(f"not {source.known(self.fits)}({value})")

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> Any:
        if not self.fits(value):
            raise self.make_error("odd")
        return value

    default_error_messages = {"odd": "is not of the agreed shape"}  # noqa: RUF012


class Id(Exact):
    """An opaque id: 1 to 64 of A-Z a-z 0-9 _ -."""

    typescript = "Id"

    def fits(self, value: Any) -> bool:
        return type(value) is str and _ID(value) is not None

    def write(self, value: str, source: Source) -> None:
        source.refuse_if(f"type({value}) is not str or {source.known(_ID)}({value}) is None")


class Text(Exact):
    """A string of at most `most` characters."""

    typescript = "string"

    def __init__(self, *, most: int = 65536, least: int = 0, null: bool = False, required: bool = True) -> None:
        super().__init__(null=null, required=required)
        self.most = most
        self.least = least

    def fits(self, value: Any) -> bool:
        return type(value) is str and self.least <= len(value) <= self.most

    def write(self, value: str, source: Source) -> None:
        source.refuse_if(f"type({value}) is not str or not {self.least} <= len({value}) <= {self.most}")


class Line(Text):
    """A string that every database can keep: no NUL, no half of a character."""

    def fits(self, value: Any) -> bool:
        return super().fits(value) and _UNSTORABLE(value) is None

    def write(self, value: str, source: Source) -> None:
        super().write(value, source)
        source.refuse_if(f"{source.known(_UNSTORABLE)}({value}) is not None")


class Word(Exact):
    """One of a few fixed words; `called` is what the phone's program calls the choice."""

    def __init__(self, *words: str, null: bool = False, required: bool = True, called: str | None = None) -> None:
        super().__init__(null=null, required=required)
        self.words = frozenset(words)
        self.called = called
        self.spelt = " | ".join(f'"{word}"' for word in words)
        self.typescript = called or self.spelt

    def fits(self, value: Any) -> bool:
        return type(value) is str and value in self.words

    def write(self, value: str, source: Source) -> None:
        source.refuse_if(f"type({value}) is not str or {value} not in {source.known(self.words)}")


class Whole(Exact):
    """A whole number between two bounds, not a boolean and not 1.0."""

    def __init__(self, *, least: int = -LARGEST, most: int = LARGEST, null: bool = False, required: bool = True) -> None:
        super().__init__(null=null, required=required)
        self.least = least
        self.most = most
        self.typescript = str(least) if least == most else "number"

    def fits(self, value: Any) -> bool:
        return type(value) is int and self.least <= value <= self.most

    def write(self, value: str, source: Source) -> None:
        source.refuse_if(f"type({value}) is not int or not {self.least} <= {value} <= {self.most}")


class Number(Exact):
    """A number between two bounds, whole or not."""

    typescript = "number"

    def __init__(self, *, least: float, most: float, null: bool = False, required: bool = True) -> None:
        super().__init__(null=null, required=required)
        self.least = least
        self.most = most

    def fits(self, value: Any) -> bool:
        return type(value) in (int, float) and self.least <= value <= self.most


class Truth(Exact):
    """true or false."""

    typescript = "boolean"

    def fits(self, value: Any) -> bool:
        return type(value) is bool


class Instant(Exact):
    """RFC 3339 with an offset, at most six digits behind the point."""

    typescript = "Time"

    def fits(self, value: Any) -> bool:
        return type(value) is str and instant(value) is not None


class Day(Exact):
    """A date of the calendar, 2026-11-24."""

    typescript = "CalendarDate"

    def fits(self, value: Any) -> bool:
        if type(value) is not str or _DAY(value) is None:
            return False
        try:
            date.fromisoformat(value)
        except ValueError:
            return False
        return True


class TimeOfDay(Exact):
    """A time of the clock on the wall, 09:30."""

    typescript = "string"

    def fits(self, value: Any) -> bool:
        return type(value) is str and _TIME_OF_DAY(value) is not None


class Zone(Exact):
    """The name of a time zone as a phone gives it; whether this server knows it is another matter."""

    typescript = "string"

    def fits(self, value: Any) -> bool:
        return type(value) is str and _ZONE(value) is not None


class Object(Exact):
    """Any JSON object; its kind says more."""

    typescript = "Record<string, unknown>"

    def fits(self, value: Any) -> bool:
        return type(value) is dict


class Part(Exact):
    """A nested object of the given shape."""

    def __init__(self, schema: type[Schema], *, null: bool = False, required: bool = True) -> None:
        super().__init__(null=null, required=required)
        self.schema = schema
        self.typescript = schema.__name__

    def fits(self, value: Any) -> bool:
        return fits(self.schema)(value)

    def write(self, value: str, source: Source) -> None:
        _write_members(self.schema, value, source)


class Either(Exact):
    """A nested object of exactly one of several shapes, told apart by their required members."""

    def __init__(self, *schemas: type[Schema], null: bool = False, called: str | None = None) -> None:
        super().__init__(null=null)
        self.schemas = schemas
        self.called = called
        self.spelt = " | ".join(schema.__name__ for schema in schemas)
        self.typescript = called or self.spelt

    def fits(self, value: Any) -> bool:
        return sum(fits(schema)(value) for schema in self.schemas) == 1


class Many(Exact):
    """A list of what another field takes, at most `most` long."""

    def __init__(self, inner: Exact, *, most: int = 1000, null: bool = False, required: bool = True) -> None:
        super().__init__(null=null, required=required)
        self.inner = inner
        self.most = most
        one = f"{inner.typescript} | null" if inner.allow_none else inner.typescript
        self.typescript = f"({one})[]" if " | " in one else f"{one}[]"

    def fits(self, value: Any) -> bool:
        return self._predicate(value)

    def write(self, value: str, source: Source) -> None:
        source.refuse_if(f"type({value}) is not list or len({value}) > {self.most}")
        one = source.variable()
        with (
            source.within(f"for {one} in {value}:"),
            source.within(f"if {one} is not None:" if self.inner.allow_none else "if True:"),
        ):
            self.inner.write(one, source)

    @cached_property
    def _predicate(self) -> Predicate:
        source = Source()
        self.write("value", source)
        return source.function()


class Pair(Many):
    """A list of just two."""

    def __init__(self, inner: Exact) -> None:
        super().__init__(inner, most=2)
        self.typescript = f"[{inner.typescript}, {inner.typescript}]"

    def fits(self, value: Any) -> bool:
        return super().fits(value)

    def write(self, value: str, source: Source) -> None:
        super().write(value, source)
        source.refuse_if(f"len({value}) != 2")


@lru_cache(maxsize=1024)  # a fact names one moment up to three times
def instant(text: str) -> datetime | None:
    """The aware moment that an RFC 3339 text names, or None where it names none."""
    if _INSTANT(text) is None:
        return None
    try:
        moment = datetime.fromisoformat(text.upper())
        moment - _MARGIN, moment + _MARGIN  # both ends of time leave room for offsets and a clock's correction
    except (ValueError, OverflowError):
        return None
    return moment


@cache
def fits(schema: type[Schema]) -> Predicate:
    """A predicate that is true for exactly the values that `schema` takes."""
    source = Source()
    _write_members(schema, "value", source)
    return source.function()


def _write_members(schema: type[Schema], value: str, source: Source) -> None:
    source.refuse_if(f"type({value}) is not dict")
    for name, field in schema().fields.items():
        if not isinstance(field, Exact):
            raise TypeError(f"{schema.__name__}.{name} must be an Exact field")
        found = source.variable()
        source.line(f"{found} = {value}.get({name!r}, missing)")
        left = [word for word, may_be in (("None", field.allow_none), ("missing", not field.required)) if may_be]
        with source.within(f"if {' and '.join(f'{found} is not {word}' for word in left)}:" if left else "if True:"):
            # No rule takes what is missing.
            field.write(found, source)


def wrong_members(schema: type[Schema], value: Any) -> dict[str, Any]:
    """Which members of a value do not fit, and why; empty where it fits."""
    errors: dict[str, Any] = schema().validate(value) if isinstance(value, dict) else {"_": ["must be a JSON object"]}
    return errors
