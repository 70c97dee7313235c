"""Figures, their limits, and how they are shown. Pure."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

SIGNIFICANT = 3


@dataclass(frozen=True)
class Figure:
    """One measured number: the median of several runs, with the least and the most of them.

    `limit` is what it is held against: a floor measured in the same run, or an aim. `at_most` tells which side is good.
    """

    name: str
    unit: str
    value: float
    least: float
    most: float
    limit: float | None = None
    limit_is: str = ""
    at_most: bool = False

    @property
    def within(self) -> bool | None:
        """Whether it keeps its limit; None where it has none."""
        if self.limit is None:
            return None
        return self.value <= self.limit if self.at_most else self.value >= self.limit

    def as_dict(self) -> dict[str, object]:
        """For `--json`."""
        told: dict[str, object] = {"value": self.value, "unit": self.unit, "least": self.least, "most": self.most}
        if self.limit is not None:
            told |= {"limit": self.limit, "limit_is": self.limit_is, "within": self.within}
        return told


@dataclass(frozen=True)
class Missing:
    """What could not be measured here, and why."""

    name: str
    why: str


def figure(
    name: str, unit: str, runs: Sequence[float], *, limit: float | None = None, limit_is: str = "", at_most: bool = False
) -> Figure:
    """The median of these runs."""
    return Figure(name, unit, statistics.median(runs), min(runs), max(runs), limit, limit_is, at_most)


def percentile(values: Iterable[float], percent: float) -> float:
    """The value below which `percent` of the sorted values lie (nearest rank)."""
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values, no percentile")
    return ordered[min(len(ordered) - 1, max(0, -(-int(percent * len(ordered)) // 100) - 1))]


def shown(number: float) -> str:
    """Three significant digits, thousands apart."""
    if number == 0:
        return "0"
    if abs(number) >= 100:
        return f"{number:,.0f}"
    return f"{number:.{SIGNIFICANT}g}"


HEADS = ("figure", "median", "least–most", "limit", "kept")


def rows(figures: Iterable[Figure]) -> list[tuple[str, ...]]:
    """The cells of a table, without its heads."""
    return [
        (
            one.name,
            f"{shown(one.value)} {one.unit}".strip(),
            f"{shown(one.least)}–{shown(one.most)}",
            f"{'≤' if one.at_most else '≥'} {shown(one.limit)} ({one.limit_is})" if one.limit is not None else "",
            {True: "yes", False: "no", None: ""}[one.within],
        )
        for one in figures
    ]


def as_text(figures: Sequence[Figure], missing: Sequence[Missing]) -> str:
    """A table for a terminal."""
    table = [HEADS, *rows(figures)]
    widths = [max(len(row[column]) for row in table) for column in range(len(HEADS))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in table]
    return "\n".join([*lines, *(f"not measured: {one.name}: {one.why}" for one in missing)])


def as_markdown(figures: Sequence[Figure], missing: Sequence[Missing]) -> str:
    """The same for `docs/performance.md`."""
    lines = [f"| {' | '.join(row)} |" for row in [HEADS, ("---",) * len(HEADS), *rows(figures)]]
    return "\n".join([*lines, *(f"\nNot measured: {one.name}: {one.why}" for one in missing)])
