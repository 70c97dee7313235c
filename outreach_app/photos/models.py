"""The tables of photos: those that are held, the pieces of those that are on their way, and which facts name which."""

from datetime import datetime

from sqlalchemy import Boolean, Index, LargeBinary, Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class Photo(Scoped, Base):
    """A photo that the library holds, by the name that its phone gave it. The bytes lie in the storage."""

    __tablename__ = "photos"

    sha256: Mapped[str] = mapped_column(ID, primary_key=True)
    """Of the bytes as they were sent."""
    content: Mapped[str] = mapped_column(ID)
    """SHA-256 of the bytes as they are kept: others, where what came told more than the picture."""
    kind: Mapped[str] = mapped_column(Text)
    size: Mapped[int] = mapped_column()
    width: Mapped[int] = mapped_column()
    height: Mapped[int] = mapped_column()
    received_at: Mapped[datetime] = mapped_column(Moment)
    via_device: Mapped[str | None] = mapped_column(ID)
    is_revoked: Mapped[bool] = mapped_column(Boolean)
    """True where a phone brought it that had been revoked by then."""
    removed_at: Mapped[datetime | None] = mapped_column(Moment)
    """Since when the picture is gone because somebody took it away; it is not wanted any more."""
    removed_by: Mapped[str | None] = mapped_column(ID)


class PhotoPiece(Scoped, Base):
    """A piece of a photo that is not whole yet."""

    __tablename__ = "photo_pieces"

    sha256: Mapped[str] = mapped_column(ID, primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    length: Mapped[int] = mapped_column()
    total: Mapped[int] = mapped_column()
    raw: Mapped[bytes] = mapped_column(LargeBinary)
    received_at: Mapped[datetime] = mapped_column(Moment)


class PhotoMention(Scoped, Base):
    """That a fact names a photo: a projection. No foreign key to photos: a fact may come long before its photo."""

    __tablename__ = "photo_mentions"
    __table_args__ = (Index(None, "library_id", "is_held", "device"),)

    photo: Mapped[str] = mapped_column(ID, primary_key=True)
    fact_id: Mapped[str] = mapped_column(ID, primary_key=True)
    device: Mapped[str] = mapped_column(ID)
    is_held: Mapped[bool] = mapped_column(Boolean)
