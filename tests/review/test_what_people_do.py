"""Whose a discrepancy is, who was asked and what they said, opening it again, and what was a mistake."""

import json
import re
from datetime import timedelta

import pytest

from desk.conftest import token_in
from fixtures.desk import Desk
from fixtures.library import NOW, PASSWORD, out_to
from outreach_app import rebuild
from outreach_app.accounts.models import StaffMember
from outreach_app.db import writing
from outreach_app.feed.models import FeedRow
from outreach_app.inquiries.models import Inquiry


@pytest.fixture
def desk(library, app):
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


@pytest.fixture
def ann(desk):
    return desk.library.phone("phone-a", "ann")


@pytest.fixture
def not_out(desk, ann):
    """Ann brought back K1, which was in store; gives the discrepancy's id."""
    ann.sync([ann.checks_in("K1")])
    (one,) = desk.library.discrepancies()
    return one.id


def differences(library):
    return [one for one in rebuild.check(library.id).differences if not one.startswith(("feed library", "feed_totals"))]


def asked(desk, one, **typed):
    return desk.send(f"/discrepancies/{one}/question", **{"of": "ann", "question": "Where was it?", **typed})


def questions(library):
    return library.rows("inquiries", "staff:ann")


def answer(phone, one, *, of, how="right", words=None):
    return phone.record("discrepancy.answered", one, {"asked": of, "answer": how, "words": words}, at=NOW)


def settle(desk, one, choice, **typed):
    page = desk.client.get(f"/discrepancies/{one}").text
    hidden = {name: token_in(page, name) for name in ("csrf_token", "fact")}
    return desk.client.post(f"/discrepancies/{one}/settlement", data={**hidden, "choice": choice, **typed})


def test_a_question_goes_to_the_phone_of_whoever_is_asked_and_its_answer_comes_back(desk, ann, not_out):
    assert asked(desk, not_out).status_code == 303
    ((fact, row),) = questions(desk.library).items()
    assert (row["question"], row["discrepancy"], row["about"]["subject"]) == ("Where was it?", not_out, "K1")
    assert row["about"]["told"] == "K1 was brought back, but nobody had taken it out"
    page = desk.client.get(f"/discrepancies/{not_out}").text
    assert "Ann was asked" in page
    assert "Suggested:" not in page

    ann.sync([answer(ann, not_out, of=fact, how="mistaken", words="I scanned the wrong one.")])

    assert questions(desk.library) == {}
    page = desk.client.get(f"/discrepancies/{not_out}").text
    assert "Ann answered: It was a mistake" in page
    assert "In their words: I scanned the wrong one." in page
    # What they say is what is suggested then: their record was a mistake.
    assert "Whoever recorded it says that it was a mistake." in page
    assert 'value="mistaken:phone-a-fact-1" checked' in page
    assert "answered" in desk.client.get("/discrepancies?standing=answered").text
    assert differences(desk.library) == []


def test_a_question_is_told_in_the_language_of_whoever_is_asked(desk, ann, not_out):
    with writing(desk.library.id) as handle:
        handle.session.get_one(StaffMember, (desk.library.id, "ann")).language = "es"

    asked(desk, not_out)

    assert questions(desk.library).popitem()[1]["about"]["told"] == "K1 fue devuelto, pero nadie lo había retirado"


@pytest.mark.parametrize("how", ["taken back", "settled"])
def test_a_question_that_needs_no_answer_any_more_leaves_the_phone(desk, not_out, how):
    asked(desk, not_out)
    (fact,) = questions(desk.library)

    if how == "settled":
        settle(desk, not_out, "noted")
    else:
        desk.act(f"/discrepancies/{not_out}/question/{fact}/withdrawal", f"/discrepancies/{not_out}")

    assert questions(desk.library) == {}
    (row,) = desk.rows(FeedRow, FeedRow.collection == "inquiries")
    assert row.row is None
    assert differences(desk.library) == []


def test_an_answer_counts_however_late_it_comes_and_to_whatever_it_was_put(desk, ann, not_out):
    ann.sync([answer(ann, not_out, of="a-question-that-nobody-put", words="Still true")])

    (row,) = desk.rows(Inquiry)
    assert (row.id, row.asked_at, row.answered_at is not None) == (not_out, None, True)
    assert "Still true" in desk.client.get(f"/discrepancies/{not_out}").text


def test_a_colleague_sees_to_it_and_finds_it_among_theirs(desk, not_out, app):
    page = desk.client.get(f"/discrepancies/{not_out}").text
    fact = page.split('id="assign-fact"')[1].split('value="')[1].split('"')[0]
    told = {"csrf_token": token_in(page), "to": "cora", "fact": fact}

    for _ in range(2):
        assert desk.client.post(f"/discrepancies/{not_out}/assignment", data=told).status_code == 303

    assert "Cora sees to it" in desk.client.get(f"/discrepancies/{not_out}").text
    assert not_out in desk.client.get("/discrepancies?whose=cora").text
    for path in ("/discrepancies?whose=mine", "/discrepancies?whose=nobody"):
        assert not_out not in desk.client.get(path).text
    assert len([one for one in desk.library.facts().values() if one.kind == "discrepancy.assigned"]) == 1
    assert desk.client.post(f"/discrepancies/{not_out}/assignment", data={**told, "to": "ann"}).status_code == 422


def test_what_was_settled_is_opened_again_with_a_reason_and_phones_are_told(desk, not_out):
    settle(desk, not_out, "noted", note="Ann is sure.")
    assert desk.told()["discrepancies"][0]["state"] == "settled"

    assert desk.send(f"/discrepancies/{not_out}/reopening", note="Bob has it after all.").status_code == 303

    assert desk.told()["discrepancies"][0]["state"] == "open"
    page = desk.client.get(f"/discrepancies/{not_out}").text
    for told in ("It was opened again.", "Note: Bob has it after all.", "Note: Ann is sure.", "by Dora"):
        assert told in page
    assert differences(desk.library) == []
    settle(desk, not_out, "noted")
    assert desk.library.open_kinds() == []


def test_a_record_that_was_a_mistake_counts_no_more_and_its_discrepancy_stays_settled(desk, ann):
    library = desk.library
    library.site("S1")
    first = ann.record("kit.checked_out", "K1", out_to("ann"))
    given = {"handover": "H1", "giver": {"staff": "cora"}, "to": {"staff": "bob"}, "due_on": None, "note": None}
    ann.sync([first, ann.record("kit.handed_over", "K1", given)])
    (one,) = library.discrepancies()
    assert library.custody()["holder"] == {"staff": "bob"}

    page = desk.client.get(f"/discrepancies/{one.id}").text
    assert "The kit is then with Ann" in page
    settle(desk, one.id, "mistaken:phone-a-fact-2")

    assert library.custody()["holder"] == {"staff": "ann"}
    assert [(row.id, row.state) for row in library.discrepancies()] == [(one.id, "settled")]
    # What comes later is folded without it too, and a rebuild gives the same.
    ann.sync([ann.checks_in("K1", at=NOW)])
    assert (library.custody()["state"], library.open_kinds()) == ("in_store", [])
    assert differences(library) == []
    desk.send(f"/discrepancies/{one.id}/reopening", note="")
    assert library.open_kinds() == ["kit.giver_not_holder"]
    assert differences(library) == []


def test_what_waits_for_over_a_week_is_marked_and_can_be_asked_for(desk, ann, not_out, told):
    assert "long" not in json.dumps(desk.client.get("/discrepancies").text.split("<main")[1].count('tag need">long'))
    told.goes_on(days=8)
    ann.sync([ann.checks_in("K2", at=told.now)])

    page = desk.client.get("/discrepancies").text
    assert page.count('<span class="tag need">long</span>') == 1
    old = desk.client.get("/discrepancies?standing=old").text
    assert (not_out in old, "1 fits." in old) == (True, True)
    newest = desk.client.get("/discrepancies?order=newest").text
    assert newest.index("K2 was") < newest.index("K1 was")


def test_how_long_it_waits_is_counted_from_when_it_came_wherever_it_is_told(desk, ann, told):
    ann.sync([ann.checks_in("K1", at=told.now - timedelta(days=3))])
    told.goes_on(days=1)

    pages = [desk.client.get(path).text for path in ("/discrepancies", "/kits/K1")]
    assert [re.findall(r'<td[^>]*class="num"[^>]*>(?:<[^>]+>)*(\d+ \w+)', page) for page in pages] == [["1 day"], ["1 day"]]
