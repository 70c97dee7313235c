"""The tables of visits. A plan is a reference row; what became of it is folded from the ledger."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class Visit(Scoped, Base):
    """A planned visit. `on` is its first day on the calendar of its zone."""

    __tablename__ = "visits"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "site_id"], ["sites.library_id", "sites.id"]),
        Index(None, "library_id", "on"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    site_id: Mapped[str] = mapped_column(ID)
    on: Mapped[str] = mapped_column(ID)
    starts_at: Mapped[datetime] = mapped_column(Moment)
    ends_at: Mapped[datetime] = mapped_column(Moment)
    zone: Mapped[str] = mapped_column(ID)
    holds: Mapped[str] = mapped_column(Text, default="")
    """What will be held there, in words."""
    access: Mapped[str] = mapped_column(Text, default="")
    parking: Mapped[str] = mapped_column(Text, default="")
    power: Mapped[str] = mapped_column(Text, default="")
    wifi: Mapped[str] = mapped_column(Text, default="")
    contact: Mapped[str] = mapped_column(Text, default="")
    """Who to ask for at the site: a business contact."""
    room_holds: Mapped[int | None] = mapped_column()
    series: Mapped[str | None] = mapped_column(ID)
    """The same for all visits that were planned as one series."""
    called_off_because: Mapped[str | None] = mapped_column(Text)
    """Why it does not take place; null where it does."""


class VisitTrainer(Scoped, Base):
    """Who is to go."""

    __tablename__ = "visit_trainers"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "visit_id"], ["visits.library_id", "visits.id"]),
        ForeignKeyConstraint(["library_id", "staff_id"], ["staff.library_id", "staff.id"]),
        Index(None, "library_id", "staff_id"),
    )

    visit_id: Mapped[str] = mapped_column(ID, primary_key=True)
    staff_id: Mapped[str] = mapped_column(ID, primary_key=True)


class VisitCourse(Scoped, Base):
    """What became of a visit: a projection. No foreign key: a visit that began on the spot was never planned."""

    __tablename__ = "visit_courses"
    __table_args__ = (Index(None, "library_id", "on"),)

    visit_id: Mapped[str] = mapped_column(ID, primary_key=True)
    state: Mapped[str] = mapped_column(ID)
    """started, finished; loose where something names a visit that nobody started."""
    on: Mapped[str | None] = mapped_column(ID)
    site_id: Mapped[str | None] = mapped_column(ID)
    started: Mapped[int | None] = mapped_column(BigInteger)
    finished: Mapped[int | None] = mapped_column(BigInteger)
    outcome: Mapped[str | None] = mapped_column(ID)
    sessions: Mapped[int] = mapped_column()
    attendance: Mapped[int] = mapped_column(BigInteger)
    open_discrepancies: Mapped[int] = mapped_column()
    told: Mapped[str] = mapped_column(Text)
    """What the feed tells of it, JSON."""
