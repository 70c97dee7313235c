"""The letters about review of a morning, sent one by one, each begun on disk before it goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.accounts.models import Library
from outreach_app.db import writing
from outreach_app.ledger.telling import Mention, Words
from outreach_app.mail import begun
from outreach_app.mail.letters import Letter, send
from outreach_app.mail.models import BegunLetter
from outreach_app.problems import Refusal
from outreach_app.review.post import letters, queries, rules
from outreach_app.review.post.queries import Answers


@dataclass(frozen=True, slots=True)
class Owed:
    """A letter with whom it goes to and what it is about."""

    reader: str
    keys: tuple[tuple[str, str], ...]
    letter: Letter


def owed(session: Session, library: Library, words: Words, base_url: str) -> list[Owed]:
    """The letters about review that are owed now, by the library's calendar."""
    today = clock.now().astimezone(ZoneInfo(library.time_zone)).date()
    found = [
        Owed(one.reader.id, one.keys, letters.digest(one, library=library, base_url=base_url))
        for one in queries.digests(session, library, today)
    ]
    to_answer = queries.answers(session, library)
    names = words.names(session, _mentions(to_answer))
    return found + [
        Owed(one.reader.id, one.keys, letters.answers(one, names, library=library, base_url=base_url)) for one in to_answer
    ]


def unfinished(session: Session) -> list[BegunLetter]:
    """The letters that were begun and of which nobody knows whether they went."""
    return queries.unfinished(session)


def deliver(library: str, several: Sequence[Owed], mail_url: str) -> tuple[int, list[tuple[str, str]]]:
    """Send them: how many went, and (reader, why) of those that did not."""
    sent, failed = 0, []
    with writing(library) as handle:
        begun.forget(handle, handle.now - rules.KEPT)
    for one in several:
        with writing(library) as handle:
            is_first = begun.begin(handle, one.reader, one.keys)
        if not is_first:
            continue
        try:
            send(mail_url, one.letter)
        except Refusal as refusal:
            failed.append((one.reader, str(refusal.message)))
            if not refusal.details["perhaps"]:
                with writing(library) as handle:
                    begun.not_taken(handle, one.reader, one.keys)
            continue
        with writing(library) as handle:
            begun.taken(handle, one.reader, one.keys)
        sent += 1
    return sent, failed


def _mentions(several: Sequence[Answers]) -> list[Mention]:
    back = [it for one in several for it in one.returned]
    return [*(("sites", it.site) for it in back if it.site), *(("kits", it.kit) for it in back if it.kit)]
