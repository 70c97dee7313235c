"""The table of changes."""

from datetime import datetime

from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class AuditLine(Scoped, Base):
    """One change: who made it, what it was about, the row before and after as JSON. Append-only but for redaction."""

    __tablename__ = "audit"
    __table_args__ = (
        Index(None, "library_id", "at"),
        Index(None, "library_id", "what", "subject"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)
    staff: Mapped[str | None] = mapped_column(ID)
    """Null where a command or a phone made the change, not a person at the desk."""
    what: Mapped[str] = mapped_column(ID)
    """The collection: staff, devices, kits, partners, …"""
    subject: Mapped[str] = mapped_column(ID)
    before: Mapped[str | None] = mapped_column(Text)
    after: Mapped[str | None] = mapped_column(Text)
