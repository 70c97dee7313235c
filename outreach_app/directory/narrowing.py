"""What an address asks of the directory, the same at the desk and in public: words, facets, open now, a page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.directory import cards, said, search, topics
from outreach_app.directory.search import PAGE, Found, Wanted
from outreach_app.directory.standard import STATUSES
from outreach_app.web import language
from outreach_app.web.text import gettext as _

MOST_OF_WORDS, MOST_OF_A_VALUE, LAST_PAGE = 100, 200, 10_000
PUBLIC = (cards.TOPIC, cards.CITY, cards.LANGUAGE, cards.COST)
Choices = dict[str, list[tuple[str, str]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, and which page of it."""

    wanted: Wanted
    page: int
    is_open_now: bool
    is_stale_only: bool

    def args(self, **more: Any) -> dict[str, Any]:
        """The address that asks for it again, with these differences."""
        told = {"q": self.wanted.words or None, **{name: value or None for name, value in self.wanted.facets.items()}}
        told |= {"open": "now" if self.is_open_now else None, "stale": "1" if self.is_stale_only else None}
        return {**told, **more}


def public(args: Mapping[str, str]) -> Asked:
    """What anybody may ask: services that are given now."""
    return _asked(args, PUBLIC, {})


def at_the_desk(args: Mapping[str, str], stale_before: str) -> Asked:
    """What staff may ask: the same, those that are given no more too, and those that went stale."""
    since = stale_before if args.get("stale") else None
    return _asked(args, (*PUBLIC, cards.STATUS), {"also_closed": True, "unverified_since": since})


def found(session: Session, asked: Asked) -> tuple[Found, int]:
    """The page that is asked for, and how many pages there are."""
    answer = search.search(session, asked.wanted, page=asked.page)
    return answer, -(-answer.total // PAGE)


def choices(session: Session) -> Choices:
    """The values of each facet in the reader's words, with how many listings have it; the first choice is any."""
    called: dict[str, Callable[[str], str]] = {cards.TOPIC: topics.called, cards.LANGUAGE: said.language_name, cards.CITY: str}
    offered: Choices = {}
    for sort, name in called.items():
        values = [(value, f"{name(value)} ({count})") for value, count in search.choices(session, sort)]
        offered[sort] = [("", _("Any")), *sorted(values, key=lambda one: cards.plain(one[1]))]
    offered[cards.COST] = [("", _("Any")), *((one, str(said.COST[one])) for one in (cards.FREE, cards.PAID))]
    offered[cards.STATUS] = [("", _("Any")), *((one, str(said.STATUS[one])) for one in STATUSES)]
    return offered


def _asked(args: Mapping[str, str], sorts: tuple[str, ...], more: dict[str, Any]) -> Asked:
    words = " ".join(args.get("q", "").replace("\x00", "").split())[:MOST_OF_WORDS]
    facets = {sort: args.get(sort, "").replace("\x00", "")[:MOST_OF_A_VALUE] for sort in sorts}
    is_open_now = args.get("open") == "now"
    if is_open_now:
        now = clock.now().astimezone(language.zone())
        more = {**more, "open_at": (now.date(), now.hour * 60 + now.minute)}
    typed = args.get("page", "1")
    page = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 6 else 1
    return Asked(Wanted(words, facets, **more), min(max(page, 1), LAST_PAGE), is_open_now, bool(more.get("unverified_since")))
