"""The tables of inquiries: projections, which can be thrown away and folded anew."""

import json
from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app import clock
from outreach_app.db import ID, Base, Scoped


class Inquiry(Scoped, Base):
    """How it stands with one discrepancy among people."""

    __tablename__ = "inquiries"
    __table_args__ = (Index(None, "library_id", "assigned_to"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    """That of the discrepancy."""
    assigned_to: Mapped[str | None] = mapped_column(ID)
    asked_at: Mapped[int | None] = mapped_column(BigInteger)
    """When the oldest question without an answer was put; null where none waits."""
    answered_at: Mapped[int | None] = mapped_column(BigInteger)
    """When the last answer was given; null where there is none."""


class InquiryQuestion(Scoped, Base):
    """A question that waits for an answer."""

    __tablename__ = "inquiry_questions"
    __table_args__ = (Index(None, "library_id", "inquiry_id"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    """That of the fact which asks."""
    inquiry_id: Mapped[str] = mapped_column(ID)
    asked_of: Mapped[str] = mapped_column(ID)
    asked_by: Mapped[str | None] = mapped_column(ID)
    asked_at: Mapped[int] = mapped_column(BigInteger)
    question: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    """JSON, as the fact tells it."""

    @property
    def told(self) -> str:
        text: str = json.loads(self.about)["told"]
        return text

    @property
    def moment(self) -> datetime:
        return clock.from_micros(self.asked_at)
