"""The record of changes: who changed what, in plain words, narrowed, over pages, as a file."""

import csv
import io
import re
from datetime import UTC, datetime
from html import unescape

import pytest

from desk.conftest import make_library, sign_in
from desk.counting import asked_for
from outreach_app import clock
from outreach_app.accounts.models import StaffMember
from outreach_app.administration.changes import telling
from outreach_app.administration.changes.queries import Change
from outreach_app.audit import changes
from outreach_app.db import reading, writing
from outreach_app.web.spreadsheet import safe

KIT = {"code": "K-01", "name": "Tablets", "version": 1}


@pytest.fixture
def coordinator(as_role, told):
    return as_role("coordinator")


def note(app, library, what="kits", subject="kit-1", *, before=None, after=None, by=None, at=None):
    with app.app_context(), writing(library) as handle:
        who = handle.session.query(StaffMember).filter_by(role=by).one().id if by else None
        if at:
            handle.now = at
        changes.note(handle, what, subject, before=before, after=after, by=who)


def text_of(page):
    """What a page says, as a person reads it."""
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", page)))


def rows_of(answer):
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def test_a_change_says_who_made_it_and_what_each_part_was_and_is(app, library, coordinator):
    note(app, library, before=KIT, after={**KIT, "name": "Laptops", "version": 2}, by="admin")

    page = text_of(coordinator.get("/audit").text)

    assert "Kit changed K-01 Laptops Name: Tablets → became Laptops A admin" in page
    assert "version" not in page.lower().replace("app version", "")


def test_a_password_is_told_as_new_and_never_shown(app, library, coordinator):
    who = {"name": "Rosa", "password_hash": "old-hash", "session_key": "one"}
    note(app, library, "staff", "rosa", before=who, after={**who, "password_hash": "new-hash", "session_key": "two"})

    page = text_of(coordinator.get("/audit").text)

    assert "Password: a new one" in page
    assert "hash" not in page


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("what=staff", {"Rosa"}),
        ("what=kits", {"K-01 Tablets", "K-02 Laptops"}),
        ("kind=added", {"Rosa", "K-01 Tablets"}),
        ("kind=removed", {"K-02 Laptops"}),
        ("who=-", {"Rosa"}),
        ("subject=kit-2", {"K-02 Laptops"}),
        ("since=2026-11-24", {"K-02 Laptops"}),
        ("until=2026-11-23", {"Rosa", "K-01 Tablets"}),
        ("since=2026-11-23&until=2026-11-23", {"K-01 Tablets"}),
        ("what=odd&kind=odd&since=odd&who=%00", {"Rosa", "K-01 Tablets", "K-02 Laptops"}),
    ],
)
def test_the_record_is_narrowed_by_who_what_kind_and_the_librarys_days(app, library, coordinator, asked, found):
    note(app, library, "staff", "rosa", after={"name": "Rosa"}, at=datetime(2026, 11, 22, 15, tzinfo=UTC))
    # Late on the 23rd in Chicago, the 24th in Greenwich.
    note(app, library, after=KIT, by="admin", at=datetime(2026, 11, 24, 5, 30, tzinfo=UTC))
    gone = {"code": "K-02", "name": "Laptops"}
    note(app, library, subject="kit-2", before=gone, by="coordinator", at=datetime(2026, 11, 24, 15, tzinfo=UTC))

    rows = rows_of(coordinator.get(f"/audit.csv?{asked}"))
    page = coordinator.get(f"/audit?{asked}").text

    assert {row["Name"] for row in rows} == found
    assert {name for name in ("Rosa", "K-01 Tablets", "K-02 Laptops") if f"<bdi>{name}</bdi>" in page} == found


def test_the_one_who_made_it_can_be_asked_for(app, library, coordinator):
    note(app, library, after=KIT, by="admin")
    note(app, library, subject="kit-2", after={**KIT, "code": "K-02"}, by="coordinator")
    with app.app_context(), reading(library) as session:
        admin = session.query(StaffMember).filter_by(role="admin").one().id

    assert [row["Who"] for row in rows_of(coordinator.get(f"/audit.csv?who={admin}"))] == ["A admin"]


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "＝1"])
def test_no_cell_of_the_file_is_worked_out(app, library, coordinator, formula):
    note(app, library, after={"name": formula}, by="admin")

    (row,) = rows_of(coordinator.get("/audit.csv"))

    assert row["Name"] == f"'{formula}"
    assert safe("plain") == "plain"


def test_the_file_has_all_that_the_page_narrows_to_beyond_its_pages(app, library, coordinator, told, monkeypatch):
    for name in ("PAGE", "AT_ONCE"):
        monkeypatch.setattr(f"outreach_app.administration.changes.queries.{name}", 3)
    for number in range(8):
        told.goes_on(seconds=1)
        note(app, library, subject=f"kit-{number}", after={"code": f"K-{number}"}, by="admin")
    seen, path = [], "/audit?what=kits"
    while path:
        page = coordinator.get(path).text
        seen += re.findall(r"<bdi>(K-\d)</bdi>", page)
        path = unescape(match.group(1)) if (match := re.search(r'rel="next" href="([^"]+)"', page)) else None

    assert seen == [f"K-{number}" for number in reversed(range(8))]
    assert [row["Name"] for row in rows_of(coordinator.get("/audit.csv?what=kits"))] == seen


def test_another_librarys_changes_are_not_there(app, library, coordinator):
    note(app, library, after=KIT)
    make_library(app, "two")
    other = sign_in(app.test_client(), "admin@two.example")

    assert ("Tablets" in other.get("/audit").text, rows_of(other.get("/audit.csv"))) == (False, [])


def test_what_people_typed_is_shown_as_text(app, library, coordinator):
    note(app, library, after={"code": "<b>", "name": "هاتف 📱", "note": "W" * 200}, by="admin")

    page = coordinator.get("/audit").text

    assert "&lt;b&gt; هاتف 📱" in page
    assert "W" * 200 in page


def test_the_page_asks_the_database_as_often_for_many_as_for_few(app, library, coordinator):
    few = asked_for(app, coordinator, "/audit")
    for number in range(30):
        note(app, library, subject=f"kit-{number}", after=KIT, by="admin")

    assert asked_for(app, coordinator, "/audit") == few


def test_parts_are_counted_and_values_are_told_in_words(app):
    at = clock.text(datetime(2026, 1, 5, 15, tzinfo=UTC))
    before = {"active": True, "parts": [1, 2], "retired_at": None, "state": "active", "odd_member": {"a": 1}}
    after = {"active": False, "parts": [2], "retired_at": at, "state": "revoked", "odd_member": {"a": 2}}
    with app.test_request_context():
        told = telling.in_one(Change("id", clock.now(), None, "kits", "k", before, after), {})

    assert told == (
        "Can sign in: yes → no; State: active → revoked; Parts: 1 part → nothing; "
        "Retired: nothing → Jan 5, 15:00; odd member: a 1 → a 2"
    )
