"""The table of doors."""

from datetime import datetime

from sqlalchemy import ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment


class Door(Base):
    """Hash of a code, token or sign-in address -> library, kind, id. Not scoped: it is what tells the library."""

    __tablename__ = "doors"
    __table_args__ = (ForeignKeyConstraint(["library_id"], ["libraries.id"]),)

    hash: Mapped[str] = mapped_column(ID, primary_key=True)
    library_id: Mapped[str] = mapped_column(ID, index=True)
    kind: Mapped[str] = mapped_column(ID)
    """What it opens: sign_in, enrolment, password, calendar (staff), token (device), invitation, pulse (session), kit, item,
    flyer."""
    target: Mapped[str] = mapped_column(ID)
    opens_until: Mapped[datetime | None] = mapped_column(Moment)
