"""The open API's own description, OpenAPI 3.1: the standard's addresses and parameters as they are answered here."""

from typing import Any

from outreach_app.directory.open_api.asking import FORMATS, KINDS, MOST, MOST_FULL, PAGE, PARAMETERS
from outreach_app.directory.standard import VERSION

SCHEMAS = "https://raw.githubusercontent.com/openreferral/specification/3.0/schema/"
_ENTITIES = {
    "services": "service", "organizations": "organization", "taxonomies": "taxonomy", "taxonomy_terms": "taxonomy_term",
    "service_at_locations": "service_at_location",
}  # fmt: skip
_SAYS = {
    "search": "Words of which each begins a word of the entry.",
    "page": "From 1 on.",
    "per_page": f"{PAGE} by default, {MOST} at most, {MOST_FULL} with full.",
    "format": "json, or ndjson: everything at once, an entry a line.",
    "taxonomy_term_id": "Services with this term.",
    "taxonomy_id": "With a term of this taxonomy.",
    "organization_id": "Services of this organization.",
    "modified_after": "Changed at this moment or later, and those that do not say.",
    "minimal": "Only id and modified_date, of all services at once.",
    "full": "With all that belongs to it.",
    "full_service": "With the services whole instead of their ids.",
    "postcode": "At locations with this postcode.",
    "proximity": "Within so many metres of the middle of the locations with the postcode.",
    "top_only": "Only terms that have no parent.",
    "parent_id": "Terms below this one.",
}
_WHOLE = {"type": "integer"}
_PAGE = {
    "total_items": _WHOLE, "total_pages": _WHOLE, "page_number": _WHOLE, "size": _WHOLE, "first_page": {"type": "boolean"},
    "last_page": {"type": "boolean"}, "empty": {"type": "boolean"},
}  # fmt: skip


def described(library: str, address: str) -> dict[str, Any]:
    """The description of a library's directory at an address."""
    return {
        "openapi": "3.1.0",
        "info": {
            "title": f"{library}: referral directory", "version": VERSION,
            "description": "Read-only; no key, no cookie. Answers carry an ETag.",
        },
        "servers": [{"url": address}],
        "paths": {"/": {"get": _answer({"type": "object"})}} | {path: _path(path) for path in PARAMETERS},
        "components": {"parameters": {name: _parameter(name) for name in _SAYS}},
    }  # fmt: skip


def _path(path: str) -> dict[str, Any]:
    entity = {"$ref": f"{SCHEMAS}{_ENTITIES[path.split('/')[1]]}.json"}
    named = [{"$ref": f"#/components/parameters/{name}"} for name in PARAMETERS[path]]
    if path.endswith("{id}"):
        named.append({"name": "id", "in": "path", "required": True, "schema": {"type": "string"}})  # type: ignore[dict-item]
        return {"get": _answer(entity, named)}
    page = {"type": "object", "properties": {**_PAGE, "contents": {"type": "array", "items": entity}}}
    return {"get": _answer(page, named)}


def _answer(schema: dict[str, Any], named: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    content = {"application/json": {"schema": schema}}
    return {"parameters": named or [], "responses": {"200": {"description": "As asked.", "content": content}}}


def _parameter(name: str) -> dict[str, Any]:
    kind: dict[str, Any] = {"type": KINDS.get(name, "string")}
    if name == "format":
        kind["enum"] = list(FORMATS)
    return {"name": name, "in": "query", "required": False, "description": _SAYS[name], "schema": kind}
