"""Wrong tries are counted where every worker sees them, and tell nobody anything."""

import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from fixtures.library import PASSWORD, Library, ToldClock
from outreach_app.db import db
from outreach_app.settings import Settings

FIVE_FAILURES = """
import sys
from outreach_app.app import create_app
from outreach_app.accounts import failures
with create_app().app_context():
    for _ in range(5):
        failures.note(sys.argv[1], None)
"""


def enrol(app: Flask, **told: str):
    body = {"label": "A phone", **told}
    return app.test_client(use_cookies=False).post("/api/v1/enrol", json=body, headers={"Outreach-Nonce": "n"})


@pytest.fixture
def dee(library: Library) -> str:
    library.staff("dee", password=PASSWORD)
    return library.email("dee")


def test_a_wrong_address_password_or_code_is_answered_with_the_same_words(app: Flask, dee: str) -> None:
    answers = [
        enrol(app, email=dee, password="wrong and long enough"),
        enrol(app, email="nobody@example.org", password=PASSWORD),
        enrol(app, code="AAAAAAAA"),
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].json["code"] == "enrol.refused"


def test_after_ten_failures_an_address_must_wait_and_is_told_how_long(app: Flask, dee: str, told: ToldClock) -> None:
    for _ in range(10):
        assert enrol(app, email=dee, password="wrong").status_code == 401
    late = enrol(app, email=dee, password=PASSWORD)
    assert (late.status_code, late.json["code"]) == (429, "enrol.too_many")
    assert 0 < int(late.headers["Retry-After"]) <= 900
    told.now += timedelta(minutes=15, seconds=1)
    assert enrol(app, email=dee, password=PASSWORD).status_code == 200


def test_a_network_that_guesses_codes_must_wait_too(app: Flask, dee: str, told: ToldClock) -> None:
    for number in range(10):
        assert enrol(app, code=f"AAAAAAA{number}").status_code == 401
    assert enrol(app, code="BBBBBBBB").status_code == 429


def test_a_right_password_forgives_what_was_typed_wrong_before(app: Flask, dee: str) -> None:
    def typed(password: str, times: int) -> set[int]:
        # From ever another network, so that only the address is counted.
        found = set()
        for _ in range(times):
            typed.network += 1
            client = app.test_client(use_cookies=False)
            body = {"label": "A phone", "email": dee, "password": password}
            headers, network = {"Outreach-Nonce": "n"}, {"REMOTE_ADDR": f"127.0.1.{typed.network}"}
            found.add(client.post("/api/v1/enrol", json=body, headers=headers, environ_overrides=network).status_code)
        return found

    typed.network = 0
    assert typed("wrong", 9) == {401}
    assert typed(PASSWORD, 1) == {200}
    assert typed("wrong", 9) == {401}
    assert typed(PASSWORD, 1) == {200}
    assert typed("wrong", 10) == {401}
    assert typed(PASSWORD, 1) == {429}


def test_failures_in_another_process_count_here(app: Flask, dee: str, settings: Settings, told: ToldClock) -> None:
    # The other process has the machine's own time.
    told.now = datetime.now(UTC)
    environment = {**os.environ, "OUTREACH_DATA": str(settings.data), "OUTREACH_DATABASE_URL": settings.database_url}
    for _ in range(2):
        subprocess.run([sys.executable, "-c", FIVE_FAILURES, dee], env=environment, check=True, capture_output=True)
    assert enrol(app, email=dee, password=PASSWORD).status_code == 429


def test_where_somebody_signs_in_and_from_where_is_not_kept(app: Flask, dee: str) -> None:
    enrol(app, email=dee, password="wrong")
    with db.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT * FROM sign_in_failures").all()
    assert kept
    assert not any(dee in str(row) or "127.0.0.1" in str(row) for row in kept)
