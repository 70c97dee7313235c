"""What is heard and counted in the field: summed by topic, taken back, told in the visit's history, never who."""

from datetime import date
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, Phone
from outreach_app import rebuild
from outreach_app.db import reading
from outreach_app.ledger import reading as ledger
from outreach_app.trends import queries

SPAN = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


def needs(phone: Phone, topic: str = "device", count: int = 1, visit: str | None = "V1") -> str:
    payload = {"site": None, "topic": topic, "count": count, "words": "A laptop for school"}
    return phone.record("need.heard", visit or "alone", payload, visit=visit)


def helps(phone: Phone, sort: str, count: int = 1, topic: str | None = None) -> str:
    return phone.record("help.tallied", "V1", {"site": "S1", "sort": sort, "topic": topic, "count": count}, visit="V1")


def refers(phone: Phone, count: int = 1) -> str:
    return phone.record("referral.given", "V1", {"site": "S1", "listing": "L1", "topic": "connectivity", "count": count})


def counted(library: Library) -> dict[str, dict[str, int]]:
    with reading(library.id) as session:
        return queries.by_topic(session, *SPAN)


def test_taps_are_summed_by_sort_and_topic(library: Library, ann: Phone) -> None:
    library.record(
        needs(ann), needs(ann, count=3), needs(ann, "content"), needs(ann, visit=None), helps(ann, "table", 7), refers(ann, 2)
    )
    assert counted(library) == {"need": {"device": 5, "content": 1}, "table": {"-": 7}, "referral": {"connectivity": 2}}
    assert library.open_kinds() == []


def test_a_tap_that_is_taken_back_is_not_counted(library: Library, ann: Phone) -> None:
    library.record(
        helps(ann, "one_to_one"), helps(ann, "one_to_one"), helps(ann, "one_to_one", -1), needs(ann), needs(ann, count=-1)
    )
    assert counted(library) == {"one_to_one": {"-": 1}}


def test_what_was_heard_is_told_in_the_visits_history(library: Library, ann: Phone) -> None:
    start = ann.record("visit.started", "V1", {"site": None, "trainers": [], "note": None})
    elsewhere = {"site": None, "topic": "device", "count": 1, "words": None}
    library.record(start, needs(ann), ann.record("need.heard", "other", elsewhere, visit="V1"))
    with reading(library.id) as session:
        assert [one.fact.kind for one in ledger.history(session, "V1")] == ["need.heard", "need.heard", "visit.started"]


def test_folding_anew_gives_what_is_there(library: Library, ann: Phone) -> None:
    library.record(needs(ann), helps(ann, "table", 7), refers(ann), helps(ann, "table", -7))
    told: list[Any] = rebuild.check(library.id).differences
    assert [one for one in told if one.startswith(("heard", "checkpoints", "discrepancies"))] == []


def test_the_desk_sees_topics_and_numbers(app: Flask, library: Library, ann: Phone) -> None:
    library.record(needs(ann, count=3), helps(ann, "table", 7, topic="gone"), refers(ann))
    page = Desk(app, library, "cleo", "coordinator").page("/trends/heard?first=2026-11-01&last=2026-11-30")
    assert "Asked for: 3" in page
    assert "a topic that the library does not know" in page
    assert "A laptop for school" not in page


def test_months_are_named_in_the_readers_language(app: Flask, library: Library, ann: Phone) -> None:
    library.record(needs(ann))
    page = Desk(app, library, "cleo", "coordinator").page("/trends/topic?of=need:device&lang=es")
    assert "noviembre de 2026" in page
