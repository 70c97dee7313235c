"""The JSON form: one entry, several, or a page of them, in one document or many."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from outreach_app.directory.intake.opening import Files, unread
from outreach_app.directory.intake.tables import encoding_of
from outreach_app.directory.standard import BY_TABLE, ENTITIES
from outreach_app.web.text import lazy_gettext as _

ENDINGS = (".json", ".ndjson", ".jsonl")
MOST_OF_ALL = 192 * 1024 * 1024
PACKAGE = "datapackage.json"
# What only one entity has, the surest first.
_SIGNS = (
    ("service_at_location", ("location", "location_id")),
    ("service", ("status", "service_at_locations", "organization", "program")),
    ("location", ("location_type", "latitude")),
    ("taxonomy_term", ("taxonomy_detail", "taxonomy_id", "parent_id", "term_uri", "taxonomy")),
    ("organization", ("services", "locations", "organization_identifiers", "website", "legal_status")),
)
_LONGEST_FIRST = sorted(ENTITIES, key=lambda one: -len(one.name))


def entries(files: Files) -> Iterator[tuple[str, str, str, Any]]:
    """(file, place, entity, nested) of all documents. Raises `Refusal` "directory.file_unread"."""
    names = [one for one in files.names if one.lower().endswith(ENDINGS) and one != PACKAGE]
    left = MOST_OF_ALL
    for name in names:
        with files.opened(name) as raw:
            content = raw.read(left + 1)
        left -= len(content)
        if left < 0:
            raise unread(_("The JSON documents have more than %(most)d MB in all.", most=MOST_OF_ALL // 1024 // 1024))
        text = content.decode(encoding_of(files, name), "replace")
        del content
        documents = _by_lines(text, name) if not name.lower().endswith(".json") else [("", _read(text, name))]
        for at, document in documents:
            for place, named, one in _listed(document, at):
                entity = named or entity_of(one, name)
                if entity is None:
                    raise unread(_("%(file)s has something that is no entry of the standard.", file=name))
                yield name, place, entity, one


def entity_of(one: Any, name: str) -> str | None:
    """Which entity it is, told by its members, else by the name of its file; None where neither says."""
    if not isinstance(one, Mapping) or "id" not in one:
        return None
    for entity, signs in _SIGNS:
        if any(sign in one for sign in signs):
            return entity
    plain = name.lower()
    called = (
        entity.name
        for entity in _LONGEST_FIRST
        if plain.startswith((entity.name, entity.table)) and any(field.name in one for field in entity.fields[1:])
    )
    return next(called, "organization" if "name" in one and "description" in one else None)


def _listed(document: Any, at: str) -> Iterator[tuple[str, str | None, Any]]:
    """(place, entity where the document names it, nested)"""
    if isinstance(document, Mapping) and isinstance(document.get("contents"), list):
        yield from ((f"{at}contents[{number}]", None, one) for number, one in enumerate(document["contents"]))
    elif isinstance(document, list):
        yield from ((f"{at}[{number}]", None, one) for number, one in enumerate(document))
    elif isinstance(document, Mapping) and "id" not in document and (named := list(_by_tables(document))):
        yield from named
    else:
        yield at, None, document


def _by_tables(document: Mapping[str, Any]) -> Iterator[tuple[str, str, Any]]:
    """Entries in one object by the names of their tables."""
    for name, many in document.items():
        entity = BY_TABLE.get(name)
        if entity is not None and isinstance(many, list):
            yield from ((f"{name}[{number}]", entity.name, one) for number, one in enumerate(many))


def _by_lines(text: str, name: str) -> Iterator[tuple[str, Any]]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield str(_("line %(line)d", line=number)), _read(line, name)


def _read(text: str, name: str) -> Any:
    try:
        return json.loads(text.removeprefix("\ufeff"), parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise unread(_("%(file)s is no JSON document that can be read.", file=name)) from error


def _no_number(text: str) -> None:
    raise ValueError(text)
