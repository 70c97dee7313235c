"""What others may ask of what was heard and counted."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.trends.models import Heard


def by_topic(session: Session, first: date, last: date) -> dict[str, dict[str, int]]:
    """By sort and topic how often something came up in these days."""
    query = select(Heard.sort, Heard.topic, func.sum(Heard.count)).where(Heard.on.between(first.isoformat(), last.isoformat()))
    found: dict[str, dict[str, int]] = {}
    for sort, topic, count in session.execute(query.group_by(Heard.sort, Heard.topic)):
        found.setdefault(sort, {})[topic] = int(count)
    return found
