"""What phones mirror of inquiries: each question that waits for its answer, for whoever is asked."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.audit.changes import columns
from outreach_app.feed import rows
from outreach_app.inquiries.facts import AskedAbout
from outreach_app.inquiries.models import InquiryQuestion
from outreach_app.shapes import Id, Instant, Part, Shape, Text

INQUIRIES = "inquiries"


class InquiryRow(Shape):
    """A question of the desk; it leaves when it was answered or taken back."""

    id = Id()
    """That of the fact which asks."""
    discrepancy = Id()
    of = Id()
    """Who is asked: a phone may be several people's."""
    question = Text()
    about = Part(AskedAbout)
    by = Id(null=True)
    at = Instant()


def question_row(told: Mapping[str, Any]) -> str:
    """A question as phones see it."""
    return rows.as_text(
        {
            "id": told["id"],
            "discrepancy": told["inquiry_id"],
            "of": told["asked_of"],
            "question": told["question"],
            "about": json.loads(told["about"]),
            "by": told["asked_by"],
            "at": clock.text(clock.from_micros(told["asked_at"])),
        }
    )


def all_questions(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    for one in session.scalars(select(InquiryQuestion)):
        yield one.id, question_row(columns(one)), (rows.for_staff(one.asked_of),)
