"""Bringing what was looked for on disk, with no more rows in a month than a page can use, whoever asks what."""

from collections.abc import Collection, Mapping

from sqlalchemy import delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from outreach_app.db import Writing
from outreach_app.trends.searched.models import NO_WORD, SearchCount
from outreach_app.trends.searched.rules import FEW, MOST_OF_A_MONTH

Key = tuple[str, str, str]
"""Month, topic, word."""
Counted = tuple[int, int]
"""How often, and how often nothing was found."""


def add(writing: Writing, counts: Mapping[Key, Counted], *, most: int = MOST_OF_A_MONTH) -> None:
    """Add these to what is there.

    Where a month is full, the words that few looked for give way to new ones, as in lossy counting (G. S. Manku and
    R. Motwani, "Approximate frequency counts over data streams", 2002): what many look for comes back, what a stranger
    makes up does not.
    """
    for month in sorted({month for month, _topic, _word in counts}):
        mine = {key: value for key, value in counts.items() if key[0] == month}
        kept = _with_room(writing, month, mine, most)
        if kept:
            _add(writing, {key: mine[key] for key in kept})


def forget(writing: Writing, month: str) -> int:
    """Drop the words of the months before this one that few looked for; how many rows those were."""
    words = (
        select(SearchCount.month, SearchCount.word)
        .where(SearchCount.month < month, SearchCount.word != NO_WORD)
        .group_by(SearchCount.month, SearchCount.word)
        .having(func.sum(SearchCount.count) < FEW)
    )
    gone = 0
    for in_month, word in writing.session.execute(words).all():
        mine = (SearchCount.month == in_month, SearchCount.word == word)
        gone += writing.session.execute(delete(SearchCount).where(*mine)).rowcount  # type: ignore[attr-defined]
    return gone


def _with_room(writing: Writing, month: str, wanted: Collection[Key], most: int) -> list[Key]:
    """Those of the rows that may be written."""
    session = writing.session
    rows = select(SearchCount.topic, SearchCount.word).where(SearchCount.month == month)
    there = {(month, topic, word) for topic, word in session.execute(rows)}
    new = [key for key in sorted(wanted) if key not in there]
    if len(there) + len(new) > most:
        few = (SearchCount.month == month, SearchCount.word != NO_WORD, SearchCount.count < FEW)
        session.execute(delete(SearchCount).where(*few))
        there = {(month, topic, word) for topic, word in session.execute(rows)}
        new = [key for key in sorted(wanted) if key not in there]
    # Searches by topic first, then as many words as there is room for.
    new.sort(key=lambda key: (key[2] != NO_WORD, key))
    return [*(key for key in wanted if key in there), *new[: max(most - len(there), 0)]]


def _add(writing: Writing, counts: Mapping[Key, Counted]) -> None:
    connection = writing.session.connection()
    statement = (postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert)(SearchCount)
    more = {name: SearchCount.__table__.c[name] + statement.excluded[name] for name in ("count", "in_vain")}
    statement = statement.on_conflict_do_update(index_elements=["library_id", "month", "topic", "word"], set_=more)
    connection.execute(
        statement,
        [
            {
                "library_id": writing.library, "month": month, "topic": topic, "word": word, "count": count, "in_vain": in_vain,
            }
            for (month, topic, word), (count, in_vain) in counts.items()
        ],
    )  # fmt: skip
