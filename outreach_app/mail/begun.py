"""Keeping which letters were begun, so that none goes twice."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select, update

from outreach_app.db import Writing
from outreach_app.mail.models import BegunLetter

Key = tuple[str, str]
"""(sort, what it is about)"""


def begin(writing: Writing, reader: str, keys: Sequence[Key]) -> bool:
    """Note that a letter about these is about to go. False where one about any of them was begun already."""
    there = select(BegunLetter.sort, BegunLetter.key).where(BegunLetter.reader == reader)
    if set(keys) & {(sort, key) for sort, key in writing.session.execute(there)}:
        return False
    for sort, key in keys:
        row = BegunLetter(library_id=writing.library, reader=reader, sort=sort, key=key, begun_at=writing.now, taken_at=None)
        writing.session.add(row)
    writing.session.flush()
    return True


def taken(writing: Writing, reader: str, keys: Sequence[Key]) -> None:
    """Note that the mail server took it."""
    for sort, key in keys:
        mine = (BegunLetter.reader == reader, BegunLetter.sort == sort, BegunLetter.key == key)
        writing.session.execute(update(BegunLetter).where(*mine).values(taken_at=writing.now))


def not_taken(writing: Writing, reader: str, keys: Sequence[Key]) -> None:
    """Forget a letter that certainly did not go, so that it is tried again."""
    for sort, key in keys:
        mine = (BegunLetter.reader == reader, BegunLetter.sort == sort, BegunLetter.key == key)
        writing.session.execute(delete(BegunLetter).where(*mine))


def forget(writing: Writing, before: datetime) -> None:
    """Drop what is too old to matter."""
    writing.session.execute(delete(BegunLetter).where(BegunLetter.begun_at < before))
