"""Whose turn it is to write, among the threads of one process.

A database lets those who wait for its lock try again after a while: SQLite after up to a tenth of a second. Here the
next thread goes on the moment that the one before it is done, and only one of a process waits at the database.
"""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from time import perf_counter
from weakref import WeakKeyDictionary

# By engine, so that two applications in one process stand to each other as two processes do.
_turns: "WeakKeyDictionary[object, defaultdict[str, Lock]]" = WeakKeyDictionary()
_making = Lock()


class TooLong(TimeoutError):
    """Others took all of the time that there was to wait."""


@contextmanager
def turn(engine: object, library: str, seconds: float) -> Iterator[float]:
    """Within the block no other thread of the process has its turn; gives what is left of `seconds`. Raises `TooLong`."""
    with _making:
        mine = _turns.setdefault(engine, defaultdict(Lock))[library]
    left = seconds
    if not mine.acquire(blocking=False):
        began = perf_counter()
        if not mine.acquire(timeout=seconds):
            raise TooLong
        left = max(0.0, seconds - (perf_counter() - began))
    try:
        yield left
    finally:
        mine.release()
