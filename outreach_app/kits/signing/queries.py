"""The terms that a library lends under, and what a partner signed."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.feed.rows import EVERYONE, as_text
from outreach_app.kits.signing.models import LendingTerms
from outreach_app.shapes import Id, Many, Part, Shape, Text, Whole

TERMS, CURRENT = "lending_terms", "current"


class TermsText(Shape):
    """The terms in one language."""

    language = Text()
    text = Text()


class TermsRow(Shape):
    """The terms as they are now; the last row of them is the only one that phones have."""

    id = Id()
    version = Whole(least=1)
    texts = Many(Part(TermsText))


@dataclass(frozen=True)
class Terms:
    """One version."""

    version: int
    texts: dict[str, str]
    made_at: datetime


def current(session: Session) -> Terms | None:
    """The terms as they are now; None where the library never wrote any."""
    row = session.scalars(select(LendingTerms).order_by(LendingTerms.version.desc()).limit(1)).first()
    return Terms(row.version, json.loads(row.texts), row.made_at) if row else None


def terms_row(terms: Terms) -> str:
    """The terms as phones have them."""
    texts = [{"language": code, "text": text} for code, text in sorted(terms.texts.items()) if text]
    return as_text({"id": CURRENT, "version": terms.version, "texts": texts})


def all_terms(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    terms = current(session)
    if terms is not None:
        yield CURRENT, terms_row(terms), (EVERYONE,)
