"""The clock of the demonstration."""

from collections.abc import Callable
from datetime import datetime, timedelta


def ticking(start: datetime) -> Callable[[], datetime]:
    """A clock that goes on by a millisecond each time it is asked, so that ids keep the order in which they were made."""
    ticks = iter(range(10**9))
    return lambda: start + timedelta(milliseconds=next(ticks))
