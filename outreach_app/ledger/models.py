"""The ledger's tables. Facts and quarantine are append-only; the rest can be folded anew from them."""

from datetime import datetime

from sqlalchemy import BigInteger, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class FactRow(Scoped, Base):
    """A fact as it was sent, with its receipt. Nothing but a redaction ever alters `body`; `hash` stays."""

    __tablename__ = "facts"
    __table_args__ = (
        Index(None, "library_id", "device", "seq"),
        Index(None, "library_id", "subject"),
        Index(None, "library_id", "received_at"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    hash: Mapped[str] = mapped_column(ID)
    device: Mapped[str] = mapped_column(ID)
    seq: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str] = mapped_column(ID)
    v: Mapped[int] = mapped_column(BigInteger)
    subject: Mapped[str] = mapped_column(ID)
    author: Mapped[str | None] = mapped_column(ID)
    effective: Mapped[int] = mapped_column(BigInteger)
    recorded: Mapped[int] = mapped_column(BigInteger)
    received_at: Mapped[datetime] = mapped_column(Moment)
    via: Mapped[str] = mapped_column(ID)
    via_device: Mapped[str | None] = mapped_column(ID)
    at: Mapped[int] = mapped_column(BigInteger)
    epoch: Mapped[str] = mapped_column(ID)
    notes: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)


class Touch(Scoped, Base):
    """That a fact is part of another subject's history than its own, under one fold."""

    __tablename__ = "touches"
    __table_args__ = ({"sqlite_with_rowid": False},)

    subject: Mapped[str] = mapped_column(ID, primary_key=True)
    fold: Mapped[str] = mapped_column(ID, primary_key=True)
    fact_id: Mapped[str] = mapped_column(ID, primary_key=True)


class Checkpoint(Scoped, Base):
    """The state of one subject under one fold after all its facts, with the place of the last."""

    __tablename__ = "checkpoints"
    __table_args__ = ({"sqlite_with_rowid": False},)

    fold: Mapped[str] = mapped_column(ID, primary_key=True)
    subject: Mapped[str] = mapped_column(ID, primary_key=True)
    last_effective: Mapped[int | None] = mapped_column(BigInteger)
    last_device: Mapped[str | None] = mapped_column(ID)
    last_seq: Mapped[int | None] = mapped_column(BigInteger)
    last_fact: Mapped[str | None] = mapped_column(ID)
    folded: Mapped[str] = mapped_column(Text)


class DiscrepancyRow(Scoped, Base):
    """A discrepancy that a fold yields now, open or settled."""

    __tablename__ = "discrepancies"
    __table_args__ = (Index(None, "library_id", "subject", "fold"), Index(None, "library_id", "state", "at"))

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    kind: Mapped[str] = mapped_column(ID)
    fold: Mapped[str] = mapped_column(ID)
    subject: Mapped[str] = mapped_column(ID)
    part: Mapped[str | None] = mapped_column(ID)
    facts: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text)
    at: Mapped[int] = mapped_column(BigInteger)
    state: Mapped[str] = mapped_column(ID)
    resolution: Mapped[str | None] = mapped_column(ID)
    settled_by: Mapped[str | None] = mapped_column(ID)


class NamedIn(Scoped, Base):
    """That a discrepancy names a fact."""

    __tablename__ = "discrepancy_facts"
    __table_args__ = ({"sqlite_with_rowid": False},)

    fact_id: Mapped[str] = mapped_column(ID, primary_key=True)
    discrepancy_id: Mapped[str] = mapped_column(ID, primary_key=True)


class JournalLine(Scoped, Base):
    """When a discrepancy came, went, was settled or opened again, and by which fact. Append-only."""

    __tablename__ = "discrepancy_journal"
    __table_args__ = (Index(None, "library_id", "discrepancy_id"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    discrepancy_id: Mapped[str] = mapped_column(ID)
    kind: Mapped[str] = mapped_column(ID)
    subject: Mapped[str] = mapped_column(ID)
    change: Mapped[str] = mapped_column(ID)
    fact_id: Mapped[str | None] = mapped_column(ID)
    at: Mapped[datetime] = mapped_column(Moment)


class QuarantineRow(Scoped, Base):
    """Bytes that a device sent and nobody could understand yet; once per hash."""

    __tablename__ = "quarantine"
    __table_args__ = (Index(None, "library_id", "device", "seq"), Index(None, "library_id", "received_at"))

    hash: Mapped[str] = mapped_column(ID, primary_key=True)
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    reason: Mapped[str] = mapped_column(ID)
    fields: Mapped[str] = mapped_column(Text, default="{}")
    fact_id: Mapped[str | None] = mapped_column(ID)
    device: Mapped[str | None] = mapped_column(ID)
    seq: Mapped[int | None] = mapped_column(BigInteger)
    via_device: Mapped[str | None] = mapped_column(ID)
    received_at: Mapped[datetime] = mapped_column(Moment)
    state: Mapped[str] = mapped_column(ID, default="waiting")
    """waiting, stored (a later release understood it), by_hand (a person made a record of it, named in `note`) or set_aside."""
    note: Mapped[str | None] = mapped_column(Text)


class Places(Scoped, Base):
    """Which of a device's places the library holds, as ranges [[from, to], …]; found again from the two tables above."""

    __tablename__ = "places"

    device: Mapped[str] = mapped_column(ID, primary_key=True)
    held: Mapped[str] = mapped_column(Text)


class Redaction(Scoped, Base):
    """That a fact's free text is to be nulled, also if the fact arrives later."""

    __tablename__ = "redactions"

    fact_id: Mapped[str] = mapped_column(ID, primary_key=True)
    hash: Mapped[str] = mapped_column(ID)
    by: Mapped[str] = mapped_column(ID)
