"""How often each topic came up in each month: a constant number of grouped statements, however much was recorded."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, timedelta

from sqlalchemy import case, func, select
from sqlalchemy.orm import Session

from outreach_app.flyers.counts import queries as scans
from outreach_app.training_sessions.by_topic import queries as sessions
from outreach_app.trends.models import Heard
from outreach_app.trends.monthly.rules import HEARD, SCAN, SEARCH, SESSION, WORD, Count, Monthly, Signal, first_of, months_back
from outreach_app.trends.rules import NO_TOPIC
from outreach_app.trends.searched import queries as searched
from outreach_app.visits import queries as visits


def counted(session: Session, first: str, last: str, *, sorts: Iterable[str] | None = None) -> Monthly:
    """All that was counted from one month to another; narrowed to some sorts where not all are wanted."""
    begin, end = first_of(first), first_of(months_back(last, -1)) - timedelta(days=1)
    wanted = None if sorts is None else set(sorts)
    found: dict[Signal, dict[str, Count]] = defaultdict(dict)
    if wanted is None or wanted & set(HEARD):
        for sort, topic, month, count in _heard(session, begin, end, wanted):
            found[Signal(sort, topic)][month] = count
    if wanted is None or SESSION in wanted:
        for about, month, many, came in sessions.by_month(session, begin, end):
            found[Signal(SESSION, about or NO_TOPIC)][month] = Count(came, many)
    if wanted is None or SCAN in wanted:
        for flyer, month, times, days in scans.by_month(session, begin, end):
            found[Signal(SCAN, flyer)][month] = Count(times, days)
    if wanted is None or wanted & {SEARCH, WORD}:
        for topic, month, many in searched.by_month(session, first, last):
            found[Signal(SEARCH, topic)][month] = Count(many, many)
    if wanted is None or WORD in wanted:
        for word, month, many in searched.words_by_month(session, first, last):
            found[Signal(WORD, word)][month] = Count(many, many)
    return Monthly(first, last, found, visits.held_by_month(session, begin, end))


def _heard(session: Session, begin: date, end: date, wanted: Collection[str] | None) -> Iterable[tuple[str, str, str, Count]]:
    month = func.substr(Heard.on, 1, 7)
    # What is taken back away from any visit is a row of its own, less than nought.
    times = func.sum(case((Heard.count > 0, 1), (Heard.count < 0, -1), else_=0))
    query = select(Heard.sort, Heard.topic, month, func.sum(Heard.count), times).where(
        Heard.on.between(begin.isoformat(), end.isoformat())
    )
    if wanted is not None:
        query = query.where(Heard.sort.in_(wanted))
    for sort, topic, in_month, count, occasions in session.execute(query.group_by(Heard.sort, Heard.topic, month)):
        yield sort, topic, in_month, Count(max(int(count), 0), max(int(occasions), 0))
