"""Deadlines as funders set them, and when somebody is reminded. Pure."""

import re
from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

IDEA, DRAFTING, SUBMITTED, AWARDED, DECLINED, REPORTING, CLOSED = STAGES = (
    "idea", "drafting", "submitted", "awarded", "declined", "reporting", "closed",
)  # fmt: skip
# The deadline is still ahead of these; of the others it is history.
BEFORE = (IDEA, DRAFTING)
WON = (AWARDED, REPORTING, CLOSED)
# Nothing is to be done for these any more.
OVER = (DECLINED, CLOSED)
END_OF_DAY = "23:59"
USUAL_DAYS = "30, 7, 1"
MOST_DAYS = 365
# How near a task is when somebody is told of it, and how late a thing may be for it still to be told.
TASK_DAYS = (3, 0)
LATE_DAYS = 30
# In place of a number of days: it is past.
PASSED = -1
_number = re.compile(r"\d{1,4}")


def moment_of(on: str, at: str, zone: str) -> datetime | None:
    """The moment of a day and hour on the clocks of a zone; None where they never show it.

    An hour that comes twice that day is taken for the first: too early is safe.
    """
    local = datetime.combine(date.fromisoformat(on), time.fromisoformat(at), ZoneInfo(zone))
    moment = local.astimezone(UTC)
    back = moment.astimezone(ZoneInfo(zone))
    return moment if back.replace(tzinfo=None) == local.replace(tzinfo=None) else None


def is_elsewhere(due: datetime, zone: str, here: str) -> bool:
    """Whether clocks here show another time than those of the deadline's zone."""
    return due.astimezone(ZoneInfo(zone)).replace(tzinfo=None) != due.astimezone(ZoneInfo(here)).replace(tzinfo=None)


def days_left(due: datetime, now: datetime, here: str) -> int:
    """So many days are left on the calendar here; `PASSED` once the moment is over."""
    if now > due:
        return PASSED
    zone = ZoneInfo(here)
    return (due.astimezone(zone).date() - now.astimezone(zone).date()).days


def chosen_days(text: str) -> list[int] | None:
    """The days before a deadline in "30, 7, 1", most first; None where that is no list of them."""
    left = _number.sub("", text)
    days = sorted({int(one) for one in _number.findall(text)}, reverse=True)
    is_list = not left.strip(" ,;\t") and all(one <= MOST_DAYS for one in days)
    return days if is_list else None


def due_step(left: int, chosen: Iterable[int]) -> int | None:
    """Which of the chosen days has come: the nearest that is not yet over, so that a late run tells once, not thrice.

    `PASSED` where the time is over.
    """
    if left < 0:
        return PASSED
    come = [one for one in chosen if one >= left]
    return min(come) if come else None


def who_is_told(owner: str | None, further: str | None, active: Collection[str], otherwise: Iterable[str]) -> list[str]:
    """Whom a reminder goes to: who sees to it, else who sees to the whole, else all who answer for the library.

    Who has left the library is nobody.
    """
    for one in (owner, further):
        if one is not None and one in active:
            return [one]
    return list(otherwise)
