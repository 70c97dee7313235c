"""At the desk a phone that was to leave may stay, gets another name, and is used by one person less."""

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, Phone, session
from outreach_app.audit import changes
from outreach_app.db import reading


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def shared(library: Library) -> Phone:
    return library.phone("tablet", "ann", "bob")


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def stay(desk: Desk) -> str:
    assert desk.send("/devices/tablet", to="/devices/tablet/stay").status_code == 303
    return desk.page("/devices/tablet")


def take_off(desk: Desk, staff: str) -> int:
    return desk.send(f"/devices/tablet/people/{staff}/removal").status_code


def test_what_was_told_to_leave_may_stay_and_hears_again(library: Library, shared: Phone, cleo: Desk) -> None:
    library.become("tablet", "draining")
    assert shared.sync()["device"] == "draining"
    assert "It stays." in stay(cleo)
    answer = shared.sync()
    assert (answer["device"], len(shared.replica) > 0) == ("active", True)


def test_what_is_revoked_does_not_stay(library: Library, shared: Phone, cleo: Desk) -> None:
    library.become("tablet", "revoked")
    assert "it can only be enrolled anew" in stay(cleo)
    assert shared.ask()["device"] == "revoked"


def test_a_phone_that_nobody_may_use_does_not_stay(app: Flask, library: Library, cleo: Desk) -> None:
    library.staff("gone", active=False)
    phone = library.phone("tablet", "gone")
    library.become("tablet", "draining")
    assert "Nobody who may sign in uses this phone" in stay(cleo)
    assert phone.ask()["device"] == "draining"


@pytest.mark.usefixtures("shared")
def test_another_name_is_noted(library: Library, cleo: Desk) -> None:
    assert cleo.send("/devices/tablet/name", label=" ").status_code == 422
    assert cleo.send("/devices/tablet/name", label="The van's tablet").status_code == 303
    assert "The van&#39;s tablet" in cleo.page("/devices")
    with reading(library.id) as session_:
        (line,) = changes.of(session_, "devices", "tablet")
        assert (line.staff, "The van" in (line.after or "")) == ("cleo", True)


def test_who_is_taken_off_is_forgotten_by_the_phone_and_what_they_recorded_is_kept(
    library: Library, shared: Phone, cleo: Desk
) -> None:
    bob = library.phone("phone-b", "bob")
    library.record(bob.record("training_session.logged", "T1", session(trainers=["bob"])))
    shared.sync()
    assert ("staff:bob", "training_sessions", "T1") in shared.replica
    waiting = shared.record(
        "kit.checked_out", "K1", {"to": {"staff": "bob"}, "due_on": None, "parts": [], "note": None}, author="bob"
    )
    assert take_off(cleo, "bob") == 303
    answer = shared.sync([waiting])
    assert (answer["reset"], answer["results"][0]["outcome"]) == (True, "stored")
    assert ("staff:bob", "training_sessions", "T1") not in shared.replica
    assert library.facts()["tablet-fact-1"].author == "bob"
    with reading(library.id) as session_:
        (line,) = changes.of(session_, "devices", "tablet")
        assert ("Bob" in (line.before or ""), "Bob" in (line.after or "")) == (True, False)


@pytest.mark.usefixtures("shared")
def test_the_last_one_is_not_taken_off(cleo: Desk) -> None:
    page = cleo.page("/devices/tablet/people/ann/removal")
    assert take_off(cleo, "bob") == 303
    response = cleo.send("/devices/tablet/people/ann/removal", page=page)
    assert (response.status_code, "Tell the phone to leave instead" in response.text) == (409, True)
    assert cleo.get("/devices/tablet/people/bob/removal").status_code == 404
