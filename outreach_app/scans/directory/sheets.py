"""Listings on paper, by topic and area: what stands on the sheet, as a page and as PDF."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from outreach_app.accounts.models import Library
from outreach_app.directory import cards, said, search, topics
from outreach_app.directory.search import Wanted
from outreach_app.paper import typesetting
from outreach_app.paper.typesetting import printable
from outreach_app.web import language
from outreach_app.web.text import gettext as _
from outreach_app.web.text import ngettext

MOST = 200
SORTS = (cards.TOPIC, cards.CITY, cards.LANGUAGE, cards.COST)
MOST_KEPT = 32
_kept: dict[tuple[Any, ...], bytes] = {}


@dataclass(frozen=True, slots=True)
class Entry:
    """A listing on the sheet: its name, whose it is, and what there is to say, as (label, text)."""

    id: str
    name: str
    organization: str
    about: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on paper."""

    title: str
    says: str
    entries: Sequence[Entry]
    left_out: int
    version: int


def sheet(session: Session, library: Library, facets: Mapping[str, str]) -> Sheet:
    """The listings of these facets, by name, in the language that is spoken."""
    found = search.search(session, Wanted(facets=dict(facets)), size=MOST)
    parts = [_value(sort, value) for sort, value in facets.items() if value]
    title = ", ".join(parts) or _("All services")
    says = _("As of %(day)s. Call before you go: what others offer may change.", day=language.full_date(language.today()))
    entries = [_entry(card) for card in found.listings]
    return Sheet(title, says, entries, found.total - len(entries), search.version(session))


def as_pdf(told: Sheet, library: Library, spoken: str, address: str, facets: Mapping[str, str]) -> bytes:
    """The sheet as a tagged PDF; the same one is set once."""
    key = (library.id, library.version, told.version, spoken, address, tuple(sorted(facets.items())), language.today())
    if key not in _kept:
        if len(_kept) >= MOST_KEPT:
            _kept.clear()
        _kept[key] = typesetting.pdf("directory", _told(told, library, spoken, address))
    return _kept[key]


def left_out(told: Sheet) -> str:
    """How many more there are than a sheet has room for."""
    if not told.left_out:
        return ""
    return ngettext(
        "%(num)s more is left out: choose a topic or a town.",
        "%(num)s more are left out: choose a topic or a town.",
        told.left_out,
    )


def _told(told: Sheet, library: Library, spoken: str, address: str) -> dict[str, Any]:
    reached = [library.phone, library.mail, library.web]
    return {
        "language": spoken,
        "paper": "us-letter" if library.time_zone.startswith("America/") else "a4",
        "title": printable(told.title),
        "library": printable(library.name),
        "reached": printable(" · ".join(one for one in reached if one)),
        "says": printable(told.says),
        "left_out": printable(left_out(told)),
        "address": printable(_("Search it yourself: %(address)s", address=address)),
        "entries": [
            {
                "name": printable(one.name), "organization": printable(one.organization), "about": printable(one.about),
                "lines": [[printable(label), printable(text)] for label, text in one.lines],
            }
            for one in told.entries
        ],
    }  # fmt: skip


def _entry(card: Mapping[str, Any]) -> Entry:
    phones = [", ".join(filter(None, [_number(one), one["note"]])) for one in card["phones"]]
    spoken = ", ".join(map(said.language_name, card["languages"]))
    hours = "; ".join(f"{days} {times}".strip() for days, times in said.hours_in_words(card["hours"]))
    cost = ", ".join(filter(None, [str(said.COST[card["cost"]]) if card["cost"] != cards.UNKNOWN else "", card["cost_note"]]))
    lines = [
        (_("Phone"), "; ".join(phones)),
        (_("Where"), "; ".join(one["address"] or one["name"] for one in card["places"])),
        (_("When"), hours),
        (_("Cost"), cost),
        (_("For whom"), "; ".join(filter(None, [card["for_whom"], said.ages(card)]))),
        (_("Languages"), spoken),
        (_("To bring along"), "; ".join(card["to_bring"])),
        (_("Web"), card["web"]),
    ]
    about = " ".join(filter(None, [card["alert"], card["description"]]))
    return Entry(card["id"], card["name"], card["organization"], about, tuple((label, text) for label, text in lines if text))


def _number(phone: Mapping[str, Any]) -> str:
    extension = phone["extension"]
    return f"{phone['number']} {_('ext. %(number)s', number=extension)}" if extension else str(phone["number"])


def _value(sort: str, value: str) -> str:
    if sort == cards.TOPIC:
        return topics.called(value)
    if sort == cards.LANGUAGE:
        return said.language_name(value)
    return str(said.COST.get(value, value)) if sort == cards.COST else value
