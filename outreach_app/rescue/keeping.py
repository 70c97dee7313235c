"""Keeping what a file brought: as a sync keeps it, in batches, whatever it is.

This is an edge: it opens and ends transactions.
"""

import logging
from collections import Counter
from collections.abc import Callable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.accounts import devices
from outreach_app.accounts.models import IMPORT, REVOKED, Device
from outreach_app.audit import changes
from outreach_app.db import reading, writing
from outreach_app.ledger import fact, recording
from outreach_app.ledger.fact import Read, Unread
from outreach_app.ledger.keeping import Arrival
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.recording import Outcome
from outreach_app.problems import Refusal
from outreach_app.rescue import file
from outreach_app.rescue.file import Saved
from outreach_app.sync import stumbling
from outreach_app.sync.envelope import MOST_FACTS
from outreach_app.sync.stumbling import Elements, Kept
from outreach_app.web.text import lazy_gettext as _

log = logging.getLogger(__name__)


def bring_in(library: str, catalogue: Catalogue, raw: bytes, *, by: str) -> tuple[Saved, list[Outcome]]:
    """Keep all that a file holds; returns when it is on disk. Raises `Refusal` where it is none, or another library's.

    The outcomes are in the file's order, those of what could not be read last. Again is once.
    """
    saved = file.read(raw)
    if saved.library not in (None, library):
        message = _("This file is for another library: nothing of it was taken in. Give it to the library it was recorded for.")
        raise Refusal("rescue.other_library", message)
    with reading(library) as session:
        bringer = devices.built_in(session)[IMPORT]
        revoked = _revoked(session)
    raws = [*saved.facts, *saved.pieces]
    outcomes = [
        one
        for start in range(0, len(raws), MOST_FACTS)
        for one in _keep(library, catalogue, raws[start : start + MOST_FACTS], bringer, revoked)
    ]
    counted = Counter(one.outcome for one in outcomes)
    with writing(library) as handle:
        changes.note(handle, "rescues", fact.digest(raw), before=None, after={"records": len(raws), **counted}, by=by)
    log.info("brought in a file", extra={"library": library, "staff": by, "outcomes": dict(counted)})
    return saved, outcomes


def _keep(library: str, catalogue: Catalogue, raws: Sequence[bytes], bringer: str, revoked: set[str]) -> list[Outcome]:
    elements = [recording.understand(raw, catalogue) for raw in raws]
    found: dict[int, Outcome] = {}
    for is_revoked in (False, True):
        # What a revoked phone recorded is kept apart, as its sync would be; a person reads it and takes it in.
        mine = [at for at, one in enumerate(elements) if (_device(one) in revoked) == is_revoked]
        if mine:
            arrival = Arrival("device", bringer, revoked=is_revoked)
            kept = stumbling.kept(library, bringer, [elements[at] for at in mine], _together(library, catalogue, arrival))
            found.update(zip(mine, kept.outcomes, strict=True))
    return [found[at] for at in range(len(elements))]


def _together(library: str, catalogue: Catalogue, arrival: Arrival) -> Callable[[Elements], Kept]:
    def keep(elements: Elements) -> Kept:
        with writing(library) as handle:
            return Kept(recording.record(handle, catalogue, elements, arrival))

    return keep


def _device(element: Read | Unread) -> str | None:
    return element.fact.device if isinstance(element, Read) else element.device


def _revoked(session: Session) -> set[str]:
    return set(session.scalars(select(Device.id).where(Device.state == REVOKED)))
