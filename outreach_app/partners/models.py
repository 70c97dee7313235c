"""The tables of partners and sites, reference rows; and of what is to be done next with them, folded from the ledger."""

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped

# Kinds of the Edge benchmark, 5.1.
KINDS = ("workforce", "government_or_social_service", "education", "health", "other")
# What the benchmark tells apart within a kind.
FINER = {"education": ("k12", "community_college", "university"), "health": ("hospital", "other_provider")}
# What a partnership does, 5.1 too.
DOES = ("amplifies", "avoids_duplication", "aids_planning", "benefits_both")
PROSPECT, ACTIVE, DORMANT, ENDED = STAGES = ("prospect", "active", "dormant", "ended")


class Partner(Scoped, Base):
    """A community organisation."""

    __tablename__ = "partners"
    __table_args__ = (Index(None, "library_id", "merged_into"), {"info": {"several": ("does",)}})

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    name: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(ID)
    finer: Mapped[str] = mapped_column(ID, default="", server_default="")
    """Of which sort within its kind, one of `FINER`; empty where nobody has said."""
    does: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Some of `DOES`, with a comma between them."""
    stage: Mapped[str] = mapped_column(ID, default=ACTIVE, server_default=ACTIVE)
    notes: Mapped[str] = mapped_column(Text, default="", server_default="")
    """What whoever goes there should know."""
    merged_into: Mapped[str | None] = mapped_column(ID)
    """The partner that this one is the same as; facts and rows that name this one are found there."""


class Site(Scoped, Base):
    """One of a partner's places."""

    __tablename__ = "sites"
    __table_args__ = (ForeignKeyConstraint(["library_id", "partner_id"], ["partners.library_id", "partners.id"]),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    partner_id: Mapped[str] = mapped_column(ID)
    name: Mapped[str] = mapped_column(Text)
    address: Mapped[str] = mapped_column(Text)
    contact: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Whom to ask for there: a business contact."""
    phone: Mapped[str] = mapped_column(Text, default="", server_default="")
    mail: Mapped[str] = mapped_column(Text, default="", server_default="")
    closed_on: Mapped[str | None] = mapped_column(ID)
    """The day from which on it is open no more."""
    opening: Mapped[str] = mapped_column(Text, default="", server_default="")
    """When it is open, as `opening_hours.rules` writes it; empty where nobody has said."""
    wifi: Mapped[str] = mapped_column(Text, default="", server_default="")
    """The network there that is for everybody, as `web.wifi` writes it; empty where none is known."""
    position: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Degrees north and east with a comma between them."""
    room: Mapped[str] = mapped_column(Text, default="", server_default="")
    capacity: Mapped[int | None] = mapped_column()
    power: Mapped[str] = mapped_column(Text, default="", server_default="")
    access: Mapped[str] = mapped_column(Text, default="", server_default="")
    languages: Mapped[str] = mapped_column(Text, default="", server_default="")
    """Which are spoken there, in words."""


class NextStep(Scoped, Base):
    """What is to be done next, as a talk ended: a projection. Its words are those of the talk."""

    __tablename__ = "next_steps"
    __table_args__ = (Index(None, "library_id", "partner_id"), Index(None, "library_id", "due_on"))

    talk: Mapped[str] = mapped_column(ID, primary_key=True)
    partner_id: Mapped[str] = mapped_column(ID)
    site_id: Mapped[str | None] = mapped_column(ID)
    due_on: Mapped[str] = mapped_column(ID)
    agreed: Mapped[int] = mapped_column(BigInteger)
    agreed_by: Mapped[str | None] = mapped_column(ID)
    done: Mapped[int | None] = mapped_column(BigInteger)
    """When it was done; null while it is open."""
    done_by: Mapped[str | None] = mapped_column(ID)
