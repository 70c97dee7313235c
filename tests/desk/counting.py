"""Counts what a page asks the database, so that a list that grows does not ask more."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask
from sqlalchemy import event

from outreach_app.db import db


@contextmanager
def asked(app: Flask) -> Iterator[list[str]]:
    """Within the block every statement that the application sends is added to what this gives."""
    statements: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement, *_others) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(engine, "before_cursor_execute", note)


def asked_for(app: Flask, client, path: str) -> int:
    """How many statements a page takes."""
    with asked(app) as statements:
        assert client.get(path).status_code == 200
    return len(statements)
