"""The disaster plan is written, approved and practised at the desk; phones have the version that holds, and only that."""

import json
from datetime import date
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, ToldClock, furnished
from outreach_app import rebuild
from outreach_app.accounts.models import StaffMember
from outreach_app.administration.staff import changing
from outreach_app.audit.models import AuditLine
from outreach_app.db import reading, writing
from outreach_app.emergency.plan import editing, queries
from outreach_app.emergency.plan.rules import SECTIONS
from outreach_app.problems import Refusal

APPROVAL = {"approver_id": "", "approved_by": "Board of trustees", "approved_on": "2026-11-20", "review_on": "2027-11-20"}
ENTRIES: dict[str, dict[str, Any]] = {
    "contacts": {"name": "Duty officer", "organization": "County", "person": "", "phone": "555 1911", "mail": ""},
    "roles": {"name": "Kits", "duties": "Sends them", "holder_1": "staff:bob", "holder_2": "staff:ann"},
    "calls": {"who": "staff:ann", "caller": "", "phone": "555 1", "note": ""},
    "services": {"service": "charging", "name": "", "steps": "1. Find outlets\n2. Tape cables down"},
    "places": {"site": "S1", "name": "", "address": "", "power": "", "wifi": "", "note": "Ring twice"},
    "kits": {"kit": "K2", "place": "", "note": "Charged on Mondays"},
    "links": {"name": "Apply for help", "address": "https://help.example.org/", "note": ""},
}  # fmt: skip


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing of it hangs on the kind of database."""
    return sqlite_url


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Any:
    with app.app_context():
        made = furnished(app)
        made.site("S1", "P1", power="Generator")
    with app.app_context():
        yield made


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


@pytest.fixture
def draft(cleo: Desk) -> str:
    return begun(cleo)


def begun(desk: Desk) -> str:
    response = desk.send("/emergency/plan", to="/emergency/plan/draft")
    assert response.status_code == 303, response.text
    return str(response.location).rsplit("/", 1)[1]


def put(desk: Desk, plan: str, section: str, **told: Any) -> None:
    response = desk.send(f"/emergency/plan/{plan}/{section}/new", "id", version="0", **{**ENTRIES[section], **told})
    assert response.status_code == 303, response.text


def approved(desk: Desk, plan: str, **told: Any) -> int:
    return desk.send(f"/emergency/plan/{plan}/approval", "version", **{**APPROVAL, **told}).status_code


def on_phones(library: Library) -> Any:
    """The plan as phones have it: never more than one."""
    rows = library.rows("emergency_plan")
    assert len(rows) < 2
    return next(iter(rows.values()), None)


def leaves(library: Library, staff: str) -> None:
    with writing(library.id) as handle:
        changing.deactivate(handle, handle.session.get_one(StaffMember, (library.id, staff)), by="cleo")


def test_the_first_draft_begins_with_what_libraries_do_and_phones_show_that_nobody_approved_it(
    library: Library, cleo: Desk, draft: str
) -> None:
    page = cleo.page("/emergency/plan")
    assert "Nobody has approved this plan." in page
    assert "Emergency lead" in page
    row = on_phones(library)
    assert row["id"] == draft
    assert row["approved"] is None
    assert {one["service"] for one in row["services"]} == {"charging", "internet", "forms", "information"}


def test_every_section_has_its_form_and_comes_to_the_phones(library: Library, cleo: Desk, draft: str) -> None:
    before = {name: len(some) for name, some in on_phones(library).items() if name in SECTIONS}
    for section in ENTRIES:
        put(cleo, draft, section)
    row = on_phones(library)
    assert {section: len(row[section]) - before[section] for section in ENTRIES} == dict.fromkeys(ENTRIES, 1)
    assert row["services"][-1]["steps"] == ["Find outlets", "Tape cables down"]
    assert row["roles"][-1]["holders"] == ["staff:bob", "staff:ann"]
    page = cleo.page("/emergency/plan")
    assert "Generator" in page, "a partner's place tells of its power itself"
    for section in ENTRIES:
        entry = row[section][-1]["id"]
        assert cleo.get(f"/emergency/plan/{draft}/{section}/{entry}").status_code == 200


def test_a_plan_that_nobody_answers_for_stays_a_draft(library: Library, cleo: Desk, draft: str) -> None:
    page = cleo.send(f"/emergency/plan/{draft}/approval", "version", **{**APPROVAL, "approved_by": " "})
    assert page.status_code == 422
    assert "a plan that nobody answers for is a draft" in page.text
    with pytest.raises(Refusal, match="nobody answers for"), writing(library.id) as handle:
        editing.approve(handle, draft, seen=1, by="cleo", approver_id=None, approved_by="", approved_on="2026-11-20")
    assert on_phones(library)["approved"] is None


def test_what_is_approved_never_changes_and_a_new_draft_begins_from_it(library: Library, cleo: Desk, draft: str) -> None:
    put(cleo, draft, "links")
    assert approved(cleo, draft) == 303
    held = on_phones(library)
    assert held["approved"] == {"on": "2026-11-20", "staff": None, "by": "Board of trustees"}
    entry = held["links"][0]["id"]
    with writing(library.id) as handle:
        for change in (
            lambda: editing.change(handle, draft, seen=2, by="cleo", name="x", about="", changed=""),
            lambda: editing.add_entry(handle, draft, "links", "new", {"name": "x"}, by="cleo"),
            lambda: editing.change_entry(handle, draft, entry, {"name": "x"}, seen=1, by="cleo"),
            lambda: editing.remove_entry(handle, draft, entry, by="cleo"),
            lambda: editing.rise(handle, draft, entry, by="cleo"),
            lambda: editing.approve(handle, draft, seen=2, by="cleo", approved_by="x", approved_on="2026-11-21"),
            lambda: editing.drop(handle, draft, by="cleo"),
        ):
            with pytest.raises(Refusal, match="never changes"):
                change()

    second = begun(cleo)
    assert second != draft
    assert begun(cleo) == second, "there is one draft at a time"
    cleo.send(f"/emergency/plan/{second}/links/{entry}", "version", **{**ENTRIES["links"], "name": "Apply online"})
    assert on_phones(library) == held, "phones keep what was approved"
    assert approved(cleo, second, approver_id="cleo", approved_by="") == 303
    row = on_phones(library)
    assert (row["id"], row["number"], row["links"][0]["name"]) == (second, 2, "Apply online")
    assert "Apply for help" in cleo.page(f"/emergency/plan/{draft}")
    assert "An older version." in cleo.page(f"/emergency/plan/{draft}")
    with reading(library.id) as session:
        told = queries.evidence(session, date(2026, 11, 1), date(2026, 11, 30))
        assert [one.number for one in told.approved] == [1, 2]
        lines = session.query(AuditLine).filter(AuditLine.what == "emergency_plan_entries", AuditLine.subject == entry)
        assert [json.loads(one.after)["name"] for one in lines.order_by(AuditLine.at)] == ["Apply for help", "Apply online"]


def test_a_draft_that_is_given_up_leaves_what_was_approved(library: Library, cleo: Desk, draft: str) -> None:
    assert cleo.send(f"/emergency/plan/{draft}/dropping").status_code == 303
    assert on_phones(library) is None
    first = begun(cleo)
    assert approved(cleo, first) == 303
    second = begun(cleo)
    assert cleo.send(f"/emergency/plan/{second}/dropping").status_code == 303
    assert on_phones(library)["id"] == first


def test_a_role_whose_holder_has_left_is_vacant_and_says_who_steps_in(library: Library, cleo: Desk, draft: str) -> None:
    put(cleo, draft, "roles")
    leaves(library, "bob")
    page = cleo.page("/emergency/plan")
    assert "Bob has left." in page
    assert "Ann steps in." in page
    with reading(library.id) as session:
        found = queries.current(session)
        assert found is not None
        vacant = [(one.role.name, one.holder, one.acting) for one in queries.vacant(session, found) if one.holder]
        assert vacant == [("Kits", "staff:bob", "staff:ann")]
        role = next(one.id for one in found.roles if one.name == "Kits")
    form = cleo.page(f"/emergency/plan/{draft}/roles/{role}")
    assert "Bob (has left)" in form, "a form that is saved for something else keeps whom it names"


def test_two_who_write_at_once_lose_nothing(cleo: Desk, library: Library, draft: str) -> None:
    put(cleo, draft, "links")
    (entry,) = (one["id"] for one in on_phones(library)["links"])
    path = f"/emergency/plan/{draft}/links/{entry}"
    first = cleo.page(path)
    assert cleo.send(path, "version", **{**ENTRIES["links"], "name": "Mine"}).status_code == 303
    late = cleo.send(path, "version", page=first, **{**ENTRIES["links"], "note": "Theirs"})
    assert late.status_code == 409
    assert "somebody else changed this meanwhile" in late.text
    assert on_phones(library)["links"][0]["name"] == "Mine"


def test_calls_cannot_be_made_to_go_in_a_ring(cleo: Desk, library: Library, draft: str) -> None:
    put(cleo, draft, "calls")
    first = on_phones(library)["calls"][0]["id"]
    put(cleo, draft, "calls", who="staff:bob", caller=first)
    second = on_phones(library)["calls"][1]["id"]
    page = cleo.send(f"/emergency/plan/{draft}/calls/{first}", "version", **{**ENTRIES["calls"], "caller": second})
    assert page.status_code == 409
    assert "in a ring" in page.text


@pytest.mark.parametrize("address", ["javascript:alert(1)", "help.example.org", "https://a b"])
def test_a_link_leads_to_the_web_and_nowhere_else(cleo: Desk, draft: str, address: str) -> None:
    sent = cleo.send(f"/emergency/plan/{draft}/links/new", "id", **{**ENTRIES["links"], "address": address})
    assert sent.status_code == 422


def test_an_entry_rises_above_the_one_before_it(cleo: Desk, library: Library, draft: str) -> None:
    names = [one["name"] for one in on_phones(library)["roles"]]
    second = on_phones(library)["roles"][1]["id"]
    assert cleo.send("/emergency/plan", to=f"/emergency/plan/{draft}/roles/{second}/rise").status_code == 303
    assert [one["name"] for one in on_phones(library)["roles"]] == [names[1], names[0], *names[2:]]


def test_a_drill_tells_what_was_learned_and_what_changed_by_it(cleo: Desk, library: Library, draft: str) -> None:
    assert cleo.get("/emergency/plan/drills").status_code == 200
    told = {
        "on": "2026-11-10", "plan_id": draft, "sort": "tabletop", "scenario": "Power is out", "people": "6", "owner_id": "ann",
        "learned": "The number was old.", "plan_changed": "", "changed_plan_id": "",
    }  # fmt: skip
    assert cleo.send("/emergency/plan/drills/new", "id", version="0", **told).status_code == 303
    with reading(library.id) as session:
        (drill,) = queries.evidence(session, date(2026, 11, 1), date(2026, 11, 30)).drills
        assert (drill.on, drill.people, drill.learned) == ("2026-11-10", 6, "The number was old.")
        assert not queries.evidence(session, date(2026, 12, 1), date(2026, 12, 31)).drills
    changed = {**told, "plan_changed": "The number is right.", "changed_plan_id": draft}
    assert cleo.send(f"/emergency/plan/drills/{drill.id}", "version", **changed).status_code == 303
    assert "The number is right." in cleo.page("/emergency/plan/drills")
    refused = cleo.send(f"/emergency/plan/{draft}/dropping")
    assert "The log of drills names this version." in refused.text
    assert cleo.send(f"/emergency/plan/drills/{drill.id}", to=f"/emergency/plan/drills/{drill.id}/removal").status_code == 303


def test_a_day_that_has_not_come_is_no_drill_and_no_approval(cleo: Desk, draft: str) -> None:
    assert approved(cleo, draft, approved_on="2026-12-24") == 422
    assert approved(cleo, draft, review_on="2026-11-20") == 422


def test_a_rebuild_tells_the_phones_the_same(library: Library, cleo: Desk, draft: str) -> None:
    for section in ENTRIES:
        put(cleo, draft, section)
    assert not [one for one in rebuild.check(library.id).differences if "emergency" in one]


def test_a_trainer_reads_it_all_and_writes_nothing(app: Flask, library: Library, draft: str) -> None:
    tess = Desk(app, library, "tess", "trainer")
    for page in ("", "/versions", "/drills", f"/{draft}"):
        assert tess.get(f"/emergency/plan{page}").status_code == 200
    assert tess.get(f"/emergency/plan/{draft}/roles/new").status_code == 403
