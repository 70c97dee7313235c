"""What a person does with quarantine: try it again, all of it or one, or set one aside. Each is on record."""

import json
import logging
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from outreach_app.administration.quarantine.queries import BY_HAND, STORED
from outreach_app.audit import changes
from outreach_app.db import Writing, reading, writing
from outreach_app.ledger import desk
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.models import QuarantineRow
from outreach_app.ledger.trying_again import try_again
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

log = logging.getLogger(__name__)

# What a later release may understand; the rest stays as it is whatever the release, or is a person's to decide.
WORTH_TRYING = ("bad_shape", "unknown_kind", "unknown_version", "fault")


def try_one(library: str, catalogue: Catalogue, hash_: str, *, by: str | None) -> None:
    """Record what was not understood. Raises `Refusal` where it still is not, and then notes why."""
    try:
        with writing(library) as handle:
            row = _found(handle, hash_)
            before = _told(row)
            try_again(handle, catalogue, row)
            changes.note(handle, "quarantine", hash_, before=before, after=_told(row), by=by)
    except Refusal as refusal:
        if refusal.code == "quarantine.not_yet_understood":
            _note_reason(library, hash_, refusal.details["reason"], refusal.details["found"])
        raise
    except OperationalError:
        raise
    except Exception as error:
        log.exception("trying %s again failed", hash_)
        message = _("The server stumbled over it. That is noted for those who run it; nothing changed, and it stays here.")
        raise Refusal("quarantine.not_yet_understood", message) from error


def try_all(library: str, catalogue: Catalogue, *, by: str | None) -> tuple[int, int]:
    """Try all that a later release may understand, what came first first: how many were recorded, how many were not."""
    with reading(library) as session:
        mine = (QuarantineRow.state == "waiting", QuarantineRow.reason.in_(WORTH_TRYING))
        query = select(QuarantineRow.hash).where(*mine).order_by(QuarantineRow.received_at, QuarantineRow.hash)
        hashes = list(session.scalars(query))
    stored = 0
    for hash_ in hashes:
        try:
            try_one(library, catalogue, hash_, by=by)
            stored += 1
        except Refusal as refusal:
            if refusal.code not in ("quarantine.not_yet_understood", "quarantine.decided"):
                raise
    return stored, len(hashes) - stored


def set_aside(writing: Writing, hash_: str, why: str, *, by: str | None) -> None:
    """Leave it unread for good, with a reason; its bytes are kept. Raises `Refusal` where that was decided meanwhile."""
    row = _found(writing, hash_)
    if row.state != "waiting":
        raise _decided()
    before = _told(row)
    row.state, row.note = "set_aside", why
    writing.session.flush()
    changes.note(writing, "quarantine", hash_, before=before, after=_told(row), by=by)


def turn_into(
    writing: Writing,
    catalogue: Catalogue,
    hash_: str,
    *,
    fact_id: str,
    kind: str,
    subject: str,
    author: str | None,
    payload: Mapping[str, Any],
    occurred: datetime,
    visit: str | None,
    zone: str,
    by: str,
) -> None:
    """Record by hand what the bytes were meant to say, and note here which record it became; the bytes are kept.

    Raises `Refusal` "quarantine.decided", "fact.changed_meanwhile" or "form.invalid".
    """
    row = _found(writing, hash_)
    before = _told(row)
    row.state, row.note = BY_HAND, fact_id
    writing.session.flush()
    changes.note(writing, "quarantine", hash_, before=before, after=_told(row), by=by)
    desk.record_one(
        writing, catalogue, fact_id=fact_id, kind=kind, subject=subject, author=author, payload=payload, zone=zone,
        occurred=occurred, visit=visit,
    )  # fmt: skip


def _note_reason(library: str, hash_: str, reason: str, fields: str) -> None:
    with writing(library) as handle:
        row = _found(handle, hash_)
        # Who revoked the phone, and that another has its number, says more than what its bytes look like.
        if row.reason in WORTH_TRYING:
            row.reason, row.fields = reason, json.dumps(json.loads(fields))


def _found(writing: Writing, hash_: str) -> QuarantineRow:
    row = writing.session.scalars(select(QuarantineRow).where(QuarantineRow.hash == hash_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such thing in quarantine."))
    if row.state in (STORED, BY_HAND):
        raise _decided()
    return row


def _decided() -> Refusal:
    return Refusal("quarantine.decided", _("Somebody decided about it meanwhile. Open the page anew."))


def _told(row: QuarantineRow) -> dict[str, str | None]:
    return {"reason": row.reason, "state": row.state, "note": row.note}
