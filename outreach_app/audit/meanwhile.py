"""Two people at one row: what others changed since a form was made.

A row that is edited at the desk has a `version` that goes up with each change, and its audit lines carry it. A form
sends the version that it was made from; where that is no longer the row's, nothing is written, and the form comes back
with what both typed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.audit.models import AuditLine
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

# They change with every change, whoever made it and whatever it was.
_NOT_TYPED = {"version"}


@dataclass(frozen=True)
class Meanwhile:
    """What became of one member of a row, who did it last, and when."""

    before: Any
    after: Any
    by: str | None
    at: datetime


def refuse_if_changed(session: Session, what: str, subject: str, *, seen: int, now: int) -> None:
    """Raises `Refusal` "row.changed_meanwhile" with `changes` and `version` where a form was made from an older row."""
    if seen != now:
        message = _("Somebody else changed this meanwhile. Nothing was overwritten.")
        raise Refusal("row.changed_meanwhile", message, changes=since(session, what, subject, seen), version=now)


def since(session: Session, what: str, subject: str, version: int) -> dict[str, Meanwhile]:
    """By name the members of a row that are not as they were at this version."""
    query = select(AuditLine).where(AuditLine.what == what, AuditLine.subject == subject)
    found: dict[str, Meanwhile] = {}
    for line in session.scalars(query.order_by(AuditLine.at, AuditLine.id)):
        before, after = _row(line.before), _row(line.after)
        if after.get("version", 0) <= version:
            continue
        for name in (before.keys() | after.keys()) - _NOT_TYPED:
            if before.get(name) != after.get(name):
                first = found[name].before if name in found else before.get(name)
                found[name] = Meanwhile(first, after.get(name), line.staff, line.at)
    return {name: one for name, one in found.items() if one.before != one.after}


def _row(text: str | None) -> Mapping[str, Any]:
    row: Mapping[str, Any] = json.loads(text) if text else {}
    return row
