"""The table of what was billed, and of what is not to be."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped

BILLED, WAIVED = "billed", "waived"


class KitCharge(Scoped, Base):
    """What the desk decided about one loss: a part of a kit that is lost, or broken, since a moment.

    Damage that is written off later is the same loss; what is lost or broken anew is another one.
    """

    __tablename__ = "kit_charges"
    __table_args__ = (ForeignKeyConstraint(["library_id", "kit_id"], ["kits.library_id", "kits.id"]),)

    kit_id: Mapped[str] = mapped_column(ID, primary_key=True)
    part_id: Mapped[str] = mapped_column(ID, primary_key=True)
    sort: Mapped[str] = mapped_column(ID, primary_key=True)
    """lost or broken."""
    since: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    """Microseconds, as the fold tells since when it is amiss."""
    decision: Mapped[str] = mapped_column(ID)
    on: Mapped[str] = mapped_column(ID)
    reference: Mapped[str] = mapped_column(Text)
    """The number of the bill, or why there is none."""
    count: Mapped[int] = mapped_column()
    amount: Mapped[str | None] = mapped_column(ID)
    """What so many cost as it was decided, with two places; None where the part had no price."""
    currency: Mapped[str] = mapped_column(ID)
    decided_by: Mapped[str] = mapped_column(ID)
    decided_at: Mapped[datetime] = mapped_column(Moment)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
