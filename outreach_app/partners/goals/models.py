"""The tables of goals and of the partnerships that serve them; reference rows."""

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped

AREAS = ("inclusion", "innovation")
SESSIONS, PEOPLE, KITS_LENT, REFERRALS, VISITS, TYPED = MEASURES = (
    "sessions", "people", "kits_lent", "referrals", "visits", "typed",
)  # fmt: skip
"""What the house counts by itself, and at last what somebody types."""


class Goal(Scoped, Base):
    """What the library wants to reach in a span of days, and how it is measured."""

    __tablename__ = "goals"
    __table_args__ = (Index(None, "library_id", "ends_on"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(Text)
    serves: Mapped[str] = mapped_column(ID)
    measure: Mapped[str] = mapped_column(ID)
    counted: Mapped[str] = mapped_column(Text)
    """What the numbers count, in words, where the house does not."""
    starts_on: Mapped[str] = mapped_column(ID)
    ends_on: Mapped[str] = mapped_column(ID)
    target: Mapped[int] = mapped_column()
    typed: Mapped[int | None] = mapped_column()
    """What was reached, where somebody types it."""
    note: Mapped[str] = mapped_column(Text)


class GoalPartner(Scoped, Base):
    """That a partnership serves a goal."""

    __tablename__ = "goal_partners"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "goal_id"], ["goals.library_id", "goals.id"]),
        ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),
        Index(None, "library_id", "partner_id"),
    )

    goal_id: Mapped[str] = mapped_column(ID, primary_key=True)
    partner_id: Mapped[str] = mapped_column(ID, primary_key=True)
