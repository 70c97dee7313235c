"""A stocktake as a person would see it: what it opens, what closes it, and what it leaves alone."""

import re
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from fixtures.desk import Desk
from fixtures.library import NOW, PASSWORD, Library, Phone, counted
from fixtures.queries import queries_of
from outreach_app.kits.stocktakes import queries


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


@pytest.fixture
def dora(library: Library, app: Flask) -> Desk:
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


def test_the_desk_lists_what_was_counted_by_whom_and_what_was_not_as_it_should_be(
    library: Library, ann: Phone, dora: Desk
) -> None:
    library.record(
        counts(ann, ("tablet", 3), ("tablet", 2, "missing"), ("hotspot", 1, "unexpected"), codes=["59012341"], at=hours(-5)),
        ann.record("kit.counted", "K2", counted(("hotspot", 1)), at=hours(-4)),
    )
    page = dora.client.get("/kits/stocktakes").text

    marks = [
        "<b>K2</b>",
        "1 part<",
        "nothing",
        "<b>K1</b>",
        "3 parts",
        "2 × Tablet",
        "1 × Hotspot",
        "59012341",
        "does not add up",
    ]
    assert [page.index(mark) for mark in marks] == sorted(page.index(mark) for mark in marks)
    assert page.count("Ann") == 2
    assert 'href="/kits/stocktakes?kit=K1"' in dora.client.get("/kits/K1").text
    assert 'href="/kits/stocktakes"' in dora.client.get("/kits").text


@pytest.mark.parametrize(
    ("asked", "there"),
    [
        ("kit=K1", ["K1"]),
        ("since=2026-11-24", ["K2"]),
        ("until=2026-11-23", ["K1"]),
        ("since=2026-11-24&kit=K1", []),
        ("since=soon&kit=%00", ["K1", "K2"]),
    ],
)
def test_it_is_narrowed_to_a_kit_and_to_days_of_the_library(
    library: Library, ann: Phone, dora: Desk, asked: str, there: list[str]
) -> None:
    # Half an hour before midnight in Chicago, and half an hour after.
    library.record(counts(ann, ("tablet", 5), at="2026-11-24T05:30:00Z"))
    library.record(ann.record("kit.counted", "K2", counted(), at="2026-11-24T06:30:00Z"))
    page = dora.client.get(f"/kits/stocktakes?{asked}").text
    file = dora.client.get(f"/kits/stocktakes.csv?{asked}").text

    assert [kit for kit in ("K1", "K2") if f"<b>{kit}</b>" in page] == there
    assert sorted(line.split(",")[1] for line in file.splitlines()[1:]) == there


def test_many_stocktakes_come_in_pages_that_cost_no_more_than_a_few(
    library: Library, ann: Phone, dora: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "PAGE", 6)
    monkeypatch.setattr(queries, "AT_ONCE", 5)
    library.record(counts(ann, ("tablet", 3), ("tablet", 2, "missing"), at=hours(-30)))
    few = queries_of(lambda: dora.client.get("/kits/stocktakes"))
    library.record(*(counts(ann, ("tablet", 4), ("tablet", 1, "missing"), at=hours(-20 + one)) for one in range(12)))
    first = dora.client.get("/kits/stocktakes").text

    assert queries_of(lambda: dora.client.get("/kits/stocktakes")) == few
    assert first.count("<b>K1</b>") == 6
    address = re.search(r'rel="next" href="([^"]+)"|href="([^"]+)" rel="next"', first)
    assert address
    second = dora.client.get((address[1] or address[2]).replace("&amp;", "&")).text
    assert second.count("<b>K1</b>") == 6
    assert len(dora.client.get("/kits/stocktakes.csv").text.splitlines()) == 1 + 13
