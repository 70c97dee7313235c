"""Whose a package is: the name under which its rows are known, so that the next one of the same source is told from others'."""

import re
import unicodedata
from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.db import Writing
from outreach_app.directory.models import DESK, Entry, Source
from outreach_app.statements import upsert

_MOST = 64


def source_of(said: str, file: str) -> str:
    """The name of a source: what a person said, else what the file is called without day, number and ending."""
    text = said.strip() or re.sub(r"[\W_]*[\d\W_]*$", "", file.rsplit(".", 1)[0]) or file
    plain = " ".join(unicodedata.normalize("NFC", text).split())[:_MOST].strip()
    # What people type at the desk belongs to no package.
    return f"{plain} (file)" if plain.casefold() == DESK else plain or "file"


def said_of(session: Session, source: str) -> dict[str, str]:
    """What the columns of a source's spreadsheet were the last time, by their names."""
    found = session.scalars(select(Source.columns).where(Source.source == source)).one_or_none()
    said: dict[str, str] = json_text.read(found) if found else {}
    return said


def remember(writing: Writing, source: str, said: Mapping[str, str]) -> None:
    """Keep what the columns of a source's spreadsheet are."""
    upsert(writing, Source, [{"source": source, "columns": json_text.write(dict(said))}])


def known(session: Session) -> list[tuple[str, int]]:
    """The sources that brought something, with how many entries each has."""
    count = func.count(Entry.id)
    query = select(Entry.source, count).where(Entry.source != DESK).group_by(Entry.source).order_by(Entry.source)
    return [(source, number) for source, number in session.execute(query)]
