"""The table of places' pictures. The bytes lie in the photos' storage, under names of their own."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class SitePicture(Scoped, Base):
    """A picture of a partner's place."""

    __tablename__ = "site_pictures"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "site_id"], ["sites.library_id", "sites.id"]),
        Index(None, "library_id", "site_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    site_id: Mapped[str] = mapped_column(ID)
    alt: Mapped[str] = mapped_column(Text)
    """What it shows, for those who do not see it."""
    content: Mapped[str] = mapped_column(ID)
    """SHA-256 of its bytes."""
    kind: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column()
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    added_at: Mapped[datetime] = mapped_column(Moment)
