"""Keeping which letters were begun, so that none goes twice."""

import json
from datetime import date, timedelta

from sqlalchemy import delete

from outreach_app.db import Writing
from outreach_app.kits.due.models import Reminder
from outreach_app.kits.due.queries import Due

KEPT = timedelta(days=90)


def begin(writing: Writing, letter: Due, day: date) -> bool:
    """Note that a letter is about to go. False where one to that reader on that day was begun already."""
    if writing.session.get(Reminder, (writing.library, letter.reader, day.isoformat())):
        return False
    told = json.dumps(letter.lines, separators=(",", ":"))
    writing.session.add(
        Reminder(library_id=writing.library, reader=letter.reader, day=day.isoformat(), told=told, taken_at=None)
    )
    writing.session.flush()
    return True


def taken(writing: Writing, letter: Due, day: date) -> None:
    """Note that the mail server took it."""
    writing.session.get_one(Reminder, (writing.library, letter.reader, day.isoformat())).taken_at = writing.now
    writing.session.flush()


def not_taken(writing: Writing, letter: Due, day: date) -> None:
    """Forget a letter that certainly did not go, so that it is tried again."""
    writing.session.delete(writing.session.get_one(Reminder, (writing.library, letter.reader, day.isoformat())))
    writing.session.flush()


def forget_old(writing: Writing, day: date) -> None:
    """Drop what is too old to matter."""
    writing.session.execute(delete(Reminder).where(Reminder.day < (day - KEPT).isoformat()))
