"""What others may ask of sessions by the places where they were held: how many, how many people came, when last."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from outreach_app.training_sessions.facts import ONE_TO_ONE, PROGRAM
from outreach_app.training_sessions.models import TrainingSession
from outreach_app.training_sessions.queries import Counted, counts_by_itself, known, number
from outreach_app.training_sessions.rules import REJECTED

Span = tuple[str, str, Collection[str] | None]
"""(first day, last day, places); None for anywhere."""


def counted(session: Session, first: date, last: date, *, sites: Collection[str] | None = None, **only: Any) -> Counted:
    """The sessions of these days that count, at these places or anywhere; `only` names columns and what they must be."""
    where = [TrainingSession.on.between(first.isoformat(), last.isoformat()), *_counts()]
    where += [] if sites is None else [TrainingSession.site_id.in_(sites)]
    where += [getattr(TrainingSession, name) == value for name, value in only.items()]
    people = known(TrainingSession.in_person) + known(TrainingSession.virtual)
    unknown = number(TrainingSession.in_person.is_(None) & TrainingSession.virtual.is_(None))
    query = select(func.count(TrainingSession.id), func.sum(people), func.sum(unknown)).where(*where)
    sessions, came, untold = session.execute(query).one()
    return Counted(sessions, int(came or 0), int(untold or 0))


def by_day(session: Session, first: date, last: date) -> list[tuple[str, str | None, int, int]]:
    """(day, place, sessions, people) of these days."""
    query = select(
        TrainingSession.on,
        TrainingSession.site_id,
        func.count(TrainingSession.id),
        func.sum(known(TrainingSession.in_person) + known(TrainingSession.virtual)),
    ).where(TrainingSession.on.between(first.isoformat(), last.isoformat()), *_counts())
    found = session.execute(query.group_by(TrainingSession.on, TrainingSession.site_id))
    return [(on, site, many, int(people)) for on, site, many, people in found]


def held(
    session: Session, spans: Iterable[Span], visits: Collection[str], ids: Collection[str]
) -> list[tuple[str, str, str | None, str | None, str | None, int | None]]:
    """(session, day, place, visit, topic, people) of those that count: at some places in some days, on these visits, and these.

    The latest first; people is None where nobody knows how many came.
    """
    mine: list[Any] = [TrainingSession.id.in_(ids), TrainingSession.visit_id.in_(visits)]
    for first, last, sites in spans:
        there = TrainingSession.on.between(first, last)
        mine.append(there if sites is None else there & TrainingSession.site_id.in_(sites))
    columns = (TrainingSession.id, TrainingSession.on, TrainingSession.site_id, TrainingSession.visit_id)
    query = select(*columns, TrainingSession.topic_id, TrainingSession.in_person, TrainingSession.virtual)
    found = session.execute(query.where(or_(*mine), *_counts()).order_by(TrainingSession.on.desc(), TrainingSession.id.desc()))
    return [
        (id_, on, site, visit, topic, None if here is None and away is None else (here or 0) + (away or 0))
        for id_, on, site, visit, topic, here, away in found
    ]


def in_partners_rooms(session: Session, first: date, last: date) -> dict[str, Counted]:
    """By place the classes and one-to-one help that were given in it in these days, away from the library."""
    mine = (
        TrainingSession.on.between(first.isoformat(), last.isoformat()),
        TrainingSession.format.in_(("offsite", "hybrid_offsite")),
        TrainingSession.kind.in_((PROGRAM, ONE_TO_ONE)),
        TrainingSession.site_id.is_not(None),
    )
    people = known(TrainingSession.in_person) + known(TrainingSession.virtual)
    unknown = number(TrainingSession.in_person.is_(None) & TrainingSession.virtual.is_(None))
    # Counted by a column that the index has, so that the wide rows are not read.
    told = (func.count(TrainingSession.site_id), func.sum(people), func.sum(unknown))
    query = select(TrainingSession.site_id, *told).where(*mine, *_counts()).group_by(TrainingSession.site_id)
    return {str(site): Counted(many, int(came or 0), int(untold or 0)) for site, many, came, untold in session.execute(query)}


def last_days(session: Session) -> dict[str, str]:
    """By place the day of the last session there."""
    query = select(TrainingSession.site_id, func.max(TrainingSession.on)).where(
        TrainingSession.site_id.is_not(None), *_counts()
    )
    return {site: on for site, on in session.execute(query.group_by(TrainingSession.site_id)) if site}


def _counts() -> list[Any]:
    return [TrainingSession.withdrawn.is_(False), TrainingSession.review != REJECTED, counts_by_itself()]
