"""What is reported of a kit: it moves nothing, it is for a person to look at, and what answers it settles it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import NOW, Library, Phone, back, out_to
from outreach_app.db import reading
from outreach_app.ledger import reading as ledger


def problem(what: str = "damaged", part: str | None = "tablet", words: str | None = None, where: str | None = None) -> Any:
    return {"what": what, "part": part, "words": words, "where": where}


def odd(library: Library, state: str = "open") -> list[tuple[str, str | None]]:
    """What of K1 is in this state, by kind and part."""
    with reading(library.id) as session:
        found = ledger.about(session, "K1")
        return sorted((one.kind, one.part) for one in found if one.state == state)


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


@pytest.mark.parametrize("what", ["damaged", "missing", "not_working", "found", "other"])
def test_it_moves_nothing_and_is_for_a_person_to_look_at(library: Library, ann: Phone, what: str) -> None:
    library.record(ann.checks_out("K1"))
    before = library.rows("kits")["K1"]
    library.record(ann.record("kit.problem_reported", "K1", problem(what)))
    after = library.rows("kits")["K1"]
    assert (after["custody"], after["care"]) == (before["custody"], before["care"])
    kind = ("kit.found", None) if what == "found" else ("kit.problem_reported", "tablet")
    assert odd(library) == [kind]
    assert [one["kind"] for one in after["discrepancies"]] == [kind[0]]


def later(ann: Phone, kind: str, payload: dict[str, Any]) -> str:
    return ann.record(kind, "K1", payload, at=NOW + timedelta(minutes=1))


def test_a_kit_that_is_back_was_found(library: Library, ann: Phone) -> None:
    library.record(ann.checks_out("K1", at=NOW - timedelta(hours=2)))
    library.record(ann.record("kit.problem_reported", "K1", problem("found", None)))
    library.record(later(ann, "kit.checked_in", back(("tablet", 1))))
    assert odd(library) == [("kit.found", None)]
    library.record(ann.record("kit.checked_in", "K1", back(), at=NOW + timedelta(minutes=2)))
    assert odd(library) == []


@pytest.mark.parametrize(
    ("what", "part", "kind", "payload", "is_answered"),
    [
        ("damaged", "tablet", "kit.serviced", {"did": ["repaired"], "parts": [], "note": None}, True),
        ("damaged", "tablet", "kit.serviced", {"did": ["repaired"], "parts": ["tablet"], "note": None}, True),
        ("damaged", "tablet", "kit.serviced", {"did": ["repaired"], "parts": ["charger"], "note": None}, False),
        ("damaged", "tablet", "kit.serviced", {"did": ["charged"], "parts": [], "note": None}, False),
        ("missing", "tablet", "kit.serviced", {"did": ["repaired"], "parts": [], "note": None}, False),
        ("missing", "tablet", "kit.condition_noted", ("ok", None), True),
        ("not_working", "tablet", "kit.condition_noted", ("damaged", None), False),
        ("not_working", None, "kit.condition_noted", (None, "ok"), True),
        ("other", "tablet", "kit.condition_noted", ("ok", "ok"), False),
    ],
)
def test_what_answers_it_settles_it(
    library: Library, ann: Phone, what: str, part: str | None, kind: str, payload: Any, is_answered: bool
) -> None:
    if isinstance(payload, tuple):
        word, whole = payload
        lines = [{"part": "tablet", "count": 1, "condition": word}] if word else []
        payload = {"kit": whole, "parts": lines, "note": None}
    library.record(ann.record("kit.problem_reported", "K1", problem(what, part)))
    library.record(later(ann, kind, payload))
    assert (odd(library) == []) is is_answered


def test_what_was_answered_before_stays_so_in_any_order(library: Library, ann: Phone) -> None:
    repaired = ann.record("kit.serviced", "K1", {"did": ["repaired"], "parts": [], "note": None}, at=NOW - timedelta(hours=1))
    told = ann.record("kit.problem_reported", "K1", problem())
    library.record(told)
    library.record(repaired)
    assert odd(library) == [("kit.problem_reported", "tablet")]


def test_a_coordinator_reads_it_in_plain_words_and_settles_it(app: Flask, library: Library, ann: Phone) -> None:
    library.record(ann.record("kit.problem_reported", "K1", problem("not_working", words="No <sound>", where="Hall 2")))
    cleo = Desk(app, library, "cleo", "coordinator")
    for path in ("/kits/K1", "/inbox"):
        page = cleo.page(path)
        assert "Tablet of K1 reported as not working" in page
        assert "No &lt;sound&gt;" in page
        assert "Where: Hall 2" in page
    with reading(library.id) as session:
        (one,) = ledger.about(session, "K1")
    page = cleo.page(f"/discrepancies/{one.id}")
    assert "It is seen to: repaired, replaced or put in order" in page
    sent = cleo.send(
        f"/discrepancies/{one.id}", "fact", page=page, to=f"/discrepancies/{one.id}/settlement", choice="repaired", note=""
    )
    assert sent.status_code == 303, sent.text
    assert odd(library, "settled") == [("kit.problem_reported", "tablet")]


def test_two_reports_of_one_thing_are_two(library: Library, ann: Phone) -> None:
    library.record(*(ann.record("kit.problem_reported", "K1", problem()) for _time in range(2)))
    library.record(ann.record("kit.checked_out", "K1", out_to("ann")))
    assert odd(library) == [("kit.problem_reported", "tablet")] * 2
