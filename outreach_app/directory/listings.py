"""Listings kept as the entries have them: which are affected by what, working them out, telling the phones."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.directory import cards, feed, words
from outreach_app.directory.assembling import nested
from outreach_app.directory.linking import Key
from outreach_app.directory.models import DirectoryState, Entry, Facet, Link, Listing
from outreach_app.directory.standard import (
    ACTIVE,
    AT_LOCATION,
    ATTRIBUTE,
    LOCATION,
    ORGANIZATION,
    PROGRAM,
    SERVICE,
    TAXONOMY,
    TERM,
)
from outreach_app.feed import rows
from outreach_app.statements import Prepared, among, insert, table_of, upsert

AT_ONCE = 500
_NOTED = "directory has its number"
_link = table_of(Link).c
_UP = Prepared(select(_link.of, _link.of_id).where(_link.entity == bindparam("entity"), among(_link.id, "ids")))
_DOWN = Prepared(select(_link.entity, _link.id).where(_link.of == bindparam("of"), among(_link.of_id, "ids")))
_listing = table_of(Listing).c
_LISTED = Prepared(select(_listing.id).where(among(_listing.id, "ids")))
# Those that a service points to: what changes in them is told by the services that they hold.
_HEADS = frozenset(one.name for one in (ORGANIZATION, PROGRAM, LOCATION, TERM, TAXONOMY))
_DOWN_TO = frozenset(one.name for one in (SERVICE, AT_LOCATION, ATTRIBUTE, TERM))
# What only names one of those, and is no part of it.
_NAMES = {(ATTRIBUTE.name, TERM.name), (AT_LOCATION.name, LOCATION.name)}


def affected(session: Session, keys: Iterable[Key]) -> set[str]:
    """The services whose listings may be others when these entries are."""
    services, seen, wanted = set[str](), set[Key](), set(keys)
    while wanted:
        seen |= wanted
        services |= {id_ for entity, id_ in wanted if entity == SERVICE.name}
        wanted = {one for one in _next(session, wanted) if one not in seen}
    return services


def refresh(writing: Writing, keys: Sequence[Key]) -> None:
    """Work out anew what these entries are part of."""
    if keys:
        refresh_services(writing, affected(writing.session, keys))
        # What belongs to no service is in no listing, and still another directory.
        note_change(writing)


def refresh_services(writing: Writing, ids: Iterable[str]) -> None:
    """Work out the listings of these services anew; those of services that are gone go too."""
    wanted = sorted(ids)
    for start in range(0, len(wanted), AT_ONCE):
        _refresh(writing, wanted[start : start + AT_ONCE])
    if wanted:
        note_change(writing)


def note_change(writing: Writing) -> None:
    """Give the directory its next number: once in a transaction."""
    if writing.parts.get(_NOTED):
        return
    writing.parts[_NOTED] = True
    before = writing.session.scalars(select(DirectoryState.version)).one_or_none() or 0
    upsert(writing, DirectoryState, [{"version": before + 1, "changed_at": writing.now}])


def all_listings(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the phones' collection: services that are given now."""
    for id_, card in session.execute(select(Listing.id, Listing.card).where(Listing.is_open)):
        yield id_, card, (rows.EVERYONE,)


def all_services(session: Session) -> list[str]:
    """The ids of all services."""
    return list(session.scalars(select(Entry.id).where(Entry.entity == SERVICE.name)))


def _refresh(writing: Writing, ids: list[str]) -> None:
    found = nested(writing.session, SERVICE.name, ids)
    # Taking one out of SQLite's index reads all of it: what never was in it is not looked for there.
    indexed = [id_ for (id_,) in _LISTED.rows(writing.session, ids=ids)]
    fresh: list[dict[str, Any]] = []
    narrowed: list[dict[str, Any]] = []
    for id_, service in found.items():
        organization = (service.get("organization") or {}).get("id") or service.get("organization_id") or ""
        told = cards.card(service)
        text, by = rows.as_text(told), cards.words(told, service)
        is_open = told["status"] == ACTIVE
        fresh.append(
            {
                "id": id_, "organization_id": organization, "sorted_by": cards.plain(told["name"]), "is_open": is_open,
                "verified_on": told["verified_on"], "card": text, "name_words": by.name, "topic_words": by.topics,
                "other_words": by.others,
            }
        )  # fmt: skip
        narrowed += [{"sort": sort, "value": value, "listing_id": id_} for sort, value in cards.facets(told, organization)]
        rows.publish(writing, feed.LISTINGS, id_, text if is_open else None)
    gone = [id_ for id_ in ids if id_ not in found]
    for id_ in gone:
        rows.publish(writing, feed.LISTINGS, id_, None)
    if gone:
        writing.session.execute(delete(Listing).where(Listing.library_id == writing.library, Listing.id.in_(gone)))
    writing.session.execute(delete(Facet).where(Facet.library_id == writing.library, Facet.listing_id.in_(ids)))
    upsert(writing, Listing, fresh)
    insert(writing, Facet, narrowed)
    words.put(writing, indexed, fresh)


def _next(session: Session, keys: Iterable[Key]) -> Iterator[Key]:
    by_entity: dict[str, list[str]] = {}
    for entity, id_ in sorted(keys):
        by_entity.setdefault(entity, []).append(id_)
    for entity, ids in by_entity.items():
        if entity == SERVICE.name:
            continue
        if entity in _HEADS:
            # Down to those that point here, and from those up to whoever has them.
            yield from ((one, id_) for one, id_ in _DOWN.rows(session, of=entity, ids=ids) if one in _DOWN_TO)
        else:
            yield from ((of, id_) for of, id_ in _UP.rows(session, entity=entity, ids=ids) if (entity, of) not in _NAMES)
