"""Entries as the open API shows them: alone with what they point to, or with all that they hold; public fields only."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.directory.assembling import nested
from outreach_app.directory.giving.documents import organizations
from outreach_app.directory.giving.presenting import presentable
from outreach_app.directory.giving.tables import Given
from outreach_app.directory.models import Entry
from outreach_app.directory.open_api.asking import Asked
from outreach_app.directory.standard import BY_NAME, ORGANIZATION
from outreach_app.statements import Prepared, among, table_of

PRIVATE = frozenset({"assurer_email", "metadata"})
"""Who verified an entry and who changed what: of people who never asked to be in a public directory."""
_entry = table_of(Entry).c
_BODIES = Prepared(
    select(_entry.id, _entry.body).where(_entry.entity == bindparam("entity"), among(_entry.id, "ids"))
)  # fmt: skip


def shown(session: Session, entity: str, ids: Sequence[str], asked: Asked) -> list[dict[str, Any]]:
    """These entries, in this order, as the request wants them."""
    if asked.minimal:
        told = _told(session, entity, ids)
        return [{"id": id_, "modified_date": told[id_].get("last_modified")} for id_ in ids if id_ in told]
    if entity == ORGANIZATION.name and (asked.full or asked.full_service):
        found = organizations(session, list(ids), PRIVATE, Given(), full_services=asked.full_service)
        return [one for one in found if one]
    trees = nested(session, entity, ids) if asked.full else _alone(session, entity, ids)
    given = (presentable(entity, trees[id_], PRIVATE, []) for id_ in ids if id_ in trees)
    return [one for one in given if one is not None]


def _alone(session: Session, entity: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Entries with their own fields and those of what they point to: a query for each of those."""
    told = _told(session, entity, ids)
    of = BY_NAME[entity]
    for member, field in of.heads.items():
        points = str(of.by_name[field].points)
        wanted = sorted({one[field] for one in told.values() if one.get(field)})
        heads = _told(session, points, wanted) if wanted else {}
        for one in told.values():
            if one.get(field) in heads:
                one[member] = heads[one[field]]
                one.pop(field)
    return told


def _told(session: Session, entity: str, ids: Sequence[str]) -> dict[str, dict[str, Any]]:
    return {id_: json_text.read(body) for id_, body in _BODIES.rows(session, entity=entity, ids=list(ids))}
