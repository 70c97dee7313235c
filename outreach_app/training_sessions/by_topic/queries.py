"""What others may ask of sessions by topic and month."""

from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.training_sessions.models import TrainingSession
from outreach_app.training_sessions.queries import counts_by_itself, known
from outreach_app.training_sessions.rules import REJECTED


def by_month(session: Session, first: date, last: date) -> list[tuple[str | None, str, int, int]]:
    """(topic, month, sessions, people) of the sessions of these days that count."""
    month = func.substr(TrainingSession.on, 1, 7)
    people = func.sum(known(TrainingSession.in_person) + known(TrainingSession.virtual))
    query = select(TrainingSession.topic_id, month, func.count(TrainingSession.id), people).where(
        TrainingSession.on.between(first.isoformat(), last.isoformat()),
        TrainingSession.withdrawn.is_(False),
        TrainingSession.review != REJECTED,
        counts_by_itself(),
    )
    found = session.execute(query.group_by(TrainingSession.topic_id, month))
    return [(topic, in_month, many, int(came)) for topic, in_month, many, came in found]
