"""Counting searches: noted in memory while the page is made, sorted out and brought on disk by a thread of its own.

The page waits for nothing. Of who asks only this is looked at, and never leaves memory: a digest of the network address with
a secret of the process, so that one that asks for a word again and again counts once a day.
"""

import logging
import threading
from collections import Counter, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from flask import Flask
from sqlalchemy.exc import SQLAlchemyError

from outreach_app import ids
from outreach_app.db import reading, writing
from outreach_app.directory.queries import known_words
from outreach_app.problems import Refusal
from outreach_app.trends.monthly.rules import MOST_OF_A_TOPIC
from outreach_app.trends.searched import keeping
from outreach_app.trends.searched.keeping import Counted, Key
from outreach_app.trends.searched.models import NO_TOPIC, NO_WORD
from outreach_app.trends.searched.rules import countable

log = logging.getLogger(__name__)
EVERY_SECONDS = 20.0
MOST_WAITING = 5_000
MOST_OF_ONE = 60
"""Different things that one network address counts for on one day."""
MOST_REMEMBERED = 50_000
TRIES_AT_THE_END = 5


@dataclass(frozen=True, slots=True)
class Search:
    """A search that somebody made: what was typed and chosen, what was found, and on which day."""

    library: str
    day: str
    asker: str
    words: str
    topics: tuple[str, ...]
    """Of what was found."""
    is_in_vain: bool


class Searches:
    """What was looked for through this process and is not on disk yet."""

    def __init__(self) -> None:
        self._waiting: deque[Search] = deque(maxlen=MOST_WAITING)
        self._salt = ids.token()
        self._day = ""
        self._seen: dict[str, set[str]] = {}
        self._many = 0

    def note(self, library: str, day: str, asker: str | None, words: str, topics: Iterable[str], *, is_in_vain: bool) -> None:
        """Somebody looked for this; the oldest of too many that wait are left out."""
        who = ids.digest(f"{self._salt} {asker}")[:16]
        self._waiting.append(Search(library, day, who, words, tuple(topics), is_in_vain))

    def take(self) -> list[Search]:
        """All that is not on disk yet; it is the caller's to write now."""
        return [self._waiting.popleft() for _ in range(len(self._waiting))]

    def put_back(self, several: Iterable[Search]) -> None:
        """These could not be written."""
        self._waiting.extendleft(reversed(list(several)))

    def counts(self, several: Iterable[Search], is_known: Callable[[str], bool]) -> dict[Key, Counted]:
        """What of these searches of one library counts."""
        times: Counter[Key] = Counter()
        in_vain: Counter[Key] = Counter()
        for one in several:
            month, topic = one.day[:7], _topic(one)
            for word in (NO_WORD, *countable(one.words, is_known)):
                if self._is_first(one, f"{one.library} {word if word != NO_WORD else f'{NO_WORD} {topic} {one.words}'}"):
                    times[month, topic, word] += 1
                    in_vain[month, topic, word] += one.is_in_vain
        return {key: (count, in_vain[key]) for key, count in times.items()}

    def forget(self, several: Iterable[Search]) -> None:
        """These are to be counted once more: they could not be written."""
        for asker in {one.asker for one in several}:
            self._many -= len(self._seen.pop(asker, ()))

    def _is_first(self, one: Search, what: str) -> bool:
        """Whether it is the first time today that somebody looks for this, who has not looked for too much."""
        if one.day > self._day:
            self._seen, self._day, self._many = {}, one.day, 0
        mine = self._seen.setdefault(one.asker, set())
        key = ids.digest(what)[:16]
        if key in mine or len(mine) >= MOST_OF_ONE or self._many >= MOST_REMEMBERED:
            return False
        mine.add(key)
        self._many += 1
        return True


def of(app: Flask) -> Searches:
    """The searches that this process counts."""
    searches: Searches = app.extensions["searches"]
    return searches


def write(app: Flask) -> bool:
    """Bring on disk what was looked for; False where some could not be written and waits for the next time."""
    searches = of(app)
    by_library: dict[str, list[Search]] = {}
    for one in searches.take():
        by_library.setdefault(one.library, []).append(one)
    is_all = True
    with app.app_context():
        for library, several in by_library.items():
            try:
                with reading(library) as session:
                    counts = searches.counts(several, known_words(session))
                if counts:
                    with writing(library) as handle:
                        keeping.add(handle, counts)
            except (Refusal, SQLAlchemyError) as error:
                log.warning("searches wait to be written: %s", type(error).__name__)
                searches.forget(several)
                searches.put_back(several)
                is_all = False
    return is_all


def keep_writing(app: Flask) -> threading.Thread:
    """Write now and then until the process ends, and what is left at its end."""

    def run() -> None:
        main = threading.main_thread()
        while main.is_alive():
            main.join(EVERY_SECONDS)
            write(app)
        for _try in range(TRIES_AT_THE_END):
            if write(app):
                return
        log.error("searches were not written: %s", len(of(app).take()))

    # Not a daemon: Python waits for it when the server is told to stop.
    thread = threading.Thread(target=run, name="searches", daemon=False)
    thread.start()
    return thread


def _topic(one: Search) -> str:
    """What most of what was found is about; of several the first."""
    found = Counter(topic for topic in one.topics if 0 < len(topic) <= MOST_OF_A_TOPIC)
    return found.most_common(1)[0][0] if found else NO_TOPIC
