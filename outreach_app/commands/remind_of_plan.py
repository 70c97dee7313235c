"""Letters about what the disaster plan needs; a part of `outreach remind`."""

from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.accounts.models import Library
from outreach_app.emergency.due import letters, queries
from outreach_app.review.post.sending import Owed


def owed(session: Session, library: Library, base_url: str) -> list[Owed]:
    """The letters that are owed today, on the library's calendar."""
    today = clock.now().astimezone(ZoneInfo(library.time_zone)).date()
    return [
        Owed(one.staff, one.keys, letters.letter(one, library=library.name, base_url=base_url))
        for one in queries.owed(session, library, today)
    ]
