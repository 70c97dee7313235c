"""The lines that trainers wrote beside the needs that they heard; one that was redacted is not there any more."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.ledger import reading
from outreach_app.trends.models import Heard
from outreach_app.trends.monthly.rules import NEED

MOST_SUBJECTS, MOST_LINES = 200, 20


@dataclass(frozen=True, slots=True)
class Line:
    """What somebody wrote about a need, on which day and of which topic."""

    on: date
    topic: str
    words: str
    author: str | None
    visit: str | None


def lines(session: Session, topics: Collection[str]) -> list[Line]:
    """The latest lines about needs of these topics, the latest first; in two statements."""
    if not topics:
        return []
    query = select(Heard.subject).where(Heard.sort == NEED, Heard.topic.in_(topics)).group_by(Heard.subject)
    latest = list(session.scalars(query.order_by(func.max(Heard.on).desc(), Heard.subject).limit(MOST_SUBJECTS)))
    found = [
        Line(date.fromisoformat(it.local_date), it.payload["topic"], it.payload["words"], it.author, it.visit)
        for it in (kept.fact for kept in reading.of_kind(session, "need.heard", latest))
        if it.payload["topic"] in topics and it.payload["words"] and it.payload["count"] > 0
    ]
    found.sort(key=lambda one: one.on, reverse=True)
    return found[:MOST_LINES]
