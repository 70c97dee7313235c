"""Deadlines and tasks in the calendar that somebody uses anyway: by an address that can be closed."""

import re
from contextvars import Context

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk, hidden
from fixtures.grants import grant
from fixtures.library import Library
from outreach_app.accounts.models import StaffMember
from outreach_app.db import writing


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def cleo(app: Flask, library_with_a_place: Library) -> Desk:
    return Desk(app, library_with_a_place, "cleo", "coordinator")


def made(cleo: Desk) -> str:
    page = cleo.page("/grants/calendar")
    answer = cleo.post("/grants/calendar", {"csrf_token": hidden(page, "csrf_token")}).text
    found = re.search(r"/calendar/grants/[\w-]+\.ics", answer)
    assert found is not None
    return found[0]


def answered(app: Flask, path: str) -> int:
    """To whom is not signed in, in a context of its own."""
    return int(Context().run(app.test_client().get, path).status_code)


def test_a_deadline_ends_at_its_moment_and_a_task_stands_on_its_day(app: Flask, cleo: Desk) -> None:
    id_ = grant(cleo)
    grant(cleo, name="Handed in", stage="submitted")
    cleo.send(f"/grants/{id_}/tasks/new", "id", name="Budget", owner_id="", due_on="2026-12-01")

    answer = app.test_client().get(made(cleo))
    assert answer.mimetype == "text/calendar"
    _, deadline, task = answer.text.replace("\r\n ", "").split("BEGIN:VEVENT")
    for line in ("SUMMARY:Deadline: Digital Equity Fund", "DTSTART:20261211T213000Z", "DTEND:20261211T220000Z", "16:00 here"):
        assert line in deadline
    for line in ("SUMMARY:Budget (Digital Equity Fund)", "DTSTART;VALUE=DATE:20261201"):
        assert line in task


def test_an_address_opens_no_more_once_it_is_closed_renewed_or_its_owner_left(
    app: Flask, library_with_a_place: Library, cleo: Desk
) -> None:
    first, second = made(cleo), made(cleo)
    assert [answered(app, one) for one in (first, second)] == [404, 200]

    cleo.send("/grants/calendar", to="/grants/calendar/removal")
    assert answered(app, second) == 404
    third = made(cleo)
    with writing(library_with_a_place.id) as handle:
        member = handle.session.get(StaffMember, (library_with_a_place.id, "cleo"))
        assert member is not None
        member.active = False
    assert answered(app, third) == 404
