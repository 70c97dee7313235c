"""Looking for listings: by words that may be typed wrong, by topic, town, language and cost."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.directory import cards, opening, words
from outreach_app.directory.models import DirectoryState, Facet, Listing
from outreach_app.statements import Prepared, table_of

PAGE = 20
MOST_WORDS = 8
# How many letters may be wrong in a word of so many, and how many other words are tried for it.
_WRONG = ((8, 2), (4, 1))
_MOST_MEANT = 8
_listing = table_of(Listing).c
_state = table_of(DirectoryState).c
_VERSION = Prepared(select(_state.version))
# Every value is bound; what is put together is this module's own text.
_HAS = (
    "EXISTS (SELECT 1 FROM listing_facets WHERE listing_facets.library_id = :in_library"
    " AND sort = :sort_{number} AND value = :value_{number} AND listing_id = listings.id)"
)
_AMONG = {
    "sqlite": "listings.id IN (SELECT value FROM json_each(:among))",
    "postgresql": "listings.id = ANY(:among)",
}
_VOCABULARY = Prepared(select(_listing.name_words, _listing.topic_words, _listing.other_words))


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody looks for; facets by `cards.FACETS`."""

    words: str = ""
    facets: dict[str, str] = field(default_factory=dict)
    also_closed: bool = False
    """Those too that are not given now: for the desk."""
    unverified_since: str | None = None
    """Only those that nobody has asked about since this day."""
    open_at: tuple[date, int] | None = None
    """Only those that are open on this day, at this minute of it."""

    @property
    def is_narrow(self) -> bool:
        """Whether anything is asked for."""
        return bool(cards.split(self.words) or any(self.facets.values()) or self.unverified_since or self.open_at)


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found: cards, how many there are in all, and what was taken for a word typed wrong."""

    listings: list[dict[str, Any]]
    total: int
    meant: dict[str, str] = field(default_factory=dict)


def search(session: Session, wanted: Wanted, *, page: int = 1, size: int = PAGE) -> Found:
    """The listings that fit, best first; by name where no words are asked for."""
    asked = cards.split(wanted.words)[:MOST_WORDS]
    found = _page(session, wanted, [[word] for word in asked], page, size)
    if found.total or not asked:
        return found
    known = vocabulary(session)
    groups = [[word] if known.has(word) else known.meant(word) for word in asked]
    if not all(groups):
        return found
    again = _page(session, wanted, groups, page, size)
    return replace(again, meant={word: group[0] for word, group in zip(asked, groups, strict=True) if group[0] != word})


def version(session: Session) -> int:
    """The number of the directory's last change."""
    return next((one for (one,) in _VERSION.rows(session)), 0)


def choices(session: Session, sort: str) -> list[tuple[str, int]]:
    """The values of a facet among services that are given now, with how many have each, the most frequent first.

    They are remembered until the directory changes.
    """
    key, now = (session.info["library"], sort), version(session)
    if key not in _offered or _offered[key][0] != now:
        _offered[key] = (now, _choices(session, sort))
    return _offered[key][1]


_offered: dict[tuple[str, str], tuple[int, list[tuple[str, int]]]] = {}


def _choices(session: Session, sort: str) -> list[tuple[str, int]]:
    count = func.count(Facet.listing_id)
    mine = (Facet.listing_id == Listing.id) & (Facet.library_id == Listing.library_id)
    query = select(Facet.value, count).join(Listing, mine).where(Facet.sort == sort, Listing.is_open)
    return [
        (value, number) for value, number in session.execute(query.group_by(Facet.value).order_by(count.desc(), Facet.value))
    ]


class Vocabulary:
    """Every word that a library's listings are found by."""

    def __init__(self, found: Iterable[str]) -> None:
        self._words = sorted(found)

    def has(self, beginning: str) -> bool:
        """Whether a word begins so."""
        at = bisect_left(self._words, beginning)
        return at < len(self._words) and self._words[at].startswith(beginning)

    def meant(self, word: str) -> list[str]:
        """The words that it may have been meant to be, the nearest first."""
        most = next((wrong for letters, wrong in _WRONG if len(word) >= letters), 0)
        if not most:
            return []
        # Only a word that is typed wrong needs it.
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=most, limit=_MOST_MEANT)
        return [one for one, _distance, _place in near]


def vocabulary(session: Session) -> Vocabulary:
    """The words of the library of the session; remembered until the directory changes."""
    library, now = session.info["library"], version(session)
    if _remembered.get(library, (-1, None))[0] != now:
        found = {word for row in _VOCABULARY.rows(session) for column in row for word in column.split()}
        _remembered[library] = (now, Vocabulary(found))
    return _remembered[library][1]


_remembered: dict[str, tuple[int, Vocabulary]] = {}


def _page(session: Session, wanted: Wanted, groups: Sequence[Sequence[str]], page: int, size: int) -> Found:
    values: dict[str, Any] = {"in_library": session.info["library"], "size": size, "skipped": (page - 1) * size}
    order, source = "listings.sorted_by, listings.id", "listings"
    if groups:
        query = words.finding(session, groups)
        values |= query.values
        source = f"({query.sql}) found JOIN listings ON listings.id = found.id"
        order = f"found.score DESC, {order}"
    limits = ["listings.library_id = :in_library"]
    if not wanted.also_closed:
        limits.append("listings.is_open")
    for number, (sort, value) in enumerate(sorted((sort, value) for sort, value in wanted.facets.items() if value)):
        limits.append(_HAS.format(number=number))
        values |= {f"sort_{number}": sort, f"value_{number}": value}
    if wanted.unverified_since:
        limits.append("(listings.verified_on IS NULL OR listings.verified_on < :unverified_since)")
        values["unverified_since"] = wanted.unverified_since
    if wanted.open_at:
        limits.append(_AMONG[session.connection().dialect.name])
        ids = opening.open_ids(session, version(session), *wanted.open_at)
        values["among"] = json_text.write(ids) if session.connection().dialect.name == "sqlite" else ids
    sql = f"FROM {source} WHERE {' AND '.join(limits)}"
    total = session.execute(text(f"SELECT count(*) {sql}"), values).scalar_one()
    rows = session.execute(text(f"SELECT listings.card {sql} ORDER BY {order} LIMIT :size OFFSET :skipped"), values)
    return Found([_told(card) for (card,) in rows], total)


def _told(card: str) -> dict[str, Any]:
    told: dict[str, Any] = json_text.read(card)
    return told
