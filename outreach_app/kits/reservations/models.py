"""The table of reservations; reference rows, edited at the desk."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class KitReservation(Scoped, Base):
    """That a kit is promised for some time, for a visit or to a partner.

    No foreign key to visits, which know of kits and not the other way round.
    """

    __tablename__ = "kit_reservations"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "kit_id"], ["kits.library_id", "kits.id"]),
        ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),
        ForeignKeyConstraint(["library_id", "site_id"], ["sites.library_id", "sites.id"]),
        Index(None, "library_id", "kit_id", "busy_from"),
        Index(None, "library_id", "visit_id"),
        Index(None, "library_id", "busy_until"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    kit_id: Mapped[str] = mapped_column(ID)
    visit_id: Mapped[str | None] = mapped_column(ID)
    partner_id: Mapped[str | None] = mapped_column(ID)
    """Whom it is lent to; null where it is for a visit."""
    site_id: Mapped[str | None] = mapped_column(ID)
    staff: Mapped[str] = mapped_column(Text, default="[]")
    """The ids of those who may take it for this, JSON: who goes on the visit."""
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    busy_from: Mapped[datetime] = mapped_column(Moment)
    """It is wanted elsewhere no later than this: on the way by then,"""
    busy_until: Mapped[datetime] = mapped_column(Moment)
    """and not ready for anybody else before this: back, wiped and charged."""
    purpose: Mapped[str] = mapped_column(Text, default="")
    called_off_because: Mapped[str | None] = mapped_column(Text)
    """Why it stands no more; null where it does."""
