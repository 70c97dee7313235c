"""What others may ask of what was heard and counted."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from outreach_app.trends.models import Heard
from outreach_app.trends.rules import NEED, NO_TOPIC, REFERRAL
from outreach_app.trends.watching.queries import Reviewed, due, reviews, trends

__all__ = [
    "InAll", "Reviewed", "at_sites", "by_day", "by_topic", "by_topic_and_year", "due", "in_all",
    "referrals", "reviews", "trends",
]  # fmt: skip


def at_sites(session: Session, sites: Collection[str], first: date, last: date) -> dict[str, int]:
    """By sort how often something came up at these places in these days."""
    query = select(Heard.sort, func.sum(Heard.count)).where(
        Heard.site_id.in_(sites), Heard.on.between(first.isoformat(), last.isoformat())
    )
    return {sort: int(count) for sort, count in session.execute(query.group_by(Heard.sort))}


def by_day(session: Session, sort: str, first: date, last: date) -> list[tuple[str, str | None, int]]:
    """(day, place, how often) something of a sort came up in these days."""
    query = select(Heard.on, Heard.site_id, func.sum(Heard.count)).where(
        Heard.sort == sort, Heard.on.between(first.isoformat(), last.isoformat())
    )
    return [(on, site, int(count)) for on, site, count in session.execute(query.group_by(Heard.on, Heard.site_id))]


def on_visits(session: Session, visits: Collection[str]) -> dict[str, int]:
    """By sort how often something came up on these visits."""
    query = select(Heard.sort, func.sum(Heard.count)).where(Heard.subject.in_(visits)).group_by(Heard.sort)
    return {sort: int(count) for sort, count in session.execute(query)}


def by_topic(session: Session, first: date, last: date) -> dict[str, dict[str, int]]:
    """By sort and topic how often something came up in these days."""
    query = select(Heard.sort, Heard.topic, func.sum(Heard.count)).where(Heard.on.between(first.isoformat(), last.isoformat()))
    found: dict[str, dict[str, int]] = {}
    for sort, topic, count in session.execute(query.group_by(Heard.sort, Heard.topic)):
        found.setdefault(sort, {})[topic] = int(count)
    return found


@dataclass(frozen=True, slots=True)
class InAll:
    """How often anything was asked for and referred on, and about how many topics people asked."""

    needs: int
    topics: int
    referrals: int


def in_all(session: Session, first: date, last: date) -> InAll:
    """What was heard in these days, in one look at it: years of it need not be sorted by topic to be counted."""
    is_need = Heard.sort == NEED
    told = (
        func.sum(case((is_need, Heard.count), else_=0)),
        func.count(case((is_need, Heard.topic)).distinct()),
        func.sum(case((Heard.sort == REFERRAL, Heard.count), else_=0)),
    )
    found = session.execute(select(*told).where(Heard.on.between(first.isoformat(), last.isoformat()))).one()
    return InAll(*(int(one or 0) for one in found))


def referrals(session: Session, first: date, last: date) -> dict[str, int]:
    """By listing how many people were sent on to it in these days."""
    mine = (Heard.sort == REFERRAL, Heard.listing_id != NO_TOPIC, Heard.on.between(first.isoformat(), last.isoformat()))
    query = select(Heard.listing_id, func.sum(Heard.count)).where(*mine).group_by(Heard.listing_id)
    return {listing: int(count) for listing, count in session.execute(query)}


def by_topic_and_year(session: Session, first: date, last: date) -> list[tuple[str, str, str, int]]:
    """(year, sort, topic, how often) of these days; sorts are those of `trends.rules`, a topic that nobody said is "-"."""
    year = func.substr(Heard.on, 1, 4)
    query = select(year, Heard.sort, Heard.topic, func.sum(Heard.count)).where(
        Heard.on.between(first.isoformat(), last.isoformat())
    )
    query = query.group_by(year, Heard.sort, Heard.topic).order_by(year, Heard.sort, Heard.topic)
    return [(in_year, sort, topic, int(count)) for in_year, sort, topic, count in session.execute(query)]
