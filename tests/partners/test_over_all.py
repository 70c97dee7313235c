"""Pages over all partners: the library's goals with what was reached, what is going cold, and the map of places."""

from dataclasses import replace

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, session
from fixtures.queries import queries_of
from outreach_app.partner_pages.over_all import drawing

GOAL = {
    "name": "Forms without help", "serves": "inclusion", "measure": "people", "counted": "", "starts_on": "2026-11-01",
    "ends_on": "2026-11-30", "target": "20", "typed": "", "note": "",
}  # fmt: skip
SITE = {"name": "Place S1", "address": "1 Main Street", "contact": "", "phone": "", "mail": "", "closed_on": ""}


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def test_what_was_recorded_counts_towards_a_goal_within_its_span(library: Library, cleo: Desk) -> None:
    ann = library.phone("phone-a", "ann")
    library.record(
        ann.record("training_session.logged", "T1", session(site="S1", on="2026-11-20")),
        ann.record("training_session.logged", "T2", session(site=None, on="2026-11-21", attendance_in_person=3)),
        ann.record("training_session.logged", "T3", session(site="S1", on="2026-10-20")),
    )
    assert cleo.send("/goals/new", "id", **GOAL, partners=["P1"]).status_code == 303

    page = cleo.page("/goals")
    assert "<b>11</b>" in page
    assert "55 %" in page
    assert "8 of it at their places" in page
    assert "Forms without help" in cleo.page("/partners/P1")


def test_what_the_house_does_not_count_is_typed_and_says_what_it_counts(cleo: Desk) -> None:
    typed = {**GOAL, "measure": "typed", "typed": "5"}
    assert cleo.send("/goals/new", "id", **typed).status_code == 422

    cleo.send("/goals/new", "id", **{**typed, "counted": "Families with internet at home"})
    page = cleo.page("/goals")
    assert "Families with internet at home" in page
    assert "25 %" in page


def test_goals_cost_as_many_queries_for_six_as_for_two(library: Library, cleo: Desk) -> None:
    for measure in ("people", "visits"):
        cleo.send("/goals/new", "id", **{**GOAL, "measure": measure}, partners=["P1"])
    few = queries_of(lambda: cleo.get("/goals"))
    for measure in ("sessions", "kits_lent", "referrals", "people"):
        cleo.send("/goals/new", "id", **{**GOAL, "measure": measure}, partners=["P1"])

    assert queries_of(lambda: cleo.get("/goals")) == few


def test_a_partnership_without_a_talk_a_visit_or_a_session_for_long_is_going_cold(library: Library, cleo: Desk) -> None:
    assert "<bdi>Partner P1</bdi>" in cleo.page("/partners/cold")
    ann = library.phone("phone-a", "ann")
    library.record(ann.record("training_session.logged", "T1", session(site="S1", on="2026-11-20")))

    assert "<bdi>Partner P1</bdi>" not in cleo.page("/partners/cold")
    cleo.send("/partners/P1/stage", "version", stage="ended", because="")
    assert "<bdi>Partner P1</bdi>" not in cleo.page("/partners/cold")


def test_without_tiles_of_its_own_the_library_has_a_list_and_no_page_asks_anybody_for_a_picture(cleo: Desk) -> None:
    cleo.send("/partners/sites/S1", "version", **SITE, position="41.2, -91.9")

    answer = cleo.get("/partners/sites")
    assert "geo:41.2,-91.9" in answer.text
    assert '<svg class="map' not in answer.text
    assert "https:" not in answer.headers["Content-Security-Policy"]


def test_with_tiles_of_its_own_places_stand_on_a_map_and_only_that_page_may_show_them(app: Flask, cleo: Desk) -> None:
    cleo.send("/partners/sites/S1", "version", **SITE, position="41.2, -91.9")
    told = app.extensions["settings"]
    app.extensions["settings"] = replace(told, map_tiles="https://tiles.library.example/{z}/{x}/{y}.png")

    answer = cleo.get("/partners/sites")
    assert "https://tiles.library.example/15/" in answer.text
    assert 'cx="480.0" cy="300.0"' in answer.text
    assert "img-src 'self' data: https://tiles.library.example;" in answer.headers["Content-Security-Policy"]
    assert "tiles.library" not in cleo.get("/partners").headers["Content-Security-Policy"]


def test_a_map_is_as_near_as_shows_all_its_places() -> None:
    drawn = drawing.drawn([(41.2, -91.9), (41.4, -91.6)], "/tiles/{z}/{x}/{y}.png")

    assert all(0 < x < drawing.WIDTH and 0 < y < drawing.HEIGHT for x, y in drawn.marks)
    assert drawn.marks[0][1] > drawn.marks[1][1]
    assert max(one.x for one in drawn.tiles) + drawing.TILE >= drawing.WIDTH
    assert drawing.drawn([(0, 0), (60, 170)], "{z}").tiles[0].address == "2"
