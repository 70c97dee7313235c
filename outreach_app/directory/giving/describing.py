"""What a package of tables says of itself: the standard's description of its tables, made of our own. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.directory.standard import ENTITIES, VERSION, Entity, Field, Of

_KINDS: Mapping[Of, dict[str, str]] = {
    Of.TEXT: {"type": "string"},
    Of.ID: {"type": "string", "format": "uuid"},
    Of.NUMBER: {"type": "number"},
    Of.DAY: {"type": "date"},
    Of.HOUR: {"type": "time"},
    Of.MOMENT: {"type": "datetime"},
    Of.ADDRESS: {"type": "string", "format": "uri"},
    Of.MAIL: {"type": "string", "format": "email"},
}


def described(title: str, others: Mapping[str, Iterable[str]]) -> dict[str, Any]:
    """The package's datapackage.json; `others` are the columns of each entity that the standard does not know."""
    return {
        "name": "human_services_data",
        "title": title,
        "profile": "tabular-data-package",
        "version": f"{VERSION}.0",
        "homepage": "https://docs.openreferral.org",
        "resources": [_resource(one, others.get(one.name, ())) for one in ENTITIES],
    }


def columns(entity: Entity, others: Iterable[str]) -> list[str]:
    """The columns of an entity's table."""
    return [*(one.name for one in entity.fields), *others]


def _resource(entity: Entity, others: Iterable[str]) -> dict[str, Any]:
    fields = [_field(one) for one in entity.fields] + [{"name": one, "type": "string"} for one in others]
    keys = [
        {"fields": one.name, "reference": {"resource": one.points, "fields": "id"}}
        for one in entity.pointers
        # What points to its own kind the standard leaves unchecked.
        if one.points != entity.name
    ]
    schema: dict[str, Any] = {"primaryKey": "id", "fields": fields} | ({"foreignKeys": keys} if keys else {})
    return {
        "name": entity.name,
        "path": f"{entity.table}.csv",
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }


def _field(field: Field) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": field.needed} | ({"unique": True} if field.name == "id" else {})
    if field.among:
        limits["enum"] = list(field.among)
    return {"name": field.name, **_KINDS[field.of], "constraints": limits}
