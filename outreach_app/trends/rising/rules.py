"""Whether something comes up more often than before, and by more than chance. Pure.

Two spans are compared, each with what there was of a thing and what it is measured by (the visits made, say): had nothing
changed, its occasions would fall to the spans like throws of a coin that is weighted by that measure. How unlikely the
throws are that were seen is the exact conditional test of two Poisson rates (J. Przyborowski and H. Wilenski, "Homogeneity
of results in testing samples from Poisson series", Biometrika 31, 1940). Of many things that are compared at once some look
odd by chance alone; so at most one in twenty of those that are called rising or falling may be expected to be so, by
Y. Benjamini and Y. Hochberg, "Controlling the false discovery rate", J. R. Statist. Soc. B 57, 1995.

Occasions are counted and not people, since ten who ask at one visit do not throw ten coins.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from math import exp, lgamma, log
from typing import TypeVar

RISING, FALLING, STEADY, TOO_FEW = VERDICTS = ("rising", "falling", "steady", "too_few")
FALSE_DISCOVERIES = 0.05
LEAST = 8
"""Occasions in both spans together below which nothing is said."""
LEAST_IN_ONE = 5
"""Occasions in the span that has more."""
NOTICEABLE = 1.25
"""A difference that is certain and smaller than this is nobody's news."""
_NEGLIGIBLE = 1e-18

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Compared:
    """On how many occasions something came up in a span and in the one before, and what each is measured by."""

    now: int
    before: int
    measure_now: float
    measure_before: float

    @property
    def times(self) -> float | None:
        """How many times as often as before, by the measure; None where it never came up before, or there is no measure."""
        if not self.before or self.measure_now <= 0 or self.measure_before <= 0:
            return None
        return (self.now / self.measure_now) / (self.before / self.measure_before)

    @property
    def is_enough(self) -> bool:
        """Whether there is enough of it to say anything."""
        many = self.now + self.before >= LEAST and max(self.now, self.before) >= LEAST_IN_ONE
        return many and self.measure_now > 0 and self.measure_before > 0


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is said of one thing; `chance` is how often so much, or more, would be seen if nothing had changed."""

    compared: Compared
    word: str
    chance: float


def verdicts(several: Mapping[Key, Compared]) -> dict[Key, Verdict]:
    """What is to be said of each of these, which are compared at once."""
    chances = {key: chance_of(one) for key, one in several.items() if one.is_enough}
    adjusted = dict(zip(chances, adjust(list(chances.values())), strict=True))
    return {
        key: Verdict(one, _word(one, adjusted[key]), chances[key]) if key in chances else Verdict(one, TOO_FEW, 1.0)
        for key, one in several.items()
    }


def chance_of(one: Compared) -> float:
    """The probability of a split of the occasions at least so uneven, if nothing had changed; in both directions."""
    share = one.measure_now / (one.measure_now + one.measure_before)
    many = one.now + one.before
    return min(1.0, 2 * min(at_least(one.now, many, share), at_least(one.before, many, 1 - share)))


def adjust(chances: list[float]) -> list[float]:
    """The same probabilities, made larger for being the best of many, in the same order."""
    order = sorted(range(len(chances)), key=chances.__getitem__, reverse=True)
    adjusted, least = [1.0] * len(chances), 1.0
    for place, index in enumerate(order):
        # A factor of one or more, so that no rounding makes it smaller.
        least = min(least, chances[index] * (len(chances) / (len(chances) - place)))
        adjusted[index] = least
    return adjusted


def at_least(some: int, many: int, share: float) -> float:
    """The probability that of so many throws some or more fall to a side that has this share of them."""
    if some <= 0:
        return 1.0
    if some > many or share <= 0:
        return 0.0
    if share >= 1:
        return 1.0
    if some <= many * share:
        # The other tail is the shorter one.
        return max(0.0, 1.0 - at_least(many - some + 1, many, 1 - share))
    term = total = exp(
        lgamma(many + 1) - lgamma(some + 1) - lgamma(many - some + 1) + some * log(share) + (many - some) * log(1 - share)
    )
    for number in range(some, many):
        term *= (many - number) / (number + 1) * share / (1 - share)
        total += term
        if term <= total * _NEGLIGIBLE:
            break
    return min(1.0, total)


def _word(one: Compared, chance: float) -> str:
    times = one.times
    if chance > FALSE_DISCOVERIES or (times is not None and 1 / NOTICEABLE < times < NOTICEABLE):
        return STEADY
    return RISING if times is None or times > 1 else FALLING
