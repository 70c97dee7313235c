"""The tables of kits. Kits and parts are reference rows; custody is folded from the ledger."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class Kit(Scoped, Base):
    """A lendable set. `mirror` is the part of its feed row that no fact changes, kept so that facts need not read parts."""

    __tablename__ = "kits"
    __table_args__ = (UniqueConstraint("library_id", "code"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    code: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(Text)
    mirror: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    """Goes up with each change at the desk, so that a form knows whether it still tells what is there."""
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
    retired_because: Mapped[str | None] = mapped_column(Text)
    door: Mapped[str | None] = mapped_column(ID)
    """The short code on its label, by which the public comes in."""
    upkeep_days: Mapped[int | None] = mapped_column()
    """It is to be inspected after so many days,"""
    upkeep_loans: Mapped[int | None] = mapped_column()
    """or after so many loans."""
    travel_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    """Each way; with the next two it is what a kit needs between two that have it."""
    wipe_minutes: Mapped[int] = mapped_column(default=0, server_default="0")
    charge_minutes: Mapped[int] = mapped_column(default=0, server_default="0")


class KitPart(Scoped, Base):
    """A tagged item or a counted thing in a kit."""

    __tablename__ = "kit_parts"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "kit_id"], ["kits.library_id", "kits.id"]),
        Index(None, "library_id", "kit_id", "position"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    kit_id: Mapped[str] = mapped_column(ID)
    position: Mapped[int] = mapped_column()
    name: Mapped[str] = mapped_column(Text)
    count: Mapped[int] = mapped_column()
    tag: Mapped[str | None] = mapped_column(ID)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
    """Since when it belongs to the kit no more; kept, since facts name it."""
    door: Mapped[str | None] = mapped_column(ID)
    """The short code on its label; a counted thing has none."""
    serial: Mapped[str | None] = mapped_column(Text)
    model: Mapped[str | None] = mapped_column(Text)
    bought_on: Mapped[str | None] = mapped_column(ID)
    cost: Mapped[str | None] = mapped_column(ID)
    """What one of it costs to replace, with two places: "249.00"."""
    least: Mapped[int | None] = mapped_column()
    """With fewer than these it is to be restocked; None means all of them."""


class KitCustody(Scoped, Base):
    """Who holds a kit now: a projection. A kit without a row is in store and nothing ever happened to it.

    No foreign key to kits: a fact may name a kit that nobody knows.
    """

    __tablename__ = "kit_custody"
    __table_args__ = (Index(None, "library_id", "state", "due_on"),)

    kit_id: Mapped[str] = mapped_column(ID, primary_key=True)
    state: Mapped[str] = mapped_column(ID)
    staff_id: Mapped[str | None] = mapped_column(ID)
    partner_id: Mapped[str | None] = mapped_column(ID)
    site_id: Mapped[str | None] = mapped_column(ID)
    since: Mapped[int | None] = mapped_column(BigInteger)
    due_on: Mapped[str | None] = mapped_column(ID)
    open_discrepancies: Mapped[int] = mapped_column()
    condition: Mapped[str | None] = mapped_column(ID)
    """Of the whole kit: attention, out_of_service, or None where it is fine."""
    amiss: Mapped[str | None] = mapped_column(Text)
    """Parts that are not as they should be, with who had the kit then, JSON; None where all are fine."""
    told: Mapped[str] = mapped_column(Text)
    """Custody, care and discrepancies as the feed tells them, JSON; counts of parts with the whole kit as null."""
