"""Quarantine: bytes that could not be understood, kept as they came until somebody reads them."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.ledger.fact import Fact, Read, Unread
from outreach_app.ledger.models import QuarantineRow, Redaction
from outreach_app.statements import Prepared, among, insert, table_of

_rows = table_of(QuarantineRow).c
# What was understood later is in the ledger: these bytes are known there.
_REASONS = Prepared(select(_rows.hash, _rows.reason).where(among(_rows.hash, "hashes"), _rows.state != "stored"))
_redactions = table_of(Redaction).c
_REDACTIONS = Prepared(select(_redactions.fact_id, _redactions.hash).where(among(_redactions.fact_id, "ids")))


def redactions(session: Session, ids: Iterable[str | None]) -> dict[str, str]:
    """The hash of the bytes that were redacted, or are to be when they come, by fact; for those of `ids` that are."""
    wanted = {id_ for id_ in ids if id_ is not None}
    return dict(_REDACTIONS.rows(session, ids=list(wanted))) if wanted else {}


def reasons(session: Session, hashes: Iterable[str]) -> dict[str, str]:
    """Why each of these is in quarantine, by hash, for those that are."""
    return {hash_: reason for hash_, reason in _REASONS.rows(session, hashes=list(set(hashes)))}


def keep(writing: Writing, kept: Iterable[tuple[Read | Unread, str]], via_device: str | None) -> None:
    """Keep bytes that are not in quarantine yet, each with its reason."""
    kept = list(kept)
    if not kept:
        return
    redacted = redactions(writing.session, [_told(element).id for element, _ in kept])
    rows: dict[str, dict[str, Any]] = {}
    for element, reason in kept:
        told = _told(element)
        is_redacted = told.id is not None and redacted.get(told.id) == element.hash
        rows[element.hash] = {
            "hash": element.hash,
            "raw": b"" if is_redacted else element.raw,
            "reason": reason,
            "fields": json.dumps(element.fields if isinstance(element, Unread) and not is_redacted else {}),
            "fact_id": told.id,
            "device": told.device,
            "seq": told.seq,
            "via_device": via_device,
            "received_at": writing.now,
            "state": "waiting",
            "note": None,
        }
    insert(writing, QuarantineRow, list(rows.values()))


def _told(element: Read | Unread) -> Fact | Unread:
    return element.fact if isinstance(element, Read) else element


def listed(session: Session, *, state: str | None = "waiting", limit: int = 100) -> list[QuarantineRow]:
    """The newest rows of quarantine, with their bytes."""
    query = select(QuarantineRow).order_by(QuarantineRow.received_at.desc(), QuarantineRow.hash).limit(limit)
    return list(session.scalars(query if state is None else query.where(QuarantineRow.state == state)))


def found(session: Session, hash_: str) -> QuarantineRow | None:
    """The row whose hash begins with these digits, where exactly one does."""
    rows = list(session.scalars(select(QuarantineRow).where(QuarantineRow.hash.startswith(hash_)).limit(2)))
    return rows[0] if len(rows) == 1 else None
