"""A curve as a page draws it: bars on a scale that people can read, as an SVG that the server writes. Pure.

Across it is measured in hundredths of the width, down in pixels: so letters keep their size however narrow the page is.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from outreach_app.trends.monthly.rules import Count, Monthly, Signal, months

HEIGHT, TOP, BOTTOM = 190, 12, 26
LEFT = 9.0
"""Where the bars begin; the numbers of the scale stand before it."""
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Bar:
    """A month: its bar, and where its name stands under it, if it has one there."""

    month: str
    count: Count
    x: float
    width: float
    y: float
    height: float
    middle: float
    is_named: bool
    is_open: bool
    """The month is not over yet."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the scale."""

    value: int
    y: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """A curve, ready to be drawn."""

    bars: Sequence[Bar]
    lines: Sequence[Line]

    @property
    def is_empty(self) -> bool:
        return not any(bar.count.total for bar in self.bars)

    @property
    def most(self) -> Bar:
        """The month with the most of it, the latest of several."""
        return max(self.bars, key=lambda bar: (bar.count.total, bar.month))


def drawn(counted: Monthly, signal: Signal, now: str) -> Drawn:
    """The curve of a signal over the months that were counted, of which `now` is not over."""
    some = [(month, counted.count(signal, month, month)) for month in months(counted.first, counted.last)]
    lines = scale(max(count.total for _month, count in some))
    top, space = lines[-1], HEIGHT - TOP - BOTTOM
    step = (100 - LEFT) / len(some)
    bars = []
    for place, (month, count) in enumerate(some):
        height = round(space * count.total / top, 1)
        begin = LEFT + step * place
        # From the last month back, so many that their names have room on a phone.
        is_named = (len(some) - 1 - place) % (2 if len(some) <= 13 else 4) == 0
        bars.append(
            Bar(
                month, count, round(begin + step * 0.12, 2), round(step * 0.76, 2), round(HEIGHT - BOTTOM - height, 1), height,
                round(begin + step / 2, 2), is_named, month == now,
            )
        )  # fmt: skip
    return Drawn(bars, [Line(value, round(HEIGHT - BOTTOM - space * value / top, 1)) for value in lines])


def scale(most: int) -> list[int]:
    """Even steps from nought to the first that holds the most, at most five of them, and whole."""
    step = next(one * 10**power for power in range(19) for one in _STEPS if one * 10**power * 4 >= most)
    return list(range(0, -(-max(most, 1) // step) * step + 1, step))
