"""What the phones' API is, as OpenAPI: made from the same schemas that requests are checked with.

Kinds and collections come from the catalogue; this module knows no feature.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema

from outreach_app.feed.rows import Collection
from outreach_app.ledger.fact import FactEnvelope
from outreach_app.ledger.kinds import Kind
from outreach_app.photos.facts import Sha256
from outreach_app.shapes import (
    Day,
    Either,
    Exact,
    Id,
    Instant,
    Many,
    Number,
    Object,
    Pair,
    Part,
    Text,
    TimeOfDay,
    Truth,
    Whole,
    Word,
    Zone,
)
from outreach_app.sync import envelope

_INTRODUCTION = (
    "How phones hand in facts and fetch what changed. Members may be added, never changed or taken away: read everything with "
    "others allowed. Every request carries a fresh `Outreach-Nonce`, and every answer repeats it. Bodies may be gzipped."
)
_NONCE: dict[str, Any] = {"type": "string", "pattern": "^[\\x21-\\x7e]{1,64}$"}
_REFUSALS = {
    "400": "The request is not of the agreed shape; `fields` names what is wrong.",
    "404": "There is no such thing.",
    "409": "The piece does not follow what is held; ask how much that is.",
    "422": "The bytes are not those of the name, or no picture.",
    "401": "The token, or the address with its password or code, is not known.",
    "413": "The request is too large. Send less at once.",
    "429": "Too many tries; `Retry-After` says for how long to wait.",
    "503": "The server is busy; `Retry-After` says when to come again.",
}


_PHOTO: tuple[dict[str, Any], ...] = (
    {"in": "path", "name": "sha256", "required": True, "schema": {"type": "string", "pattern": "^[0-9a-f]{64}$"}},
    {
        "in": "header",
        "name": "Content-Range",
        "schema": {"type": "string", "pattern": "^bytes [0-9]{1,9}-[0-9]{1,9}/[0-9]{1,9}$"},
    },
)


def described(kinds: Iterable[Kind], collections: Iterable[Collection]) -> dict[str, Any]:
    """The OpenAPI description of /api/v1, with the payload of each kind of fact and the row of each collection."""
    named: dict[str, type[Schema]] = {}

    def name_of(schema: type[Schema] | Schema) -> str:
        kind = schema if isinstance(schema, type) else type(schema)
        named[kind.__name__] = kind
        return kind.__name__

    plugin = MarshmallowPlugin(schema_name_resolver=name_of)
    spec = APISpec("outreach", "1", "3.1.0", info={"description": _INTRODUCTION}, plugins=[plugin])
    assert plugin.converter is not None
    plugin.converter.add_attribute_function(_keywords_of)
    token = {"type": "apiKey", "in": "header", "name": "Authorization", "description": "`Device` and the phone's token"}
    spec.components.security_scheme("device", token)
    phone_kinds = [kind for kind in kinds if not kind.decision]
    for schema in (FactEnvelope, *(kind.payload for kind in phone_kinds), *(one.shape for one in collections)):
        plugin.converter.resolve_nested_schema(schema)
    _describe_paths(spec)

    told: dict[str, Any] = spec.to_dict()
    schemas = told["components"]["schemas"]
    for name, schema in named.items():
        schemas[name]["description"] = " ".join((schema.__doc__ or "").split())
    a_fact = {"contentMediaType": "application/json", "contentSchema": {"$ref": "#/components/schemas/FactEnvelope"}}
    schemas["SyncRequest"]["properties"]["facts"]["items"] |= a_fact
    schemas["FactEnvelope"]["properties"]["payload"]["description"] = "By kind: " + ", ".join(
        f"{kind.name} v{kind.v} is a {kind.payload.__name__}" for kind in phone_kinds
    )
    schemas["Change"]["properties"]["row"]["description"] = "By collection: " + ", ".join(
        f"{one.name} is a {one.shape.__name__}" for one in collections
    )
    return told


def _describe_paths(spec: APISpec) -> None:
    device: list[dict[str, list[str]]] = [{"device": []}]
    _describe(spec, "get", "hello", "That this is the server, and what time it has.", envelope.Hello, refusals=())
    _describe(
        spec, "post", "enrol", "Make a phone a device of the library, or add a person to one.", envelope.EnrolAnswer,
        body=_json(envelope.EnrolRequest), security=[{}, *device], refusals=("400", "401", "413", "429", "503"),
    )  # fmt: skip
    _describe(
        spec, "post", "sync", "Hand in facts, and fetch one page of what changed.", envelope.SyncAnswer,
        body=_json(envelope.SyncRequest), security=device, refusals=("400", "401", "413", "503"),
    )  # fmt: skip
    _describe(
        spec, "post", "quarantine", "Hand in bytes, 256 kB at most, that /sync cannot carry.", envelope.QuarantineAnswer,
        body={"application/octet-stream": {}}, security=device, refusals=("401", "413", "503"), status="202",
    )  # fmt: skip
    _describe(
        spec, "put", "photos/{sha256}", "Hand in a photo, or a piece of it, 256 kB at most; 2 MB in all.", envelope.PhotoAnswer,
        body={"application/octet-stream": {}}, security=device, called="put_photo", parameters=_PHOTO,
        refusals=("400", "401", "404", "409", "413", "422", "503"),
    )  # fmt: skip
    _describe(
        spec, "head", "photos/{sha256}", "How much of a photo is held.", None, security=device, called="head_photo",
        parameters=_PHOTO[:1],
        refusals=("401", "404", "503"), status="204",
    )  # fmt: skip


def _describe(
    spec: APISpec,
    method: str,
    name: str,
    summary: str,
    answer: type[Schema] | None,
    *,
    refusals: Iterable[str],
    body: Mapping[str, Any] | None = None,
    security: list[dict[str, list[str]]] | None = None,
    status: str = "200",
    called: str | None = None,
    parameters: tuple[dict[str, Any], ...] = (),
) -> None:
    repeated = {"Outreach-Nonce": {"schema": _NONCE, "description": "That of the request."}}
    problem = {"application/problem+json": {"schema": envelope.Problem}}
    operation: dict[str, Any] = {
        "operationId": called or name,
        "summary": summary,
        "security": security or [],
        "parameters": [{"in": "header", "name": "Outreach-Nonce", "required": body is not None, "schema": _NONCE}, *parameters],
        "responses": {
            status: {
                "description": "It is done, and on disk.",
                "headers": repeated,
                **({"content": _json(answer)} if answer else {}),
            },
            **{code: {"description": _REFUSALS[code], "headers": repeated, "content": problem} for code in refusals},
        },
    }
    if body is not None:
        operation["requestBody"] = {"required": True, "content": dict(body)}
    spec.path(f"/api/v1/{name}", operations={method: operation})


def _json(schema: type[Schema]) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}


def _keywords_of(converter: OpenAPIConverter, field: Exact, **_others: Any) -> dict[str, Any]:
    """What JSON Schema says of a field; bound to the converter, which names the shapes that it meets."""
    told = _rule(converter, field)
    if not field.allow_none:
        return told
    if "type" not in told or "enum" in told:
        return {"anyOf": [told, {"type": "null"}]}
    return {**told, "type": [told["type"], "null"]}


def _rule(converter: OpenAPIConverter, field: Exact) -> dict[str, Any]:
    told: dict[str, Any]
    match field:
        case Part():
            told = dict(converter.resolve_nested_schema(field.schema))
        case Either():
            told = {"oneOf": [converter.resolve_nested_schema(schema) for schema in field.schemas]}
        case Pair():
            told = {"type": "array", "items": _keywords_of(converter, field.inner), "minItems": 2, "maxItems": 2}
        case Many():
            told = {"type": "array", "items": _keywords_of(converter, field.inner), "maxItems": field.most}
        case Word():
            told = {"type": "string", "enum": sorted(field.words)}
        case Whole():
            told = {"type": "integer", "minimum": field.least, "maximum": field.most}
        case Number():
            told = {"type": "number", "minimum": field.least, "maximum": field.most}
        case Truth():
            told = {"type": "boolean"}
        case Id():
            told = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,64}$"}
        case Sha256():
            told = {"type": "string", "pattern": "^[0-9a-f]{64}$"}
        case Zone():
            told = {"type": "string", "pattern": "^[A-Za-z0-9_+/-]{1,64}$"}
        case Instant():
            told = {"type": "string", "format": "date-time"}
        case Day():
            told = {"type": "string", "format": "date"}
        case TimeOfDay():
            told = {"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}
        case Object():
            told = {"type": "object"}
        case Text():
            told = {"type": "string", "minLength": field.least, "maxLength": field.most}
        case _:
            raise TypeError(f"{type(field).__name__} has no place in the description yet")
    return told
