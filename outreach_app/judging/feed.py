"""What phones mirror of review: each hand-in that came back, for those whose it is, until it is answered or decided anew."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.feed import rows, windows
from outreach_app.feed.windows import Window
from outreach_app.judging import rules
from outreach_app.judging.models import Record
from outreach_app.ledger import history
from outreach_app.shapes import Id, Instant, Many, Part, Shape, Text, Word

RETURNED = "hand_ins"
DAYS_BACK = 90


class HandInComment(Shape):
    """What the desk wrote about a hand-in."""

    text = Text()
    by = Id(null=True)
    at = Instant()


class HandInRow(Shape):
    """A hand-in that the desk returned. `version` is the fact that an answer names as `of`."""

    id = Id()
    version = Id()
    kind = Word(*rules.HAND_INS, called="HandInKind")
    kit = Id()
    at = Instant()
    people = Many(Id())
    """Whose it is: a phone may be several people's."""
    comments = Many(Part(HandInComment))
    """Why it came back, and what was written since."""


def hand_in_row(id_: str, state: Mapping[str, Any], window: Window) -> tuple[str | None, tuple[str, ...]]:
    """A hand-in as phones see it, and who does; None where nothing of it waits for an answer."""
    written = rules.returned(state)
    if not written or state["kit"] is None or not window.holds(state["on"], back=DAYS_BACK):
        return None, ()
    row = {
        "id": id_,
        "version": state["version"],
        "kind": state["kind"],
        "kit": state["kit"],
        "at": _text(state["at"]),
        "people": state["people"],
        "comments": [{"text": text, "by": by, "at": _text(at)} for _fact, at, by, text in written],
    }
    audiences = tuple(rows.for_staff(one) for one in state["people"])
    return (rows.as_text(row), audiences) if audiences else (None, ())


def all_hand_ins(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    back = select(Record.id).where(Record.sort == rules.HAND_IN, Record.state == rules.HAS_ISSUES)
    window = windows.now(session)
    found = history.checkpoints_of(session, [(rules.HAND_IN, id_) for id_ in session.scalars(back)])
    for (_fold, id_), folded in found.items():
        # A release from before may have kept it, which did not fold whose it is.
        row, audiences = hand_in_row(id_, {"people": [folded.state["author"]], **folded.state}, window)
        if row is not None:
            yield id_, row, audiences


def _text(at: int) -> str:
    return clock.text(clock.from_micros(at))
