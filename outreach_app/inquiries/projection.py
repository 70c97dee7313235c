"""Rows of inquiries, written from what the fold gives, and the questions that phones are told."""

import json
from typing import Any

from sqlalchemy import delete, select

from outreach_app.db import Writing
from outreach_app.feed import rows
from outreach_app.inquiries import feed, rules
from outreach_app.inquiries.models import Inquiry, InquiryQuestion
from outreach_app.ledger.kinds import Projected
from outreach_app.statements import insert


def project(writing: Writing, subjects: list[Projected]) -> None:
    """Write how it stands with these discrepancies."""
    ids = [one.subject for one in subjects]
    there = set(writing.session.scalars(select(InquiryQuestion.id).where(InquiryQuestion.inquiry_id.in_(ids))))
    writing.session.execute(delete(InquiryQuestion).where(InquiryQuestion.inquiry_id.in_(ids)))
    writing.session.execute(delete(Inquiry).where(Inquiry.id.in_(ids)))
    questions = [line for one in subjects for line in _questions(one)]
    insert(writing, Inquiry, [_standing(one) for one in subjects])
    insert(writing, InquiryQuestion, questions)
    for line in questions:
        rows.publish(writing, feed.INQUIRIES, line["id"], feed.question_row(line), (rows.for_staff(line["asked_of"]),))
    for gone in there - {line["id"] for line in questions}:
        rows.publish(writing, feed.INQUIRIES, gone, None, ())


def _standing(one: Projected) -> dict[str, Any]:
    state = one.state
    asked = [line[4] for line in rules.open_questions(state).values()]
    answered = [line[3] for line in state["answers"].values()]
    return {
        "id": one.subject,
        "assigned_to": state["assigned"][0] if state["assigned"] else None,
        "asked_at": min(asked, default=None),
        "answered_at": max(answered, default=None),
    }


def _questions(one: Projected) -> list[dict[str, Any]]:
    return [
        {
            "id": fact,
            "inquiry_id": one.subject,
            "asked_of": of,
            "asked_by": by,
            "asked_at": at,
            "question": question,
            "about": json.dumps(about, ensure_ascii=False, sort_keys=True),
        }
        for fact, (of, question, about, by, at) in rules.open_questions(one.state).items()
    ]
