"""Visits are planned, changed and called off at the desk; sessions are looked at and decided on."""

import re
from contextvars import Context
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, ToldClock, furnished, session, setting
from outreach_app.audit import changes
from outreach_app.db import reading

WEEK = "/visits?week=2026-11-23"


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Any:
    with app.app_context():
        made = furnished(app)
        made.site("S1")
        made.site("S2")
    with app.app_context():
        yield made


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def planned(desk: Desk, **told: Any) -> str:
    when = {"on": "2026-11-26", "starts": "10:00", "ends": "12:00", "every": "0"}
    wanted = {"site_id": "S1", "trainers": ["ann"], "kits": ["K1"], **when, **told}
    response = desk.send("/visits/new", "id", **wanted)
    assert response.status_code == 303, response.text
    return str(response.location).rsplit("/", 1)[1]


def test_a_planned_visit_is_in_its_week_and_on_the_trainers_phone(library: Library, cleo: Desk) -> None:
    visit = planned(cleo, holds="Email basics", wifi="None: bring a hotspot")
    page = cleo.page(WEEK)
    assert "Place S1" in page
    assert "Email basics" in page
    assert library.rows("visits", "staff:ann")[visit]["wifi"] == "None: bring a hotspot"
    assert "None: bring a hotspot" in cleo.page(f"/visits/{visit}")


def test_a_month_shows_its_whole_weeks_and_what_lies_in_them(library: Library, cleo: Desk) -> None:
    visits = [planned(cleo, on=on) for on in ("2026-10-26", "2026-11-26", "2026-12-06", "2026-12-07")]
    page = cleo.page("/visits?month=2026-11-15")
    assert "November 2026" in page
    assert [f"/visits/{one}" in page for one in visits] == [True, True, True, False]


@pytest.mark.parametrize("span", ["week=2026-11-23", "month=2026-11-01"])
def test_the_calendar_is_narrowed_by_trainer_kit_and_place(library: Library, cleo: Desk, span: str) -> None:
    one = planned(cleo)
    other = planned(cleo, site_id="S2", trainers=["bob"], kits=["K2"], starts="14:00", ends="15:00")
    for narrow, there in (("trainer=ann", one), ("kit=K2", other), ("site=S2", other)):
        page = cleo.page(f"/visits?{span}&{narrow}")
        assert [f"/visits/{id_}" in page for id_ in (one, other)] == [there == one, there == other]


def test_what_is_booked_in_the_library_is_on_the_same_calendar(library: Library, cleo: Desk) -> None:
    room = str(cleo.send("/spaces/new", "id", name="Cedar room", sort="room", equipment="").location).rsplit("/", 1)[1]
    told = {"space_id": room, "partner_id": "P1", "purpose": "Email basics", "starts": "10:00", "ends": "12:00"}
    path = cleo.send("/bookings/new", "id", on="2026-11-26", **told).location
    for span in (WEEK, "/visits?month=2026-11-01"):
        assert str(path) in cleo.page(span)
    assert str(path) not in cleo.page(f"{WEEK}&trainer=ann")
    cleo.send(f"{path}/refusal", because="Full")
    assert str(path) not in cleo.page(WEEK)


def test_a_form_that_is_sent_twice_plans_one_visit(library: Library, cleo: Desk) -> None:
    page = cleo.page("/visits/new")
    told = {"site_id": "S1", "on": "2026-11-26", "starts": "10:00", "ends": "12:00", "every": "0", "trainers": ["ann"]}
    for _time in range(2):
        assert cleo.send("/visits/new", "id", page=page, **told).status_code == 303
    assert len(library.rows("visits")) == 1


def test_a_repeating_visit_is_planned_as_often_as_was_said(library: Library, cleo: Desk) -> None:
    planned(cleo, every="14", times="3")
    assert sorted(row["on"] for row in library.rows("visits").values()) == ["2026-11-26", "2026-12-10", "2026-12-24"]


def test_an_end_before_the_start_is_on_the_next_day(library: Library, cleo: Desk) -> None:
    visit = planned(cleo, starts="22:00", ends="01:00")
    row = library.rows("visits")[visit]
    assert (row["starts_at"], row["ends_at"]) == ("2026-11-27T04:00:00.000Z", "2026-11-27T07:00:00.000Z")


def test_a_plan_without_a_place_or_an_hour_comes_back_with_what_was_typed(library: Library, cleo: Desk) -> None:
    response = cleo.send(
        "/visits/new", "id", site_id="", on="2026-11-26", starts="", ends="12:00", holds="Email basics", every="0"
    )
    assert response.status_code == 422
    assert "Email basics" in response.text
    assert library.rows("visits") == {}


def test_a_clash_is_told_where_it_is_planned(library: Library, cleo: Desk) -> None:
    planned(cleo)
    other = planned(cleo, site_id="S2", starts="11:00", ends="13:00", kits=[])
    page = cleo.page(f"/visits/{other}")
    assert "Needed at the same time elsewhere" in page
    assert "Place S1" in page


def test_a_visit_that_is_called_off_stays_with_its_reason_until_it_takes_place_after_all(library: Library, cleo: Desk) -> None:
    visit = planned(cleo)
    cleo.send(f"/visits/{visit}/calling-off", because="The hall has no heat")
    assert "The hall has no heat" in cleo.page(f"/visits/{visit}")
    assert library.rows("visits")[visit]["called_off"] is True
    cleo.send(f"/visits/{visit}", to=f"/visits/{visit}/return")
    assert library.rows("visits")[visit]["called_off"] is False
    with reading(library.id) as session_:
        assert [line.staff for line in changes.of(session_, "visits", visit)] == ["cleo"] * 3


def test_a_plan_that_two_change_at_once_is_not_overwritten(library: Library, cleo: Desk) -> None:
    visit = planned(cleo)
    path = f"/visits/{visit}/plan"
    mine = {"site_id": "S1", "on": "2026-11-26", "starts": "10:00", "ends": "12:00", "trainers": ["ann"], "kits": ["K1"]}
    page = cleo.page(path)
    assert cleo.send(path, "version", **{**mine, "holds": "Theirs"}).status_code == 303
    response = cleo.send(path, "version", page=page, **{**mine, "starts": "09:00"})
    assert response.status_code == 409
    assert "somebody else changed this meanwhile" in response.text
    assert library.rows("visits")[visit]["holds"] == "Theirs"


def logged(library: Library, **members: Any) -> None:
    ann = library.phone("phone-a", "ann")
    library.record(ann.record("training_session.logged", "T1", session(**members), visit="V1"))


def test_a_session_shows_what_it_says_and_is_approved(library: Library, cleo: Desk) -> None:
    logged(library)
    assert "Place S1" in cleo.page("/sessions")
    response = cleo.send("/sessions/T1", "of", "fact", to="/sessions/T1/decision", word="approved", comment="")
    assert response.status_code == 303
    assert library.rows("training_sessions", "staff:ann")["T1"]["review"] == "approved"
    assert "Session approved" in cleo.page("/sessions/T1")


def test_what_is_returned_needs_a_comment(library: Library, cleo: Desk) -> None:
    logged(library)
    of = {"to": "/sessions/T1/decision", "word": "returned"}
    assert cleo.send("/sessions/T1", "of", "fact", comment="", **of).status_code == 422
    assert cleo.send("/sessions/T1", "of", "fact", comment="Eight, or eighteen?", **of).status_code == 303
    assert library.rows("training_sessions", "staff:ann")["T1"]["comments"][0]["text"] == "Eight, or eighteen?"


def test_a_session_that_was_amended_meanwhile_is_shown_before_it_is_decided_on(library: Library, cleo: Desk) -> None:
    ann = library.phone("phone-a", "ann")
    library.record(ann.record("training_session.logged", "T1", session()))
    page = cleo.page("/sessions/T1")
    payload = {"of": "phone-a-fact-1", "was": setting(session()), "changes": {"attendance_in_person": 21}, "reason": "Recount"}
    library.record(ann.record("training_session.amended", "T1", payload))
    of = {"to": "/sessions/T1/decision", "word": "approved", "comment": ""}
    response = cleo.send("/sessions/T1", "of", "fact", page=page, **of)
    assert response.status_code == 409
    assert "21" in response.text
    assert cleo.send("/sessions/T1", "of", "fact", page=response.text, **of).status_code == 303


def test_an_amendment_is_shown_member_by_member(library: Library, cleo: Desk) -> None:
    ann = library.phone("phone-a", "ann")
    changes_ = {"attendance_in_person": 21, "notes": "Counted twice", "audience": "19+"}
    payload = {"of": "phone-a-fact-1", "was": setting(session()), "changes": changes_, "reason": "Recount"}
    library.record(
        ann.record("training_session.logged", "T1", session()), ann.record("training_session.amended", "T1", payload)
    )
    page = cleo.page("/sessions/T1")
    table = page[page.index("What was changed") : page.index("What happened")]
    assert [label in table for label in ("Came in person", "Notes", "For whom")] == [True, True, False]


def test_totals_and_lists_open_in_both_languages(library: Library, cleo: Desk) -> None:
    logged(library)
    for path in ("/sessions/totals", "/sessions", "/visits", "/sessions/T1", "/sessions?review=odd&first=2026-01-01&before=x"):
        assert cleo.page(path)
        assert cleo.page(f"{path}{'&' if '?' in path else '?'}lang=es")


def test_a_trainer_sees_but_does_not_plan_or_decide(app: Flask, library: Library) -> None:
    logged(library)
    trainer = Desk(app, library, "tess", "trainer")
    page = trainer.page("/sessions/T1")
    assert "Approve it" not in page
    assert trainer.get("/visits/new").status_code == 403
    told = {"csrf_token": "x", "word": "approved"}
    assert trainer.post("/sessions/T1/decision", told).status_code == 403


def test_a_visit_that_began_on_the_spot_has_a_page(library: Library, cleo: Desk) -> None:
    ann = library.phone("phone-a", "ann")
    library.record(ann.record("visit.started", "V9", {"site": "S2", "trainers": [], "note": "Door was open"}))
    assert "Begun on the spot by Ann" in cleo.page("/visits/V9")
    assert "Place S2" in cleo.page("/visits")
    assert cleo.get("/visits/V1").status_code == 404


def address_made(desk: Desk) -> str:
    response = desk.send("/visits", to="/visits/calendar")
    assert response.status_code == 200
    found = re.search(r"/calendar/[A-Za-z0-9_-]+[.]ics", response.text)
    assert found is not None
    return found.group(0)


def test_a_person_follows_their_visits_in_a_calendar_of_their_own(app: Flask, library: Library, cleo: Desk) -> None:
    tess = Desk(app, library, "tess", "trainer")
    planned(
        cleo, holds="Email; basics, in Spanish and for everybody who would like to begin at the beginning", trainers=["tess"]
    )
    off = planned(cleo, on="2026-11-27", trainers=["tess"])
    planned(cleo, on="2026-11-28", holds="Not hers")
    cleo.send(f"/visits/{off}/calling-off", because="No heat")
    address = address_made(tess)
    told = Context().run(app.test_client().get, address)
    assert told.content_type == "text/calendar; charset=utf-8"
    assert max(len(line) for line in told.data.split(b"\r\n")) <= 75
    whole = told.text.replace("\r\n ", "")
    assert "SUMMARY:Partner P1\\, Place S1: Email\\; basics\\, in Spanish and for everybody" in whole
    assert "DTSTART:20261126T160000Z" in whole
    assert (whole.count("STATUS:CONFIRMED"), whole.count("STATUS:CANCELLED")) == (1, 1)
    assert "Not hers" not in whole


def test_a_new_address_takes_the_place_of_the_one_before(app: Flask, library: Library, cleo: Desk) -> None:
    first, second = address_made(cleo), address_made(cleo)
    assert [Context().run(app.test_client().get, one).status_code for one in (first, second)] == [404, 200]
