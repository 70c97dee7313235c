"""Evidence as a snapshot keeps it, and read again. Pure.

Labels are kept beside keys: a later release may know a key no more, or call it otherwise.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

VERSION = 1


@dataclass(frozen=True, slots=True)
class KeptFigure:
    """A figure as it was; `says` is what it was called then."""

    key: str
    says: str
    value: int | str | None
    of: int | None


@dataclass(frozen=True, slots=True)
class KeptNames:
    """Names as they were, as (name, what was said of it)."""

    key: str
    says: str
    many: int
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """An indicator as it was: its number and wording, what the records showed, what the library held of it."""

    indicator: str
    number: str
    heading: str
    wording: str
    is_verified: bool
    shown_by: str
    standing: str
    figures: tuple[KeptFigure, ...] = ()
    names: tuple[KeptNames, ...] = ()
    missing: tuple[str, ...] = ()
    judgement: str = ""
    note: str = ""
    judged_by: str = ""
    judged_at: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """A whole snapshot."""

    edition: str
    source: str
    language: str
    is_verified: bool
    indicators: tuple[Kept, ...] = field(default_factory=tuple)


def as_text(told: Told) -> str:
    """A snapshot as its row keeps it."""
    return json.dumps({"v": VERSION, **asdict(told)}, ensure_ascii=False, sort_keys=True)


def read(text: str) -> Told:
    """A snapshot out of its row."""
    row: Mapping[str, Any] = json.loads(text)
    plain = {name: row[name] for name in ("edition", "source", "language", "is_verified")}
    return Told(**plain, indicators=tuple(_kept(one) for one in row["indicators"]))


def by_indicator(told: Sequence[Kept]) -> dict[str, Kept]:
    """What was kept, by the indicator's id."""
    return {one.indicator: one for one in told}


def _kept(row: Mapping[str, Any]) -> Kept:
    figures = tuple(KeptFigure(**one) for one in row["figures"])
    names = tuple(
        KeptNames(one["key"], one["says"], one["many"], tuple((name, detail) for name, detail in one["items"]))
        for one in row["names"]
    )
    return Kept(**{**row, "figures": figures, "names": names, "missing": tuple(row["missing"])})
