"""What phones mirror of stacks: those that lie somewhere, and for a while those that were removed."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.feed import rows, windows
from outreach_app.flyers.placements.facts import REASONS
from outreach_app.flyers.placements.models import FlyerPlacement
from outreach_app.ledger.kinds import Named
from outreach_app.shapes import Day, Id, Many, Part, Shape, Text, Whole, Word

PLACEMENTS = "placements"
REMOVED_DAYS_BACK = 30


class Removal(Shape):
    """That a stack lies there no more."""

    reason = Word(*REASONS, called="RemovalReason")
    on = Day()


class PlacementDiscrepancy(Shape):
    """Something about a stack that does not add up."""

    id = Id()
    kind = Text()
    state = Word("open", "settled", called="PlacementDiscrepancyState")


class PlacementRow(Shape):
    """A stack of flyers: `copies` lie there as far as is known, of `laid` in all."""

    id = Id()
    flyer = Id()
    code = Id()
    site = Id(null=True)
    spot = Text()
    language = Id(null=True)
    copies = Whole()
    laid = Whole()
    placed_on = Day()
    restocked_on = Day(null=True)
    restock_on = Day(null=True)
    removed = Part(Removal, null=True)
    discrepancies = Many(Part(PlacementDiscrepancy))


def placement_row(id_: str, state: Mapping[str, Any], discrepancies: Iterable[Named]) -> str:
    """A stack as phones see it; it must have been laid out."""
    removed = state["removed"]
    return rows.as_text(
        {
            "id": id_,
            **state["stack"],
            "copies": state["copies"],
            "laid": state["laid"],
            "placed_on": state["placed"][2],
            "restocked_on": state["restocked"][2] if state["restocked"] else None,
            "restock_on": state["restock_on"],
            "removed": {"reason": removed[4], "on": removed[2]} if removed else None,
            "discrepancies": [{"id": one.id, "kind": one.kind, "state": one.state} for one in discrepancies],
        }
    )


def is_told(window: windows.Window, removed_on: str | None) -> bool:
    """Whether phones mirror a stack that was removed on that day, or never."""
    return removed_on is None or window.holds(removed_on, back=REMOVED_DAYS_BACK)


def all_placements(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    first, _last = windows.now(session).bounds(back=REMOVED_DAYS_BACK)
    removed = func.coalesce(FlyerPlacement.removed_on, windows.LAST)
    for id_, told in session.execute(select(FlyerPlacement.id, FlyerPlacement.told).where(removed >= first)):
        yield id_, told, (rows.EVERYONE,)
