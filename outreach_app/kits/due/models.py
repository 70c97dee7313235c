"""The table of letters about what is due."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class Reminder(Scoped, Base):
    """That a reader's letter of a day was begun. It is written before the letter goes, so that none goes twice."""

    __tablename__ = "reminders"

    reader: Mapped[str] = mapped_column(ID, primary_key=True)
    """A staff member's id; of a partner's contact what `rules.reader_at` makes of the address."""
    day: Mapped[str] = mapped_column(ID, primary_key=True)
    """On the library's calendar."""
    told: Mapped[str] = mapped_column(Text)
    """JSON: [kit, due date, stage] of each line."""
    taken_at: Mapped[datetime | None] = mapped_column(Moment)
    """When the mail server took it; null where nobody knows whether it did."""
