"""One exchange with a phone: its facts are kept first, in their own transaction; then one page of the feed is read.

The answer is composed after the commit: it is a promise. This is an edge: it opens and ends transactions.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from outreach_app import clock, json_text
from outreach_app.accounts import devices
from outreach_app.accounts.models import ACTIVE, REVOKED
from outreach_app.db import reading, writing
from outreach_app.feed import rows
from outreach_app.feed.rows import head_of
from outreach_app.ledger import fact, places, recording
from outreach_app.ledger.fact import Read, Unread
from outreach_app.ledger.keeping import Arrival
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.recording import QUARANTINED, Outcome
from outreach_app.photos import queries as photos
from outreach_app.problems import Refusal
from outreach_app.sync import cursor, stumbling
from outreach_app.sync.envelope import USUAL_LIMIT
from outreach_app.sync.stumbling import Kept

log = logging.getLogger(__name__)


def exchange(holder: devices.Holder, catalogue: Catalogue, request: Mapping[str, Any]) -> str:
    """The answer to a checked request of /sync, as JSON text."""
    told = Told(request.get("app_version") or "", request.get("report"))
    kept = keep(holder, catalogue, [fact.as_bytes(text) for text in request["facts"]], told)
    answer, changes, is_due = _page(holder, request, kept, told)
    if is_due:
        _note_seen(holder, told)
    # Rows are kept as the JSON text that is sent: they go into the answer as they are.
    return f'{json_text.write(answer)[:-1]},"changes":[{changes}]}}'


@dataclass(frozen=True, slots=True)
class Told:
    """What a phone tells of itself."""

    app_version: str
    report: dict[str, Any] | None


def keep(holder: devices.Holder, catalogue: Catalogue, raws: Sequence[bytes], told: Told | None = None) -> Kept:
    """Keep these bytes, whatever they are; returns when they are on disk."""
    if not raws:
        return Kept()
    elements = [recording.understand(raw, catalogue) for raw in raws]
    return stumbling.kept(holder.library, holder.device, elements, lambda some: _keep_together(holder, catalogue, some, told))


def _keep_together(
    holder: devices.Holder, catalogue: Catalogue, elements: Sequence[Read | Unread], told: Told | None = None
) -> Kept:
    with writing(holder.library) as handle:
        device = devices.standing(handle.session, holder.device)
        arrival = Arrival("device", holder.device, revoked=device.state == REVOKED)
        kept = Kept(recording.record(handle, catalogue, elements, arrival))
        clone = next((one for one in kept.outcomes if one.clone_of == holder.device and one.id), None)
        if clone is not None and clone.id is not None and device.state == ACTIVE:
            itself = devices.found(handle.session, holder.device)
            kept.new_device = devices.identity_for_clone(handle, itself, clone.id)
        if told and devices.is_due_to_be_seen(device, told.app_version, told.report):
            devices.seen(handle, devices.found(handle.session, holder.device), told.app_version, told.report)
    kept.head = handle.seq
    counts = {word: sum(one.outcome == word for one in kept.outcomes) for word in {o.outcome for o in kept.outcomes}}
    line = {"device": holder.device, "library": holder.library, "outcomes": counts, "locked_ms": round(handle.locked_ms, 2)}
    log.info("kept facts", extra={"told": line})
    return kept


def _page(holder: devices.Holder, request: Mapping[str, Any], kept: Kept, told: Told) -> tuple[dict[str, Any], str, bool]:
    """The answer without its changes, the changes as JSON text, and whether what the phone told is yet to be noted."""
    with reading(holder.library) as session:
        device = devices.standing(session, holder.device)
        is_due = devices.is_due_to_be_seen(device, told.app_version, told.report)
        head = head_of(session)
        who = devices.users_of(session, holder.device)
        view = devices.view_of(who, rows.FORMAT)
        given = request.get("cursor")
        start = cursor.begin(given, epoch=head.epoch, view=view, head=head.seq, removals_from=head.removals_from)
        answer: dict[str, Any] = {
            "protocol": 1,
            "server_time": clock.text(clock.now()),
            "results": [_result(one, kept.head) for one in kept.outcomes],
            "have": _have(session, request.get("devices") or []),
            "resend": start.resend,
            "epoch": head.epoch,
            "view": view,
            "reset": start.reset and device.state == ACTIVE,
            "device": device.state,
            "new_device": {"device": kept.new_device[0], "token": kept.new_device[1]} if kept.new_device else None,
            "photos_wanted": photos.wanted(session, request.get("devices") or []),
            "backoff_s": None,
            "min_app": None,
        }
        if device.state != ACTIVE:
            return {**answer, "cursor": given, "upto": start.seq, "more": False, "digest": None}, "", is_due
        audiences = [rows.EVERYONE, *(rows.for_staff(member.id) for member in who)]
        limit = request.get("limit") or USUAL_LIMIT
        found = rows.changes_since(session, audiences, start.seq, limit=limit + 1, removals_after=start.fresh_from)
        more, page = len(found) > limit, found[:limit]
        upto = page[-1].seq if more else head.seq
        answer["cursor"] = str(cursor.Cursor(head.epoch, view, upto, start.fresh_from))
        answer["upto"], answer["more"] = upto, more
        count, total = rows.digest(session, audiences) if not more else (0, 0)
        answer["digest"] = None if more else {"count": count, "sum": total}
        return answer, ",".join(map(_change, page)), is_due


def _note_seen(holder: devices.Holder, told: Told) -> None:
    try:
        with writing(holder.library) as handle:
            devices.seen(handle, devices.found(handle.session, holder.device), told.app_version, told.report)
    except Refusal as refusal:
        if refusal.code != "busy":
            raise
        # The phone's answer is ready and true without it; the next exchange notes it.
        log.info("busy: what device %s told of itself waits for its next exchange", holder.device)


def _result(one: Outcome, head: int) -> dict[str, Any]:
    return {
        "id": one.id,
        "hash": one.hash,
        "outcome": one.outcome,
        "reason": one.reason,
        "at": None if one.outcome == QUARANTINED else head,
        "discrepancies": [{"id": id_, "kind": kind} for id_, kind in one.discrepancies],
    }


def _have(session: Session, wanted: Sequence[str]) -> list[dict[str, Any]]:
    held = places.held_by_device(session, wanted) if wanted else {}
    told = []
    # Whatever a phone holds, a name that stands there twice is one phone.
    for device in dict.fromkeys(wanted):
        ranges = held.get(device, [])
        starts = bool(ranges) and ranges[0][0] == 1
        through = ranges[0][1] if starts else 0
        told.append({"device": device, "through": through, "beyond": ranges[1:] if starts else ranges})
    return told


def _change(one: rows.Change) -> str:
    return (
        f'{{"audience":"{one.audience}","collection":"{one.collection}","id":"{one.id}","seq":{one.seq},'
        f'"hash":"{one.hash}","row":{one.row if one.row is not None else "null"}}}'
    )
