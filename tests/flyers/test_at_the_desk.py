"""Flyers are written at the desk, in each language of the library: phones hear of it, and what was printed stays good."""

from typing import Any

import pytest
from flask import Flask

from directory.test_at_the_desk import put
from fixtures.at_the_desk import Desk
from fixtures.directory import service
from fixtures.library import Library, ToldClock, furnished
from fixtures.queries import asked
from outreach_app.audit import changes
from outreach_app.db import reading
from outreach_app.flyers import queries
from outreach_app.flyers.models import Flyer
from outreach_app.flyers.rules import is_current, is_web_address

TOLD = {
    "title_en": "Borrow the internet", "text_en": "Take a hotspot home.", "action_en": "See how",
    "title_es": "Internet en casa", "text_es": "", "action_es": "",
    "template": "half_sheet", "target": "address", "address": "https://library.example/hotspots",
    "valid_until": "2026-12-31",
}  # fmt: skip


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Any:
    with app.app_context():
        yield furnished(app)


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def added(desk: Desk, **told: str) -> str:
    response = desk.send("/flyers/new", "id", **{**TOLD, **told})
    assert response.status_code == 303, response.text
    return str(response.location).rsplit("/", 1)[1]


def flyer(library: Library, id_: str) -> Flyer:
    with reading(library.id) as session:
        found = queries.flyer(session, id_)
        assert found is not None
        return found


def test_a_flyer_is_told_to_phones_with_all_that_a_code_full_screen_needs(library: Library, cleo: Desk) -> None:
    id_ = added(cleo)
    row = library.rows("flyers")[id_]
    assert row == {
        "id": id_, "code": row["code"], "version": 1, "template": "half_sheet",
        "words": [
            {"language": "en", "title": "Borrow the internet", "text": "Take a hotspot home.", "action": "See how"},
            {"language": "es", "title": "Internet en casa", "text": "", "action": ""},
        ],
        "address": "https://library.example/hotspots", "valid_from": None, "valid_until": "2026-12-31",
        "on": None, "starts": None, "ends": None, "place": "", "retired": False,
    }  # fmt: skip
    assert len(row["code"]) == 5
    with reading(library.id) as session:
        assert [line.staff for line in changes.of(session, "flyers", id_)] == ["cleo"]


def test_a_form_that_is_sent_twice_is_one_flyer(library: Library, cleo: Desk) -> None:
    page = cleo.page("/flyers/new")
    for _time in range(2):
        assert cleo.send("/flyers/new", "id", page=page, **TOLD).status_code == 303
    assert len(library.rows("flyers")) == 1


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "//library.example", "", "https://",
     "https:\\\\x.example", "https://library.example@evil.example/", "JAVASCRIPT:alert(1)",
     "https://a b.example", "https://[::1", "https://x:0/"],
)  # fmt: skip
def test_only_an_address_that_a_browser_may_be_led_to_is_taken(library: Library, cleo: Desk, address: str) -> None:
    response = cleo.send("/flyers/new", "id", **{**TOLD, "address": address})
    assert (response.status_code, "begins with https:// or http://" in response.text) == (422, True)
    assert library.rows("flyers") == {}


@pytest.mark.parametrize("address", ["https://library.example", "http://10.0.0.1:8000/a?b=c#d", "HTTPS://Bücherei.example/ä"])
def test_other_addresses_are_taken(address: str) -> None:
    assert is_web_address(address)


def test_the_printed_code_stays_when_all_else_becomes_another(library: Library, cleo: Desk) -> None:
    id_ = added(cleo)
    code = flyer(library, id_).code
    told = {
        **TOLD,
        "title_en": "Hotspots",
        "target": "nowhere",
        "valid_until": "",
        "title_es": "",
        "on": "2026-12-05",
        "starts": "14:00",
    }
    assert cleo.send(f"/flyers/{id_}/details", "version", **told).status_code == 303
    row = library.rows("flyers")[id_]
    assert (row["code"], row["version"], row["address"], row["valid_until"]) == (code, 2, None, None)
    assert [one["language"] for one in row["words"]] == ["en"]
    assert (row["on"], row["starts"], row["ends"]) == ("2026-12-05", "14:00", None)


def test_a_flyer_that_two_change_at_once_is_not_overwritten(library: Library, cleo: Desk) -> None:
    id_ = added(cleo)
    path = f"/flyers/{id_}/details"
    page = cleo.page(path)
    theirs = {**TOLD, "title_en": "Theirs", "valid_until": "2027-01-31", "starts": "", "on": ""}
    assert cleo.send(path, "version", page=page, **theirs).status_code == 303
    response = cleo.send(path, "version", page=page, **{**TOLD, "title_en": "Mine"})
    assert (response.status_code, "Theirs" in response.text, "Mine" in response.text) == (409, True, True)
    assert 'value="2027-01-31"' in response.text
    assert flyer(library, id_).words["en"]["title"] == "Theirs"


def test_a_language_with_words_needs_a_title_and_the_librarys_own_always(library: Library, cleo: Desk) -> None:
    for told in ({"title_en": ""}, {"title_es": "", "text_es": "Llévelo"}):
        response = cleo.send("/flyers/new", "id", **{**TOLD, **told})
        assert (response.status_code, "Give it a title." in response.text) == (422, True)


def test_what_is_typed_is_shown_as_text_and_never_as_markup(library: Library, cleo: Desk) -> None:
    id_ = added(cleo, title_en="<script>alert(1)</script><b>Bold")
    for path in ("/flyers", f"/flyers/{id_}", f"/flyers/{id_}/details", "/audit"):
        page = cleo.page(path)
        assert "<b>Bold" not in page
        assert "<script>alert" not in page


def test_a_retired_flyer_is_told_to_phones_as_such_and_can_come_back(library: Library, cleo: Desk) -> None:
    id_ = added(cleo)
    for way, is_retired in (("retirement", True), ("return", False)):
        assert cleo.send(f"/flyers/{id_}", to=f"/flyers/{id_}/{way}").status_code == 303
        assert library.rows("flyers")[id_]["retired"] is is_retired


def test_a_flyer_is_true_from_its_first_to_its_last_day() -> None:
    days = ("2026-11-01", "2026-11-02", "2026-11-03", "2026-11-04")
    assert [is_current("2026-11-02", "2026-11-03", day) for day in days] == [False, True, True, False]
    assert all(is_current(None, None, day) for day in days)


def test_it_ends_no_sooner_than_it_begins(library: Library, cleo: Desk) -> None:
    response = cleo.send("/flyers/new", "id", **{**TOLD, "valid_from": "2027-01-01"})
    assert (response.status_code, "It ends before it begins" in response.text) == (422, True)


def test_pages_ask_as_often_for_many_flyers_as_for_few(library: Library, cleo: Desk) -> None:
    def count() -> int:
        with asked() as statements:
            cleo.page("/flyers")
        return len(statements)

    added(cleo)
    few = count()
    for _n in range(10):
        added(cleo)
    assert count() == few


def test_a_trainer_sees_and_changes_nothing(app: Flask, library: Library, cleo: Desk) -> None:
    id_ = added(cleo)
    trainer = Desk(app, library, "tess", "trainer")
    assert "Borrow the internet" in trainer.page(f"/flyers/{id_}")
    assert trainer.get(f"/flyers/{id_}/details").status_code == 403


def test_a_flyer_leads_to_a_listing_of_the_directory_as_long_as_that_is_given(app: Flask, library: Library, cleo: Desk) -> None:
    put(library, service("S-1", "Laptop loans"), service("S-2", "Laptop repairs"), service("S-3", "Club", status="defunct"))
    to_one = {"target": "listing", "address": ""}
    assert 'value="Laptop loans"' in cleo.page("/flyers/new?listing=S-1")

    for typed in ("laptop loans", "http://localhost/directory/S-1?lang=es", "http://localhost/listings/S-1"):
        id_ = added(cleo, **to_one, listing=typed)
        assert flyer(library, id_).listing_id == "S-1", typed
    for typed, says in (("laptop", "Several listings may be meant."), ("club", "No listing"), ("", "No listing")):
        answer = cleo.send("/flyers/new", "id", **{**TOLD, **to_one, "listing": typed})
        assert (answer.status_code, says in answer.text) == (422, True), typed

    code = library.rows("flyers")[id_]["code"]
    assert 'href="/directory/S-1?lang=en"' in app.test_client().get(f"/q/{code}").text
    assert "Laptop loans" in cleo.page(f"/flyers/{id_}")
    form = cleo.page(f"/flyers/{id_}/details")
    assert ('value="Laptop loans"' in form, "Laptop loans" in cleo.page("/audit?what=flyers")) == (True, True)
