"""The table of letters that were begun."""

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class BegunLetter(Scoped, Base):
    """That a letter about one thing was begun. It is written before the letter goes, so that none goes twice."""

    __tablename__ = "begun_letters"

    reader: Mapped[str] = mapped_column(ID, primary_key=True)
    """A staff member's id."""
    sort: Mapped[str] = mapped_column(ID, primary_key=True)
    key: Mapped[str] = mapped_column(ID, primary_key=True)
    """What of that sort it was about: a day, or a fact."""
    begun_at: Mapped[datetime] = mapped_column(Moment)
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the mail server took it; null where nobody knows whether it did."""
