"""Custody as a person would see it, given what happened: what opens a discrepancy, what closes it, what settling does."""

from datetime import timedelta

import pytest

from fixtures.library import NOW, Library, Phone


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


@pytest.fixture
def bob(library: Library) -> Phone:
    return library.phone("phone-b", "bob")


def hours(many: float) -> str:
    return (NOW + timedelta(hours=many)).isoformat()


def the(library: Library, kind: str) -> str:
    """The id of the one open discrepancy of this kind."""
    (found,) = [row for row in library.discrepancies() if row.kind == kind and row.state == "open"]
    return found.id


def test_who_checked_it_out_last_holds_a_kit_that_two_took(library: Library, ann: Phone, bob: Phone) -> None:
    library.record(ann.checks_out(at=hours(-3)), bob.checks_out(at=hours(-2)))
    assert library.custody()["holder"] == {"staff": "bob"}
    assert library.open_kinds() == ["kit.held_twice"]


def test_a_late_check_in_explains_a_kit_held_twice(library: Library, ann: Phone, bob: Phone) -> None:
    library.record(ann.checks_out(at=hours(-3)), bob.checks_out(at=hours(-1)))
    library.record(ann.checks_in(at=hours(-2)))
    assert library.open_kinds() == []


def test_a_late_check_out_explains_what_was_returned_though_not_out(library: Library, ann: Phone) -> None:
    library.record(ann.checks_in(at=hours(-1)))
    assert library.open_kinds() == ["kit.returned_not_out"]
    library.record(ann.checks_out(at=hours(-2), recorded=hours(-0.9)))
    assert library.open_kinds() == []
    assert library.custody()["state"] == "in_store"


def test_a_missing_part_that_is_seen_again_is_missing_no_more(library: Library, ann: Phone) -> None:
    library.record(ann.checks_out("K1", ("tablet", 5), at=hours(-3)))
    library.record(ann.checks_in("K1", ("tablet", 4), ("tablet", 1, "missing"), at=hours(-2)))
    assert library.open_kinds() == ["kit.part_missing"]
    library.record(ann.checks_out("K1", ("tablet", 5), at=hours(-1)))
    assert library.open_kinds() == []


def test_what_is_not_listed_stays_out_with_its_holder(library: Library, ann: Phone) -> None:
    library.record(ann.checks_out("K1", ("tablet", 5), ("charger", 2), at=hours(-3)))
    library.record(ann.checks_in("K1", ("tablet", 5), at=hours(-2)))
    custody = library.custody()
    assert (custody["state"], custody["parts_out"]) == ("out", [{"part": "charger", "count": 2}])
    library.record(ann.checks_in("K1", ("charger", 1), ("charger", 1, "consumed"), at=hours(-1)))
    assert library.custody()["state"] == "in_store"


@pytest.mark.parametrize(("stands", "holder"), [("phone-a-fact-1", "ann"), ("phone-b-fact-1", "bob")])
def test_the_check_out_that_stands_tells_who_holds_the_kit(
    library: Library, ann: Phone, bob: Phone, stands: str, holder: str
) -> None:
    library.record(ann.checks_out(at=hours(-3)), bob.checks_out(at=hours(-2)))
    settled = library.settle(the(library, "kit.held_twice"), "stands", subject="K1", fact=stands)
    library.record(settled, via="desk")
    assert library.custody()["holder"] == {"staff": holder}
    assert library.open_kinds() == []
    assert [(row.state, row.resolution) for row in library.discrepancies()] == [("settled", "stands")]


def test_a_set_time_moves_a_fact_in_the_history(library: Library, ann: Phone, bob: Phone) -> None:
    library.record(ann.checks_out(at=hours(-3)), bob.checks_in(at=hours(-10), offset_ms=3_600_000))
    assert library.open_kinds() == ["fact.clock_off", "kit.returned_not_out"]
    assert library.custody()["state"] == "out"
    settled = library.settle(the(library, "fact.clock_off"), "time_set", subject="K1", time=hours(-1))
    library.record(settled, via="desk")
    assert library.custody()["state"] == "in_store"
    assert library.open_kinds() == []


@pytest.mark.parametrize("resolution", ["found", "written_off", "noted"])
def test_every_answer_settles_a_missing_part(library: Library, ann: Phone, resolution: str) -> None:
    library.record(ann.checks_out("K1", ("tablet", 5), at=hours(-3)))
    library.record(ann.checks_in("K1", ("tablet", 4), ("tablet", 1, "missing"), at=hours(-2)))
    library.record(library.settle(the(library, "kit.part_missing"), resolution, subject="K1"), via="desk")
    assert library.open_kinds() == []


def test_a_decision_from_a_phone_is_kept_and_flagged_and_has_no_effect(library: Library, ann: Phone, bob: Phone) -> None:
    library.record(ann.checks_out(at=hours(-3)), bob.checks_out(at=hours(-2)))
    payload = {"discrepancy": the(library, "kit.held_twice"), "resolution": "both", "fact": None, "time": None, "note": None}
    (result,) = ann.ask([ann.record("discrepancy.settled", "K1", payload)])["results"]
    assert (result["outcome"], [one["kind"] for one in result["discrepancies"]]) == ("flagged", ["fact.decision_from_field"])
    assert library.open_kinds() == ["fact.decision_from_field", "kit.held_twice"]


@pytest.mark.parametrize(
    ("others", "kind"),
    [
        ({"at": hours(-24 * 15)}, "fact.late"),
        ({"author": "nobody"}, "fact.author_unknown"),
        ({"author": "gone"}, "fact.author_inactive"),
        ({"offset_ms": 601_000}, "fact.clock_off"),
        ({"at": hours(1), "offset_ms": None}, "fact.clock_off"),
    ],
)
def test_what_a_receipt_notes_waits_for_a_person_and_noting_settles_it(
    library: Library, ann: Phone, others: dict[str, object], kind: str
) -> None:
    library.staff("gone", active=False)
    library.record(ann.checks_out(**others))
    assert library.open_kinds() == [kind]
    library.record(library.settle(the(library, kind), "noted", subject="K1"), via="desk")
    assert library.open_kinds() == []


def test_a_fact_about_a_kit_that_nobody_knows_is_kept_and_flagged(library: Library, ann: Phone) -> None:
    library.record(ann.checks_out("K9"))
    assert library.open_kinds() == ["fact.subject_unknown"]
