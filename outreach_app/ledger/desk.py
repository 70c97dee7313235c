"""Facts that the library itself records: at the desk, by the importer, from public forms.

Their `seq` is given under the lock. A form carries the id of its fact, minted when the page was made, so that a
double click is one fact and a form sent again with another content is told.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from outreach_app import clock
from outreach_app.db import Writing
from outreach_app.ledger import places, recording
from outreach_app.ledger.fact import Unread
from outreach_app.ledger.keeping import Arrival
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.models import FactRow
from outreach_app.ledger.recording import Outcome
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

_SAME = ("kind", "v", "subject", "author", "payload")


@dataclass(frozen=True)
class Told:
    """What a fact is to say, besides who says it and when."""

    id: str
    kind: str
    subject: str
    payload: Mapping[str, Any]


def record_one(
    writing: Writing,
    catalogue: Catalogue,
    *,
    fact_id: str,
    kind: str,
    subject: str,
    author: str | None,
    payload: Mapping[str, Any],
    zone: str,
    via: str = "desk",
    at: datetime | None = None,
    occurred: datetime | None = None,
    visit: str | None = None,
) -> Outcome:
    """Record one fact, now or as of the moment `at`, which is then all that is told of when it came.

    `occurred` is when it happened where that was before, `visit` the visit on which it did.
    Raises `Refusal` "fact.changed_meanwhile" with `before`, the payload that has this id; "form.invalid" with `reason`
    where the text cannot be kept (a NUL, half of a character) or is too large.
    """
    wanted = {"kind": kind, "v": 1, "subject": subject, "author": author, "payload": dict(payload)}
    used = writing.session.scalars(select(FactRow).where(FactRow.id == fact_id)).one_or_none()
    if used is not None:
        before = json.loads(used.body)
        if all(before[name] == wanted[name] for name in _SAME):
            return Outcome(used.hash, used.id, recording.DUPLICATE)
        message = _("This form was sent before with another content. Both are shown; nothing is lost.")
        raise Refusal("fact.changed_meanwhile", message, before=before["payload"])
    told = Told(fact_id, kind, subject, payload)
    return record_many(writing, catalogue, [told], author=author, zone=zone, via=via, at=at, occurred=occurred, visit=visit)[0]


def record_many(
    writing: Writing,
    catalogue: Catalogue,
    several: Sequence[Told],
    *,
    author: str | None,
    zone: str,
    via: str = "desk",
    at: datetime | None = None,
    occurred: datetime | None = None,
    visit: str | None = None,
) -> list[Outcome]:
    """Record facts of ids that nothing has yet, together, as `record_one` does one of them. Raises `Refusal` "form.invalid"."""
    device = catalogue.built_in_devices(writing.session)[via]
    held = places.held_by_device(writing.session, [device]).get(device, [])
    last = held[-1][1] if held else 0
    moment = at or writing.now
    happened = occurred or moment
    said, local = clock.text(moment), happened.astimezone(ZoneInfo(zone)).date().isoformat()
    elements = []
    for seq, one in enumerate(several, start=last + 1):
        envelope = {
            "id": one.id,
            "device": device,
            "seq": seq,
            "kind": one.kind,
            "v": 1,
            "subject": one.subject,
            "author": author,
            "recorded_at": said,
            "occurred_at": clock.text(happened),
            "zone": zone,
            "local_date": local,
            "visit": visit,
            "clock": None,
            "seen": {"epoch": writing.epoch, "seq": writing.seq},
            "payload": dict(one.payload),
        }
        raw = json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
        element = recording.understand(raw, catalogue)
        if isinstance(element, Unread):
            # A phone's fact is kept whatever it is; a form is still in its writer's hands and comes back to them.
            message = _("The form holds something that cannot be kept. Nothing was recorded; mend it and send it again.")
            raise Refusal("form.invalid", message, fields=dict(element.fields), reason=element.reason)
        elements.append(element)
    return recording.record(writing, catalogue, elements, Arrival(via, device, received_at=at))
