"""The table of what was heard and counted; folded from the ledger."""

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped


class Heard(Scoped, Base):
    """How often something came up on a day of a visit: a projection. "-" stands for no site, no topic, no listing."""

    __tablename__ = "heard"
    __table_args__ = (Index(None, "library_id", "on", "sort", "topic", "count"),)

    subject: Mapped[str] = mapped_column(ID, primary_key=True)
    sort: Mapped[str] = mapped_column(ID, primary_key=True)
    on: Mapped[str] = mapped_column(ID, primary_key=True)
    site_id: Mapped[str] = mapped_column(ID, primary_key=True)
    topic: Mapped[str] = mapped_column(ID, primary_key=True)
    listing_id: Mapped[str] = mapped_column(ID, primary_key=True, server_default="-")
    """Where people were sent on to."""
    count: Mapped[int] = mapped_column(BigInteger)
