"""The directory at the desk: found, added, changed, verified, given no more. The record of changes tells who did what."""

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk, hidden
from fixtures.directory import service
from fixtures.library import Library, ToldClock, fact_text, furnished
from fixtures.queries import queries_of
from outreach_app import rebuild
from outreach_app.db import reading, writing
from outreach_app.directory import keeping, queries, topics
from outreach_app.directory.assembling import nested
from outreach_app.directory.intake.unnesting import unnested

TYPED = {
    "name": "Tax help", "description": "Volunteers <b>prepare</b> returns", "status": "active", "topics": ["taxes"],
    "languages": ["en", "es"], "cost": "free", "phone_1": "555 010 2000 x12", "phone_1_note": "Front desk",
    "open_sa": "9am-1pm", "monthly_1": "1TU", "monthly_1_hours": "18-20", "area": "Millbrook\nWestfork",
    "documents": "Photo identification", "place_name": "Church hall", "address_1": "40 Chapel Street", "city": "Port Elder",
    "state_province": "WI", "postal_code": "54991", "country": "us", "verified": "y",
}  # fmt: skip


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Any:
    with app.app_context():
        made = furnished(app)
        made.site("S1", "P1")
        with writing(made.id) as handle:
            topics.seed(handle, "en")
        yield made


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def put(library: Library, *services: dict[str, Any], source: str | None = None) -> None:
    with writing(library.id) as handle:
        keeping.put(handle, unnested("service", services), source=source)


def told(library: Library, id_: str) -> dict[str, Any]:
    with reading(library.id) as session:
        return nested(session, "service", [id_])[id_]


def typed(page: str) -> dict[str, Any]:
    """What a form would send as it stands."""
    found: dict[str, Any] = {}
    for tag in re.findall(r"<input[^>]*>", page):
        name, value = (re.search(rf' {one}="([^"]*)"', tag) for one in ("name", "value"))
        if name and (" checked" in tag or not re.search('type="(checkbox|radio)"', tag)):
            found.setdefault(name[1], []).append(unescape(value[1]) if value else "y")
    for name, text in re.findall(r'<textarea[^>]* name="([^"]*)"[^>]*>\s*(.*?)</textarea>', page, re.DOTALL):
        found[name] = [unescape(text)]
    for name, options in re.findall(r'<select[^>]* name="([^"]*)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', options) or re.search(
            r'<option selected value="([^"]*)"', options
        )
        found[name] = [chosen[1]] if chosen else [""]
    return found


def test_a_service_of_a_new_organisation_is_added_once_with_all_that_was_typed(library: Library, cleo: Desk) -> None:
    page = cleo.page("/listings/new?q=Parish")
    assert "/listings/new?called=Parish" in page
    form = cleo.page("/listings/new?called=Parish")
    sent = {name: hidden(form, name) for name in ("csrf_token", "id")}

    answers = [cleo.post("/listings/new?called=Parish", {**TYPED, **sent}) for _click in range(2)]

    assert [one.status_code for one in answers] == [303, 303]
    (row,) = library.rows("listings").values()
    assert (row["organization"], row["topics"], row["languages"], row["cost"]) == ("Parish", ["taxes"], ["en", "es"], "free")
    assert (row["verified_on"], row["area"], row["to_bring"]) == ("2026-11-24", "Millbrook, Westfork", ["Photo identification"])
    (phone,) = row["phones"]
    assert (phone["number"], phone["dial"], phone["note"]) == ("555 010 2000 x12", "tel:+15550102000;ext=12", "Front desk")
    assert row["places"][0]["address"] == "40 Chapel Street, Port Elder, WI 54991"
    assert [(one["freq"], one["days"], one["opens"], one["closes"]) for one in row["hours"]] == [
        ("WEEKLY", ["SA"], "09:00", "13:00"),
        ("MONTHLY", ["1TU"], "18:00", "20:00"),
    ]
    shown = cleo.page(f"/listings/{row['id']}")
    assert "tel:+15550102000;ext=12" in shown
    assert "&lt;b&gt;prepare&lt;/b&gt;" in shown
    assert "<b>prepare" not in shown
    changed = cleo.page("/audit")
    assert changed.count("Organisation of the directory") + changed.count("Place of the directory") > 1


def test_a_form_that_is_sent_as_it_came_changes_nothing_at_all(library: Library, cleo: Desk) -> None:
    notes = [
        {"id": "h-2", "freq": "WEEKLY", "byday": "SA", "opens_at": "10:00:00", "closes_at": "12:00:00", "description": "In May"}
    ]
    costs = [{"id": "c-1", "option": "Members", "amount": 5}, {"id": "c-2", "option": "Others", "amount": 9, "currency": "USD"}]
    put(library, service("S-1", "Laptop loans", x_neighbours="kept", schedules=notes, cost_options=costs))
    before, shown = told(library, "S-1"), library.shown()
    page = cleo.page("/listings/S-1/details")

    assert cleo.post("/listings/S-1/details", typed(page)).status_code == 303

    assert told(library, "S-1") == before
    assert library.shown() == shown


def test_what_is_changed_is_changed_and_all_else_stays_with_its_ids(library: Library, cleo: Desk) -> None:
    put(library, service("S-1", "Laptop loans", x_neighbours="kept"))
    page = cleo.page("/listings/S-1/details")
    form = {**typed(page), "phone_1": "555-010-9999", "open_fr": "9–12", "topics": ["device", "tech_support"], "languages": []}

    assert cleo.post("/listings/S-1/details", form).status_code == 303

    now = told(library, "S-1")
    assert (now["phones"][0]["id"], now["phones"][0]["number"], now["x_neighbours"]) == ("S-1-phone", "555-010-9999", "kept")
    assert [(one["byday"], one["opens_at"]) for one in now["schedules"]] == [("MO,WE", "09:00:00"), ("FR", "09:00:00")]
    assert [one["taxonomy_term"]["code"] for one in now["attributes"]] == ["device", "tech_support"]
    assert "languages" not in now
    assert "555-010-9999" in cleo.page("/audit")


def test_two_who_change_one_listing_overwrite_nothing_of_each_other(app: Flask, library: Library, cleo: Desk) -> None:
    put(library, service("S-1", "Laptop loans"))
    dora = Desk(app, library, "dora", "coordinator")
    first, second = cleo.page("/listings/S-1/details"), dora.page("/listings/S-1/details")
    cleo.post("/listings/S-1/details", {**typed(first), "phone_1": "555-010-1111"})

    answer = dora.post("/listings/S-1/details", {**typed(second), "name": "Laptops to borrow"})

    assert answer.status_code == 409
    assert "somebody else changed this meanwhile" in answer.text
    again = typed(answer.text)
    assert (again["phone_1"], again["name"]) == (["555-010-1111"], ["Laptops to borrow"])
    assert dora.post("/listings/S-1/details", again).status_code == 303
    now = told(library, "S-1")
    assert (now["name"], now["phones"][0]["number"]) == ("Laptops to borrow", "555-010-1111")


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"name": ""}, "Give it a name."),
        ({"name": "x" * 10_000}, "Use at most 200 characters."),
        ({"open_mo": "from nine"}, "Give hours such as"),
        ({"cost": "paid"}, "Give the amount"),
        ({"web": "javascript:alert(1)"}, "begins with https://"),
        ({"city": ""}, "Give the town."),
        ({"from_age": "20", "to_age": "10"}, "It ends before it begins."),
    ],
    ids=lambda told: str(told)[:40],
)
def test_what_cannot_be_kept_comes_back_as_it_was_typed(library: Library, cleo: Desk, wrong: dict[str, str], says: str) -> None:
    answer = cleo.send("/listings/new?called=Parish", "id", **{**TYPED, **wrong})

    assert answer.status_code == 422
    assert says in answer.text
    assert "Photo identification" in answer.text
    assert library.rows("listings") == {}


def test_a_partner_of_ours_brings_its_places_and_is_found_as_that_organisation_again(library: Library, cleo: Desk) -> None:
    page = cleo.page("/listings/new?partner=P1")
    assert 'value="site-S1"' in page
    plain = {name: value for name, value in TYPED.items() if name not in ("place_name", "address_1", "postal_code", "city")}

    assert cleo.send("/listings/new?partner=P1", "id", **{**plain, "places": ["site-S1"]}).status_code == 303

    (row,) = library.rows("listings").values()
    assert [one["name"] for one in row["places"]] == ["Place S1"]
    with reading(library.id) as session:
        organization = queries.organization_of_partner(session, "P1")
    assert organization is not None
    # What is a place of the directory now is offered as that, and not once more.
    again = cleo.page("/listings/new?partner=P1")
    assert ("site-S1" in again, row["places"][0]["id"] in again) == (False, True)


def test_an_organisation_and_a_place_are_changed_for_all_their_services(library: Library, cleo: Desk) -> None:
    put(library, service("S-1", "Laptop loans"), service("S-2", "Hotspots"))
    for path, name, value in (
        ("/listings/organizations/org-1", "name", "Alliance"),
        ("/listings/places/place-1", "city", "Oak Landing"),
    ):
        stale = typed(cleo.page(path))
        assert cleo.post(path, {**stale, name: value}).status_code == 303
        assert cleo.post(path, {**stale, name: "Elsewhere"}).status_code == 409

    rows = library.rows("listings").values()
    assert {(one["organization"], one["places"][0]["city"]) for one in rows} == {("Alliance", "Oak Landing")}


def test_what_nobody_asked_about_for_long_waits_oldest_first_until_somebody_did(library: Library, cleo: Desk) -> None:
    days = {"S-1": "2026-01-10", "S-2": "2026-11-01", "S-3": "2025-06-01", "S-4": None}
    put(
        library,
        *(service(id_, f"Service {id_}", assured_date=day) for id_, day in days.items() if day),
        service("S-4", "Service S-4"),
    )
    page = cleo.page("/listings/to-verify")
    assert re.findall(r"<bdi>Service (S-\d)</bdi>", page) == ["S-4", "S-3", "S-1"]
    assert "stale" in cleo.page("/listings/S-3")

    assert cleo.send("/listings/to-verify", to="/listings/S-3/verification", queue="1").status_code == 303

    assert re.findall(r"<bdi>Service (S-\d)</bdi>", cleo.page("/listings/to-verify")) == ["S-4", "S-1"]
    assert library.rows("listings")["S-3"]["verified_on"] == "2026-11-24"
    assert "by Cleo" in cleo.page("/listings/S-3")
    listed = cleo.page("/listings?stale=1")
    assert re.findall(r"<bdi>Service (S-\d)</bdi>", listed) == ["S-1", "S-4"]


def test_what_is_given_no_more_is_shown_to_nobody_else_and_comes_back(library: Library, cleo: Desk) -> None:
    put(library, service("S-1", "Laptop loans"))
    cleo.send("/listings/S-1", to="/listings/S-1/retirement")
    assert library.rows("listings") == {}
    assert "Laptop loans" in cleo.page("/listings?status=defunct")
    assert "Laptop loans" not in cleo.page("/listings?status=active")

    cleo.send("/listings/S-1", to="/listings/S-1/return")
    assert set(library.rows("listings")) == {"S-1"}


def test_listings_are_narrowed_by_words_town_and_what_is_open_now(library: Library, cleo: Desk) -> None:
    # Tuesday, 09:00 in Chicago.
    early = [{"id": "h-2", "freq": "WEEKLY", "byday": "TU", "opens_at": "08:00:00", "closes_at": "12:00:00"}]
    put(library, service("S-1", "Laptop loans"), service("S-2", "Hotspots", schedules=early))

    assert "Showing results for “laptop”" in cleo.page("/listings?q=lapotp")
    assert "Hotspots" not in cleo.page("/listings?q=laptop&city=Westfork")
    now = cleo.page("/listings?open=now")
    assert ("Hotspots" in now, "Laptop loans" in now) == (True, False)
    for odd in ("topic=%00", "page=999999999", "page=-1", "q=%22%3B+DROP", "status=nothing"):
        assert cleo.get(f"/listings?{odd}").status_code == 200


def test_trainers_look_and_change_nothing(app: Flask, library: Library) -> None:
    put(library, service("S-1", "Laptop loans"))
    tom = Desk(app, library, "tom", "trainer")

    assert "/details" not in tom.page("/listings/S-1")
    assert tom.get("/listings/S-1/details").status_code == 403


def test_pages_ask_as_often_for_many_listings_as_for_few(library: Library, cleo: Desk) -> None:
    put(library, service("S-0", "Service 0"))
    paths = ("/listings?q=service", "/listings/to-verify", "/listings/S-0", "/listings/S-0/details")
    few = {path: queries_of(lambda path=path: cleo.get(path)) for path in paths}

    put(library, *(service(f"S-{number}", f"Service {number}") for number in range(1, 15)))

    assert {path: queries_of(lambda path=path: cleo.get(path)) for path in paths} == few
    assert max(few.values()) < 40


def test_what_somebody_suggests_stands_on_top_until_it_is_settled_and_a_rebuild_says_the_same(
    library: Library, cleo: Desk
) -> None:
    put(library, service("S-1", "Laptop loans", assured_date="2026-11-20"))
    payload = {"sort": "hours", "words": "<i>Mornings</i> only"}
    library.record(
        fact_text("listing.change_suggested", "S-1", payload, id="fact-9", device="phone-a", seq=9, author=None), via="public"
    )
    (row,) = library.discrepancies()

    for path in ("/listings/to-verify", "/listings/S-1", f"/discrepancies/{row.id}"):
        page = cleo.page(path)
        assert ("Laptop loans" in page, "&lt;i&gt;Mornings" in page, "<i>Morn" in page) == (True, True, False), path
    assert [one for one in rebuild.check(library.id).differences if not one.startswith(("feed library", "feed_totals"))] == []

    library.record(library.settle(row.id, "noted", subject="S-1"), via="desk")
    assert "Mornings" not in cleo.page("/listings/to-verify")
