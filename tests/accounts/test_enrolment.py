"""Enrolment: who is let in, what the others are told, and how often they may try."""

import argon2
import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fixtures.library import PASSWORD, Library, ToldClock
from outreach_app.accounts import passwords
from outreach_app.accounts.models import SignInFailure, StaffMember
from outreach_app.app import create_app
from outreach_app.db import db, writing
from outreach_app.settings import Settings

WRONG = "not the right one"


class Door:
    """Phones that ask one worker to be let in."""

    def __init__(self, app: Flask, library: Library) -> None:
        self.app, self.library = app, library

    def asks(self, email: str | None = None, password: str = WRONG, network: str = "192.0.2.1", **told: str) -> TestResponse:
        body = {"label": "A phone", **told}
        if not told:
            body |= {"email": email or self.library.email("dan"), "password": password}
        client = self.app.test_client(use_cookies=False)
        headers = {"Outreach-Nonce": "nonce-1"}
        return client.post("/api/v1/enrol", json=body, headers=headers, environ_base={"REMOTE_ADDR": network})

    def fails(self, times: int, **told: str) -> None:
        for _ in range(times):
            assert self.asks(**told).status_code == 401


@pytest.fixture
def door(app: Flask, library: Library) -> Door:
    library.staff("dan", password=PASSWORD)
    return Door(app, library)


def _must_wait(answer: TestResponse) -> bool:
    if answer.status_code != 429:
        return False
    assert answer.json["code"] == "enrol.too_many"
    assert 0 < int(answer.headers["Retry-After"]) <= 15 * 60
    return True


def test_a_right_sign_in_enrols_a_phone(door: Door) -> None:
    answer = door.asks(password=PASSWORD)

    assert answer.status_code == 200
    assert [one["id"] for one in answer.json["people"]] == ["dan"]


def test_after_ten_failures_for_an_address_even_the_right_password_waits_wherever_it_comes_from(door: Door) -> None:
    door.fails(9)
    assert door.asks(password=PASSWORD).status_code == 200
    for place in range(10):
        door.fails(1, network=f"192.0.2.{place + 10}")

    assert _must_wait(door.asks(password=PASSWORD, network="192.0.2.99"))
    assert door.asks(email=door.library.email("nobody"), network="192.0.2.99").status_code == 401


def test_after_ten_failures_from_a_network_address_every_address_waits_there_and_only_there(door: Door) -> None:
    door.library.staff("eve", password=PASSWORD)
    door.fails(5)
    door.fails(5, email=door.library.email("eve"))

    assert _must_wait(door.asks(password=PASSWORD))
    assert _must_wait(door.asks(code="AAAABBBB"))
    assert door.asks(password=PASSWORD, network="192.0.2.2").status_code == 200


def test_wrong_codes_count_too(door: Door) -> None:
    door.fails(10, code="AAAABBBB")

    assert _must_wait(door.asks(password=PASSWORD))


def test_an_address_in_other_letters_or_with_blanks_is_the_same_address(door: Door) -> None:
    email = door.library.email("dan")
    for place, other in enumerate((email.upper(), f" {email}", f"{email}\t", email.title(), email) * 2):
        door.fails(1, email=other, network=f"192.0.2.{place + 10}")

    assert _must_wait(door.asks(password=PASSWORD, network="192.0.2.99"))


def test_the_wait_ends_and_says_how_long_it_is(door: Door, told: ToldClock) -> None:
    door.fails(10)
    told.goes_on(minutes=10)
    wait = int(door.asks().headers["Retry-After"])
    assert wait == 5 * 60

    told.goes_on(seconds=wait)

    assert door.asks(password=PASSWORD).status_code == 200


def test_another_worker_knows_of_the_failures(door: Door, settings: Settings) -> None:
    other = create_app(settings)
    try:
        with other.app_context():
            Door(other, door.library).fails(5)
        door.fails(5)

        assert _must_wait(door.asks(password=PASSWORD))
        with other.app_context():
            assert _must_wait(Door(other, door.library).asks(password=PASSWORD))
    finally:
        with other.app_context():
            db.engine.dispose()


def test_a_failure_holds_no_address(door: Door) -> None:
    door.fails(1)

    rows = [row.who for row in db.session.scalars(db.select(SignInFailure))]
    db.session.rollback()
    assert len(rows) == 2
    assert not any("dan" in row or "192" in row for row in rows)


def test_whoever_is_not_let_in_is_told_the_same_whatever_was_wrong(door: Door) -> None:
    door.library.staff("eve", password=PASSWORD, active=False)
    answers = [
        door.asks(),
        door.asks(email=door.library.email("nobody")),
        door.asks(email=door.library.email("eve"), password=PASSWORD),
        door.asks(email="", password=""),
        door.asks(code="AAAABBBB"),
        door.asks(code=""),
    ]

    assert [answer.status_code for answer in answers] == [401] * 6
    assert {answer.text for answer in answers} == {answers[0].text}
    assert answers[0].json["code"] == "enrol.refused"


def test_an_unknown_address_costs_as_much_work_as_a_wrong_password() -> None:
    # A stand-in that cannot be read would be refused at once, and the time would tell who has an account.
    with pytest.raises(argon2.exceptions.VerifyMismatchError):
        argon2.PasswordHasher().verify(passwords._NOBODYS, WRONG)
    assert argon2.extract_parameters(passwords._NOBODYS) == argon2.extract_parameters(passwords.hashed(PASSWORD))


def test_nobody_enrols_with_the_password_that_stands_for_none() -> None:
    assert not passwords.is_right(None, "")


def test_another_person_joins_a_phone_that_is_known_and_it_keeps_its_token(door: Door) -> None:
    door.library.staff("fay", password=PASSWORD)
    first = door.asks(password=PASSWORD).json
    client, headers = door.app.test_client(), {"Outreach-Nonce": "n", "Authorization": f"Device {first['token']}"}
    body = {"email": door.library.email("fay"), "password": PASSWORD, "label": "x"}

    second = client.post("/api/v1/enrol", json=body, headers=headers).json

    assert (second["device"], second["token"]) == (first["device"], None)
    assert {one["id"] for one in second["people"]} == {"dan", "fay"}


def test_somebody_deactivated_enrols_nothing_more(door: Door) -> None:
    with writing(door.library.id) as handle:
        handle.session.get_one(StaffMember, (door.library.id, "dan")).active = False

    assert door.asks(password=PASSWORD).status_code == 401
