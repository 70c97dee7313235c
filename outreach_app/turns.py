"""Whose turn it is among the threads of one process: to write, or to do what costs much.

A database lets those who wait for its lock try again after a while: SQLite after up to a tenth of a second. Here the
next thread goes on the moment that the one before it is done, and only one of a process waits at the database.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from contextvars import ContextVar
from threading import BoundedSemaphore, Lock
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


class TooMany(Exception):
    """As many wait already as may."""


class Few:
    """So many at a time; some more wait for their turn, and whoever comes after those is sent away."""

    def __init__(self, at_once: int, waiting: int) -> None:
        self._turns = BoundedSemaphore(at_once)
        self._places = BoundedSemaphore(at_once + waiting)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Within the block one is among them. Raises `TooMany`."""
        if not self._places.acquire(blocking=False):
            raise TooMany
        try:
            with self._turns:
                yield
        finally:
            self._places.release()


_stepping: ContextVar[Callable[[], AbstractContextManager[object]]] = ContextVar("stepping", default=nullcontext)


def aside() -> AbstractContextManager[object]:
    """Within the block others may run in this thread's place, where the server lets only some run at a time."""
    return _stepping.get()()


@contextmanager
def stepping(how: Callable[[], AbstractContextManager[object]]) -> Iterator[None]:
    """Within the block this is how one steps aside."""
    token = _stepping.set(how)
    try:
        yield
    finally:
        _stepping.reset(token)
