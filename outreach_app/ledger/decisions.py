"""What the desk decides about facts themselves: settling a discrepancy, redacting free text. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.shapes import Id, Instant, Shape, Text, Word

RESOLUTIONS = ("stands", "both", "found", "written_off", "noted", "repaired", "time_set", "mistaken")
# They name a fact: the one that is believed, the one that was a mistake.
OF_A_FACT = ("stands", "mistaken")


class DiscrepancySettled(Shape):
    """discrepancy.settled v1. Its subject is that of the discrepancy."""

    discrepancy = Id()
    resolution = Word(*RESOLUTIONS)
    fact = Id(null=True)
    time = Instant(null=True)
    note = Text(null=True)


class DiscrepancyReopened(Shape):
    """discrepancy.reopened v1. Its subject is that of the discrepancy, which is open as if it had never been settled."""

    discrepancy = Id()
    note = Text(null=True)


class FactRedacted(Shape):
    """fact.redacted v1. Its subject is that of the named fact; `hash` that of the bytes as received."""

    fact = Id()
    hash = Text(least=64, most=64)


def without_free_text(envelope: Mapping[str, Any], paths: Iterable[str]) -> dict[str, Any]:
    """The envelope with the payload's members at these paths set to null: "note", "parts.*.note"."""
    payload = envelope["payload"]
    for path in paths:
        payload = _nulled(payload, path.split("."))
    return {**envelope, "payload": payload}


def _nulled(value: Any, path: list[str]) -> Any:
    head, rest = path[0], path[1:]
    if head == "*" and isinstance(value, list):
        return [_nulled(one, rest) for one in value]
    if not isinstance(value, dict) or head not in value:
        return value
    return {**value, head: _nulled(value[head], rest) if rest else None}
