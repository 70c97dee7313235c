"""The tables of training sessions. Topics are reference rows; sessions are folded from the ledger."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class Topic(Scoped, Base):
    """A subject of classes, in the library's own pick-list."""

    __tablename__ = "topics"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column()
    retired_at: Mapped[datetime | None] = mapped_column(Moment)


class TrainingSession(Scoped, Base):
    """A session as it stands: a projection. Numbers that cannot be (less than nought) are null here, as unknown ones are."""

    __tablename__ = "training_sessions"
    __table_args__ = (
        Index(None, "library_id", "on", "id"),
        Index(None, "library_id", "review", "on"),
        Index(None, "library_id", "visit_id"),
        Index(None, "library_id", "merged_into"),
        # With all that a count over years asks: the rows themselves are wide.
        Index(
            "ix_training_sessions_counted", "library_id", "on", "site_id", "format", "kind", "review", "withdrawn",
            "merged_into", "in_person", "virtual",
        ),
    )  # fmt: skip

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    on: Mapped[str] = mapped_column(ID)
    starts: Mapped[int | None] = mapped_column(BigInteger)
    ends: Mapped[int | None] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(ID)
    format: Mapped[str] = mapped_column(ID)
    audience: Mapped[str] = mapped_column(ID)
    in_person: Mapped[int | None] = mapped_column(BigInteger)
    virtual: Mapped[int | None] = mapped_column(BigInteger)
    views: Mapped[int | None] = mapped_column(BigInteger)
    digital_literacy: Mapped[bool | None] = mapped_column()
    topic_id: Mapped[str | None] = mapped_column(ID)
    site_id: Mapped[str | None] = mapped_column(ID)
    visit_id: Mapped[str | None] = mapped_column(ID)
    author: Mapped[str | None] = mapped_column(ID)
    trainers: Mapped[str] = mapped_column(Text)
    """Ids with a space before and behind each, so that one can be found in it."""
    review: Mapped[str] = mapped_column(ID)
    withdrawn: Mapped[bool] = mapped_column()
    merged_into: Mapped[str | None] = mapped_column(ID)
    """The session that this one is counted as."""
    version: Mapped[str] = mapped_column(ID)
    open_discrepancies: Mapped[int] = mapped_column()
    told: Mapped[str] = mapped_column(Text)
    """What the feed tells of it, JSON."""


class SessionOutcome(Scoped, Base):
    """How often each point was given to each question about a session: a projection."""

    __tablename__ = "session_outcomes"

    session_id: Mapped[str] = mapped_column(ID, primary_key=True)
    answers: Mapped[int] = mapped_column()
    counts: Mapped[str] = mapped_column(Text)


class PulseWording(Scoped, Base):
    """What the library asks about its sessions in one language; an empty text is asked as the product asks it."""

    __tablename__ = "pulse_wordings"

    language: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    knowledge: Mapped[str] = mapped_column(Text)
    confidence: Mapped[str] = mapped_column(Text)
    application: Mapped[str] = mapped_column(Text)
    awareness: Mapped[str] = mapped_column(Text)
