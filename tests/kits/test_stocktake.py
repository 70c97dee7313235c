"""A stocktake as a person would see it: what it opens, what closes it, and what it leaves alone."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from fixtures.desk import Desk
from fixtures.library import NOW, PASSWORD, Library, Phone, counted


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


def hours(many: float) -> str:
    return (NOW + timedelta(hours=many)).isoformat()


def counts(phone: Phone, *parts: tuple[str, int] | tuple[str, int, str], codes: Iterable[str] = (), **others: Any) -> str:
    """Somebody counts the kit K1."""
    return phone.record("kit.counted", "K1", counted(*parts, codes=codes), **others)


def test_a_count_that_finds_all_opens_nothing_moves_nothing_and_is_told_to_phones(library: Library, ann: Phone) -> None:
    library.record(ann.checks_out(at=hours(-3)), counts(ann, ("tablet", 5), ("charger", 2), at=hours(-2)))
    assert library.open_kinds() == []
    assert library.custody()["state"] == "out"
    assert library.rows("kits")["K1"]["counted_at"] == "2026-11-24T13:00:00.000Z"
    assert "counted_at" not in library.rows("kits")["K2"]


def test_what_is_not_found_is_missing_until_it_is_found_and_is_told_once(library: Library, ann: Phone) -> None:
    library.record(counts(ann, ("tablet", 3), ("tablet", 2, "missing"), at=hours(-5)))
    library.record(counts(ann, ("tablet", 3), ("tablet", 2, "missing"), at=hours(-4)))
    (one,) = library.discrepancies()
    assert (one.kind, one.part) == ("kit.part_missing", "tablet")
    library.record(counts(ann, ("tablet", 5), at=hours(-3)))
    assert library.open_kinds() == []


def test_what_did_not_come_back_and_is_not_found_either_is_one_discrepancy(library: Library, ann: Phone) -> None:
    library.record(ann.checks_out("K1", ("tablet", 5), at=hours(-3)))
    library.record(ann.checks_in("K1", ("tablet", 4), ("tablet", 1, "missing"), at=hours(-2)))
    library.record(counts(ann, ("tablet", 4), ("tablet", 1, "missing"), at=hours(-1)))
    assert library.open_kinds() == ["kit.part_missing"]


def test_things_of_other_kits_and_unknown_codes_stand_until_the_next_count(library: Library, ann: Phone) -> None:
    codes = ["5901234123457", "https://elsewhere.example.net/q/ABCDEFGH"]
    library.record(counts(ann, ("tablet", 5), ("hotspot", 1, "unexpected"), codes=codes, at=hours(-2)))
    assert library.open_kinds() == ["kit.codes_unknown", "kit.part_unexpected"]
    library.record(counts(ann, ("tablet", 5), at=hours(-1)))
    assert library.open_kinds() == []


def test_a_count_that_comes_late_changes_nothing_that_a_later_one_found(library: Library, ann: Phone) -> None:
    library.record(counts(ann, ("tablet", 5), at=hours(-1)))
    library.record(counts(ann, ("tablet", 4), ("tablet", 1, "missing"), codes=["odd"], at=hours(-2), recorded=hours(-0.9)))
    assert library.open_kinds() == []


def test_the_desk_tells_what_was_found_and_every_code_that_nobody_knew(library: Library, ann: Phone, app: Flask) -> None:
    library.staff("dora", role="coordinator", password=PASSWORD)
    library.record(counts(ann, ("tablet", 4), ("tablet", 1, "missing"), ("hotspot", 1, "unexpected"), codes=["5901234123457"]))
    page = Desk(library, app.test_client(), library.email("dora")).client.get("/kits/K1").text
    assert "K1 counted, not as it should be" in page
    assert "Codes that the phone did not know: 5901234123457" in page
    assert "1 × Hotspot found with K1, where it does not belong" in page
    assert "1 code with K1 that nobody knows" in page
