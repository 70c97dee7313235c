"""A database that is busy, full or away is told as such: the phone comes again, and nothing half done stays."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event, Thread
from typing import Any

import pytest
from sqlalchemy import event

from fixtures.library import Library, Phone
from outreach_app import db, turns


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for the lock; to be asked for before the application is."""
    monkeypatch.setattr(db, "LOCK_WAIT_SECONDS", 0.05)


class Application:
    """Stands for an application's engine."""


def test_who_waited_for_others_of_the_process_waits_at_the_database_only_for_what_is_left() -> None:
    begun, others = Event(), Event()
    one, another = Application(), Application()

    def write() -> None:
        with turns.turn(one, "a library", 5) as seconds:
            assert seconds == 5
            begun.set()
            others.wait(30)

    first = Thread(target=write)
    first.start()
    assert begun.wait(30)
    with pytest.raises(turns.TooLong), turns.turn(one, "a library", 0.01):
        pass
    with turns.turn(one, "another library", 5) as seconds:
        assert seconds == 5
    # As two processes: they meet at the database alone.
    with turns.turn(another, "a library", 5) as seconds:
        assert seconds == 5
    others.set()
    with turns.turn(one, "a library", 5) as seconds:
        assert 0 < seconds <= 5
    first.join()


@contextmanager
def somebody_writing(library: Library) -> Iterator[None]:
    with db.writing(library.id):
        yield


def _told(phone: Phone, answer: Any) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert answer.headers["Outreach-Nonce"] == "nonce-1"
    assert "Traceback" not in answer.text


@pytest.mark.usefixtures("hurried")
class TestBusy:
    def test_facts_are_asked_for_again(self, hurried: None, library: Library) -> None:
        phone = library.phone()
        text = phone.checks_out()
        with somebody_writing(library):
            _told(phone, phone.post("sync", phone.request([text])))
        assert library.facts() == {}
        assert phone.ask([text])["results"][0]["outcome"] == "stored"

    def test_a_phone_without_facts_is_answered_though_nobody_can_note_that_it_came(
        self, hurried: None, library: Library
    ) -> None:
        phone = library.phone()
        with somebody_writing(library):
            answer = phone.ask(report={"waiting": 3})
        assert answer["more"] is False
        assert answer["changes"]


# Only a SQLite file can be told how long it may grow.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_full_disk_is_no_fault_of_the_phone(library: Library) -> None:
    phone = library.phone()
    texts = [phone.checks_out("K1", note=None) for _ in range(50)]
    db.engine().dispose()

    def full(connection: Any, _record: object) -> None:
        cursor = connection.cursor()
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count={cursor.fetchone()[0]}")
        cursor.close()

    event.listen(db.engine(), "connect", full)
    _told(phone, phone.post("sync", phone.request(texts)))
    assert library.facts() == {}
    event.remove(db.engine(), "connect", full)
    db.engine().dispose()
    assert {one["outcome"] for one in phone.ask(texts)["results"]} <= {"stored", "flagged"}
