"""The table of what is looked for in public. No address, no hour, no day, no browser, nobody."""

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from outreach_app.db import ID, Base, Scoped

NO_WORD = "-"
NO_TOPIC = "-"


class SearchCount(Scoped, Base):
    """How often a word was looked for in a month of the library's calendar, and on how many searches nothing was found.

    Under the word "-" stand the searches themselves, by the topic that they were about.
    """

    __tablename__ = "search_counts"

    month: Mapped[str] = mapped_column(ID, primary_key=True)
    topic: Mapped[str] = mapped_column(ID, primary_key=True)
    word: Mapped[str] = mapped_column(ID, primary_key=True)
    count: Mapped[int] = mapped_column(BigInteger)
    in_vain: Mapped[int] = mapped_column(BigInteger)
