"""The tables of spaces and their bookings; reference rows, edited at the desk."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped

ROOM, DEVICES = SORTS = ("room", "devices")
REQUESTED, BOOKED, HELD, DECLINED, CALLED_OFF = STATES = ("requested", "booked", "held", "declined", "called_off")
# What takes up the space, or may yet.
STANDING = (REQUESTED, BOOKED, HELD)


class Space(Scoped, Base):
    """A room of the library, or a set of devices that is used in it."""

    __tablename__ = "spaces"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(Text)
    sort: Mapped[str] = mapped_column(ID)
    capacity: Mapped[int | None] = mapped_column()
    """How many people it holds or serves; null where nobody has said."""
    equipment: Mapped[str] = mapped_column(Text, default="")
    retired_at: Mapped[datetime | None] = mapped_column(Moment)


class Booking(Scoped, Base):
    """That an organisation asked for a space, and what became of it. `on` is its first day on the library's calendar."""

    __tablename__ = "space_bookings"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "space_id"], ["spaces.library_id", "spaces.id"]),
        ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),
        Index(None, "library_id", "on"),
        Index(None, "library_id", "space_id", "on"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    space_id: Mapped[str] = mapped_column(ID)
    partner_id: Mapped[str] = mapped_column(ID)
    on: Mapped[str] = mapped_column(ID)
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    purpose: Mapped[str] = mapped_column(Text)
    """The class that is to be held, in words."""
    contact: Mapped[str] = mapped_column(Text, default="")
    """Who asked: a business contact."""
    people_expected: Mapped[int | None] = mapped_column()
    state: Mapped[str] = mapped_column(ID, default=REQUESTED)
    decided_because: Mapped[str | None] = mapped_column(Text)
    """Why it was declined or called off."""
    attendance: Mapped[int | None] = mapped_column()
    """How many came, where it was held and somebody counted."""
