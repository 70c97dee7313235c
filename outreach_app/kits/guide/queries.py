"""What pages ask of quick guides."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.kits.guide.models import KitGuide
from outreach_app.kits.guide.rules import Block, blocks, in_language


@dataclass(frozen=True, slots=True)
class Spoken:
    """A guide in one language, and those that it is written in."""

    language: str
    blocks: list[Block]
    languages: list[str]


def guide(session: Session, kit: str) -> KitGuide | None:
    """A kit's guide as it is kept; None where none was ever written."""
    return session.scalars(select(KitGuide).where(KitGuide.kit_id == kit)).one_or_none()


def spoken(session: Session, kit: str, languages: Sequence[str]) -> Spoken | None:
    """A kit's guide in the first of these languages that it has, else in any; None where there is none."""
    found = guide(session, kit)
    told = in_language(found.words, languages) if found else None
    if found is None or told is None:
        return None
    return Spoken(told[0], blocks(told[1]), sorted(found.words))
