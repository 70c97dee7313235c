"""Rooms and devices of the library are lent for classes in it: asked for, booked, held and counted, all at the desk."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, ToldClock, furnished
from fixtures.queries import asked
from outreach_app.audit import changes
from outreach_app.db import reading
from outreach_app.spaces import queries
from outreach_app.spaces.queries import Lent

YEAR = (date(2026, 1, 1), date(2026, 12, 31))
ROOM = {"name": "Cedar room", "sort": "room", "capacity": "12", "equipment": "A screen"}


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Any:
    with app.app_context():
        made = furnished(app)
        made.site("S1", "P1")
        made.site("S2", "P2")
    with app.app_context():
        yield made


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


@pytest.fixture
def room(cleo: Desk) -> str:
    response = cleo.send("/spaces/new", "id", **ROOM)
    assert response.status_code == 303, response.text
    return str(response.location).rsplit("/", 1)[1]


def requested(desk: Desk, room: str, **told: Any) -> str:
    when = {"on": "2026-11-26", "starts": "10:00", "ends": "12:00", "people_expected": "8", "contact": "Dana, front desk"}
    response = desk.send(
        "/bookings/new", "id", **{"space_id": room, "partner_id": "P1", "purpose": "Email basics", **when, **told}
    )
    assert response.status_code == 303, response.text
    return str(response.location).rsplit("/", 1)[1]


def press(desk: Desk, booking: str) -> int:
    return desk.send(f"/bookings/{booking}", to=f"/bookings/{booking}/confirmation").status_code


def state(library: Library, booking: str) -> str:
    with reading(library.id) as session:
        found = queries.found(session, booking)
        assert found is not None
        return found.state


def lent(library: Library) -> Lent:
    with reading(library.id) as session:
        return queries.lent(session, *YEAR)


def test_a_space_is_told_to_phones_and_noted(library: Library, cleo: Desk, room: str) -> None:
    told = {"id": room, "name": "Cedar room", "sort": "room", "capacity": 12, "retired": False}
    assert library.rows("spaces") == {room: told}
    with reading(library.id) as session:
        assert [line.staff for line in changes.of(session, "spaces", room)] == ["cleo"]


def test_what_is_asked_for_waits_until_it_is_booked(library: Library, cleo: Desk, room: str) -> None:
    booking = requested(cleo, room)
    assert "Waits for an answer" in cleo.page("/spaces")
    assert press(cleo, booking) == 303
    assert state(library, booking) == "booked"
    assert "Waits for an answer" not in cleo.page("/spaces")


def test_a_form_that_is_sent_twice_is_one_request(library: Library, cleo: Desk, room: str) -> None:
    page = cleo.page("/bookings/new")
    told = {"space_id": room, "partner_id": "P1", "purpose": "Email", "on": "2026-11-26", "starts": "10:00", "ends": "12:00"}
    for _time in range(2):
        assert cleo.send("/bookings/new", "id", page=page, **told).status_code == 303
    with reading(library.id) as session:
        assert len(queries.requests(session)) == 1


def test_a_class_that_is_held_every_week_is_asked_for_once_and_decided_on_by_itself(
    library: Library, cleo: Desk, room: str
) -> None:
    told = {"space_id": room, "partner_id": "P1", "purpose": "Email", "on": "2026-10-28", "starts": "10:00", "ends": "12:00"}
    page = cleo.page("/bookings/new")
    for _time in range(2):
        assert cleo.send("/bookings/new", "id", page=page, every="7", times="3", **told).status_code == 303
    with reading(library.id) as session:
        found = queries.between(session, *YEAR)
    # The clocks go back on 1 November; the class stays at ten.
    assert [one.on for one in found] == ["2026-10-28", "2026-11-04", "2026-11-11"]
    assert [one.starts_at.hour for one in found] == [15, 16, 16]
    assert press(cleo, found[1].id) == 303
    assert [state(library, one.id) for one in found] == ["requested", "booked", "requested"]
    assert cleo.send("/bookings/new", "id", every="7", times="99", **told).status_code == 422


def test_what_was_held_is_counted_and_can_be_put_right(library: Library, cleo: Desk, room: str) -> None:
    first, second = requested(cleo, room), requested(cleo, room, partner_id="P2", starts="13:00", ends="14:00")
    for one, came in ((first, "7"), (second, "")):
        press(cleo, one)
        assert cleo.send(f"/bookings/{one}/outcome", attendance=came).status_code == 303
    assert lent(library) == Lent(classes=2, attendance=7, unknown=1, organisations=2)
    assert cleo.send(f"/bookings/{second}/outcome", attendance="0").status_code == 303
    assert lent(library) == Lent(classes=2, attendance=7, unknown=0, organisations=2)
    assert press(cleo, first) == 303
    assert lent(library) == Lent(classes=1, attendance=0, unknown=0, organisations=1)


@pytest.mark.parametrize(("way", "then"), [("refusal", "declined"), ("calling-off", "called_off")])
def test_no_needs_a_reason_and_can_be_taken_back(library: Library, cleo: Desk, room: str, way: str, then: str) -> None:
    booking = requested(cleo, room)
    if way == "calling-off":
        press(cleo, booking)
    path = f"/bookings/{booking}/{way}"
    assert cleo.send(path, because=" ").status_code == 422
    assert cleo.send(path, because="The house is closed").status_code == 303
    assert (state(library, booking), "The house is closed" in cleo.page(f"/bookings/{booking}")) == (then, True)
    assert press(cleo, booking) == 303
    assert state(library, booking) == "booked"


def test_what_somebody_decided_meanwhile_is_not_decided_again(library: Library, cleo: Desk, room: str) -> None:
    booking = requested(cleo, room)
    page = cleo.page(f"/bookings/{booking}/refusal")
    press(cleo, booking)
    response = cleo.send(f"/bookings/{booking}/refusal", page=page, because="Too late")
    assert (response.status_code, "Too late" in response.text) == (409, True)
    assert state(library, booking) == "booked"


def test_two_who_want_one_space_at_once_are_told(cleo: Desk, room: str) -> None:
    first = requested(cleo, room)
    second = requested(cleo, room, partner_id="P2", starts="11:00", ends="13:00")
    after = requested(cleo, room, partner_id="P2", starts="13:00", ends="14:00")
    pages = {one: cleo.page(f"/bookings/{one}") for one in (first, second, after)}
    assert ["Wanted at the same time" in pages[one] for one in (first, second, after)] == [True, True, False]
    assert f"/bookings/{first}" in pages[second]
    cleo.send(f"/bookings/{first}/refusal", because="Full")
    assert "Wanted at the same time" not in cleo.page(f"/bookings/{second}")


def test_more_people_than_it_holds_are_told(cleo: Desk, room: str) -> None:
    page = cleo.page(f"/bookings/{requested(cleo, room, people_expected='30')}")
    assert "30 people are expected, and it holds 12" in page


def test_a_request_without_a_purpose_comes_back_with_what_was_typed(library: Library, cleo: Desk, room: str) -> None:
    told = {"space_id": room, "partner_id": "P1", "purpose": " ", "on": "2026-11-26", "starts": "10:00", "ends": "12:00"}
    response = cleo.send("/bookings/new", "id", **told, contact="Dana, front desk")
    assert (response.status_code, "Dana, front desk" in response.text) == (422, True)


def test_a_booking_that_two_change_at_once_is_not_overwritten(library: Library, cleo: Desk, room: str) -> None:
    booking = requested(cleo, room)
    path = f"/bookings/{booking}/plan"
    told = {"space_id": room, "partner_id": "P1", "on": "2026-11-26", "starts": "10:00", "ends": "12:00"}
    page = cleo.page(path)
    assert cleo.send(path, "version", page=page, purpose="Theirs", **told).status_code == 303
    response = cleo.send(path, "version", page=page, purpose="Mine", **told)
    assert (response.status_code, "Theirs" in response.text, "Mine" in response.text) == (409, True, True)


def test_a_space_that_is_lent_no_more_keeps_what_was_booked(library: Library, cleo: Desk, room: str) -> None:
    booking = requested(cleo, room)
    cleo.send(f"/spaces/{room}", to=f"/spaces/{room}/retirement")
    assert library.rows("spaces")[room]["retired"] is True
    assert "Cedar room" in cleo.page(f"/bookings/{booking}/plan")
    assert "Cedar room" not in cleo.page("/bookings/new")
    cleo.send(f"/spaces/{room}", to=f"/spaces/{room}/return")
    assert "Cedar room" in cleo.page("/bookings/new")


def test_pages_ask_as_often_for_many_bookings_as_for_few(cleo: Desk, room: str) -> None:
    def counts() -> list[int]:
        found = []
        for path in ("/spaces", f"/spaces/{room}", "/spaces?lang=es"):
            with asked() as statements:
                cleo.page(path)
            found.append(len(statements))
        return found

    requested(cleo, room)
    cleo.page("/spaces?lang=es")
    few = counts()
    for hour in range(8, 20):
        requested(cleo, room, starts=f"{hour:02}:00", ends=f"{hour:02}:30")
    assert counts() == few


def test_a_trainer_sees_and_decides_nothing(app: Flask, library: Library, cleo: Desk, room: str) -> None:
    booking = requested(cleo, room)
    trainer = Desk(app, library, "tess", "trainer")
    assert "Email basics" in trainer.page(f"/bookings/{booking}")
    assert "Book it" not in trainer.page(f"/bookings/{booking}")
    assert trainer.get(f"/bookings/{booking}/refusal").status_code == 403
