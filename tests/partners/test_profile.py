"""A partner added and changed at the desk: what phones are told, what is kept of it, who may do it."""

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk, hidden
from fixtures.library import Library
from fixtures.queries import queries_of
from outreach_app import rebuild
from outreach_app.db import reading
from outreach_app.partners.contacts import queries as contacts
from outreach_app.partners.profile import queries as profile

TYPED = {"name": "Valley Clinic", "sort": "health/hospital", "does": ["amplifies", "benefits_both"], "notes": "Ring twice."}
CONTACT = {"name": "Dana Whitfield", "role": "Director", "phone": "(555) 010-1234", "mail": "dana@clinic.example.org"}


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def added(cleo: Desk, **told: object) -> str:
    """A new partner: its id."""
    page = cleo.page("/partners/new")
    answer = cleo.send("/partners/new", "id", page=page, **{**TYPED, "stage": "prospect", **told})
    assert answer.status_code == 303, answer.text
    return hidden(page, "id")


def contact_of(library: Library, partner: str) -> str:
    with reading(library.id) as session:
        (one,) = contacts.of(session, [partner])
        return one.id


def test_a_partner_that_was_added_is_on_phones_and_on_a_page_of_its_own(library: Library, cleo: Desk) -> None:
    id_ = added(cleo)

    row = library.rows("partners")[id_]
    assert (row["name"], row["kind"], row["stage"], row["notes"]) == ("Valley Clinic", "health", "prospect", "Ring twice.")
    page = cleo.page(f"/partners/{id_}")
    for shown in ("Health: hospital", "Prospect", "Both have something from it", "Ring twice."):
        assert shown in page


def test_who_let_it_come_to_a_stage_and_why_stays(library: Library, cleo: Desk) -> None:
    id_ = added(cleo)
    cleo.send(f"/partners/{id_}/stage", "version", stage="active", because="They signed")

    page = cleo.page(f"/partners/{id_}")
    assert "They signed" in page
    assert "stage" not in library.rows("partners")[id_]
    with reading(library.id) as session:
        told = {(one.stage, one.because, one.staff_id) for one in profile.stages(session, [id_])}
    assert told == {("active", "They signed", "cleo"), ("prospect", "", "cleo")}


def test_contacts_reach_phones_with_their_partner_and_leave_with_their_removal(library: Library, cleo: Desk) -> None:
    cleo.send("/partners/P1/contacts/new", "id", **CONTACT)
    assert library.rows("partners")["P1"]["contacts"] == [CONTACT]
    contact = contact_of(library, "P1")

    cleo.send(f"/partners/contacts/{contact}", "version", **{**CONTACT, "role": "Desk"})
    assert library.rows("partners")["P1"]["contacts"][0]["role"] == "Desk"
    assert [one for one in rebuild.check(library.id).differences if one.startswith("feed partners")] == []

    cleo.send(f"/partners/contacts/{contact}", to=f"/partners/contacts/{contact}/removal")
    assert "contacts" not in library.rows("partners")["P1"]
    assert "Dana Whitfield" in cleo.page("/audit")


def test_a_place_is_added_with_what_it_offers_and_a_position_must_be_on_the_globe(library: Library, cleo: Desk) -> None:
    form = "/partners/P1/sites/new"
    typed = {"name": "Annex", "address": "2 Main Street", "position": "41.8781, -87.6298", "capacity": "20", "room": "Hall"}
    assert cleo.send(form, "id", **{**typed, "position": "91, 4"}).status_code == 422

    page = cleo.page(form)
    for _click in range(2):
        assert cleo.send(form, "id", page=page, **typed).status_code == 303

    row = library.rows("sites")[hidden(page, "id")]
    told = {name: row[name] for name in ("partner", "position", "capacity", "room")}
    assert told == {"partner": "P1", "position": "41.8781,-87.6298", "capacity": 20, "room": "Hall"}


def test_two_who_edit_one_partner_overwrite_nothing_of_each_other(library: Library, cleo: Desk) -> None:
    page = cleo.page("/partners/P1/details")
    cleo.send("/partners/P1/details", "version", **TYPED)

    answer = cleo.send("/partners/P1/details", "version", page=page, **{**TYPED, "notes": "Knock."})

    assert answer.status_code == 409
    assert "Ring twice." in answer.text
    assert library.rows("partners")["P1"]["notes"] == "Ring twice."


def test_a_trainer_reads_a_partners_page_and_changes_nothing(app: Flask, library: Library) -> None:
    tim = Desk(app, library, "tim", "trainer")

    assert "Add a contact" not in tim.page("/partners/P1")
    for path in ("/partners/new", "/partners/P1/details", "/partners/P1/stage", "/partners/P1/contacts/new"):
        assert tim.get(path).status_code == 403
    assert tim.get("/partners/nobody").status_code == 404


def test_the_page_costs_as_many_queries_with_much_as_with_little(app: Flask, library: Library, cleo: Desk) -> None:
    ann = library.phone("phone-a", "ann")
    cleo.send("/partners/P1/contacts/new", "id", **CONTACT)
    told = {"site": "S1", "way": "phone", "note": "n", "next_step": None, "next_on": None, "done": []}
    library.record(ann.record("partner.contacted", "P1", told))
    few = queries_of(lambda: cleo.get("/partners/P1"))
    for number in range(5):
        cleo.send("/partners/P1/contacts/new", "id", **{**CONTACT, "name": f"Person {number}"})
        cleo.send("/partners/P1/sites/new", "id", name=f"Room {number}", address="")
    library.record(*(ann.record("partner.contacted", "P1", told) for _ in range(5)))

    assert queries_of(lambda: cleo.get("/partners/P1")) == few
