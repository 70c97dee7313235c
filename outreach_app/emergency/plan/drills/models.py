"""The table of drills; reference rows."""

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped

TABLETOP, CALL_DOWN, WALK_THROUGH, FULL = SORTS = ("tabletop", "call_down", "walk_through", "full")


class EmergencyDrill(Scoped, Base):
    """That a version of the plan was practised, and what came of it."""

    __tablename__ = "emergency_drills"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "plan_id"], ["emergency_plans.library_id", "emergency_plans.id"]),
        Index(None, "library_id", "on"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    plan_id: Mapped[str] = mapped_column(ID)
    """The version that was practised."""
    on: Mapped[str] = mapped_column(ID)
    sort: Mapped[str] = mapped_column(ID)
    scenario: Mapped[str] = mapped_column(Text)
    people: Mapped[int | None] = mapped_column()
    """How many took part; null where nobody counted."""
    owner_id: Mapped[str | None] = mapped_column(ID)
    """Who led it, of the staff."""
    learned: Mapped[str] = mapped_column(Text)
    plan_changed: Mapped[str] = mapped_column(Text)
    """What changed in the plan by it; empty while nothing did."""
    changed_plan_id: Mapped[str | None] = mapped_column(ID)
    """In which version that was done."""
