"""The feed's tables: one row per (audience, collection, id), and the sums that digests are read from."""

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped


class FeedRow(Scoped, Base):
    """The newest text of a row, or its removal (`row` null), under the newest number."""

    __tablename__ = "feed"
    __table_args__ = (Index(None, "library_id", "seq", unique=True),)

    collection: Mapped[str] = mapped_column(ID, primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    audience: Mapped[str] = mapped_column(ID, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    hash: Mapped[str] = mapped_column(ID)
    row: Mapped[str | None] = mapped_column(Text)


class FeedTotal(Scoped, Base):
    """How many live rows an audience has, and the sum of their hashes modulo 2^32."""

    __tablename__ = "feed_totals"

    audience: Mapped[str] = mapped_column(ID, primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    sum: Mapped[int] = mapped_column(BigInteger)


class FeedWindow(Scoped, Base):
    """The day from which the span of what phones mirror is counted; no row where all is mirrored."""

    __tablename__ = "feed_windows"

    day: Mapped[str] = mapped_column(ID)
