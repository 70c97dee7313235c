"""The tables of what a grant paid for; reference rows."""

from sqlalchemy import ForeignKeyConstraint, Index
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped

VISIT, SESSION, KIT = SORTS = ("visit", "training_session", "kit")


class GrantRule(Scoped, Base):
    """That what was done with a partner in a span of days was paid for by a grant."""

    __tablename__ = "grant_rules"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "grant_id"], ["grants.library_id", "grants.id"]),
        ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),
        Index(None, "library_id", "grant_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    grant_id: Mapped[str] = mapped_column(ID)
    partner_id: Mapped[str] = mapped_column(ID)
    starts_on: Mapped[str] = mapped_column(ID)
    ends_on: Mapped[str] = mapped_column(ID)


class GrantPick(Scoped, Base):
    """That somebody said of one visit, session or kit that it belongs to a grant, or does not whatever the rules say.

    No foreign key: a visit that began on the spot was never planned, and sessions are folded anew.
    """

    __tablename__ = "grant_picks"
    __table_args__ = (ForeignKeyConstraint(["library_id", "grant_id"], ["grants.library_id", "grants.id"]),)

    grant_id: Mapped[str] = mapped_column(ID, primary_key=True)
    sort: Mapped[str] = mapped_column(ID, primary_key=True)
    """One of `SORTS`."""
    target_id: Mapped[str] = mapped_column(ID, primary_key=True)
    belongs: Mapped[bool] = mapped_column()
