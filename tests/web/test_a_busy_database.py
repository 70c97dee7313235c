"""While another process holds the library's lock: what is read is read, what is sent is said not to be kept yet."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from flask import Flask
from sqlalchemy import make_url
from werkzeug.test import TestResponse

from desk.conftest import token_in
from fixtures.desk import Desk
from fixtures.library import PASSWORD, Library
from outreach_app import db
from outreach_app.settings import Settings

HOLD_SQLITE = """
import sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN IMMEDIATE")
print("held", flush=True)
sys.stdin.read()
"""
HOLD_POSTGRES = """
import psycopg, sys
connection = psycopg.connect(sys.argv[1])
connection.execute("SELECT * FROM feed_head FOR UPDATE")
print("held", flush=True)
sys.stdin.read()
"""
Held = Callable[[], AbstractContextManager[None]]


@pytest.fixture(autouse=True)
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits long for the lock; to be asked for before the application is."""
    monkeypatch.setattr(db, "LOCK_WAIT_SECONDS", 0.05)


@pytest.fixture
def held(settings: Settings) -> Held:
    """Lets another process hold the lock for as long as the block lasts."""
    url = make_url(settings.database_url)
    told = url.database if url.drivername == "sqlite" else url.set(drivername="postgresql").render_as_string(False)
    program = HOLD_SQLITE if url.drivername == "sqlite" else HOLD_POSTGRES

    @contextmanager
    def hold() -> Iterator[None]:
        command = [sys.executable, "-c", program, str(told)]
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "held\n"
            yield
            process.communicate("")

    return hold


@pytest.fixture
def desk(hurried: None, library: Library, app: Flask) -> Desk:
    library.staff("dora", role="coordinator", password=PASSWORD)
    phone = library.phone()
    phone.sync([phone.checks_in("K2")])
    return Desk(library, app.test_client(), library.email("dora"))


def _is_told(answer: TestResponse) -> None:
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) > 0
    assert "Nothing is lost" in answer.text
    assert "Traceback" not in answer.text


def test_a_phone_is_told_to_come_again_and_nothing_is_kept_by_halves(desk: Desk, held: Held) -> None:
    phone = desk.library.phone("phone-b")
    before = set(desk.library.facts())
    with held():
        answer = phone.post("sync", phone.request([phone.checks_out()]))

    _is_told(answer)
    assert (answer.mimetype, answer.json["code"]) == ("application/problem+json", "busy")
    assert set(desk.library.facts()) == before
    assert phone.ask(phone.recorded)["results"][0]["outcome"] == "stored"


def test_pages_are_read_meanwhile_in_whatever_language(desk: Desk, held: Held) -> None:
    with held():
        for page in ("/", "/kits", "/kits/K1", "/inbox", "/discrepancies", "/kits?lang=es"):
            assert desk.client.get(page).status_code == 200
        assert '<html lang="es"' in desk.client.get("/kits?lang=es").text


def test_a_settlement_comes_back_with_what_was_typed(desk: Desk, held: Held) -> None:
    (one,) = desk.library.discrepancies()
    page = desk.client.get(f"/discrepancies/{one.id}").text
    hidden = {name: token_in(page, name) for name in ("csrf_token", "fact")}
    form = {**hidden, "choice": "noted", "note": "It was in the van."}
    with held():
        answer = desk.client.post(f"/discrepancies/{one.id}/settlement", form)

    _is_told(answer)
    assert "It was in the van." in answer.text
    assert desk.client.post(f"/discrepancies/{one.id}/settlement", form).status_code == 303


def test_a_form_of_the_desk_comes_back_with_what_was_typed(desk: Desk, held: Held) -> None:
    page = desk.client.get("/kits/new").text
    with held():
        answer = desk.send("/kits/new", made_from=page, code="K-77", name="Robots")

    _is_told(answer)
    assert "Robots" in answer.text
    assert desk.send("/kits/new", made_from=page, code="K-77", name="Robots").status_code == 303


# On PostgreSQL a sign-in waits for no library's lock.
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_whoever_signs_in_is_not_told_that_their_password_is_wrong(desk: Desk, app: Flask, held: Held) -> None:
    client = app.test_client()
    token = token_in(client.get("/sign-in").text)
    for password in (PASSWORD, "a wrong one"):
        with held():
            answer = client.post(
                "/sign-in", data={"csrf_token": token, "email": desk.library.email("dora"), "password": password}
            )

        _is_told(answer)
        assert "is not right" not in answer.text
