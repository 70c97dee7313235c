"""The table of kits' pictures. The bytes lie in the photos' storage, under names of their own."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint, Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class KitPicture(Scoped, Base):
    """A picture of a kit, or of a part of it; a part that is gone leaves a picture of the kit."""

    __tablename__ = "kit_pictures"
    __table_args__ = (
        ForeignKeyConstraint(["library_id", "kit_id"], ["kits.library_id", "kits.id"]),
        Index(None, "library_id", "kit_id"),
    )

    id: Mapped[str] = mapped_column(ID, primary_key=True)
    kit_id: Mapped[str] = mapped_column(ID)
    part_id: Mapped[str | None] = mapped_column(ID)
    alt: Mapped[str] = mapped_column(Text)
    """What it shows, for those who do not see it."""
    content: Mapped[str] = mapped_column(ID)
    """SHA-256 of its bytes."""
    kind: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column()
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    added_at: Mapped[datetime] = mapped_column(Moment)
