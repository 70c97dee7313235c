"""The table of stages: how a partnership came to where it is."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class PartnerStage(Scoped, Base):
    """That a partnership came to a stage, when, and who said so. Append-only."""

    __tablename__ = "partner_stages"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),
        Index(None, "library_id", "partner_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    partner_id: Mapped[str] = mapped_column(ID)
    stage: Mapped[str] = mapped_column(ID)
    because: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    staff_id: Mapped[str | None] = mapped_column(ID)
    """Who said so; null where a file or the demonstration did."""
