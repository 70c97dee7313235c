"""The tables of the directory: the standard's rows as they came or were typed, and what is worked out from them.

Why rows are kept whole and not in a column for each field: decision 0021.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app import json_text
from outreach_app.db import ID, Base, Moment, Scoped

DESK = "desk"


class Entry(Scoped, Base):
    """A row of an entity of the standard (`standard.ENTITIES`): a service, a phone, an address."""

    __tablename__ = "directory_entries"

    entity: Mapped[str] = mapped_column(ID, primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    position: Mapped[int] = mapped_column(BigInteger)
    """Its place among others of its kind: the main telephone number is first."""
    source: Mapped[str] = mapped_column(ID, default=DESK)
    """Where it is looked after: here, or the name of the package that it came in."""
    body: Mapped[str] = mapped_column(Text)
    """Its fields, JSON, those that the standard does not know too."""

    @property
    def told(self) -> dict[str, Any]:
        """Its fields."""
        fields: dict[str, Any] = json_text.read(self.body)
        return fields


class Link(Scoped, Base):
    """That an entry is held by another one: a phone by its contact, a service by its organisation."""

    __tablename__ = "directory_links"
    # With all that is asked of it: else SQLite takes the key for the quicker way, and reads every link of the library.
    __table_args__ = (Index(None, "library_id", "entity", "id", "of", "of_id"),)

    of: Mapped[str] = mapped_column(ID, primary_key=True)
    """The entity that holds it."""
    of_id: Mapped[str] = mapped_column(ID, primary_key=True)
    entity: Mapped[str] = mapped_column(ID, primary_key=True)
    id: Mapped[str] = mapped_column(ID, primary_key=True)


class Listing(Scoped, Base):
    """A service with all that belongs to it, as lists, pages and phones show it: worked out, can be thrown away."""

    __tablename__ = "listings"
    __table_args__ = (
        Index(None, "library_id", "sorted_by", "id"),
        Index(None, "library_id", "organization_id"),
        Index(None, "library_id", "verified_on"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    """The service's."""
    organization_id: Mapped[str] = mapped_column(ID)
    sorted_by: Mapped[str] = mapped_column(Text)
    """Its name without accents and capitals."""
    is_open: Mapped[bool]
    """That the service is given now: people can be sent there."""
    verified_on: Mapped[str | None] = mapped_column(ID)
    card: Mapped[str] = mapped_column(Text)
    """`ListingRow`, JSON."""
    name_words: Mapped[str] = mapped_column(Text)
    topic_words: Mapped[str] = mapped_column(Text)
    other_words: Mapped[str] = mapped_column(Text)

    @property
    def told(self) -> dict[str, Any]:
        """The card."""
        card: dict[str, Any] = json_text.read(self.card)
        return card


class Facet(Scoped, Base):
    """By what listings are narrowed down: a topic, a language, a town, what it costs."""

    __tablename__ = "listing_facets"
    __table_args__ = (Index(None, "library_id", "listing_id"),)

    sort: Mapped[str] = mapped_column(ID, primary_key=True)
    value: Mapped[str] = mapped_column(Text, primary_key=True)
    listing_id: Mapped[str] = mapped_column(ID, primary_key=True)


class DirectoryState(Scoped, Base):
    """Which number of changes the directory is at: whoever remembers anything of it, remembers the number."""

    __tablename__ = "directory_state"

    version: Mapped[int] = mapped_column(BigInteger, default=0)
    changed_at: Mapped[datetime | None] = mapped_column(Moment)
    """When that was; None where it was before anybody asked."""


class Source(Scoped, Base):
    """How the spreadsheet of a source is read, so that its next one is read so without being told."""

    __tablename__ = "directory_sources"

    source: Mapped[str] = mapped_column(ID, primary_key=True)
    columns: Mapped[str] = mapped_column(Text)
    """What each column of theirs is to us, JSON."""
