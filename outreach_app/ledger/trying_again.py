"""Quarantine tried again: what is understood by now becomes a fact, with the receipt of the day it came.

A later release may know the kind, or a fault was mended, or a person decides that what a revoked phone sent is true.
"""

import json

from sqlalchemy import select

from outreach_app.db import Writing
from outreach_app.ledger import recording
from outreach_app.ledger.fact import Read
from outreach_app.ledger.keeping import Arrival
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.models import FactRow, QuarantineRow
from outreach_app.ledger.recording import Outcome
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

STORED = "stored"


def try_again(writing: Writing, catalogue: Catalogue, row: QuarantineRow) -> Outcome:
    """Record what is in quarantine, by the one way in.

    Raises `Refusal` "quarantine.not_yet_understood" with `reason` and `fields`, as they are now: nothing changed then.
    """
    element = recording.understand(row.raw, catalogue)
    built_in = frozenset(catalogue.built_in_devices(writing.session).values())
    element = recording.not_as_the_library(element, built_in)
    if not isinstance(element, Read):
        raise _not_yet(element.reason, dict(element.fields))
    used = select(FactRow.hash).where(FactRow.id == element.fact.id)
    hash_there = writing.session.scalars(used).one_or_none()
    if hash_there not in (None, row.hash):
        raise _not_yet("same_id_other_bytes", {})
    # From here on it is no more in quarantine for the one way in, which finds it in the ledger from the next time on.
    row.state = STORED
    writing.session.flush()
    arrival = Arrival("device", row.via_device, received_at=row.received_at)
    outcome = recording.record(writing, catalogue, [element], arrival)[0]
    if outcome.outcome == recording.QUARANTINED:
        raise RuntimeError(f"{row.hash} was understood and went to quarantine all the same: {outcome.reason}")
    return outcome


def _not_yet(reason: str, fields: dict[str, object]) -> Refusal:
    message = _("It is still not understood. Nothing changed; it stays here.")
    return Refusal("quarantine.not_yet_understood", message, reason=reason, found=json.dumps(fields))
