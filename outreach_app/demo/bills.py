"""What the demonstration library billed of what was lost."""

from datetime import date

from outreach_app.db import writing
from outreach_app.kits.care import queries as needs
from outreach_app.kits.charges import editing
from outreach_app.kits.charges.models import BILLED


def note(library: str, day: date, coordinator: str) -> None:
    """One loss was billed; what else is lost or broken is still to be decided about."""
    with writing(library) as handle:
        lost = [one for one in needs.needs(handle.session).costs if one.condition == "lost" and one.each]
        for one in lost[:1]:
            told = {"decision": BILLED, "on": day.isoformat(), "reference": f"Invoice {day.year}-117"}
            editing.decide(handle, one.loss, seen=0, currency="USD", by=coordinator, **told)
