"""The tables of the plan: reference rows, edited at the desk while a version is a draft, and never after."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class EmergencyPlan(Scoped, Base):
    """A version of the plan: a draft until somebody approved it."""

    __tablename__ = "emergency_plans"
    __table_args__ = (Index(None, "library_id", "number", unique=True),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    number: Mapped[int] = mapped_column()
    """From 1 on."""
    name: Mapped[str] = mapped_column(Text)
    about: Mapped[str] = mapped_column(Text)
    """What it is for, and when it is used."""
    changed: Mapped[str] = mapped_column(Text)
    """What is different from the version before, and why."""
    begun_at: Mapped[datetime] = mapped_column(Moment)
    begun_by: Mapped[str | None] = mapped_column(ID)
    begun_from: Mapped[str | None] = mapped_column(ID)
    """The version that it was begun from."""
    approved_on: Mapped[str | None] = mapped_column(ID)
    """Null while it is a draft; the next five with it."""
    approver_id: Mapped[str | None] = mapped_column(ID)
    """The staff member who approved it; null where that was somebody else."""
    approved_by: Mapped[str] = mapped_column(Text)
    """The body or function that approved it: the board of trustees."""
    review_on: Mapped[str | None] = mapped_column(ID)
    """By when it is to be looked at again."""
    noted_at: Mapped[datetime | None] = mapped_column(Moment)
    noted_by: Mapped[str | None] = mapped_column(ID)
    """Who noted at the desk that it was approved."""


class EmergencyPlanEntry(Scoped, Base):
    """One entry of a version: a role, a service, a place …; its id stays the same from one version to the next."""

    __tablename__ = "emergency_plan_entries"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "plan_id"], ["emergency_plans.library_id", "emergency_plans.id"]),
        Index(None, "library_id", "id"),
    )

    plan_id: Mapped[str] = mapped_column(ID, primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    section: Mapped[str] = mapped_column(ID)
    """One of `rules.SECTIONS`."""
    position: Mapped[int] = mapped_column()
    body: Mapped[str] = mapped_column(Text)
    """JSON, as the section's entries have it."""
