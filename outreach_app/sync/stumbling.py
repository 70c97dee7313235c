"""Keeping facts whatever happens: one that the server stumbles over must not hold up the others.

This is an edge: what it calls opens and ends transactions.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from sqlalchemy.exc import OperationalError

from outreach_app.db import writing
from outreach_app.ledger import places, quarantine
from outreach_app.ledger.fact import Read, Unread
from outreach_app.ledger.recording import QUARANTINED, Outcome
from outreach_app.problems import Refusal

log = logging.getLogger(__name__)

Elements = Sequence[Read | Unread]


@dataclass(slots=True)
class Kept:
    """What became of some facts."""

    outcomes: list[Outcome] = field(default_factory=list)
    head: int = 0
    new_device: tuple[str, str] | None = None


def kept(library: str, device: str, elements: Elements, together: Callable[[Elements], Kept]) -> Kept:
    """Keeps all of them by `together`; where that fails, each alone, and what fails alone goes to quarantine.

    `device` is the one that brings them.
    """
    try:
        return together(elements)
    except (Refusal, OperationalError):
        raise
    except Exception:
        log.exception("keeping %d facts of device %s together failed; keeping each alone", len(elements), device)
        return _each_alone(library, device, elements, together)


def _each_alone(library: str, device: str, elements: Elements, together: Callable[[Elements], Kept]) -> Kept:
    all_ = Kept()
    for element in elements:
        try:
            one = together([element])
        except (Refusal, OperationalError):
            raise
        except Exception:
            log.exception("keeping a fact of device %s failed; quarantined %s", device, element.hash)
            one = _as_fault(library, device, element)
        all_.outcomes += one.outcomes
        all_.head = max(all_.head, one.head)
        all_.new_device = all_.new_device or one.new_device
    return all_


def _as_fault(library: str, device: str, element: Read | Unread) -> Kept:
    told = element.fact if isinstance(element, Read) else element
    with writing(library) as handle:
        if element.hash not in quarantine.reasons(handle.session, [element.hash]):
            quarantine.keep(handle, [(element, "fault")], device)
            if told.device is not None and told.seq is not None:
                places.hold(handle, [(told.device, told.seq)])
    return Kept([Outcome(element.hash, told.id, QUARANTINED, "fault")], handle.seq)
