"""What a server's process remembers of flyers that are opened, for some seconds: a poster may be scanned by a full hall.

A page is made once for each language and kept ready to be sent; whoever changes a flyer at the desk waits no longer than
those seconds. How much is remembered has an end.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from zoneinfo import ZoneInfo

from werkzeug.datastructures import LanguageAccept

from outreach_app import clock
from outreach_app.accounts.models import Library
from outreach_app.db import db, reading
from outreach_app.doors import codes as doors
from outreach_app.flyers import queries
from outreach_app.flyers.models import Flyer
from outreach_app.partners import queries as partners
from outreach_app.partners.queries import Place
from outreach_app.scans.opening import Opening, opening, until
from outreach_app.web import language
from outreach_app.web.one_request import Page

SECONDS = 10
MOST, MOST_PAGES, MOST_ANSWERS, LONGEST = 1000, 40, 200, 200


@dataclass
class Opened:
    """A flyer, whose it is, and its pages as far as they were made."""

    flyer: Flyer
    library: Library
    place: Place | None
    """The place that it is about, where it is about one."""
    until: float
    pages: dict[tuple[str, str, bool], Page] = field(default_factory=dict)
    answers: dict[tuple[str, str], Page] = field(default_factory=dict)
    """Which page it was, by the languages and the query that a request came with."""

    @property
    def today(self) -> str:
        """The date on the library's calendar."""
        return clock.now().astimezone(ZoneInfo(self.library.time_zone)).date().isoformat()

    def speaks(self, asked: str | None, accepted: LanguageAccept) -> str:
        """The language of the page: asked for, else the browser's, else the library's first that the flyer has."""
        words = self.flyer.words
        if asked in words:
            return str(asked)
        return accepted.best_match(list(words)) or self.flyer.in_words(*self.library.language_codes)[0]

    def frame(self, speaks: str, accepted: LanguageAccept) -> str:
        """The language of what the product itself says on the page: the flyer's where it speaks that."""
        known = language.public()
        offered = [one for one in self.library.language_codes if one in known] or known
        return language.near(speaks, known) or accepted.best_match(offered) or offered[0]

    def answer(self, asked: tuple[str, str], find: Callable[[], Page]) -> Page:
        """The page for a request that asked so, found out where nobody asked so yet."""
        found = self.answers.get(asked)
        if found is None:
            found = find()
            if len(self.answers) < MOST_ANSWERS and sum(map(len, asked)) <= LONGEST:
                self.answers[asked] = found
        return found

    def page(self, key: tuple[str, str, bool], make: Callable[[], Page]) -> Page:
        """The page of that key, made where it is not there."""
        found = self.pages.get(key)
        if found is None:
            if len(self.pages) >= MOST_PAGES:
                self.pages.clear()
            found = self.pages[key] = make()
        return found


def place_opening(place: Place | None, time_zone: str) -> Opening | None:
    """When the place is open that a flyer is about."""
    return opening(place.opening, time_zone, place.closed_on) if place else None


def opened(remembered: dict[str, Opened], code: str) -> Opened | None:
    """The flyer that this code of one opens, as it is remembered or as it is."""
    now, found = clock.now().timestamp(), remembered.get(code)
    if found is not None and found.until > now:
        return found
    door = doors.behind(db.session(), code, doors.FLYER)
    if door is None:
        remembered.pop(code, None)
        return None
    with reading(door.library_id) as session:
        flyer = queries.flyer(session, door.target)
        if flyer is None:
            return None
        home = session.get_one(Library, door.library_id)
        place = partners.place(session, flyer.site_id) if flyer.site_id else None
        openings = [opening(home.opening, home.time_zone), place_opening(place, home.time_zone)]
        found = Opened(flyer, home, place, until(openings, now + SECONDS))
    if len(remembered) >= MOST:
        remembered.clear()
    remembered[code] = found
    return found
