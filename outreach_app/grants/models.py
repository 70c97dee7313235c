"""The tables of grants; reference rows, and the history of their stages."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped

ROLES = ("leads", "applies_too", "fiscal_agent", "delivers", "gives", "evaluates", "supports")


class Grant(Scoped, Base):
    """Money that the library asks somebody for, or was given."""

    __tablename__ = "grants"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "funder_id"], ["partners.library_id", "partners.id"]),
        ForeignKeyConstraint(["library_id", "owner_id"], ["staff.library_id", "staff.id"]),
        Index(None, "library_id", "stage", "due_at"),
        Index(None, "library_id", "funder_id"),
        {"info": {"several": ("remind_days",)}},
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(Text)
    """The title of the call."""
    web: Mapped[str] = mapped_column(Text)
    """Where the call stands; empty where it is not on the web."""
    aim: Mapped[str] = mapped_column(Text)
    funder: Mapped[str] = mapped_column(Text)
    """Who gives the money, in words; empty where it is a partner."""
    funder_id: Mapped[str | None] = mapped_column(ID)
    """The partner that gives the money."""
    contact: Mapped[str] = mapped_column(Text)
    """With the next two a business contact of the funder."""
    phone: Mapped[str] = mapped_column(Text)
    mail: Mapped[str] = mapped_column(Text)
    asked: Mapped[int | None] = mapped_column(BigInteger)
    """With the next in whole units of `currency`."""
    given: Mapped[int | None] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(ID)
    due_on: Mapped[str | None] = mapped_column(ID)
    """With the next two the deadline as the funder tells it."""
    due_time: Mapped[str] = mapped_column(ID)
    zone: Mapped[str] = mapped_column(ID)
    due_at: Mapped[datetime | None] = mapped_column(Moment)
    """The moment that these are."""
    remind_days: Mapped[str] = mapped_column(Text)
    """So many days before the deadline somebody is told, with commas between them."""
    owner_id: Mapped[str | None] = mapped_column(ID)
    stage: Mapped[str] = mapped_column(ID)
    starts_on: Mapped[str | None] = mapped_column(ID)
    """With the next the span that the money is for."""
    ends_on: Mapped[str | None] = mapped_column(ID)
    note: Mapped[str] = mapped_column(Text)


class GrantStage(Scoped, Base):
    """That a grant came to a stage, when, and who said so. Append-only."""

    __tablename__ = "grant_stages"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "grant_id"], ["grants.library_id", "grants.id"]),
        Index(None, "library_id", "grant_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    grant_id: Mapped[str] = mapped_column(ID)
    stage: Mapped[str] = mapped_column(ID)
    because: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(Moment)
    staff_id: Mapped[str | None] = mapped_column(ID)
    """Who said so; null where the demonstration did."""


class GrantPartner(Scoped, Base):
    """That a partner takes part in a grant, and as what: one of `ROLES`."""

    __tablename__ = "grant_partners"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "grant_id"], ["grants.library_id", "grants.id"]),
        ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),
        Index(None, "library_id", "grant_id"),
        Index(None, "library_id", "partner_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    grant_id: Mapped[str] = mapped_column(ID)
    partner_id: Mapped[str] = mapped_column(ID)
    part: Mapped[str] = mapped_column(ID)
    note: Mapped[str] = mapped_column(Text)


class GrantTask(Scoped, Base):
    """Something to be done for a grant."""

    __tablename__ = "grant_tasks"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "grant_id"], ["grants.library_id", "grants.id"]),
        ForeignKeyConstraint(["library_id", "owner_id"], ["staff.library_id", "staff.id"]),
        Index(None, "library_id", "grant_id"),
        Index(None, "library_id", "done_at", "due_on"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    grant_id: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(Text)
    owner_id: Mapped[str | None] = mapped_column(ID)
    due_on: Mapped[str | None] = mapped_column(ID)
    done_at: Mapped[datetime | None] = mapped_column(Moment)
    done_by: Mapped[str | None] = mapped_column(ID)


class GrantFile(Scoped, Base):
    """A paper of a grant; its bytes lie in the photo storage, by their content."""

    __tablename__ = "grant_files"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "grant_id"], ["grants.library_id", "grants.id"]),
        Index(None, "library_id", "grant_id"),
        Index(None, "library_id", "content"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    grant_id: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(Text)
    """What it is: the award letter."""
    file_name: Mapped[str] = mapped_column(Text)
    file_kind: Mapped[str] = mapped_column(ID)
    content: Mapped[str] = mapped_column(ID)
    """SHA-256 of the file."""
    added_at: Mapped[datetime] = mapped_column(Moment)


class GrantGoal(Scoped, Base):
    """That a grant serves one of the library's goals."""

    __tablename__ = "grant_goals"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "grant_id"], ["grants.library_id", "grants.id"]),
        ForeignKeyConstraint(["library_id", "goal_id"], ["goals.library_id", "goals.id"]),
        Index(None, "library_id", "goal_id"),
    )

    grant_id: Mapped[str] = mapped_column(ID, primary_key=True)
    goal_id: Mapped[str] = mapped_column(ID, primary_key=True)
