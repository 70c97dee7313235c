"""The tables of review: the records that wait or were judged, and the filters that people keep of them."""

from sqlalchemy import BigInteger, Boolean, ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped


class Record(Scoped, Base):
    """A training session, a visit that ended or a hand-in, as the queue lists it: a projection."""

    __tablename__ = "review_records"
    __table_args__ = (
        Index(None, "library_id", "at", "id"),
        Index(None, "library_id", "state", "at", "id"),
        Index(None, "library_id", "site_id", "at"),
        Index(None, "library_id", "visit_id"),
        # With all that a count over years asks.
        Index(None, "library_id", "sort", "about", "on"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    sort: Mapped[str] = mapped_column(ID, primary_key=True)
    """training_session, visit or hand_in; the id is that of the fact where it is a hand-in."""
    at: Mapped[int] = mapped_column(BigInteger)
    """When it happened: not when it arrived, so that the queue is the same in whichever order phones are in touch."""
    on: Mapped[str] = mapped_column(ID)
    what: Mapped[str] = mapped_column(ID)
    """The kind of the session, the outcome of the visit, the kind of the hand-in's fact."""
    state: Mapped[str] = mapped_column(ID)
    """A state of review; "withdrawn" or "merged" where there is nothing to judge."""
    version: Mapped[str] = mapped_column(ID)
    versions: Mapped[int] = mapped_column()
    decided_by: Mapped[str | None] = mapped_column(ID)
    """The decision that holds."""
    author: Mapped[str | None] = mapped_column(ID)
    people: Mapped[str] = mapped_column(Text)
    """Ids of those whose record it is, with a space before and behind each."""
    site_id: Mapped[str | None] = mapped_column(ID)
    about: Mapped[str | None] = mapped_column(ID)
    """The topic of a session, the kit of a hand-in."""
    visit_id: Mapped[str | None] = mapped_column(ID)
    is_late: Mapped[bool] = mapped_column(Boolean)


class RecordPerson(Scoped, Base):
    """That a record is somebody's, for finding theirs: a projection."""

    __tablename__ = "review_people"
    __table_args__ = (Index(None, "library_id", "record_id"), {"sqlite_with_rowid": False})

    staff_id: Mapped[str] = mapped_column(ID, primary_key=True)
    record_id: Mapped[str] = mapped_column(ID, primary_key=True)
    sort: Mapped[str] = mapped_column(ID, primary_key=True)


class KeptFilter(Scoped, Base):
    """What somebody narrows the queue to, under a name of their own."""

    __tablename__ = "review_filters"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "staff_id"], ["staff.library_id", "staff.id"]),
        Index(None, "library_id", "staff_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    staff_id: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(Text)
    asked: Mapped[str] = mapped_column(Text)
    """The address of the queue behind its question mark."""
