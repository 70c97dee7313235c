"""The tables of watched trends and of what is written down about them; reference rows."""

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped

EGOVERNMENT, CENTER, PROGRAM, DEVICE, OTHER = CATEGORIES = ("egovernment", "technology_center", "program", "device", "other")
"""As the benchmark names them: eGovernment portals, community technology centers, technology programs; and two of ours."""
NOTICED, WATCHED, TRIED, OFFERED, SET_ASIDE = STAGES = ("noticed", "watched", "tried", "offered", "set_aside")
FIELD, REVIEW = NOTES = ("field", "review")


class WatchedTrend(Scoped, Base):
    """A trend that the library follows."""

    __tablename__ = "watched_trends"
    __table_args__ = (Index(None, "library_id", "review_on"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(Text)
    category: Mapped[str] = mapped_column(ID)
    stage: Mapped[str] = mapped_column(ID)
    description: Mapped[str] = mapped_column(Text)
    sources: Mapped[str] = mapped_column(Text)
    """Addresses on the web, one a line."""
    response: Mapped[str] = mapped_column(Text)
    """What the library does about it."""
    owner_id: Mapped[str | None] = mapped_column(ID)
    review_on: Mapped[str | None] = mapped_column(ID)
    reviewed_on: Mapped[str | None] = mapped_column(ID)
    """When somebody looked at it last."""
    signals: Mapped[str] = mapped_column(Text)
    """The curves that tell of it, as addresses name them ("need:device"), one a line."""


class TrendNote(Scoped, Base):
    """What somebody wrote down about a trend: heard in the field, or seen when it was reviewed."""

    __tablename__ = "trend_notes"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "trend_id"], ["watched_trends.library_id", "watched_trends.id"]),
        Index(None, "library_id", "trend_id", "on"),
        Index(None, "library_id", "sort", "on"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    trend_id: Mapped[str] = mapped_column(ID)
    on: Mapped[str] = mapped_column(ID)
    sort: Mapped[str] = mapped_column(ID)
    author_id: Mapped[str | None] = mapped_column(ID)
    note: Mapped[str] = mapped_column(Text)
