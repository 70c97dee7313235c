"""Two records of one session become one at the desk: one stays, the other counts nowhere, and it can be undone."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, Phone, session, setting
from outreach_app import rebuild
from outreach_app.db import reading
from outreach_app.training_sessions import queries
from outreach_app.visits import queries as visits

YEAR = (date(2026, 1, 1), date(2026, 12, 31))


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


@pytest.fixture
def twice(library: Library, ann: Phone) -> None:
    """The same class, written down by Ann and by Bob on one visit."""
    bob = library.phone("phone-b", "bob")
    both = ["ann", "bob"]
    started = {"site": "S1", "trainers": both, "note": None}
    library.record(
        ann.record("visit.started", "V1", started),
        ann.record("training_session.logged", "T1", session(trainers=both), visit="V1"),
        bob.record("training_session.logged", "T2", session(trainers=both, attendance_in_person=9), visit="V1"),
    )


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def counted(library: Library) -> tuple[int, int]:
    with reading(library.id) as session_:
        told = queries.totals(session_, *YEAR).all
        return told.sessions, told.attendance


def on_the_visit(library: Library) -> tuple[int, int]:
    with reading(library.id) as session_:
        found = visits.found(session_, "V1")
        assert found is not None
        return found.sessions, found.attendance


def withdrawal(was: dict[str, Any]) -> dict[str, Any]:
    return {"of": "phone-a-fact-2", "was": was, "reason": "mine"}


def merge(desk: Desk, one: str = "T2", into: str = "T1", **told: Any) -> int:
    return desk.send(f"/sessions/{one}/merging", "of", "fact", into=into, comment="Ann's stays", **told).status_code


@pytest.mark.usefixtures("twice")
def test_of_two_records_one_stays_and_the_other_counts_nowhere(library: Library, cleo: Desk) -> None:
    assert library.open_kinds() == ["session.told_by_two"]
    assert (counted(library), on_the_visit(library)) == ((2, 17), (2, 17))
    assert merge(cleo) == 303
    assert (counted(library), on_the_visit(library)) == ((1, 8), (1, 8))
    assert library.open_kinds() == []
    assert library.rows("training_sessions", "staff:bob")["T2"]["merged_into"] == "T1"
    assert "the one that stays" in cleo.page("/sessions/T2")
    assert "1 other record is counted as this session" in cleo.page("/sessions/T1")


@pytest.mark.usefixtures("twice")
def test_it_can_be_undone(library: Library, cleo: Desk) -> None:
    merge(cleo)
    page = cleo.page("/sessions/T2")
    for _time in range(2):
        assert cleo.send("/sessions/T2", "fact", page=page, to="/sessions/T2/separation").status_code == 303
    assert (counted(library), on_the_visit(library)) == ((2, 17), (2, 17))
    assert library.open_kinds() == ["session.told_by_two"]
    assert library.rows("training_sessions", "staff:bob")["T2"]["merged_into"] is None


@pytest.mark.usefixtures("twice")
def test_folding_anew_gives_what_is_there(library: Library, cleo: Desk) -> None:
    merge(cleo)
    kept = ("training_sessions", "visit_courses", "checkpoints", "discrepancies", "feed training_sessions", "feed visits")
    assert [one for one in rebuild.check(library.id).differences if one.startswith(kept)] == []


@pytest.mark.usefixtures("twice")
def test_two_records_do_not_each_become_the_other(library: Library, cleo: Desk) -> None:
    page = cleo.page("/sessions/T1/merging")
    merge(cleo)
    response = cleo.send("/sessions/T1/merging", "of", "fact", page=page, into="T2", comment="x")
    assert response.status_code in (409, 422)
    assert counted(library) == (1, 8)


@pytest.mark.usefixtures("twice")
def test_what_was_amended_meanwhile_is_looked_at_again(library: Library, ann: Phone, cleo: Desk) -> None:
    page = cleo.page("/sessions/T1/merging")
    payload = {"of": "phone-a-fact-2", "was": setting(session(trainers=["ann", "bob"])), "changes": {"audience": "general"}}
    library.record(ann.record("training_session.amended", "T1", {**payload, "reason": None}))
    response = cleo.send("/sessions/T1/merging", "of", "fact", page=page, into="T2", comment="x")
    assert (response.status_code, "changed while this page was open" in response.text) == (409, True)
    assert counted(library)[0] == 2


@pytest.mark.usefixtures("twice")
def test_where_the_one_that_stayed_is_withdrawn_the_other_counts_again(library: Library, ann: Phone, cleo: Desk) -> None:
    merge(cleo)
    was = setting(session(trainers=["ann", "bob"]))
    library.record(ann.record("training_session.withdrawn", "T1", withdrawal(was), visit="V1"))
    assert (counted(library), on_the_visit(library)) == ((1, 9), (1, 9))
    amended = {"of": "phone-a-fact-2", "was": was, "changes": {"attendance_in_person": 7}, "reason": None}
    library.record(ann.record("training_session.amended", "T1", amended, visit="V1"))
    assert (counted(library), on_the_visit(library)) == ((1, 7), (1, 7))


@pytest.mark.usefixtures("twice")
def test_what_was_withdrawn_on_a_visit_counts_there_again_when_it_is_amended(library: Library, ann: Phone) -> None:
    was = setting(session(trainers=["ann", "bob"]))
    library.record(ann.record("training_session.withdrawn", "T1", withdrawal(was), visit="V1"))
    assert (counted(library), on_the_visit(library)) == ((1, 9), (1, 9))
    amended = {"of": "phone-a-fact-2", "was": was, "changes": {"attendance_in_person": 7}, "reason": None}
    library.record(ann.record("training_session.amended", "T1", amended, visit="V1"))
    assert (counted(library), on_the_visit(library)) == ((2, 16), (2, 16))


@pytest.mark.usefixtures("twice")
def test_a_choice_that_is_none_comes_back(cleo: Desk) -> None:
    response = cleo.send("/sessions/T2/merging", "of", "fact", comment="Ann's stays")
    assert (response.status_code, "Ann&#39;s stays" in response.text) == (422, True)


@pytest.mark.usefixtures("twice")
def test_sessions_that_do_not_add_up_between_them_are_found(library: Library, ann: Phone, cleo: Desk) -> None:
    library.site("S2")
    library.record(ann.record("training_session.logged", "T3", session(site="S2")))
    for which, there in (("twice", ["T1", "T2"]), ("places", ["T1", "T2", "T3"])):
        page = cleo.page(f"/sessions?review={which}")
        assert [f"/sessions/{one}" in page for one in ("T1", "T2", "T3")] == [one in there for one in ("T1", "T2", "T3")]
    merge(cleo)
    page = cleo.page("/sessions?review=merged")
    assert ("/sessions/T2" in page, "/sessions/T1" in page) == (True, False)


@pytest.mark.usefixtures("twice")
def test_who_looks_at_the_discrepancy_gets_to_both_records(library: Library, cleo: Desk) -> None:
    (odd,) = library.discrepancies()
    page = cleo.page(f"/discrepancies/{odd.id}")
    assert ("/sessions/T1" in page, "/sessions/T2" in page) == (True, True)


def test_a_phone_cannot_merge(library: Library, ann: Phone) -> None:
    told = {"into": "T9", "of": "x", "was": setting(session()), "author": "ann", "visit": None, "comment": None}
    library.record(ann.record("training_session.logged", "T1", session()), ann.record("training_session.merged", "T1", told))
    assert counted(library) == (1, 8)
    assert library.open_kinds() == ["fact.decision_from_field"]


def test_what_was_perhaps_logged_twice_stands_side_by_side_until_one_of_them_is_kept(cleo: Desk, twice: None) -> None:
    page = cleo.page("/sessions/doubles")
    assert (page.count("Logged by"), "Keep record 2" in page) == (1, True)
    assert "/sessions/T2/merging?into=T1" in page
    assert "/sessions/T1/merging?into=T2" in page
    assert cleo.page("/sessions/T2/merging?into=T1").count("checked") == 1

    merge(cleo)

    assert "Nothing was logged twice" in cleo.page("/sessions/doubles")
