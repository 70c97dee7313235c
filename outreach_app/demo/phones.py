"""The demonstration's phones: they number what they record and hand it in, as a real one does."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from outreach_app import clock, ids
from outreach_app.accounts import devices
from outreach_app.accounts.models import StaffMember
from outreach_app.audit import changes
from outreach_app.catalog import CATALOGUE
from outreach_app.db import Writing, writing
from outreach_app.ledger import recording
from outreach_app.ledger.keeping import Arrival

ZONE = "America/Chicago"
VERSION = "0.1.0"


@dataclass
class Phone:
    """One enrolled phone, with what it has recorded and not yet handed in."""

    library: str
    device: str
    owner: str
    recorded: int = 0
    waiting: list[bytes] = field(default_factory=list)
    seen: dict[str, Any] | None = None
    """How far it had heard from the library, as it writes into what it records."""

    @classmethod
    def added(cls, writing: Writing, owner: str, label: str) -> "Phone":
        """A phone that its owner has just enrolled. Nobody is told its token: to use it, enrol a real one."""
        device, _token = devices.add(writing, label)
        devices.add_person(writing, device, writing.session.get_one(StaffMember, (writing.library, owner)))
        after = devices.noted(writing.session, devices.found(writing.session, device))
        changes.note(writing, "devices", device, before=None, after=after, by=owner)
        return cls(writing.library, device, owner)

    def record(
        self,
        kind: str,
        subject: str,
        payload: Mapping[str, Any],
        at: datetime,
        *,
        slow: timedelta = timedelta(0),
        visit: str | None = None,
    ) -> str:
        """Write down a fact at a moment; `slow` is by how much this phone's clock is behind. Gives the fact's id."""
        shown = at - slow
        self.recorded += 1
        with clock.telling(lambda: shown):
            fact = ids.new()
        told = clock.text(shown)
        envelope = {
            "id": fact,
            "device": self.device,
            "seq": self.recorded,
            "kind": kind,
            "v": 1,
            "subject": subject,
            "author": self.owner,
            "recorded_at": told,
            "occurred_at": told,
            "zone": ZONE,
            "local_date": shown.astimezone(ZoneInfo(ZONE)).date().isoformat(),
            "visit": visit,
            "clock": {"offset_ms": int(slow.total_seconds() * 1000) + 240, "rtt_ms": 85, "age_s": 3600},
            "seen": self.seen,
            "payload": payload,
        }
        self.waiting.append(json.dumps(envelope, ensure_ascii=False, separators=(",", ":")).encode())
        return fact

    def hand_in(self, at: datetime, **told: Any) -> None:
        """Send all that waits, as if the network had come at this moment; `told` is what the phone says else of itself."""
        raws, self.waiting = self.waiting, []
        with clock.telling(lambda: at), writing(self.library) as handle:
            if raws:
                elements = [recording.understand(raw, CATALOGUE) for raw in raws]
                recording.record(handle, CATALOGUE, elements, Arrival("device", self.device))
            device = devices.found(handle.session, self.device)
            report = {"waiting": 0, "oldest_at": None, "persisted": True, "installed": True, **told}
            devices.seen(handle, device, VERSION, report)
        self.hears(handle)

    def hears(self, writing: Writing) -> None:
        """Take in all that there was when this was written."""
        self.seen = {"epoch": writing.epoch, "seq": writing.seq}
