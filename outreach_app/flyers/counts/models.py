"""The table of scans: how often a code was opened on a day. No address, no hour, no browser, nobody."""

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped


class ScanCount(Scoped, Base):
    """How often a code was opened on a day of the library's calendar."""

    __tablename__ = "scan_counts"
    __table_args__ = (Index(None, "library_id", "day"),)

    code: Mapped[str] = mapped_column(ID, primary_key=True)
    """A flyer's own, or a stack's, which need not be known yet."""
    day: Mapped[str] = mapped_column(ID, primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
