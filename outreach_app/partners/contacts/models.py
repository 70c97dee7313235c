"""The table of business contacts; reference rows."""

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped


class PartnerContact(Scoped, Base):
    """Somebody who can be reached at work."""

    __tablename__ = "partner_contacts"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),
        Index(None, "library_id", "partner_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    partner_id: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(Text)
    role: Mapped[str] = mapped_column(Text)
    phone: Mapped[str] = mapped_column(Text)
    mail: Mapped[str] = mapped_column(Text)
