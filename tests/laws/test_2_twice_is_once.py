"""Law 2: the same bytes again change nothing; the same id with other bytes is kept beside, with a note."""

import json

from fixtures.library import Library


def test_sending_again_changes_nothing(library: Library) -> None:
    phone = library.phone()
    library.record(phone.checks_out("K1", ("tablet", 5)), phone.checks_in("K2"), "{nonsense")
    before, facts, quarantine = library.shown(), set(library.facts()), set(library.quarantine())
    first = phone.ask([*phone.recorded, "{nonsense"])
    again = phone.ask([*phone.recorded, "{nonsense"])
    assert [one["outcome"] for one in again["results"]] == ["duplicate", "duplicate", "quarantined"]
    assert again["results"] == first["results"]
    assert (library.shown(), set(library.facts()), set(library.quarantine())) == (before, facts, quarantine)


def test_a_duplicate_is_told_the_discrepancies_that_its_first_answer_told(library: Library) -> None:
    phone = library.phone()
    text = phone.checks_in("K1", ("tablet", 4), ("tablet", 1, "missing"), ("charger", 1, "damaged"))
    (first,) = phone.ask([text])["results"]
    (again,) = phone.ask([text])["results"]
    assert (first["outcome"], again["outcome"]) == ("flagged", "duplicate")
    assert len(first["discrepancies"]) == 3
    assert again["discrepancies"] == first["discrepancies"]


def test_other_bytes_under_a_used_id_are_kept_and_noted_on_the_first(library: Library) -> None:
    phone = library.phone()
    first = phone.checks_out()
    twin = first.replace('"note":null', '"note":"edited"')
    phone.ask([first])
    (result,) = phone.ask([twin])["results"]
    assert (result["outcome"], result["reason"]) == ("quarantined", "same_id_other_bytes")
    assert bytes(library.quarantine()[result["hash"]].raw).decode() == twin
    (row,) = library.facts().values()
    assert row.body == first
    assert json.loads(row.notes) == ["same_id_other_bytes"]


def test_a_twin_in_the_same_batch_is_noted_as_well(library: Library) -> None:
    phone = library.phone()
    first = phone.checks_out()
    results = phone.ask([first, first, first.replace('"note":null', '"note":"edited"')])["results"]
    assert [one["outcome"] for one in results] == ["stored", "duplicate", "quarantined"]
    (row,) = library.facts().values()
    assert json.loads(row.notes) == ["same_id_other_bytes"]
