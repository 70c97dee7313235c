"""What is printed of kits: their labels, their items' labels, the card for a case's lid. Reads only."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.kits.models import Kit, KitPart
from outreach_app.paper import codes
from outreach_app.paper import labels as layout
from outreach_app.paper.sheets import Sheet
from outreach_app.paper.typesetting import printable
from outreach_app.web.text import gettext as _

KITS, ITEMS, BOTH = "kits", "items", "both"
MOST_LABELS = layout.MOST_LABELS


@dataclass(frozen=True, slots=True)
class Label:
    """What stands on a label, and the code that it opens."""

    code: str
    name: str
    below: str
    door: str


def labels(session: Session, what: str, kit_codes: Sequence[str], library: str) -> list[Label]:
    """Labels of these kits, or of all in use: each kit's before its items', as many as can be printed at once and one more."""
    kits = select(Kit.id, Kit.code, Kit.name, Kit.door).where(Kit.retired_at.is_(None), Kit.door.is_not(None))
    items = select(KitPart.kit_id, KitPart.tag, KitPart.name, KitPart.door).join(Kit, Kit.id == KitPart.kit_id)
    # A thing keeps its code when its tag is taken off, and has no label until it has one again.
    items = items.where(
        KitPart.retired_at.is_(None), KitPart.tag.is_not(None), KitPart.door.is_not(None), Kit.retired_at.is_(None)
    )
    if kit_codes:
        wanted = func.lower(Kit.code).in_([code.lower() for code in kit_codes])
        kits, items = kits.where(wanted), items.where(wanted)
    found = session.execute(kits.order_by(Kit.code).limit(MOST_LABELS + 1)).all()
    inside: dict[str, list[Any]] = {}
    if what != KITS:
        for row in session.execute(items.order_by(Kit.code, KitPart.position, KitPart.id).limit(MOST_LABELS + 1)):
            inside.setdefault(row.kit_id, []).append(row)
    made: list[Label] = []
    for kit in found:
        if what != ITEMS:
            made.append(Label(kit.code, kit.name, library, kit.door))
        made += [Label(item.tag, item.name, f"{kit.code} · {library}", item.door) for item in inside.get(kit.id, [])]
    return made[: MOST_LABELS + 1]


def unknown(session: Session, kit_codes: Iterable[str]) -> list[str]:
    """Those of the codes that no kit in use has."""
    asked = {code.lower(): code for code in kit_codes}
    query = select(func.lower(Kit.code)).where(func.lower(Kit.code).in_(list(asked)), Kit.retired_at.is_(None))
    known = set(session.scalars(query))
    return [code for lower, code in asked.items() if lower not in known]


def sheet_of_labels(
    sheet: Sheet, some: Sequence[Label], *, start: int, nudge: tuple[int, int], language: str, scans: str
) -> dict[str, Any]:
    """The labels on their sheets, for the page `labels`.

    The first lies in cell `start`, from 0; `nudge` is tenths of a millimetre to the right and down; `scans` is the
    address that codes begin with.
    """
    printed = [_printed(sheet, one, scans) for one in some]
    return layout.laid_out(
        sheet, printed, title=_("Labels"), language=language, start=start, nudge=nudge, code_side=sheet.code_side
    )


def card(kit: Any, parts: Iterable[Any], *, door: str, library: str, language: str, paper: str, scans: str) -> dict[str, Any]:
    """What must be in a kit, for the page `card`."""
    address = f"{scans}{door}"
    return {
        "title": printable(f"{kit.code} {kit.name}"),
        "language": language,
        "paper": paper,
        "library": printable(library),
        "code": printable(kit.code),
        "name": printable(kit.name),
        "says": _("What must be in this case. Count it when it goes out and when it comes back."),
        "drawing": codes.drawing(address),
        "drawing_says": _("Code that opens %(address)s", address=_short(address)),
        "address": _short(address),
        "head": [_("How many"), _("What"), _("Tag")],
        "parts": [{"count": str(one.count), "name": printable(one.name), "tag": printable(one.tag or "")} for one in parts],
    }


def _printed(sheet: Sheet, label: Label, scans: str) -> dict[str, Any]:
    address = f"{scans}{label.door}"
    return {
        "code": printable(label.code),
        "name": printable(label.name),
        "lines": [printable(label.below)],
        # To be read off and typed: it is broken after a stroke, never inside the code.
        "address": _short(address).replace("/", "/\u200b"),
        "drawing": codes.drawing(address) if sheet.code_side else "",
        "says": _("Code that opens %(address)s", address=_short(address)),
    }


def _short(address: str) -> str:
    return address.partition("://")[2]


def split_codes(text: str) -> Iterator[str]:
    """Codes of kits as people list them: with commas, semicolons or spaces between them."""
    yield from dict.fromkeys(one for one in text.replace(",", " ").replace(";", " ").split())
