"""Which kits are worth a letter today. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

SOON, TODAY, OVERDUE = "soon", "today", "overdue"
STAGES = (OVERDUE, TODAY, SOON)

Told = Mapping[tuple[str, str], tuple[str, date]]
"""What a letter said last of a kit with a due date: its stage, and on which day."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How often a library reminds: so many days ahead (0 for not at all), then every so many days once it is late."""

    ahead: int
    every: int

    @property
    def window(self) -> timedelta:
        """For how long what was told matters."""
        return timedelta(days=max(self.ahead, self.every) + 1)


def reader_at(address: str) -> str:
    """What a partner's address is remembered by; no id of a person has a colon."""
    return f"mail:{hashlib.sha256(address.strip().casefold().encode()).hexdigest()[:40]}"


def stage(due_on: str, today: date, pace: Pace) -> str | None:
    """How a due date stands on this day; None where it is too far off to be told."""
    days = (date.fromisoformat(due_on) - today).days
    if days < 0:
        return OVERDUE
    if days == 0:
        return TODAY
    return SOON if days <= pace.ahead else None


def is_news(kit: str, due_on: str, today: date, pace: Pace, told: Told) -> bool:
    """Whether a letter is owed for this kit: its stage was not told yet, or it is late and was last told long enough ago."""
    now = stage(due_on, today, pace)
    if now is None:
        return False
    last, on = told.get((kit, due_on), (None, today))
    return last != now or (now == OVERDUE and (today - on).days >= pace.every)


def latest(letters: Iterable[tuple[date, Iterable[Iterable[str]]]]) -> dict[tuple[str, str], tuple[str, date]]:
    """What was told last of each kit, from letters in the order of their days."""
    return {(kit, due_on): (told, on) for on, lines in letters for kit, due_on, told in lines}
