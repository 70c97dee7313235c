"""What is said with partners of the demonstration library, and what became of it."""

from typing import Any

from sqlalchemy import select

from outreach_app import clock, ids
from outreach_app.catalog import CATALOGUE
from outreach_app.db import reading, writing
from outreach_app.demo.phones import ZONE
from outreach_app.ledger import desk
from outreach_app.partners.models import NextStep

DAYS_BEHIND = 8
"""What is due for so long is done, in a library that looks at its list every week."""
TALKS = (
    ("They would like the classes to go on in spring.", "Send three dates for the spring"),
    ("The room moves to the first floor in the new year.", "Look at the new room"),
    ("Spanish flyers are gone again.", "Bring Spanish flyers"),
    ("Two of their staff want to learn to help others.", "Plan a lesson for their staff"),
    ("All is well; they are glad of the help.", None),
)


def steps_done(library: str, at: Any, coordinator: str) -> None:
    """What was agreed with partners is done by now, but for what was due in the last days or is yet to come."""
    with reading(library) as session:
        due = select(NextStep).where(NextStep.due_on < at(-DAYS_BEHIND, 0).date().isoformat())
        steps = session.scalars(due.order_by(NextStep.due_on, NextStep.talk)).all()
    moment = at(-2, 9)
    for step in steps:
        with clock.telling(lambda: moment), writing(library) as handle:
            desk.record_one(
                handle,
                CATALOGUE,
                fact_id=ids.new(),
                kind="partner.step_done",
                subject=step.partner_id,
                author=coordinator,
                payload={"talk": step.talk},
                zone=ZONE,
            )
