"""What a curve is about and which months it has: pure, without a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

NEED, REFERRAL, ONE_TO_ONE, TABLE = HEARD = ("need", "referral", "one_to_one", "table")
SESSION, SCAN, SEARCH, WORD = "session", "scan", "search", "word"
SORTS = (*HEARD, SESSION, SCAN, SEARCH, WORD)
MOST_OF_A_TOPIC = 64


@dataclass(frozen=True, slots=True, order=True)
class Signal:
    """What is counted: by which it is counted, and the topic of it (of a scan the flyer, of a word the word)."""

    sort: str
    topic: str

    def __str__(self) -> str:
        return f"{self.sort}:{self.topic}"


@dataclass(frozen=True, slots=True)
class Count:
    """How much of it there was, and on how many occasions: ten people who ask on one visit are one occasion."""

    total: int = 0
    occasions: int = 0


@dataclass(frozen=True, slots=True)
class Monthly:
    """The counts of some months, by signal and month, and what they are to be measured by."""

    first: str
    last: str
    counts: Mapping[Signal, Mapping[str, Count]]
    visits: Mapping[str, int]

    def count(self, signal: Signal, first: str, last: str) -> Count:
        """What there was of it from one month to another."""
        mine = [count for month, count in self.counts.get(signal, {}).items() if first <= month <= last]
        return Count(sum(one.total for one in mine), sum(one.occasions for one in mine))

    def visited(self, first: str, last: str) -> int:
        """How many visits there were from one month to another."""
        return sum(many for month, many in self.visits.items() if first <= month <= last)

    def all_of(self, sort: str, first: str, last: str) -> int:
        """On how many occasions anything of a sort came up from one month to another."""
        return sum(self.count(one, first, last).occasions for one in self.counts if one.sort == sort)


def signal_of(text: str) -> Signal | None:
    """The signal that an address or a row names; None where it names none."""
    sort, colon, topic = text.partition(":")
    if sort not in SORTS or not colon or not topic or len(topic) > MOST_OF_A_TOPIC or not topic.isprintable():
        return None
    return Signal(sort, topic)


def month_of(day: date) -> str:
    """The month of a day: "2026-11"."""
    return f"{day:%Y-%m}"


def first_of(month: str) -> date:
    """The first day of a month."""
    return date.fromisoformat(f"{month}-01")


def months_back(month: str, many: int) -> str:
    """The month so many before another; after it where the number is less than nought."""
    year, number = divmod(int(month[:4]) * 12 + int(month[5:]) - 1 - many, 12)
    return f"{year:04d}-{number + 1:02d}"


def months(first: str, last: str) -> list[str]:
    """The months from one to another, both with it."""
    found = []
    while first <= last:
        found.append(first)
        first = months_back(first, -1)
    return found
