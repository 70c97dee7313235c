"""Grants at the desk: deadlines of other zones, stages with their history, who takes part, tasks, papers."""

import io

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk, hidden
from fixtures.grants import GRANT, PDF, grant
from fixtures.library import Library
from outreach_app.accounts.models import StaffMember
from outreach_app.db import writing


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def test_a_deadline_in_another_zone_is_told_on_both_clocks(cleo: Desk) -> None:
    id_ = grant(cleo)

    for path in ("/grants", f"/grants/{id_}"):
        page = cleo.page(path)
        assert "Fri, Dec 11, 2026, 17:00, Eastern Standard Time" in page
        assert "Fri, Dec 11, 2026, 16:00 here" in page
        assert "17 days left" in page


def test_a_deadline_on_the_librarys_own_clocks_is_told_once_and_without_an_hour_ends_with_the_day(cleo: Desk) -> None:
    page = cleo.page(f"/grants/{grant(cleo, zone='America/Chicago', due_time='')}")

    assert "23:59, Central Standard Time" in page
    assert " here" not in page


def test_an_hour_that_is_skipped_days_that_are_none_and_a_missing_funder_are_told_at_their_fields(cleo: Desk) -> None:
    wrong = {"due_on": "2027-03-14", "due_time": "02:30", "remind_days": "soon", "funder": "", "web": "javascript:alert(1)"}
    answer = cleo.send("/grants/new", "id", **{**GRANT, **wrong})

    assert answer.status_code == 422
    for says in ("Clocks there skip this hour", "Give numbers of days", "Say who gives the money", "beginning with https://"):
        assert says in answer.text


def test_two_who_edit_one_grant_overwrite_nothing_of_each_other(cleo: Desk) -> None:
    form = f"/grants/{grant(cleo)}/edit"
    page = cleo.page(form)
    assert cleo.send(form, "version", page=page, **{**GRANT, "due_on": "2026-12-18", "due_time": "12:00"}).status_code == 303

    answer = cleo.send(form, "version", page=page, **{**GRANT, "due_on": "", "due_time": "", "note": "mine"})
    assert answer.status_code == 409
    assert "2026-12-18" in answer.text
    assert cleo.send(form, "version", page=answer.text, **{**GRANT, "note": "mine"}).status_code == 303


def test_a_grant_comes_to_a_stage_with_who_said_so_and_when(cleo: Desk) -> None:
    id_ = grant(cleo)
    stage = f"/grants/{id_}/stage"
    cleo.send(stage, "version", stage="awarded", given="20000", because="They gave less")

    page = cleo.page(f"/grants/{id_}")
    assert "They gave less" in page
    assert "$20,000" in page
    assert "days left" not in page, "a deadline that was kept is not counted down any more"
    page = cleo.page("/audit")
    assert "Being written" in page
    assert "Awarded" in page


def test_a_task_is_done_and_opened_again_and_one_who_left_is_seen(library: Library, cleo: Desk) -> None:
    library.staff("tim", role="trainer")
    id_ = grant(cleo)
    page = cleo.page(f"/grants/{id_}/tasks/new")
    cleo.send(f"/grants/{id_}/tasks/new", "id", page=page, name="Letter of support", owner_id="tim", due_on="2026-11-20")
    task = hidden(page, "id")
    assert "overdue" in cleo.page(f"/grants/{id_}")

    cleo.send(f"/grants/tasks/{task}", to=f"/grants/tasks/{task}/done")
    assert "Open it again" in cleo.page(f"/grants/{id_}")
    cleo.send(f"/grants/tasks/{task}", to=f"/grants/tasks/{task}/return")
    with writing(library.id) as handle:
        handle.session.get(StaffMember, (library.id, "tim")).active = False
    assert "has left" in cleo.page(f"/grants/{id_}")


def test_a_paper_is_given_to_staff_as_a_file_and_goes_with_the_last_grant_that_has_it(app: Flask, cleo: Desk) -> None:
    papers = []
    for id_ in (grant(cleo), grant(cleo, name="Another")):
        page = cleo.page(f"/grants/{id_}/papers/new")
        assert cleo.send(f"/grants/{id_}/papers/new", "id", page=page, name="The call").status_code == 422
        cleo.send(f"/grants/{id_}/papers/new", "id", page=page, name="The call", file=(io.BytesIO(PDF), "call.pdf"))
        papers.append(hidden(page, "id"))

    answer = cleo.get(f"/grants/papers/{papers[0]}/paper.pdf")
    assert (answer.data, answer.mimetype) == (PDF, "application/pdf")
    assert app.test_client().get(f"/grants/papers/{papers[0]}/paper.pdf").status_code != 200
    for paper in papers:
        assert len(list(app.extensions["photos"].names())) == 1
        cleo.send("/grants/new", to=f"/grants/papers/{paper}/removal")
    assert list(app.extensions["photos"].names()) == []
