"""A fact: its envelope, how its bytes are read, and what a fold sees of it.

Pure. `read` never raises: what it cannot understand it names with a reason, for quarantine.
"""

import hashlib
import json
import math
import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from outreach_app import clock, json_text, shapes
from outreach_app.shapes import Day, Id, Instant, Object, Part, Shape, Text, Whole, Zone

MOST_BYTES = 64 * 1024
MOST_DEPTH = 64
CLOCK_TOLERANCE_MS = 10 * 60 * 1000
REASONS = (
    "unreadable", "bad_shape", "unknown_kind", "unknown_version", "same_id_other_bytes", "device_revoked",
    "not_storable", "too_large", "fault",
)  # fmt: skip


class FactClock(Shape):
    """Server minus phone at the phone's last measurement."""

    offset_ms = Whole()
    rtt_ms = Whole(least=0)
    age_s = Whole(least=0)


class FactSeen(Shape):
    """What the phone knew when it recorded."""

    epoch = Id()
    seq = Whole(least=0)


class FactEnvelope(Shape):
    """What every fact carries, whatever its kind."""

    id = Id()
    device = Id()
    seq = Whole(least=1)
    kind = Text(least=1, most=64)
    v = Whole(least=1)
    subject = Id()
    author = Id(null=True)
    recorded_at = Instant()
    occurred_at = Instant()
    zone = Zone()
    local_date = Day()
    visit = Id(null=True)
    clock = Part(FactClock, null=True)
    seen = Part(FactSeen, null=True)
    payload = Object()


# Several are made of every fact that comes in or is folded again: a tuple is made in a fraction of a dataclass's time.
class Fact(NamedTuple):
    """A fact with its receipt, as folds see it. `effective` and `recorded` are microseconds since 1970."""

    id: str
    device: str
    seq: int
    kind: str
    v: int
    subject: str
    author: str | None
    effective: int
    recorded: int
    occurred_at: str
    local_date: str
    visit: str | None
    payload: Mapping[str, Any]
    via: str = "device"
    notes: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[int, str, int, str]:
        """Where it stands in a history: (effective time, device, seq, id), compared as bytes."""
        return (self.effective, self.device, self.seq, self.id)


class Read(NamedTuple):
    """Bytes that hold a JSON object of the envelope's shape; whether the kind is known is not said."""

    raw: bytes
    hash: str
    fact: Fact
    clock_offset_ms: int | None


@dataclass(frozen=True, slots=True)
class Unread:
    """Bytes that no fact can be made of, with what can still be told of them."""

    raw: bytes
    hash: str
    reason: str
    id: str | None = None
    device: str | None = None
    seq: int | None = None
    fields: Mapping[str, Any] = field(default_factory=dict)


class _Odd(ValueError):
    """The text is JSON by the letter, but not one that two programs would read alike."""


def as_bytes(text: str) -> bytes:
    """The bytes of an element of `facts`; a lone surrogate is kept as the three bytes that it would be."""
    return text.encode("utf-8", "surrogatepass")


def digest(raw: bytes) -> str:
    """SHA-256 in hex: what a fact is known by."""
    return hashlib.sha256(raw).hexdigest()


def read(raw: bytes) -> Read | Unread:
    """The fact that the bytes hold, or why they hold none."""
    known = digest(raw)
    if len(raw) > MOST_BYTES:
        return Unread(raw, known, "too_large", **_whose(raw))
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        reason = "not_storable" if _has_surrogate_bytes(raw) else "unreadable"
        return Unread(raw, known, reason, **_whose(raw))
    try:
        value = json_text.read(text, _decoded)
    except (ValueError, RecursionError):
        return Unread(raw, known, "unreadable", **_whose(raw))
    if type(value) is not dict:
        return Unread(raw, known, "unreadable")
    if text.count("{") + text.count("[") > MOST_DEPTH and _is_deeper(value, MOST_DEPTH):
        # Read here, it could still be too deep to be read again below, where the stack is higher.
        return Unread(raw, known, "unreadable", **_place_of(value))
    if _MAY_BE_UNSTORABLE(text) and _is_unstorable(value):
        return Unread(raw, known, "not_storable", **_place_of(value))
    if not _fits_envelope(value):
        return Unread(raw, known, "bad_shape", **_place_of(value), fields=shapes.wrong_members(FactEnvelope, value))
    return Read(raw, known, from_envelope(value), value["clock"]["offset_ms"] if value["clock"] else None)


def from_envelope(value: Mapping[str, Any], *, via: str = "device", notes: tuple[str, ...] = ()) -> Fact:
    """The fact that a checked envelope describes, with its effective time."""
    occurred_at, recorded_at, measured = value["occurred_at"], value["recorded_at"], value["clock"]
    occurred = moment = _micros(occurred_at)
    recorded = occurred if recorded_at == occurred_at else _micros(recorded_at)
    if measured and occurred == recorded and abs(measured["offset_ms"]) <= CLOCK_TOLERANCE_MS:
        moment += measured["offset_ms"] * 1000
    return Fact(
        id=value["id"],
        device=value["device"],
        seq=value["seq"],
        kind=value["kind"],
        v=value["v"],
        subject=value["subject"],
        author=value["author"],
        effective=moment,
        recorded=recorded,
        occurred_at=occurred_at,
        local_date=value["local_date"],
        visit=value["visit"],
        payload=value["payload"],
        via=via,
        notes=notes,
    )


_fits_envelope = shapes.fits(FactEnvelope)
_MAY_BE_UNSTORABLE = re.compile(r"\\u(?:0000|[dD][89a-fA-F])").search


def _micros(text: str) -> int:
    moment = shapes.instant(text)
    assert moment is not None
    return clock.micros(moment)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _Odd("a key stands twice")
    return made


def _with_singles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    times = Counter(name for name, _ in pairs)
    return {name: value for name, value in pairs if times[name] == 1}


def _no_constant(word: str) -> float:
    raise _Odd(f"{word} is no JSON")


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise _Odd("a number beyond what can be kept")
    return number


def _is_deeper(value: Any, most: int) -> bool:
    layer = [value]
    for _ in range(most):
        inner = (one for outer in layer for one in (outer.values() if type(outer) is dict else outer))
        layer = [one for one in inner if type(one) is dict or type(one) is list]
        if not layer:
            return False
    return True


def _is_unstorable(value: Any) -> bool:
    if type(value) is str:
        return "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value)
    if type(value) is dict:
        return any(_is_unstorable(key) or _is_unstorable(inner) for key, inner in value.items())
    return type(value) is list and any(map(_is_unstorable, value))


def _has_surrogate_bytes(raw: bytes) -> bool:
    try:
        raw.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


_id, _seq = Id(), Whole(least=1)


def _place_of(value: Mapping[str, Any]) -> dict[str, Any]:
    """Id, device and seq as far as each can be read by itself."""
    told = {"id": _id, "device": _id, "seq": _seq}
    return {name: value[name] for name, rule in told.items() if rule.fits(value.get(name))}


def _whose(raw: bytes) -> dict[str, Any]:
    """The same of bytes that are no fact, so that `have` can tell their phone that they are held."""
    try:
        value = json.loads(raw.decode("utf-8", "surrogatepass"), object_pairs_hook=_with_singles)
    except (ValueError, RecursionError):
        return {}
    return _place_of(value) if type(value) is dict else {}


# Made once: making one costs as much as reading a small fact.
_decoded = json.JSONDecoder(object_pairs_hook=_without_doubles, parse_constant=_no_constant, parse_float=_finite).decode
