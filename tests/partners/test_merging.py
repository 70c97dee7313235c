"""Two partners that are one: what names either is found with the other, on the server and on phones, and it can be undone."""

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, session
from outreach_app import rebuild
from outreach_app.db import writing
from outreach_app.partners import feed
from outreach_app.partners.models import Partner

CONTACT = {"name": "Dana Whitfield", "role": "Director", "phone": "", "mail": ""}
TALK = {"site": "S1", "way": "phone", "note": "They moved", "next_step": "Call", "next_on": "2026-12-01", "done": []}


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    with writing(library_with_a_place.id) as handle:
        other = Partner(library_id=library_with_a_place.id, id="P9", name="Harbor House, Inc.", kind="health")
        handle.session.add(other)
        handle.session.flush()
        feed.publish_partner(handle, other)
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def test_facts_keep_their_id_and_are_found_with_the_other_one_before_and_after_a_rebuild(library: Library, cleo: Desk) -> None:
    ann = library.phone("phone-a", "ann")
    lent = {"to": {"partner": "P1", "site": "S1", "contact": None}, "due_on": "2026-12-01", "parts": [], "note": None}
    library.record(ann.record("kit.checked_out", "K1", lent), ann.record("partner.contacted", "P1", TALK))
    library.record(ann.record("training_session.logged", "T1", session(site="S1", on="2026-11-20")))
    cleo.send("/partners/P1/contacts/new", "id", **CONTACT)

    assert cleo.send("/partners/P1/merging", into="P9").status_code == 303

    # What a phone that does not know of it yet records later is found there too.
    library.record(ann.record("partner.contacted", "P1", {**TALK, "note": "Later", "next_on": None, "next_step": None}))
    page = cleo.page("/partners/P9")
    for shown in ("Place S1", "They moved", "Later", "Kit K1", "Dana Whitfield", "Known before as"):
        assert shown in page
    assert cleo.get("/partners/P1").headers["Location"] == "/partners/P9"
    assert "Harbor House, Inc." in cleo.page("/partners/steps")
    assert cleo.page("/partners").count("<b><bdi>") == 1
    assert "Harbor House, Inc." in cleo.page("/partners?q=Partner+P1")
    assert {one.subject for one in library.facts().values() if one.kind == "partner.contacted"} == {"P1"}
    assert [one for one in rebuild.check(library.id).differences if not one.startswith(("feed library", "feed_totals"))] == []


def test_phones_find_its_places_with_the_other_one_and_call_it_by_that_name(library: Library, cleo: Desk) -> None:
    cleo.send("/partners/P1/contacts/new", "id", **CONTACT)
    cleo.send("/partners/P1/merging", into="P9")

    rows = library.rows("partners")
    assert rows["P1"] == {"id": "P1", "name": "Harbor House, Inc.", "kind": "health", "into": "P9"}
    assert [one["name"] for one in rows["P9"]["contacts"]] == ["Dana Whitfield"]
    assert library.rows("sites")["S1"]["partner"] == "P9"
    cleo.send("/partners/P9/details", "version", name="Harbor House", sort="health", notes="")
    assert library.rows("partners")["P1"]["name"] == "Harbor House"


def test_it_can_be_undone_and_both_are_as_they_were(library: Library, cleo: Desk) -> None:
    before = library.rows("partners"), library.rows("sites")
    cleo.send("/partners/P1/merging", into="P9")
    cleo.send("/partners/P9", to="/partners/P1/merging/return")

    assert (library.rows("partners"), library.rows("sites")) == before
    assert "Merged into" in cleo.page("/audit")


def test_what_was_merged_goes_along_and_nothing_is_merged_in_a_ring(library: Library, cleo: Desk) -> None:
    cleo.send("/partners/P9/merging", into="P1")
    page = cleo.page("/partners/P1")

    assert cleo.get("/partners/P9/merging").status_code == 404
    assert cleo.send("/partners/P1/details", to="/partners/P1/merging", page=page, into="P9").status_code == 422
    assert "P9" in {one["id"] for one in library.rows("partners").values()}
