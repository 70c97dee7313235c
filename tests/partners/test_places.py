"""A partner's place at the desk: whom to ask for there, and from when on it is closed; what is recorded there all the same."""

import re

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, session, setting
from outreach_app import rebuild

FORM = "/partners/sites/S1"
TYPED = {
    "name": "Harbor House",
    "address": "1 Main Street",
    "contact": "Front desk",
    "phone": "(555) 010-7788",
    "mail": "desk@harbor.example.org",
    "closed_on": "",
}


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def test_phones_are_told_whom_to_ask_for_and_the_record_of_changes_tells_who_said_so(library: Library, cleo: Desk) -> None:
    cleo.send(FORM, "version", **TYPED)

    row = library.rows("sites")["S1"]
    told = {"name", "address", "contact", "phone", "mail"}
    assert {name: row[name] for name in told} == {name: TYPED[name] for name in told}
    assert "closed_on" not in row
    page = cleo.page("/audit")
    assert "Front desk" in page
    assert "Harbor House" in cleo.page("/partners")


def test_hours_are_typed_a_day_a_line_and_phones_tell_whether_it_is_open(library: Library, cleo: Desk) -> None:
    days = "2026-12-24 – 2026-12-26\n2026-12-31: 9-12"
    hours = {"open_mo": "9-12, 2pm-6pm", "open_sa": "10:00–14:00", "open_otherwise": days}
    cleo.send(FORM, "version", **TYPED, **hours)

    opening = library.rows("sites")["S1"]["opening"]
    assert [(one["byday"], one["opens_at"], one["closes_at"]) for one in opening["weekly"]] == [
        ("MO", "09:00", "12:00"),
        ("MO", "14:00", "18:00"),
        ("SA", "10:00", "14:00"),
    ]
    assert opening["otherwise"][1] == {
        "valid_from": "2026-12-31",
        "valid_to": "2026-12-31",
        "opens_at": "09:00",
        "closes_at": "12:00",
    }
    page = cleo.page(FORM)
    assert 'value="09:00–12:00, 14:00–18:00"' in page
    assert "2026-12-24 – 2026-12-26" in page
    told = re.sub(r"<[^>]+>", "", cleo.page("/partners/P1"))
    assert "Hours: Monday 09:00–12:00, 14:00–18:00; Saturday 10:00–14:00" in told
    assert "Dec 31: 09:00–12:00" in told
    assert "09:00–12:00, 14:00–18:00" in cleo.page("/audit")
    cleo.send(FORM, "version", **TYPED, **dict.fromkeys(hours, ""))
    assert "opening" not in library.rows("sites")["S1"]


@pytest.mark.parametrize(("name", "typed"), [("open_tu", "in the morning"), ("open_otherwise", "Christmas")])
def test_hours_that_cannot_be_read_come_back_at_their_field(library: Library, cleo: Desk, name: str, typed: str) -> None:
    answer = cleo.send(FORM, "version", **{**TYPED, name: typed})

    assert answer.status_code == 422
    assert f'id="{name}-wrong"' in answer.text
    assert typed in answer.text


def test_two_who_edit_one_place_overwrite_nothing_of_each_other(library: Library, cleo: Desk) -> None:
    page = cleo.page(FORM)
    cleo.send(FORM, "version", **TYPED)

    answer = cleo.send(FORM, "version", page=page, **{**TYPED, "contact": "The night porter"})

    assert answer.status_code == 409
    assert "The night porter" in answer.text
    assert library.rows("sites")["S1"]["contact"] == "Front desk"


def test_a_session_at_a_place_that_was_closed_is_kept_and_told_until_it_is_put_right(library: Library, cleo: Desk) -> None:
    ann = library.phone("phone-a", "ann")
    before, after = session(site="S1", on="2026-11-20"), session(site="S1", on="2026-11-24")
    cleo.send(FORM, "version", **{**TYPED, "closed_on": "2026-11-22"})

    library.record(ann.record("training_session.logged", "T1", before), ann.record("training_session.logged", "T2", after))

    (row,) = library.discrepancies()
    assert (row.kind, row.subject) == ("session.at_closed_place", "T2")
    assert "the place was closed by then" in cleo.page(f"/discrepancies/{row.id}")
    # What the library says later of the place changes nothing of what was seen when the fact came.
    cleo.send(FORM, "version", **TYPED)
    folded = ("checkpoints", "discrepancies", "training_sessions", "feed training_sessions")
    assert [one for one in rebuild.check(library.id).differences if one.startswith(folded)] == []
    amended = {
        "of": library.rows("training_sessions")["T2"]["version"],
        "was": setting(after),
        "changes": {"site": None},
        "reason": "It was outdoors",
    }
    library.record(ann.record("training_session.amended", "T2", amended))
    assert library.discrepancies() == []


@pytest.mark.parametrize(
    "typed", ["harbor.example.org", "a@harbor.example.org, b@harbor.example.org", "two words@harbor.example.org"]
)
def test_what_is_no_address_is_told_at_its_field(library: Library, cleo: Desk, typed: str) -> None:
    answer = cleo.send(FORM, "version", **{**TYPED, "mail": typed})

    assert answer.status_code == 422
    assert 'id="mail-wrong"' in answer.text
