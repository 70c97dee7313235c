"""When a promised kit is not free, when it is again, and that it went to somebody else meanwhile. Pure."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time, timedelta
from typing import Any, NamedTuple

from outreach_app.ledger.fact import Fact

MOST_MINUTES = 14 * 24 * 60
PROMISED, KEPT = "kit.promised", "kit.promise_kept"
"""What a receipt's note begins with; after a colon comes the reservation."""
REMEMBERED = 12
_QUARTER = timedelta(minutes=15)


class Span(NamedTuple):
    """From a moment until another one, which is not in it."""

    start: datetime
    end: datetime

    def meets(self, other: "Span") -> bool:
        """Whether both have some time in common."""
        return self.start < other.end and other.start < self.end

    def moved(self, by: timedelta) -> "Span":
        """As long, so much later or sooner."""
        return Span(self.start + by, self.end + by)


class Buffers(NamedTuple):
    """Minutes that a kit needs beside its use: each way, and before somebody else can have it."""

    travel: int = 0
    wipe: int = 0
    charge: int = 0

    def around(self, used: Span) -> Span:
        """While it cannot be anybody else's: on the way there, in use, on the way back, made ready."""
        after = self.travel + self.wipe + self.charge
        return Span(used.start - timedelta(minutes=self.travel), used.end + timedelta(minutes=after))


class Promise(NamedTuple):
    """A reservation, as far as it matters to whoever takes the kit meanwhile."""

    id: str
    visit: str | None
    partner: str | None
    site: str | None
    staff: Collection[str]
    busy: Span


def nearest_free(used: Span, buffers: Buffers, taken: Iterable[Span], *, not_before: datetime) -> Span | None:
    """The time of the same length nearest to the wanted one at which the kit is free; None where there is none.

    `taken` are spans with their buffers. It begins on a quarter of an hour and not before `not_before`.
    """
    busy = buffers.around(used)
    spans = sorted(taken)
    moves = [timedelta(0)]
    for one in spans:
        later, sooner = one.end - busy.start, one.start - busy.end
        moves += [-(-later // _QUARTER) * _QUARTER, sooner // _QUARTER * _QUARTER]
    for move in sorted(moves, key=lambda one: (abs(one), one)):
        there = busy.moved(move)
        if used.start + move >= not_before and not any(there.meets(one) for one in spans):
            return used.moved(move)
    return None


def time_out(fact: Fact, at: datetime) -> Span:
    """How long whoever takes a kit means to have it: to the end of the day it is due, or of this one where no day is known.

    `at` is when it was taken, with the offset of the phone's clock on the wall.
    """
    due = fact.payload.get("due_on")
    last = max(date.fromisoformat(due), at.date()) if due else at.date()
    return Span(at, datetime.combine(last + timedelta(days=1), time(), at.tzinfo))


def broken(fact: Fact, wanted: Span, promises: Iterable[Promise]) -> Promise | None:
    """The first promise to somebody else that stands while this kit is away; None where all are kept.

    Whoever it is promised to may hand it on.
    """
    givers = [fact.payload[name] for name in ("to", "giver") if name in fact.payload]
    for one in sorted(promises, key=lambda promise: (promise.busy, promise.id)):
        if one.busy.meets(wanted) and not any(_is_for(one, fact, to) for to in givers):
            return one
    return None


def kept(fact: Fact, wanted: Span, promises: Iterable[Promise]) -> list[Promise]:
    """The promises that are kept by this kit's going where it goes."""
    return [one for one in promises if one.busy.meets(wanted) and _is_for(one, fact, fact.payload["to"])]


def _is_for(promise: Promise, fact: Fact, to: Mapping[str, Any]) -> bool:
    if promise.visit is not None and promise.visit == fact.visit:
        return True
    if "staff" in to:
        return to["staff"] in promise.staff
    if promise.partner is not None:
        return promise.partner == to.get("partner")
    return promise.site is not None and promise.site == to.get("site")


def start() -> dict[str, Any]:
    """The members of a kit's state that this room keeps.

    `promised` is [fact, moment, reservation] while it is out against a promise; `promises_kept` the last of those that were
    kept: what comes of the kit after that is no matter of theirs.
    """
    return {"promised": None, "promises_kept": []}


def note_promise(state: dict[str, Any], fact: Fact) -> None:
    """Somebody has it now; what its receipt says is what was promised then."""
    before = state.get("promises_kept", [])
    state["promises_kept"] = [*before, *noted(fact, KEPT)][-REMEMBERED:]
    broken_now = [one for one in noted(fact, PROMISED) if one not in before]
    state["promised"] = [fact.id, fact.effective, broken_now[0]] if broken_now else None


def noted(fact: Fact, what: str) -> list[str]:
    """The reservations that a receipt names as promised or as kept."""
    return [note.partition(":")[2] for note in fact.notes if note.startswith(f"{what}:")]
