"""What may be asked of what is looked for in public; a word that few looked for is not told."""

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.trends.searched.models import NO_WORD, SearchCount
from outreach_app.trends.searched.rules import FEW


@dataclass(frozen=True, slots=True)
class Word:
    """A word that many looked for, how often, and how often nothing was found."""

    word: str
    count: int
    in_vain: int


def by_month(session: Session, first: str, last: str) -> list[tuple[str, str, int]]:
    """(topic, month, searches about it) from one month to another."""
    mine = (SearchCount.month.between(first, last), SearchCount.word == NO_WORD)
    query = select(SearchCount.topic, SearchCount.month, func.sum(SearchCount.count)).where(*mine)
    found = session.execute(query.group_by(SearchCount.topic, SearchCount.month))
    return [(topic, month, int(count)) for topic, month, count in found]


def words_by_month(session: Session, first: str, last: str) -> list[tuple[str, str, int]]:
    """(word, month, how often it was looked for) from one month to another, in months where many did."""
    mine = (SearchCount.month.between(first, last), SearchCount.word != NO_WORD)
    query = select(SearchCount.word, SearchCount.month, func.sum(SearchCount.count)).where(*mine)
    found = session.execute(query.group_by(SearchCount.word, SearchCount.month).having(func.sum(SearchCount.count) >= FEW))
    return [(word, month, int(count)) for word, month, count in found]


def words(session: Session, first: str, last: str, *, limit: int) -> list[Word]:
    """The words that were looked for most from one month to another, the most frequent first."""
    count = func.sum(SearchCount.count)
    mine = (SearchCount.month.between(first, last), SearchCount.word != NO_WORD)
    query = select(SearchCount.word, count, func.sum(SearchCount.in_vain)).where(*mine).group_by(SearchCount.word)
    query = query.having(count >= FEW).order_by(count.desc(), SearchCount.word).limit(limit)
    return [Word(word, int(many), int(in_vain)) for word, many, in_vain in session.execute(query)]
