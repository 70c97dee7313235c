"""What records show of an indicator: figures, names, documents, and what is missing with the way to it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_NAMED = 60
NOTHING, IN_PART, WHOLE = STANDINGS = ("nothing", "in_part", "whole")


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the desk, by the name of its route."""

    endpoint: str
    names: Mapping[str, str | int] = field(default_factory=dict)
    part: str = ""
    """A place within the page."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, or a day: what it counts stands in `words.FIGURES` under its key."""

    key: str
    value: int | str | None
    """A day as text; None where nothing of the kind ever was."""
    page: Page | None = None
    of: int | None = None
    """Out of how many."""
    counts: bool = True
    """Whether it shows, where it is not nought, that something is there; a figure of what is left to do does not."""


@dataclass(frozen=True, slots=True)
class Item:
    """A partner, a document or whatever else has a name of its own."""

    name: str
    detail: str = ""
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """Some names under a heading of `words.NAMES`; `many` of them there are in all."""

    key: str
    items: tuple[Item, ...]
    many: int
    page: Page | None = None
    """Where all of them stand."""


@dataclass(frozen=True, slots=True)
class Gap:
    """What is missing, in words of `words.GAPS` under its key, and the shortest way to it."""

    key: str
    page: Page
    many: int = 1
    name: str = ""
    """With whom, or what."""
    weighs: bool = True
    """Whether the indicator is not wholly shown without it; else it is only to be looked after."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the records show in a span of days, and as they stand now."""

    figures: tuple[Figure, ...] = ()
    names: tuple[Names, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def standing(self) -> str:
        """One of `STANDINGS`: what the records say by themselves, which is not the library's own judgement."""
        if not any(one.value for one in self.figures if one.counts):
            return NOTHING
        return IN_PART if any(one.weighs for one in self.gaps) else WHOLE

    def figure(self, key: str) -> int | str | None:
        """The value of a figure."""
        return next((one.value for one in self.figures if one.key == key), None)


def named(key: str, items: list[Item], page: Page | None = None) -> Names:
    """These names, the first of them at length."""
    return Names(key, tuple(items[:MOST_NAMED]), len(items), page)
