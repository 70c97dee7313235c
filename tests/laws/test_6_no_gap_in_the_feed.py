"""Law 6: a reader at number N has seen all up to N, whoever writes meanwhile."""

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select, text

from fixtures.databases import settings_for
from fixtures.library import Library, furnished
from outreach_app.app import create_app
from outreach_app.db import Head, db, reading, writing
from outreach_app.feed import rows
from outreach_app.feed.models import FeedRow

Publish = Callable[[Flask, Library, str, threading.Event, threading.Event], None]


@pytest.fixture
def served(tmp_path: Path, postgres_url: str) -> Iterator[Library]:
    app = create_app(settings_for(tmp_path, postgres_url))
    with app.app_context():
        yield furnished(app)
        db.engine.dispose()


@pytest.fixture
def workers(served: Library, tmp_path: Path, postgres_url: str) -> Iterator[Sequence[Flask]]:
    """Two applications, as two workers have each their own: they meet at the database alone."""
    made = [create_app(settings_for(tmp_path, postgres_url)) for _ in range(2)]
    yield made
    for app in made:
        with app.app_context():
            db.engine.dispose()


def under_the_lock(app: Flask, library: Library, id_: str, numbered: threading.Event, may_commit: threading.Event) -> None:
    """As the product publishes."""
    with app.app_context(), writing(library.id) as handle:
        rows.publish(handle, "things", id_, '{"a":1}')
        handle.after_numbers(numbered.set)
        handle.after_numbers(lambda: waited_for(may_commit))


def waited_for(may_commit: threading.Event) -> None:
    assert may_commit.wait(20)


def by_a_sequence(app: Flask, library: Library, id_: str, numbered: threading.Event, may_commit: threading.Event) -> None:
    """As one is tempted to: numbers from a sequence, handed out to whoever comes."""
    with app.app_context(), db.engine.begin() as connection:
        seq = connection.execute(text("SELECT nextval('tempting')")).scalar_one()
        values = {"library_id": library.id, "collection": "things", "id": id_, "audience": "all", "seq": seq}
        connection.execute(FeedRow.__table__.insert().values(hash="00000000", row="{}", **values))
        numbered.set()
        may_commit.wait(20)


def ends_or_waits(writer: threading.Thread) -> None:
    """Come back when a writer has ended, or the database says that it waits for another's lock."""
    waits = text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'")
    for _ in range(100_000):
        if not writer.is_alive():
            return
        with db.engine.connect() as connection:
            if connection.execute(waits).scalar_one():
                return
    raise AssertionError("the writer neither ended nor waited")


def rows_missed(library: Library, workers: Sequence[Flask], publish: Publish) -> set[str]:
    """What a reader misses who reads when the second of two writers has committed and the first has not yet."""
    first_numbered, first_may = threading.Event(), threading.Event()
    second_numbered, second_may = threading.Event(), threading.Event()
    second_may.set()
    first = threading.Thread(target=publish, args=(workers[0], library, "first", first_numbered, first_may))
    second = threading.Thread(target=publish, args=(workers[1], library, "second", second_numbered, second_may))
    first.start()
    assert first_numbered.wait(20)
    second.start()
    ends_or_waits(second)
    seen: dict[str, int] = {}
    cursor = 0
    for may_go_on in (first_may.set, lambda: None):
        with reading(library.id) as session:
            for change in rows.changes_since(session, ["all"], cursor, limit=1000):
                seen[change.id] = cursor = change.seq
        may_go_on()
        first.join(20)
        second.join(20)
    with reading(library.id) as session:
        there = set(session.scalars(select(FeedRow.id)))
    return there - set(seen)


def test_a_reader_between_two_writers_misses_nothing(served: Library, workers: Sequence[Flask]) -> None:
    assert rows_missed(served, workers, under_the_lock) == set()


def test_negative_control_with_a_sequence_a_reader_misses_a_row(served: Library, workers: Sequence[Flask]) -> None:
    with reading(served.id) as session:
        head = session.execute(select(Head.seq)).scalar_one()
    with db.engine.begin() as connection:
        connection.execute(text(f"CREATE SEQUENCE tempting START {head + 1}"))
    assert rows_missed(served, workers, by_a_sequence) == {"first"}


def test_numbers_are_one_each_and_the_head_is_the_last(library: Library) -> None:
    phone = library.phone()
    phone.sync([phone.checks_out(), phone.checks_in(), phone.checks_out("K2")])
    with reading(library.id) as session:
        numbers = sorted(session.scalars(select(FeedRow.seq)))
        head = session.execute(select(Head.seq)).scalar_one()
    assert len(set(numbers)) == len(numbers)
    assert numbers[-1] == head


@pytest.mark.parametrize("limit", range(1, 8))
def test_pages_of_any_size_miss_no_row_while_others_write(library: Library, limit: int) -> None:
    reader, writer = library.phone("phone-a", "ann"), library.phone("phone-b", "bob")
    answer = reader.ask((), limit=limit)
    reader.apply(answer)
    for n in range(30):
        if not answer["more"]:
            break
        if n < 8:
            writer.ask([writer.checks_out("K1" if n % 2 else "K2")])
        answer = reader.ask((), limit=limit)
        assert len(answer["changes"]) <= limit
        reader.apply(answer)
    assert not answer["more"]
    assert answer["digest"] == reader.digest()


def test_what_is_read_together_is_of_one_moment(library: Library) -> None:
    phone = library.phone()
    with reading(library.id) as session:
        head = session.execute(select(Head.seq)).scalar_one()
        phone.ask([phone.checks_out()])
        assert session.execute(select(Head.seq)).scalar_one() == head
    with reading(library.id) as session:
        assert session.execute(select(Head.seq)).scalar_one() > head
