"""What the library says of itself: who may change it, what phones and the record of changes hear, what comes back."""

import json

import pytest
from playwright.sync_api import expect

from fixtures.desk import Desk
from fixtures.field import sign_in
from fixtures.library import PASSWORD
from outreach_app.accounts import models
from outreach_app.audit.models import AuditLine
from outreach_app.db import writing
from outreach_app.feed.models import FeedRow
from outreach_app.installation import publish_library

TYPED = {
    "name": "Cedar County Library",
    "time_zone": "America/Chicago",
    "languages": ["en", "es"],
    "main_language": "en",
    "fiscal_year_starts": "7",
    "currency": "USD",
    "loan_days": "",
    "remind_ahead_days": "2",
    "remind_every_days": "3",
    "verify_days": "180",
    "cold_days": "120",
    "remind_partners": "y",
    "phone": "",
    "mail": "",
    "address": "",
    "web": "",
    "hours": "",
}


@pytest.fixture
def desk(library, app):
    library.staff("ada", role="admin", password=PASSWORD)
    with writing(library.id) as handle:
        publish_library(handle)
    return Desk(library, app.test_client(), library.email("ada"))


def stored(desk) -> models.Library:
    return next(row for row in desk.rows(models.Library) if row.id == desk.library.id)


def told(desk) -> dict[str, object]:
    """The library as phones see it."""
    (row,) = desk.rows(FeedRow, FeedRow.collection == "library")
    return json.loads(row.row)


def test_what_is_changed_is_told_to_the_phones_and_noted(desk):
    changed = {"name": "Elder Valley Library", "time_zone": "America/Denver", "main_language": "es", "loan_days": "21"}
    answer = desk.send("/settings", **{**TYPED, **changed, "fiscal_year_starts": "10"})

    assert answer.status_code == 303
    assert told(desk) == {
        "id": desk.library.id, "name": "Elder Valley Library", "time_zone": "America/Denver", "languages": ["es", "en"],
        "loan_days": 21,
    }  # fmt: skip
    assert stored(desk).fiscal_year_starts == 10
    (line,) = desk.rows(AuditLine, AuditLine.what == "library")
    assert (line.staff, json.loads(line.before)["loan_days"], json.loads(line.after)["loan_days"]) == ("ada", None, 21)


def test_how_it_is_reached_is_noted_and_kept_from_the_phones(desk):
    reached = {"phone": "+1 319 555 0142", "mail": "desk@library.example", "address": "Mill Street 12\nTipton"}
    answer = desk.send("/settings", **{**TYPED, **reached, "web": "https://library.example", "hours": "9–18"})

    assert answer.status_code == 303
    assert (stored(desk).phone, stored(desk).address) == ("+1 319 555 0142", "Mill Street 12\nTipton")
    assert told(desk).keys() == {"id", "name", "time_zone", "languages"}
    (line,) = desk.rows(AuditLine, AuditLine.what == "library")
    assert json.loads(line.after)["web"] == "https://library.example"


def test_what_is_sent_unchanged_changes_nothing(desk):
    assert desk.send("/settings", **TYPED).status_code == 303
    assert desk.rows(AuditLine, AuditLine.what == "library") == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name"),
        ({"web": "javascript:alert(1)"}, "web"),
        ({"web": "library"}, "web"),
        ({"mail": "the desk"}, "mail"),
        ({"hours": "x" * 401}, "hours"),
        ({"time_zone": "Mars/Olympus"}, "time_zone"),
        ({"languages": []}, "languages"),
        ({"languages": ["es"]}, "main_language"),
        ({"languages": ["en", "xx"]}, "languages"),
        ({"fiscal_year_starts": "13"}, "fiscal_year_starts"),
        ({"loan_days": "0"}, "loan_days"),
        ({"currency": "XXX"}, "currency"),
        ({"remind_ahead_days": "-1"}, "remind_ahead_days"),
        ({"remind_every_days": "0"}, "remind_every_days"),
        ({"loan_days": "soon"}, "loan_days"),
    ],
)
def test_what_is_wrong_comes_back_with_the_message_at_its_field(desk, wrong, field):
    answer = desk.send("/settings", **{**TYPED, "loan_days": "33", **wrong})

    assert answer.status_code == 422
    assert f'id="{field}-wrong"' in answer.text
    assert "loan_days" in wrong or 'value="33"' in answer.text
    assert stored(desk).version == 1


def test_two_who_change_it_overwrite_nothing_of_each_other(desk, app):
    desk.library.staff("abe", role="admin", password=PASSWORD)
    other = Desk(desk.library, app.test_client(), desk.library.email("abe"))
    mine = desk.client.get("/settings").text
    other.send("/settings", **{**TYPED, "loan_days": "10", "name": "Named by Abe"})
    answer = desk.send("/settings", made_from=mine, **{**TYPED, "name": "Named by Ada"})

    assert answer.status_code == 409
    assert "Named by Abe" in answer.text
    assert 'value="Named by Ada"' in answer.text
    assert 'value="10"' in answer.text
    assert stored(desk).name == "Named by Abe"


def test_only_an_admin_finds_it(desk, app):
    desk.library.staff("dora", role="coordinator", password=PASSWORD)
    other = Desk(desk.library, app.test_client(), desk.library.email("dora"))

    assert (other.client.get("/settings").status_code, "/settings" in other.client.get("/").text) == (403, False)
    assert "/settings" in desk.client.get("/").text


def test_a_phone_offers_first_what_the_library_lends_for(served, phone, page):
    served.library.staff("ada", role="admin", password=PASSWORD)
    served.server.start()
    page.goto(f"{served.server.url}/sign-in?next=/settings")
    page.get_by_label("Email address").fill(served.library.email("ada"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Days that a kit is lent for").fill("21")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved")

    there = phone.open(served.address())
    sign_in(there, served.library.email("ann"))
    there.get_by_role("link", name="K1").click()
    there.get_by_role("link", name="Take out").click()

    expect(there.get_by_role("radio", name="In 21 days")).to_be_checked()
