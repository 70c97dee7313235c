"""Which entries a request of the open API is about: their ids, a page of them, and how many there are."""

from bisect import bisect_left
from collections.abc import Sequence
from math import asin, cos, radians, sin, sqrt
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.directory import cards, words
from outreach_app.directory.models import Entry
from outreach_app.directory.open_api.asking import Asked
from outreach_app.directory.search import MOST_WORDS, version
from outreach_app.directory.standard import AT_LOCATION, LOCATION, ORGANIZATION, SERVICE, TAXONOMY, TERM

_EARTH_METRES = 6_371_000
# Every value is bound; what is put together is this module's own text.
_HOLDS = (
    "EXISTS (SELECT 1 FROM directory_links WHERE directory_links.library_id = :in_library AND directory_links.of = '{of}'"
    " AND directory_links.of_id = :{name} AND directory_links.entity = '{entity}' AND directory_links.id = {id})"
)
_HAS_TERM = (
    "EXISTS (SELECT 1 FROM directory_links held JOIN directory_links named ON named.library_id = held.library_id"
    " AND named.entity = 'attribute' AND named.id = held.id AND named.of = 'taxonomy_term'{also}"
    " WHERE held.library_id = :in_library AND held.of = 'service' AND held.of_id = {id} AND held.entity = 'attribute'{where})"
)
_OF_TAXONOMY = (
    " JOIN directory_links filed ON filed.library_id = held.library_id AND filed.of = 'taxonomy'"
    " AND filed.of_id = :taxonomy_id AND filed.entity = 'taxonomy_term' AND filed.id = named.of_id"
)
_MODIFIED = {
    "sqlite": "coalesce(json_extract({table}.body, '$.last_modified'), '9') >= :modified_after",
    "postgresql": "coalesce(CAST({table}.body AS jsonb) ->> 'last_modified', '9') >= :modified_after",
}
_AMONG = {"sqlite": "{id} IN (SELECT value FROM json_each(:among))", "postgresql": "{id} = ANY(:among)"}


def page(session: Session, entity: str, asked: Asked) -> tuple[list[str], int]:
    """The ids of a page, and how many there are in all; everything at once where no pages are asked for."""
    dialect = session.connection().dialect.name
    values: dict[str, Any] = {"in_library": session.info["library"], "entity": entity}
    order, source, limits = "listed.position, listed.id", "directory_entries listed", list[str]()
    service = "listed.id"
    if entity == AT_LOCATION.name:
        source += (
            " JOIN directory_links given ON given.library_id = listed.library_id AND given.of = 'service'"
            " AND given.entity = listed.entity AND given.id = listed.id"
        )
        service = "given.of_id"
    if asked.search:
        groups = [[word] for word in cards.split(asked.search)[:MOST_WORDS]]
        if not groups:
            return [], 0
        if entity in (SERVICE.name, AT_LOCATION.name):
            query = words.finding(session, groups)
            values |= query.values
            source += f" JOIN ({query.sql}) found ON found.id = {service}"
            order = f"found.score DESC, {order}"
        else:
            limits.append(_among(values, _named(session, entity, [one for (one,) in groups]), dialect))
    limits += _limits(entity, asked, service, values, dialect)
    if asked.modified_after:
        table = "listed"
        if entity == AT_LOCATION.name:
            source += (
                " JOIN directory_entries of_service ON of_service.library_id = listed.library_id"
                " AND of_service.entity = 'service' AND of_service.id = given.of_id"
            )
            table = "of_service"
        limits.append(_MODIFIED[dialect].format(table=table))
        values["modified_after"] = asked.modified_after
    if asked.postcode and entity == AT_LOCATION.name:
        limits.append(_among(values, _near(session, asked.postcode, asked.proximity), dialect))
    where = " AND ".join(["listed.library_id = :in_library", "listed.entity = :entity", *limits])
    if asked.format != "json":
        rows = session.execute(text(f"SELECT listed.id FROM {source} WHERE {where} ORDER BY {order}"), values)  # noqa: S608
        ids = [id_ for (id_,) in rows]
        return ids, len(ids)
    total = session.execute(text(f"SELECT count(*) FROM {source} WHERE {where}"), values).scalar_one()  # noqa: S608
    values |= {"size": asked.per_page, "skipped": (asked.page - 1) * asked.per_page}
    one_page = f"SELECT listed.id FROM {source} WHERE {where} ORDER BY {order} LIMIT :size OFFSET :skipped"  # noqa: S608
    return [id_ for (id_,) in session.execute(text(one_page), values)], total


def _limits(entity: str, asked: Asked, service: str, values: dict[str, Any], dialect: str) -> list[str]:
    found: list[str] = []
    if asked.organization_id:
        found.append(_HOLDS.format(of=ORGANIZATION.name, name="organization_id", entity=SERVICE.name, id=service))
        values["organization_id"] = asked.organization_id
    if asked.taxonomy_term_id:
        found.append(_HAS_TERM.format(also="", id=service, where=" AND named.of_id = :term_id"))
        values["term_id"] = asked.taxonomy_term_id
    if asked.taxonomy_id:
        values["taxonomy_id"] = asked.taxonomy_id
        if entity == TERM.name:
            found.append(_HOLDS.format(of=TAXONOMY.name, name="taxonomy_id", entity=TERM.name, id=service))
        else:
            found.append(_HAS_TERM.format(also=_OF_TAXONOMY, id=service, where=""))
    if asked.parent_id:
        found.append(_HOLDS.format(of=TERM.name, name="parent_id", entity=TERM.name, id=service))
        values["parent_id"] = asked.parent_id
    if asked.top_only:
        found.append(
            "NOT EXISTS (SELECT 1 FROM directory_links WHERE directory_links.library_id = :in_library"
            " AND directory_links.of = 'taxonomy_term' AND directory_links.entity = listed.entity"
            " AND directory_links.id = listed.id)"
        )
    return found


def _among(values: dict[str, Any], ids: Sequence[str], dialect: str) -> str:
    values["among"] = json_text.write(list(ids)) if dialect == "sqlite" else list(ids)
    return _AMONG[dialect].format(id="listed.id")


def _named(session: Session, entity: str, begin: Sequence[str]) -> list[str]:
    """The entries of an entity of whose name's words one begins with each of these."""
    return [id_ for id_, names in _names(session, entity) if all(_begins(names, one) for one in begin)]


def _begins(ordered: Sequence[str], beginning: str) -> bool:
    at = bisect_left(ordered, beginning)
    return at < len(ordered) and ordered[at].startswith(beginning)


_remembered: dict[tuple[str, str], tuple[int, list[Any]]] = {}


def _names(session: Session, entity: str) -> list[tuple[str, list[str]]]:
    def found() -> list[Any]:
        query = select(Entry.id, Entry.body).where(Entry.entity == entity).execution_options(yield_per=1_000)
        told = ((id_, json_text.read(body)) for id_, body in session.execute(query))
        named = ("name", "alternate_name", "code")
        return [(id_, sorted(cards.split(" ".join(str(one.get(name) or "") for name in named)))) for id_, one in told]

    return _kept(session, entity, found)


def _near(session: Session, postcode: str, metres: float | None) -> list[str]:
    """The services at locations with this postcode, or within so many metres of the middle of those that have it."""
    places = _places(session)
    plain = _plain(postcode)
    there = [one for one in places if plain in one[3]]
    if metres is None:
        return [one[0] for one in there]
    known = [(one[1], one[2]) for one in there if one[1] is not None and one[2] is not None]
    if not known:
        return []
    middle = (sum(one[0] for one in known) / len(known), sum(one[1] for one in known) / len(known))
    return [
        id_ for id_, north, east, _codes in places
        if north is not None and east is not None and _metres(middle, (north, east)) <= metres
    ]  # fmt: skip


def _places(session: Session) -> list[tuple[str, float | None, float | None, frozenset[str]]]:
    def found() -> list[Any]:
        codes: dict[str, set[str]] = {}
        for told in _bodies(session, "address"):
            codes.setdefault(str(told.get("location_id")), set()).add(_plain(str(told.get("postal_code") or "")))
        where = {
            told["id"]: (_degrees(told.get("latitude")), _degrees(told.get("longitude")), frozenset(codes.get(told["id"], ())))
            for told in _bodies(session, LOCATION.name)
        }
        return [
            (told["id"], *where[told["location_id"]])
            for told in _bodies(session, AT_LOCATION.name)
            if told.get("location_id") in where
        ]

    return _kept(session, "places", found)


def _bodies(session: Session, entity: str) -> Any:
    query = select(Entry.body).where(Entry.entity == entity).execution_options(yield_per=1_000)
    return (json_text.read(body) for body in session.scalars(query))


def _kept(session: Session, name: str, find: Any) -> list[Any]:
    """What was found, remembered until the directory changes."""
    now, key = version(session), (session.info["library"], name)
    if _remembered.get(key, (-1, []))[0] != now:
        _remembered[key] = (now, find())
    return _remembered[key][1]


def _plain(postcode: str) -> str:
    return "".join(postcode.split()).casefold()


def _degrees(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _metres(one: tuple[float, float], other: tuple[float, float]) -> float:
    north, east, to_north, to_east = (radians(value) for value in (*one, *other))
    half = sin((to_north - north) / 2) ** 2 + cos(north) * cos(to_north) * sin((to_east - east) / 2) ** 2
    return 2 * _EARTH_METRES * asin(min(1, sqrt(half)))
