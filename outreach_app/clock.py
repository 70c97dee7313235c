"""The time, asked in one place so that tests can tell it.

Nothing else in the package reads a clock; a test enforces it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def _system() -> datetime:
    return datetime.now(UTC)


_source: Callable[[], datetime] = _system


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return _source()


@contextmanager
def telling(source: Callable[[], datetime]) -> Iterator[None]:
    """Within the block `now()` is what `source` gives."""
    global _source
    before, _source = _source, source
    try:
        yield
    finally:
        _source = before


def micros(moment: datetime) -> int:
    """Whole microseconds since 1970 in UTC: an exact, sortable form of an aware moment."""
    return (moment - EPOCH) // _MICROSECOND


def from_micros(count: int) -> datetime:
    """The moment that `micros` gave the number of."""
    return EPOCH + timedelta(microseconds=count)


def text(moment: datetime) -> str:
    """RFC 3339 in UTC with milliseconds, as the wire carries times."""
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
