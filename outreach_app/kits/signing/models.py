"""The table of the terms that a library lends under: each version stays, since facts name it."""

from datetime import datetime

from sqlalchemy import Text
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Moment, Scoped


class LendingTerms(Scoped, Base):
    """The terms from one moment on, in the library's languages."""

    __tablename__ = "lending_terms"

    version: Mapped[int] = mapped_column(primary_key=True)
    texts: Mapped[str] = mapped_column(Text)
    """By language, JSON; a language that is missing or empty has none."""
    made_at: Mapped[datetime] = mapped_column(Moment)
    made_by: Mapped[str | None] = mapped_column(ID)
