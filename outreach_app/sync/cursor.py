"""Cursors: how far a replica has come, in which epoch and view. Opaque to phones. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Cursor:
    """`fresh_from` is the head when the replica was begun: removals up to it are none of its business."""

    epoch: str
    view: str
    seq: int
    fresh_from: int

    def __str__(self) -> str:
        return f"1.{self.epoch}.{self.view}.{self.seq}.{self.fresh_from}"


def parsed(text: str | None) -> Cursor | None:
    """The cursor that a text spells, or None where it spells none of ours."""
    parts = text.split(".") if text else []
    if len(parts) != 5 or parts[0] != "1" or not (parts[3] + parts[4]).isascii() or not parts[3].isdigit():
        return None
    if not parts[4].isdigit() or len(parts[3]) > 18 or len(parts[4]) > 18:
        return None
    return Cursor(parts[1], parts[2], int(parts[3]), int(parts[4]))


@dataclass(frozen=True, slots=True)
class Begin:
    """Where a page of changes begins."""

    reset: bool
    resend: bool
    seq: int
    fresh_from: int


def begin(given: str | None, *, epoch: str, view: str, head: int, removals_from: int) -> Begin:
    """Whether the phone's replica goes on or must begin anew, and whether it must send its facts again."""
    cursor = parsed(given)
    if given is None:
        return Begin(True, False, 0, head)
    if cursor is None:
        # No cursor of this server's making: it tells nothing of what the phone may hold of another epoch.
        return Begin(True, True, 0, head)
    resend = cursor.epoch != epoch or cursor.seq > head
    if resend or cursor.view != view or cursor.seq < removals_from:
        return Begin(True, resend, 0, head)
    return Begin(False, False, cursor.seq, cursor.fresh_from)
