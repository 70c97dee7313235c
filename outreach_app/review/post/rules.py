"""When a letter is owed, and under which key it is remembered, so that none goes twice. Pure."""

from datetime import date, timedelta

NONE, DAILY, WEEKLY = DIGESTS = ("none", "daily", "weekly")
DIGEST, RETURNED, ASKED = "digest", "returned", "asked"
KEPT = timedelta(days=400)


def key_of(wish: str, today: date) -> str | None:
    """The day by which today's digest is remembered: that of the letter, or the Monday of its week; None where none is wanted.

    A week's letter goes at the first run in it, whichever day that is.
    """
    if wish == DAILY:
        return today.isoformat()
    if wish == WEEKLY:
        return (today - timedelta(days=today.weekday())).isoformat()
    return None
