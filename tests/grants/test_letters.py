"""Letters before deadlines and tasks: by the library's calendar, once each, to who sees to it."""

from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.grants import GRANT, grant
from fixtures.library import Library
from outreach_app.accounts.models import StaffMember
from outreach_app.commands import remind
from outreach_app.db import writing
from outreach_app.review.post import sending


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def morning(app: Flask, library: Library, mail_server: Any) -> list[str]:
    """`outreach remind`, the letters about grants of it: to whom, and what."""
    mail_server.letters.clear()
    with app.app_context():
        owed = [one for one in remind.written(library.id, "https://desk.example").review if one.keys[0][0] == "grants"]
        sending.deliver(library.id, owed, mail_server.url)
    return [f"{one['To'].split('@')[0]}: {one.get_body(('plain',)).get_content()}" for one in mail_server.letters]


def test_a_deadline_of_other_clocks_is_told_by_the_calendar_here_and_on_both(
    app: Flask, library: Library, cleo: Desk, mail_server: Any
) -> None:
    # It is 09:00 on the 24th in Chicago. Half past midnight on the 25th in New York is still the 24th there.
    grant(cleo, due_on="2026-11-25", due_time="00:30", remind_days="0")

    (letter,) = morning(app, library, mail_server)
    assert letter.startswith("cleo: ")
    assert "Wed, Nov 25, 2026, 00:30, Eastern Standard Time (Tue, Nov 24, 2026, 23:30 here)" in letter
    assert "today" in letter
    assert morning(app, library, mail_server) == []


def test_each_chosen_day_is_told_once_and_what_was_handed_in_no_more(
    app: Flask, library: Library, cleo: Desk, mail_server: Any, told: Any
) -> None:
    id_ = grant(cleo, due_on="2026-12-11", remind_days="30, 7, 1")
    assert len(morning(app, library, mail_server)) == 1
    told.goes_on(days=8)
    assert morning(app, library, mail_server) == []
    told.goes_on(days=4)
    assert "5 days left" in morning(app, library, mail_server)[0]
    cleo.send(f"/grants/{id_}/stage", "version", stage="submitted", given="", because="")
    told.goes_on(days=4)
    assert morning(app, library, mail_server) == []


def test_a_deadline_that_was_put_off_is_told_of_anew_and_one_that_passed_is_told_once(
    app: Flask, library: Library, cleo: Desk, mail_server: Any, told: Any
) -> None:
    id_ = grant(cleo, due_on="2026-11-30", remind_days="7")
    assert len(morning(app, library, mail_server)) == 1
    cleo.send(f"/grants/{id_}/edit", "version", **{**GRANT, "due_on": "2026-12-01", "remind_days": "7"})
    assert len(morning(app, library, mail_server)) == 1
    told.goes_on(days=9)
    assert "over" in morning(app, library, mail_server)[0]
    told.goes_on(days=1)
    assert morning(app, library, mail_server) == []


def test_what_somebody_saw_to_who_has_left_is_told_to_those_who_answer_for_the_library(
    app: Flask, library: Library, cleo: Desk, mail_server: Any
) -> None:
    library.staff("tim", role="trainer")
    id_ = grant(cleo, owner_id="", due_on="", due_time="")
    cleo.send(f"/grants/{id_}/tasks/new", "id", name="Letter of support", owner_id="tim", due_on="2026-11-26")
    with writing(library.id) as handle:
        member = handle.session.get(StaffMember, (library.id, "tim"))
        assert member is not None
        member.active = False

    told = morning(app, library, mail_server)
    assert [one.split(":")[0] for one in told] == ["cleo", "cora"]
    assert all("Letter of support" in one and "2 days left" in one for one in told)
