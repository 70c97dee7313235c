"""The tables of agreements and of the letters about them."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class PartnerAgreement(Scoped, Base):
    """Something agreed on with a partner; the paper lies in the photo storage, by its content."""

    __tablename__ = "partner_agreements"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),
        Index(None, "library_id", "partner_id"),
        Index(None, "library_id", "ends_on"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    partner_id: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[str | None] = mapped_column(ID)
    ends_on: Mapped[str | None] = mapped_column(ID)
    """Null where it goes on until somebody ends it."""
    remind_days: Mapped[int] = mapped_column()
    """So many days before it ends somebody is told."""
    note: Mapped[str] = mapped_column(Text)
    file_name: Mapped[str] = mapped_column(Text)
    """As it was called where it came from; empty where there is no file."""
    file_kind: Mapped[str] = mapped_column(ID)
    content: Mapped[str | None] = mapped_column(ID)
    """SHA-256 of the file."""


class AgreementLetter(Scoped, Base):
    """That a letter to somebody about the end of an agreement was begun; written before it goes, so that none goes twice."""

    __tablename__ = "agreement_letters"

    agreement_id: Mapped[str] = mapped_column(ID, primary_key=True)
    ends_on: Mapped[str] = mapped_column(ID, primary_key=True)
    """For which day: an agreement that was made longer is told of again."""
    staff_id: Mapped[str] = mapped_column(ID, primary_key=True)
    begun_at: Mapped[datetime] = mapped_column(Moment)
