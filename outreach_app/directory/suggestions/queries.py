"""What waits to be looked at in the directory because somebody suggested it."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.directory import queries
from outreach_app.directory.suggestions.facts import SUGGESTED
from outreach_app.ledger import reading
from outreach_app.ledger.reading import Discrepancy


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What somebody said, and the card of the listing; None where that, or the fact, is gone."""

    discrepancy: Discrepancy
    sort: str
    words: str | None
    card: dict[str, Any] | None


def suggested(session: Session, listing: str | None = None) -> list[Suggestion]:
    """What is open, oldest first; of one listing, or of all."""
    found = reading.discrepancies(session, kind=SUGGESTED, subject=listing)
    kept = reading.kept(session, [fact for one in found for fact in one.facts])
    cards = queries.by_ids(session, [one.subject for one in found])
    told = [(one, kept[one.facts[0]].fact.payload) for one in found if one.facts and one.facts[0] in kept]
    return [Suggestion(one, said["sort"], said["words"], cards.get(one.subject)) for one, said in told]
