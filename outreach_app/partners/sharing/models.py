"""The table of what is shared; reference rows."""

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped

GIVEN, RECEIVED = DIRECTIONS = ("given", "received")
# Resources that the Edge benchmark counts as shared, 5.1.
RESOURCES = ("expertise", "in_kind", "programming", "workspace", "devices", "space")


class PartnerShare(Scoped, Base):
    """That the library gave something to a partner in a year, or received it."""

    __tablename__ = "partner_shares"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),
        Index(None, "library_id", "partner_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    partner_id: Mapped[str] = mapped_column(ID)
    direction: Mapped[str] = mapped_column(ID)
    resource: Mapped[str] = mapped_column(ID)
    year: Mapped[int] = mapped_column()
    worth_hours: Mapped[int | None] = mapped_column()
    """With the next about how much it was, by somebody's estimate."""
    worth_money: Mapped[int | None] = mapped_column()
    """In whole units of the library's currency."""
    note: Mapped[str] = mapped_column(Text)
