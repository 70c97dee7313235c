"""The tables of the benchmark: editions of its indicators, the library's judgements, and snapshots that nobody changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKeyConstraint, Index, Text, event
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped

NOT_YET, PARTLY, MET = JUDGEMENTS = ("not_yet", "partly", "met")


class EdgeEdition(Scoped, Base):
    """One numbering of the benchmark; reference rows, seeded from `standard` and edited at the desk."""

    __tablename__ = "edge_editions"

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    name: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)
    """Where its wording is from."""
    language: Mapped[str] = mapped_column(ID)
    """In which its wording is written."""
    is_verified: Mapped[bool] = mapped_column()
    """That somebody held numbers and wording against the benchmark itself."""
    position: Mapped[int] = mapped_column()


class EdgeIndicator(Scoped, Base):
    """What a library is asked. Its id stays whatever it is called: snapshots and judgements are found by it."""

    __tablename__ = "edge_indicators"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "edition_id"], ["edge_editions.library_id", "edge_editions.id"]),
        Index(None, "library_id", "edition_id", "position"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    edition_id: Mapped[str] = mapped_column(ID)
    number: Mapped[str] = mapped_column(Text)
    """As the edition counts it; empty where nobody knows it yet."""
    heading: Mapped[str] = mapped_column(Text)
    """The statement that it stands under."""
    wording: Mapped[str] = mapped_column(Text)
    shown_by: Mapped[str] = mapped_column(ID)
    """Which records tell of it, one of `gathering.sources.SOURCES`; empty where none do."""
    same_as: Mapped[str | None] = mapped_column(ID)
    """The indicator of another edition that asks the same."""
    is_verified: Mapped[bool] = mapped_column()
    position: Mapped[int] = mapped_column()
    retired_at: Mapped[datetime | None] = mapped_column(Moment)
    """Since when the benchmark asks it no more; kept, since snapshots name it."""


class EdgeJudgement(Scoped, Base):
    """What the library itself holds of an indicator; `id` is the indicator's."""

    __tablename__ = "edge_judgements"
    __table_args__ = (ForeignKeyConstraint(["library_id", "id"], ["edge_indicators.library_id", "edge_indicators.id"]),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    judgement: Mapped[str] = mapped_column(ID)
    """One of `JUDGEMENTS`; empty where only a note was written."""
    note: Mapped[str] = mapped_column(Text)
    staff_id: Mapped[str | None] = mapped_column(ID)
    at: Mapped[datetime] = mapped_column(Moment)


class EdgeSnapshot(Scoped, Base):
    """What was known of every indicator of an edition when somebody kept it: figures and wording as they were. Append-only."""

    __tablename__ = "edge_snapshots"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "edition_id"], ["edge_editions.library_id", "edge_editions.id"]),
        Index(None, "library_id", "taken_at"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    edition_id: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(Text)
    starts_on: Mapped[str] = mapped_column(ID)
    ends_on: Mapped[str] = mapped_column(ID)
    taken_at: Mapped[datetime] = mapped_column(Moment)
    staff_id: Mapped[str | None] = mapped_column(ID)
    note: Mapped[str] = mapped_column(Text)
    told: Mapped[str] = mapped_column(Text)
    """What was shown, JSON, as `snapshots.keeping` writes it."""


@event.listens_for(EdgeSnapshot, "before_update")
@event.listens_for(EdgeSnapshot, "before_delete")
def _is_never_changed(_mapper: Any, _connection: Any, snapshot: EdgeSnapshot) -> None:
    raise RuntimeError(f"snapshot {snapshot.id} was kept to stay as it is")
