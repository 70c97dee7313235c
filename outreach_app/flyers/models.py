"""The table of flyers: reference rows, edited at the desk."""

import json
from datetime import datetime
from typing import NotRequired, TypedDict

from sqlalchemy import Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped

TEMPLATES = ("handout", "half_sheet", "poster", "business_card", "table_tent")
# Where its button leads: nowhere beyond its own page, to the library's front page, to an address, to a listing.
NOWHERE, HOME, ADDRESS, LISTING = TARGETS = ("nowhere", "home", "address", "listing")


class Words(TypedDict):
    """What a flyer says in one language."""

    title: str
    text: str
    action: str
    alt: NotRequired[str]
    """What its picture shows, for those who do not see it; left out where it has none."""


class Flyer(Scoped, Base):
    """What the library tells on paper and behind a code."""

    __tablename__ = "flyers"
    __table_args__ = (UniqueConstraint("library_id", "code"),)

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    version: Mapped[int] = mapped_column(default=1)
    code: Mapped[str] = mapped_column(ID)
    """The short code that opens it; stacks have it with letters of their own behind."""
    template: Mapped[str] = mapped_column(ID)
    texts: Mapped[str] = mapped_column(Text)
    """What it says, JSON: `Words` by language."""
    target: Mapped[str] = mapped_column(ID)
    address: Mapped[str] = mapped_column(Text, default="")
    """The address of a target that is one; http or https."""
    valid_from: Mapped[str | None] = mapped_column(ID)
    valid_until: Mapped[str | None] = mapped_column(ID)
    """The last day on which it is true."""
    on: Mapped[str | None] = mapped_column(ID)
    """The day of what it invites to, where that has one; hours are the library's own."""
    starts: Mapped[str | None] = mapped_column(ID)
    ends: Mapped[str | None] = mapped_column(ID)
    place: Mapped[str] = mapped_column(Text, default="")
    site_id: Mapped[str | None] = mapped_column(ID)
    """A partner's place that it is about; its page tells where that is and when it is open."""
    listing_id: Mapped[str | None] = mapped_column(ID)
    """The listing of the directory that a target is which is one."""
    picture: Mapped[str | None] = mapped_column(ID)
    """SHA-256 of the bytes of its picture, which lie in the storage of photos under a name of their own."""
    picture_width: Mapped[int | None] = mapped_column()
    picture_height: Mapped[int | None] = mapped_column()
    retired_at: Mapped[datetime | None] = mapped_column(Moment)

    @property
    def words(self) -> dict[str, Words]:
        """What it says, by language."""
        told: dict[str, Words] = json.loads(self.texts)
        return told

    def in_words(self, *languages: str) -> tuple[str, Words]:
        """The language and what the flyer says in it: the first of these that it speaks, else any."""
        words = self.words
        language = next((one for one in languages if one in words), next(iter(words)))
        return language, words[language]
