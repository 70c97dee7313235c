"""The index of words that listings are found by: FTS5 in SQLite, text search vectors in PostgreSQL.

Every word of a query is the beginning of a word of the listing; one in the name weighs more than one in a topic, and
that more than any other. The index is made of the listings' own columns and is in no backup.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select, text
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.db import Writing
from outreach_app.directory.models import Listing
from outreach_app.statements import table_of

TABLE = "listing_words"
COLUMNS = ("name_words", "topic_words", "other_words")
AT_ONCE = 1000
# What a vector of PostgreSQL can hold.
_LAST_PLACE, _LONGEST_WORD, _MOST_PLACES = 16383, 500, 255

_GONE = {
    "sqlite": f"DELETE FROM {TABLE} WHERE library_id = :library AND id IN (SELECT value FROM json_each(:ids))",  # noqa: S608
    "postgresql": f"DELETE FROM {TABLE} WHERE library_id = :library AND id = ANY(:ids)",  # noqa: S608
}
_ADDED = {
    "sqlite": f"INSERT INTO {TABLE} (library_id, id, name_words, topic_words, other_words)"  # noqa: S608
    " VALUES (:library, :id, :name_words, :topic_words, :other_words)",
    "postgresql": f"INSERT INTO {TABLE} (library_id, id, words) VALUES (:library, :id, CAST(:words AS tsvector))",  # noqa: S608
}
_FOUND = {
    "sqlite": f"SELECT id, -bm25({TABLE}, 0, 0, 8, 3, 1) AS score FROM {TABLE}"  # noqa: S608
    f" WHERE {TABLE} MATCH :query AND library_id = :library",
    "postgresql": f"SELECT id, ts_rank('{{0.1, 0.1, 0.4, 1.0}}', words, CAST(:query AS tsquery)) AS score FROM {TABLE}"  # noqa: S608
    " WHERE library_id = :library AND words @@ CAST(:query AS tsquery)",
}


@dataclass(frozen=True, slots=True)
class Query:
    """A part of a statement that gives `id` and `score` of what is found, with its values."""

    sql: str
    values: dict[str, Any]


def fill(connection: Connection) -> None:
    """Fill the index anew from the listings, in all libraries: after a restore."""
    connection.exec_driver_sql(f"DELETE FROM {TABLE}")  # noqa: S608
    columns = (Listing.library_id, Listing.id, Listing.name_words, Listing.topic_words, Listing.other_words)
    asked = select(*(table_of(Listing).c[one.key] for one in columns))
    # Told to the statement, not to the connection, which adds rows meanwhile.
    found = connection.execute(asked.execution_options(yield_per=AT_ONCE))
    for rows in found.partitions():
        _add(connection, [dict(zip(("library", "id", *COLUMNS), row, strict=True)) for row in rows])


def forget(writing: Writing) -> None:
    """Take all listings of the library out of the index: they are put in anew."""
    statement = f"DELETE FROM {TABLE} WHERE library_id = :library"  # noqa: S608
    writing.session.connection().execute(text(statement), {"library": writing.library})


def put(writing: Writing, ids: Sequence[str], rows: Sequence[dict[str, Any]]) -> None:
    """Index these listings and no others of `ids`."""
    connection = writing.session.connection()
    dialect = connection.dialect.name
    among: Any = json_text.write(list(ids)) if dialect == "sqlite" else list(ids)
    connection.execute(text(_GONE[dialect]), {"library": writing.library, "ids": among})
    _add(connection, [{"library": writing.library, "id": row["id"], **{name: row[name] for name in COLUMNS}} for row in rows])


def _add(connection: Connection, told: list[dict[str, Any]]) -> None:
    if not told:
        return
    if connection.dialect.name == "postgresql":
        told = [{"library": one["library"], "id": one["id"], "words": _vector(one)} for one in told]
    connection.execute(text(_ADDED[connection.dialect.name]), told)


def _vector(row: dict[str, Any]) -> str:
    """The words with their places and weights, as PostgreSQL writes them: its own splitting goes by the server's locale."""
    places: dict[str, list[str]] = {}
    place = 0
    for name, weight in zip(COLUMNS, "ABC", strict=True):
        for word in row[name].split():
            place += 1
            if place < _LAST_PLACE and len(word) < _LONGEST_WORD:
                places.setdefault(word, []).append(f"{place}{weight}")
    return " ".join(f"'{word}':{','.join(found[:_MOST_PLACES])}" for word, found in places.items())


def finding(session: Session, wanted: Sequence[Sequence[str]]) -> Query:
    """What finds listings that have, for each group of `wanted`, a word that begins with one of the group.

    Words are those that `cards.split` gives: letters, digits and nothing else.
    """
    dialect = session.connection().dialect.name
    if dialect == "sqlite":
        query = " AND ".join("(" + " OR ".join(f'"{word}"*' for word in group) + ")" for group in wanted)
        # Whose and which it is are no words that anybody looks for.
        query = f"{{{' '.join(COLUMNS)}}} : ({query})"
    else:
        query = " & ".join("(" + " | ".join(f"'{word}':*" for word in group) + ")" for group in wanted)
    return Query(_FOUND[dialect], {"query": query, "library": session.info["library"]})
