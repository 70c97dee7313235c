"""Noting changes, in the transaction that makes them, and reading them back."""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock, ids
from outreach_app.audit.models import AuditLine
from outreach_app.db import Writing
from outreach_app.statements import insert

SECRET = ("password_hash", "session_key", "token")


def note(
    writing: Writing,
    what: str,
    subject: str,
    *,
    before: Mapping[str, Any] | None,
    after: Mapping[str, Any] | None,
    by: str | None,
) -> None:
    """Note that a row became another; None before is a new row, None after one that is gone.

    Says nothing where both are equal, and never what a secret was or is, only that it changed.
    """
    note_all(writing, what, [(subject, before, after)], by=by)


def note_all(
    writing: Writing,
    what: str,
    rows: Iterable[tuple[str, Mapping[str, Any] | None, Mapping[str, Any] | None]],
    *,
    by: str | None,
) -> None:
    """Note many rows of a kind in one statement: the subject of each, before, after."""
    lines = [
        {
            "id": ids.new(),
            "at": writing.now,
            "staff": by,
            "what": what,
            "subject": subject,
            "before": _as_text(before),
            "after": _as_text(after),
        }
        for subject, before, after in rows
        if before != after
    ]
    insert(writing, AuditLine, lines)


def of(session: Session, what: str, subject: str) -> list[AuditLine]:
    """The changes of one row, newest first."""
    query = select(AuditLine).where(AuditLine.what == what, AuditLine.subject == subject)
    return list(session.scalars(query.order_by(AuditLine.at.desc(), AuditLine.id.desc())))


def columns(row: Any) -> dict[str, Any]:
    """A stored row as `note` takes it: its columns without the library's id."""
    return {column.name: getattr(row, column.name) for column in row.__table__.columns if column.name != "library_id"}


def _as_text(row: Mapping[str, Any] | None) -> str | None:
    if row is None:
        return None
    told = {name: _hidden(value) if name in SECRET else _plain(value) for name, value in row.items()}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def _hidden(value: Any) -> str | None:
    # Enough to see that it changed, too little to find it again.
    return None if value is None else f"({ids.digest(str(value))[:8]})"


def _plain(value: Any) -> Any:
    return clock.text(value) if isinstance(value, datetime) else value
