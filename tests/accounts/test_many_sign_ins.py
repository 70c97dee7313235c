"""Strangers who sign in from everywhere at once: passwords are checked a few at a time, and nobody else waits for that."""

from collections.abc import Iterator
from contextlib import ExitStack
from threading import Event, Thread
from typing import Any

import pytest
from flask import Flask

from fixtures.library import PASSWORD, Library
from outreach_app import turns
from outreach_app.accounts.passwords import CHECKED
from outreach_app.db import db
from outreach_app.turns import Few, TooMany
from outreach_app.web.network import network_of

# How many are checked at a time does not hang on it.
WHATEVER_DATABASE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def full() -> Iterator[ExitStack]:
    """As many passwords are being checked and waited for as may be; closing it ends them all."""
    begun, end = [], Event()

    def hold() -> None:
        with CHECKED.turn():
            end.wait(30)

    with ExitStack() as ending:
        ending.callback(lambda: [one.join() for one in begun])
        ending.callback(end.set)
        while not _is_full(CHECKED):
            begun.append(Thread(target=hold))
            begun[-1].start()
        yield ending


def _is_full(few: Few) -> bool:
    if few._places.acquire(blocking=False):
        few._places.release()
        return False
    return True


def _enrols(library: Library) -> Any:
    told = {"email": library.email("dan"), "password": PASSWORD, "label": "x"}
    return library.app.test_client().post("/api/v1/enrol", json=told, headers={"Outreach-Nonce": "n"})


@WHATEVER_DATABASE
def test_whoever_comes_after_many_is_told_to_come_again_and_then_let_in(library: Library, full: ExitStack) -> None:
    library.staff("dan", password=PASSWORD)

    answer = _enrols(library)

    assert (answer.status_code, answer.json["code"]) == (503, "busy")
    assert int(answer.headers["Retry-After"]) > 0
    assert library.app.test_client().get("/sign-in").status_code == 200
    full.close()
    assert _enrols(library).status_code == 200


@WHATEVER_DATABASE
def test_the_desk_keeps_the_address_that_was_typed_meanwhile(library: Library, full: ExitStack) -> None:
    client = library.app.test_client()
    library.app.config["WTF_CSRF_ENABLED"] = False

    answer = client.post("/sign-in", data={"email": "dan@one.example", "password": PASSWORD})

    assert answer.status_code == 503
    assert "dan@one.example" in answer.text
    assert PASSWORD not in answer.text
    assert int(answer.headers["Retry-After"]) > 0


def test_those_who_wait_for_it_have_no_connection_to_the_database_in_hand(library: Library) -> None:
    library.staff("dan", password=PASSWORD)
    in_hand = []

    class Aside:
        def __enter__(self) -> None:
            in_hand.append(db.engine.pool.checkedout())

        def __exit__(self, *_how: object) -> None:
            pass

    before = db.engine.pool.checkedout()
    with turns.stepping(Aside):
        assert _enrols(library).status_code == 200
    assert in_hand == [before]


def test_some_have_their_turn_some_wait_and_the_rest_are_sent_away() -> None:
    few = Few(at_once=1, waiting=0)
    with few.turn(), pytest.raises(TooMany), few.turn():
        pass
    with few.turn():
        pass


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
        (None, None),
        ("unix", "unix"),
    ],
)
def test_every_address_of_a_home_is_counted_as_one(address: str | None, network: str | None) -> None:
    assert network_of(address) == network


@WHATEVER_DATABASE
def test_wrong_passwords_from_one_home_are_counted_together_whatever_address_they_come_from(library: Library) -> None:
    app: Flask = library.app
    for number in range(11):
        answer = app.test_client().post(
            "/api/v1/enrol",
            json={"code": "AAAABBBB", "label": "x"},
            headers={"Outreach-Nonce": "n"},
            environ_base={"REMOTE_ADDR": f"2001:db8::{number + 1:x}"},
        )
        assert answer.status_code == (401 if number < 10 else 429)
