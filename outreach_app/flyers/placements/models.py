"""The tables of stacks and hand-outs; folded from the ledger."""

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped


class FlyerPlacement(Scoped, Base):
    """A stack of flyers, where it lies or lay: a projection. No foreign keys: a fact may name what nobody knows."""

    __tablename__ = "flyer_placements"
    __table_args__ = (
        Index(None, "library_id", "flyer_id"),
        Index(None, "library_id", "code"),
        Index(None, "library_id", "site_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    flyer_id: Mapped[str] = mapped_column(ID)
    code: Mapped[str] = mapped_column(ID)
    site_id: Mapped[str | None] = mapped_column(ID)
    spot: Mapped[str] = mapped_column(Text)
    language: Mapped[str | None] = mapped_column(ID)
    copies: Mapped[int] = mapped_column(BigInteger)
    """How many lie there, as far as is known."""
    laid: Mapped[int] = mapped_column(BigInteger)
    taken: Mapped[int] = mapped_column(BigInteger)
    placed_on: Mapped[str] = mapped_column(ID)
    restocked_on: Mapped[str | None] = mapped_column(ID)
    """The day when something was added last."""
    restock_on: Mapped[str | None] = mapped_column(ID)
    removed_on: Mapped[str | None] = mapped_column(ID)
    removed_because: Mapped[str | None] = mapped_column(ID)
    last_by: Mapped[str | None] = mapped_column(ID)
    """Who laid it out or added to it last."""
    open_discrepancies: Mapped[int] = mapped_column()
    told: Mapped[str] = mapped_column(Text)
    """The stack as the feed tells it, JSON."""


class HeldCode(Scoped, Base):
    """A code that a phone holds up for a flyer: a projection. Its scans are told apart from those of stacks."""

    __tablename__ = "flyer_held_codes"
    __table_args__ = (Index(None, "library_id", "flyer_id"),)

    code: Mapped[str] = mapped_column(ID, primary_key=True)
    flyer_id: Mapped[str] = mapped_column(ID)
    language: Mapped[str | None] = mapped_column(ID)
    device: Mapped[str] = mapped_column(ID)
    author: Mapped[str | None] = mapped_column(ID)
    since: Mapped[str] = mapped_column(ID)


class FlyerHandout(Scoped, Base):
    """How many were handed out on a day of a visit: a projection. "-" stands for no site and for no language."""

    __tablename__ = "flyer_handouts"
    __table_args__ = (Index(None, "library_id", "on"),)

    subject: Mapped[str] = mapped_column(ID, primary_key=True)
    on: Mapped[str] = mapped_column(ID, primary_key=True)
    site_id: Mapped[str] = mapped_column(ID, primary_key=True)
    flyer_id: Mapped[str] = mapped_column(ID, primary_key=True)
    language: Mapped[str] = mapped_column(ID, primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
