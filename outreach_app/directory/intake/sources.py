"""Whose a package is: the name under which its rows are known, so that the next one of the same source is told from others'."""

import re
import unicodedata

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.directory.models import DESK, Entry

_MOST = 64


def source_of(said: str, file: str) -> str:
    """The name of a source: what a person said, else what the file is called without day, number and ending."""
    text = said.strip() or re.sub(r"[\W_]*[\d\W_]*$", "", file.rsplit(".", 1)[0]) or file
    plain = " ".join(unicodedata.normalize("NFC", text).split())[:_MOST].strip()
    # What people type at the desk belongs to no package.
    return f"{plain} (file)" if plain.casefold() == DESK else plain or "file"


def known(session: Session) -> list[tuple[str, int]]:
    """The sources that brought something, with how many entries each has."""
    count = func.count(Entry.id)
    query = select(Entry.source, count).where(Entry.source != DESK).group_by(Entry.source).order_by(Entry.source)
    return [(source, number) for source, number in session.execute(query)]
