"""Letters about agreements with partners that end; a part of `outreach remind`."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from outreach_app import clock
from outreach_app.accounts.models import Library
from outreach_app.db import reading, writing
from outreach_app.mail.letters import Letter, send
from outreach_app.partners.agreements import editing, letters, queries
from outreach_app.partners.agreements.queries import Told
from outreach_app.problems import Refusal


def written(library: str, base_url: str) -> list[tuple[Told, Letter]]:
    """The letters that are owed today, on the library's calendar."""
    with reading(library) as session:
        home = session.get_one(Library, library)
        day = clock.now().astimezone(ZoneInfo(home.time_zone)).date()
        owed = queries.owed(session, library, day)
        return [(told, letters.letter(told, library=home.name, base_url=base_url)) for told in owed]


def deliver(library: str, post: Sequence[tuple[Told, Letter]], mail_url: str) -> tuple[int, list[tuple[str, str]]]:
    """Send them, each begun on disk before it goes. Gives how many went, and (reader, why) of those that did not."""
    sent, failed = 0, []
    for told, letter in post:
        about = [(one.id, one.ends_on) for one in told.agreements]
        with writing(library) as handle:
            editing.begin(handle, told.staff, about)
        try:
            send(mail_url, letter)
            sent += 1
        except Refusal as refusal:
            failed.append((told.staff, str(refusal.message)))
            if not refusal.details["perhaps"]:
                with writing(library) as handle:
                    editing.not_taken(handle, told.staff, about)
    return sent, failed
