"""Entries of the directory are kept as the standard has them, and listings follow from them."""

from typing import Any

import pytest

from fixtures.directory import service, term
from fixtures.library import Library
from outreach_app import rebuild
from outreach_app.db import reading, writing
from outreach_app.directory import keeping, search
from outreach_app.directory.assembling import nested
from outreach_app.directory.intake.unnesting import unnested
from outreach_app.directory.linking import Row
from outreach_app.directory.search import Wanted


def put(library: Library, *services: dict[str, Any]) -> keeping.Changes:
    with writing(library.id) as handle:
        return keeping.put(handle, unnested("service", services), source="package")


def found(library: Library, words: str = "", **facets: str) -> list[str]:
    with reading(library.id) as session:
        return [one["id"] for one in search.search(session, Wanted(words, facets)).listings]


def test_a_nested_service_comes_out_as_it_went_in(library: Library) -> None:
    before = service("S-1", "Laptop loans", x_neighbours="kept")
    put(library, before)

    with reading(library.id) as session:
        assert nested(session, "service", ["S-1"])["S-1"] == before


def test_the_same_again_changes_nothing(library: Library) -> None:
    assert put(library, service("S-1", "Laptop loans")).count(is_new=True) == 11
    shown = library.shown()
    again = put(library, service("S-1", "Laptop loans"))

    assert again.rows == []
    assert library.shown() == shown


def test_what_is_shared_is_kept_once_and_a_change_of_it_reaches_all_that_have_it(library: Library) -> None:
    put(library, service("S-1", "Laptop loans"), service("S-2", "Hotspots"))
    assert {one["places"][0]["city"] for one in library.rows("listings").values()} == {"Westfork"}

    moved = {"id": "address-1", "location_id": "place-1", "address_1": "1 Dock Street", "city": "Port Elder",
             "state_province": "WI", "postal_code": "54998", "country": "US", "address_type": "physical"}  # fmt: skip
    with writing(library.id) as handle:
        made = keeping.put(handle, [Row("address", "address-1", moved)])

    assert (made.count(is_new=False), made.count(is_new=True)) == (1, 0)
    assert {one["places"][0]["city"] for one in library.rows("listings").values()} == {"Port Elder"}
    assert sorted(found(library, city="Port Elder")) == ["S-1", "S-2"]
    assert found(library, city="Westfork") == []
    assert found(library, "depot") == []


def test_an_organisation_that_is_named_anew_is_named_so_by_its_services(library: Library) -> None:
    put(library, service("S-1", "Laptop loans"))
    with writing(library.id) as handle:
        told = {"id": "org-1", "name": "Cedar Alliance for All", "description": "Neighbours"}
        keeping.put(handle, [Row("organization", "org-1", told)])

    assert library.rows("listings")["S-1"]["organization"] == "Cedar Alliance for All"


def test_a_service_that_is_given_no_more_is_on_no_phone_and_still_at_the_desk(library: Library) -> None:
    put(library, service("S-1", "Laptop loans"))
    put(library, service("S-1", "Laptop loans", status="defunct"))

    assert library.rows("listings") == {}
    assert found(library, "laptop") == []
    with reading(library.id) as session:
        assert search.search(session, Wanted("laptop", also_closed=True)).total == 1


def test_what_was_taken_away_is_found_no_more(library: Library) -> None:
    put(library, service("S-1", "Laptop loans"), service("S-2", "Hotspots"))
    with writing(library.id) as handle:
        keeping.remove(handle, [("service", "S-1")])

    assert found(library) == ["S-2"]
    assert set(library.rows("listings")) == {"S-2"}


def test_a_rebuild_finds_each_listing_once(library: Library) -> None:
    put(library, service("S-1", "Laptop loans"), service("S-2", "Hotspots"))
    rebuild.rebuild(library.id)

    assert found(library, "laptop") == ["S-1"]
    assert rebuild.check(library.id).differences == []


def test_another_librarys_listings_are_not_found(library: Library) -> None:
    one, other = library, Library(library.app)
    put(one, service("S-1", "Laptop loans"))
    put(other, service("S-2", "Laptop repairs"))

    assert found(one, "laptop") == ["S-1"]
    assert found(other, "laptop") == ["S-2"]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("laptop", ["S-1"]),
        ("LAPT", ["S-1"]),
        ("loans laptop", ["S-1"]),
        ("cafe", ["S-3"]),
        ("Café", ["S-3"]),
        ("westfork", ["S-1", "S-2", "S-3"]),
        ("device hotspots", ["S-2"]),
        ("cedar nothing", []),
        ('"; DROP', []),
        ("интернет", ["S-3"]),
    ],
)
def test_every_word_that_is_asked_for_begins_a_word_of_the_listing(library: Library, words: str, ids: list[str]) -> None:
    put(
        library,
        service("S-1", "Laptop loans"),
        service("S-2", "Hotspots"),
        service("S-3", "Repair café", description="Интернет для всех"),
    )

    assert sorted(found(library, words)) == ids


@pytest.mark.parametrize(("typed", "meant"), [("lapotp", "laptop"), ("hotspost", "hotspots"), ("westfrok", "westfork")])
def test_a_word_that_is_typed_wrong_finds_what_was_meant_and_says_so(library: Library, typed: str, meant: str) -> None:
    put(library, service("S-1", "Laptop loans"), service("S-2", "Hotspots"))

    with reading(library.id) as session:
        answer = search.search(session, Wanted(typed))
    assert answer.total > 0
    assert answer.meant == {typed: meant}


def test_a_word_in_the_name_comes_before_one_elsewhere(library: Library) -> None:
    put(library, service("S-1", "Repairs", description="Repairs of every laptop"), service("S-2", "Laptop loans"))

    assert found(library, "laptop") == ["S-2", "S-1"]


def test_listings_are_narrowed_by_topic_language_and_cost_together(library: Library) -> None:
    skills = [{"id": "a-9", "taxonomy_term": term("digital_skills")}]
    put(
        library,
        service("S-1", "Laptop loans", fees_description="Free of charge"),
        service("S-2", "Laptop sale", cost_options=[{"id": "c-2", "amount": 40, "currency": "USD"}]),
        service("S-3", "Classes", attributes=skills, languages=[]),
    )

    assert found(library, topic="device") == ["S-1", "S-2"]
    assert found(library, topic="device", cost="free") == ["S-1"]
    assert found(library, cost="paid") == ["S-2"]
    assert found(library, topic="digital_skills", language="es") == []
    with reading(library.id) as session:
        assert search.choices(session, "topic") == [("device", 2), ("digital_skills", 1)]


def test_the_same_fields_in_another_order_change_nothing(library: Library) -> None:
    with writing(library.id) as handle:
        keeping.put(handle, [Row("organization", "o-1", {"id": "o-1", "name": "Union", "description": "Work"})])
    with writing(library.id) as handle:
        again = keeping.put(handle, [Row("organization", "o-1", {"description": "Work", "id": "o-1", "name": "Union"})])
    assert again.rows == []
