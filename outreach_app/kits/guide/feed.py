"""What phones mirror of quick guides: each read once, here, so that a phone only shows it."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.feed import rows
from outreach_app.kits.guide.models import KitGuide
from outreach_app.kits.guide.rules import KINDS, blocks
from outreach_app.shapes import Id, Many, Part, Shape, Text, Whole, Word

GUIDES = "kit_guides"


class GuideBlock(Shape):
    """A paragraph with its lines, or a list with its entries; those of `steps` are numbered on from `first`."""

    kind = Word(*KINDS, called="GuideBlockKind")
    first = Whole(least=0)
    lines = Many(Text())


class GuideText(Shape):
    """A guide in one language."""

    language = Id()
    blocks = Many(Part(GuideBlock))


class GuideRow(Shape):
    """How to use the kit of this id, in those languages that the library wrote it in."""

    id = Id()
    texts = Many(Part(GuideText))


def guide_row(guide: KitGuide) -> str:
    """A guide as phones see it."""
    texts = [
        {
            "language": language,
            "blocks": [{"kind": one.kind, "first": one.first, "lines": list(one.lines)} for one in blocks(text)],
        }
        for language, text in sorted(guide.words.items())
    ]
    return rows.as_text({"id": guide.kit_id, "texts": texts})


def publish(writing: Writing, guide: KitGuide) -> None:
    """Tell all phones of this guide as it is now; one without words is taken from them."""
    rows.publish(writing, GUIDES, guide.kit_id, guide_row(guide) if guide.words else None)


def all_guides(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    for guide in session.scalars(select(KitGuide)):
        if guide.words:
            yield guide.kit_id, guide_row(guide), (rows.EVERYONE,)
