"""What pages read of the ledger is found by index: a page of a few facts looks at a few facts, however many there are."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from fixtures.library import NOW, Library
from outreach_app import db
from outreach_app.kits.stocktakes import queries as stocktakes
from outreach_app.ledger import reading

READINGS = {
    "the history of a kit": lambda session: reading.history(session, "K1"),
    "what came in since yesterday": lambda session: reading.since(session, NOW - timedelta(days=1)),
}
BY_RECEIPT = "ix_facts_library_id_received_at (library_id=?)"


def plan_of(session: Session, read: Callable[[Session], object]) -> list[str]:
    """How SQLite goes about each statement of a reading."""
    asked: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, parameters: object, *_told: object) -> None:
        asked.append((statement, parameters))

    connection = session.connection()
    event.listen(connection, "before_cursor_execute", note)
    read(session)
    event.remove(connection, "before_cursor_execute", note)
    raw = connection.connection.cursor()
    return [row[3] for statement, told in asked for row in raw.execute(f"EXPLAIN QUERY PLAN {statement}", told)]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """SQLite only: a plan of PostgreSQL's depends on how many rows there are."""
    return sqlite_url


@pytest.mark.parametrize("what", READINGS)
def test_a_reading_looks_at_no_more_facts_than_it_is_about(library: Library, what: str) -> None:
    with db.reading(library.id) as session:
        plan = plan_of(session, READINGS[what])

    assert plan
    assert [line for line in plan if line.startswith("SCAN facts") or line.endswith(BY_RECEIPT)] == []
    assert [line for line in plan if "SEARCH discrepancy_facts USING PRIMARY KEY (library_id=?)" in line] == []


def test_stocktakes_are_found_in_their_order_and_without_a_look_at_other_facts(library: Library) -> None:
    with db.reading(library.id) as session:
        plan = plan_of(session, lambda session: stocktakes.page(session, stocktakes.Wanted(), "UTC"))

    assert [line.endswith("ix_facts_stocktakes (library_id=?)") for line in plan] == [True]
