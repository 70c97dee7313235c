"""What the queue is narrowed to, as its address says it, and what that means for this library."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from sqlalchemy.orm import Session

from outreach_app import shapes
from outreach_app.accounts import queries as accounts
from outreach_app.judging.queries import Named, Place, Wanted
from outreach_app.judging.rules import SORTS, STATES, WAITING
from outreach_app.kits import queries as kits
from outreach_app.partners import queries as partners
from outreach_app.training_sessions import queries as training_sessions

ALL = "all"
STATES_ASKED = (*STATES, "withdrawn", "merged", ALL)
MOST_WORDS, MOST_LETTERS = 6, 100
_id, _day = shapes.Id(), shapes.Day()


@dataclass(frozen=True)
class Asked:
    """The filters of the queue. Each is empty where nothing is asked; without a state it is what waits."""

    state: str = ""
    sort: str = ""
    trainer: str = ""
    partner: str = ""
    site: str = ""
    first: str = ""
    last: str = ""
    adds_up: str = ""
    late: str = ""
    edited: str = ""
    photos: str = ""
    q: str = ""

    @property
    def told(self) -> dict[str, Any]:
        """What an address must say for it."""
        return {name: value for name in self.__dataclass_fields__ if (value := getattr(self, name))}

    @cached_property
    def question(self) -> str:
        """The end of an address that asks the same."""
        return f"?{urlencode(self.told)}" if self.told else ""

    @property
    def is_narrow(self) -> bool:
        """Whether more than the state is asked."""
        return bool(replace(self, state="").told)

    @property
    def states(self) -> tuple[str, ...]:
        """The states that are asked; none for all."""
        return {"": WAITING, ALL: ()}.get(self.state, (self.state,))


def asked(told: Mapping[str, str]) -> Asked:
    """What an address says; what we never wrote there is left out."""
    of = {name: told.get(name, "").replace("\x00", "")[:MOST_LETTERS] for name in Asked.__dataclass_fields__}
    fits = {
        "state": of["state"] in STATES_ASKED,
        "sort": of["sort"] in SORTS,
        **{name: bool(_id.fits(of[name])) for name in ("trainer", "partner", "site")},
        **{name: bool(_day.fits(of[name])) for name in ("first", "last")},
        "adds_up": of["adds_up"] in ("yes", "no"),
        **{name: of[name] == "yes" for name in ("late", "edited", "photos")},
        "q": True,
    }
    return Asked(**{name: value.strip() for name, value in of.items() if fits[name]})


def wanted(session: Session, of: Asked) -> Wanted:
    """The same as the records know it: a partner is its places, a word whatever is called so."""
    sites = [one.id for one in partners.sites_of(session, of.partner)] if of.partner else None
    if of.site:
        sites = [of.site] if sites is None or of.site in sites else []
    return Wanted(
        states=of.states,
        sort=of.sort,
        person=of.trainer,
        sites=sites,
        first=of.first,
        last=of.last,
        odd={"no": True, "yes": False}.get(of.adds_up),
        late=bool(of.late),
        edited=bool(of.edited),
        lacks_photos=bool(of.photos),
        words=_words(session, of.q),
    )


def mark(at: int, id_: str) -> str:
    """Where a page ended."""
    return f"{at}~{id_}"


def marked(text: str | None) -> Place | None:
    """What `mark` made the text of; None where it says nothing that we made."""
    at, _tilde, id_ = (text or "").partition("~")
    digits = at.removeprefix("-")
    return (int(at), id_) if digits.isascii() and digits.isdigit() and len(at) < 19 and _id.fits(id_) else None


def _words(session: Session, text: str) -> tuple[Named, ...]:
    words = text.casefold().split()[:MOST_WORDS]
    if not words:
        return ()
    # Compared here and not by the database: SQLite folds the letters of ASCII only.
    sites, people = partners.places(session), accounts.everybody(session)
    about = {**training_sessions.every_topic(session), **kits.every_kit(session)}
    return tuple(Named(_called(sites, word), _called(people, word), _called(about, word)) for word in words)


def _called(named: Mapping[str, Any], word: str) -> list[str]:
    return [id_ for id_, name in named.items() if word in str(name).casefold()]
