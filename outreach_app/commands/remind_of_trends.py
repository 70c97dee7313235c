"""Letters about watched trends that are to be looked at again; a part of `outreach remind`."""

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from outreach_app import clock
from outreach_app.accounts.models import Library
from outreach_app.db import reading, writing
from outreach_app.mail import begun
from outreach_app.mail.letters import Letter, send
from outreach_app.problems import Refusal
from outreach_app.trends.watching import letters
from outreach_app.trends.watching.letters import Told


def written(library: str, base_url: str) -> list[tuple[Told, Letter]]:
    """The letters that are owed today, on the library's calendar."""
    with reading(library) as session:
        home = session.get_one(Library, library)
        day = clock.now().astimezone(ZoneInfo(home.time_zone)).date()
        return [(told, letters.letter(told, library=home.name, base_url=base_url)) for told in letters.owed(session, home, day)]


def deliver(library: str, post: Sequence[tuple[Told, Letter]], mail_url: str) -> tuple[int, list[tuple[str, str]]]:
    """Send them, each begun on disk before it goes. Gives how many went, and (reader, why) of those that did not."""
    sent, failed = 0, []
    for told, letter in post:
        with writing(library) as handle:
            is_first = begun.begin(handle, told.staff, told.keys)
        if not is_first:
            continue
        try:
            send(mail_url, letter)
        except Refusal as refusal:
            failed.append((told.staff, str(refusal.message)))
            if not refusal.details["perhaps"]:
                with writing(library) as handle:
                    begun.not_taken(handle, told.staff, told.keys)
            continue
        with writing(library) as handle:
            begun.taken(handle, told.staff, told.keys)
        sent += 1
    return sent, failed
