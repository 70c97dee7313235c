"""The days of trainers and of places: who was in two places at once, and what was written down by two. Pure.

A day is its own subject, so that no history grows without end. A fact concerns the days that its session was on before
and is on after it, as its phone saw them; a phone that did not know of another's amendment can leave a day with a session
that has moved on, which is for a person to see.
"""

import hashlib
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement
from outreach_app.training_sessions.facts import PROGRAM
from outreach_app.training_sessions.rules import MINUTE_US, micros

TRAINER_DAY, SITE_DAY = "trainer_day", "site_day"
SETTING = ("on", "starts_at", "ends_at", "site", "kind", "audience", "trainers")
# Leaving one place and beginning at the next is not written down to the minute.
TOLERATED_US = 5 * MINUTE_US
LONGEST_ID = 64
UNMERGED = "training_session.unmerged"


class DayFolder:
    """The fold of one day of a trainer or of a place: the sessions on it, each [fact, author, setting, at]."""

    def __init__(self, sort: str) -> None:
        self.sort = sort

    def start(self) -> dict[str, Any]:
        return {"sessions": {}}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        told = after(fact)
        before = state["sessions"].pop(fact.subject, None)
        if told is not None:
            # What the desk puts back is still the record of whoever logged it.
            author = before[1] if before else fact.payload.get("author", fact.author)
            state["sessions"][fact.subject] = [fact.id, author, told, fact.effective]

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        mine = [one for _, one in sorted(state["sessions"].items()) if subject in self._days(one[2])]
        for one, other in combinations(mine, 2):
            if not _overlap(one[2], other[2]):
                continue
            facts, at = (one[0], other[0]), max(one[3], other[3])
            if self.sort == TRAINER_DAY and one[2]["site"] and other[2]["site"] and one[2]["site"] != other[2]["site"]:
                who = self._whose(one[2], subject)
                yield Finding("session.two_places", subject, facts, at, None, {"trainer": who})
            if self.sort == SITE_DAY and one[1] != other[1] and _look_alike(one[2], other[2]):
                yield Finding("session.told_by_two", subject, facts, at)

    def _days(self, setting: Mapping[str, Any]) -> set[str]:
        return {subject for sort, subject in days_of(setting) if sort == self.sort}

    @staticmethod
    def _whose(setting: Mapping[str, Any], subject: str) -> str | None:
        return next((one for one in setting["trainers"] if day_of(one, setting["on"]) == subject), None)


def touched(fact: Fact) -> Iterable[tuple[str, str]]:
    """The visit, and every day that the session was on or is on."""
    visit = fact.visit or fact.payload.get("visit")
    if visit:
        yield "visit", visit
    for setting in (fact.payload.get("was"), after(fact)):
        if setting is not None:
            yield from days_of(setting)


def after(fact: Fact) -> dict[str, Any] | None:
    """The setting that a fact gives its session; None where it takes the session away."""
    told = fact.payload
    if fact.kind == UNMERGED:
        return {name: told["was"][name] for name in SETTING}
    if "changes" in told:
        return {name: told["changes"].get(name, told["was"][name]) for name in SETTING}
    return None if "was" in told else {name: told[name] for name in SETTING}


def days_of(setting: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """The days that a session of this setting is on."""
    for trainer in setting["trainers"]:
        yield TRAINER_DAY, day_of(trainer, setting["on"])
    if setting["site"] and setting["kind"] == PROGRAM:
        yield SITE_DAY, day_of(setting["site"], setting["on"])


def day_of(whose: str, on: str) -> str:
    """The id of a day of a trainer or a place."""
    text = f"{whose}_{on}"
    return text if len(text) <= LONGEST_ID else hashlib.sha256(text.encode()).hexdigest()


def _overlap(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    (first, end), (second, other_end) = _span(one), _span(other)
    return min(end, other_end) - max(first, second) > TOLERATED_US


def _span(setting: Mapping[str, Any]) -> tuple[int, int]:
    starts = micros(setting["starts_at"]) or 0
    ends = micros(setting["ends_at"])
    # Without an end it lasted a while.
    return starts, ends if ends is not None else starts + 30 * MINUTE_US


def _look_alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    return bool(one["kind"] == other["kind"] and one["audience"] == other["audience"])
