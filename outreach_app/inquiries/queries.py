"""What is known of who sees to a discrepancy and what was asked about it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.inquiries.models import Inquiry, InquiryQuestion


def inquiries(session: Session, ids: Iterable[str]) -> dict[str, Inquiry]:
    """How it stands with these discrepancies among people, by id, where somebody did something about them."""
    return {one.id: one for one in session.scalars(select(Inquiry).where(Inquiry.id.in_(set(ids))))}


def all_open(session: Session) -> list[InquiryQuestion]:
    """Every question that waits for an answer, the oldest first."""
    return list(session.scalars(select(InquiryQuestion).order_by(InquiryQuestion.asked_at, InquiryQuestion.id)))


def open_questions(session: Session, id_: str) -> list[InquiryQuestion]:
    """The questions about one discrepancy that wait for an answer, the oldest first."""
    query = select(InquiryQuestion).where(InquiryQuestion.inquiry_id == id_)
    return list(session.scalars(query.order_by(InquiryQuestion.asked_at, InquiryQuestion.id)))
