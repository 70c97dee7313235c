"""What the plan needs is told by letter and on the desk's home, once each: a day of review, a vacancy, a draft that lies."""

from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, ToldClock, furnished
from outreach_app.accounts.models import StaffMember
from outreach_app.administration.staff import changing
from outreach_app.commands import remind
from outreach_app.db import writing
from outreach_app.emergency.plan import editing
from outreach_app.review.post import sending


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Any:
    with app.app_context():
        made = furnished(app)
    with app.app_context():
        yield made


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    with writing(library.id) as handle:
        editing.begin(handle, "plan", name="Disaster plan", by=None)
        editing.add_entry(handle, "plan", "roles", "kits", {"name": "Kits", "holders": ["staff:bob", "staff:ann"]}, by=None)
    return Desk(app, library, "cleo", "coordinator")


def approved(library: Library, review_on: str) -> None:
    told = {"approver_id": None, "approved_by": "Board", "approved_on": "2026-11-20", "review_on": review_on}
    with writing(library.id) as handle:
        editing.approve(handle, "plan", seen=1, by=None, **told)


def morning(app: Flask, library: Library, mail_server: Any) -> list[str]:
    """`outreach remind`, the letters about the plan of it: what they say, and that cleo has them."""
    mail_server.letters.clear()
    with app.app_context():
        owed = [one for one in remind.written(library.id, "https://desk.example").review if one.keys[0][0].startswith("plan.")]
        sending.deliver(library.id, owed, mail_server.url)
    letters = [one for one in mail_server.letters if one["To"].startswith("cleo")]
    return [one.get_body(("plain",)).get_content() for one in letters]


def test_whoever_leaves_a_role_vacant_is_told_of_once_with_who_steps_in(
    app: Flask, library: Library, cleo: Desk, mail_server: Any
) -> None:
    approved(library, "2027-11-20")
    assert morning(app, library, mail_server) == []
    assert "The disaster plan needs you" not in cleo.page("/")
    with writing(library.id) as handle:
        changing.deactivate(handle, handle.session.get_one(StaffMember, (library.id, "bob")), by="cora")

    (letter,) = morning(app, library, mail_server)
    assert "Kits: Bob has left. Ann steps in." in letter
    assert morning(app, library, mail_server) == []
    assert "Kits: Bob has left. Ann steps in." in cleo.page("/")


def test_a_plan_is_told_of_before_the_day_of_its_review_and_on_it(
    app: Flask, library: Library, cleo: Desk, mail_server: Any, told: ToldClock
) -> None:
    approved(library, "2026-12-30")
    assert morning(app, library, mail_server) == []
    told.goes_on(days=8)
    (letter,) = morning(app, library, mail_server)
    assert "It is to be looked at again on Wednesday, December 30, 2026." in letter
    assert morning(app, library, mail_server) == []
    told.goes_on(days=30)
    assert len(morning(app, library, mail_server)) == 1
    assert morning(app, library, mail_server) == []


def test_a_draft_that_nobody_approves_for_a_month_is_told_of(
    app: Flask, library: Library, cleo: Desk, mail_server: Any, told: ToldClock
) -> None:
    assert morning(app, library, mail_server) == []
    assert "Nobody has approved this plan." in cleo.page("/"), "home says it from the first day"
    told.goes_on(days=31)
    (letter,) = morning(app, library, mail_server)
    assert "Nobody has approved this plan." in letter
    assert morning(app, library, mail_server) == []


def test_the_digest_tells_of_it_too(app: Flask, library: Library, cleo: Desk, mail_server: Any) -> None:
    with writing(library.id) as handle:
        handle.session.get_one(StaffMember, (library.id, "cora")).digest = "daily"
    with app.app_context():
        owed = remind.written(library.id, "https://desk.example").review
    (digest,) = [one.letter.text for one in owed if one.keys[0][0] == "digest"]
    assert "Disaster plan: Nobody has approved this plan." in digest
