"""The last visits to a place are on every phone, whoever went there: when, who, how many; nothing that anybody wrote."""

from datetime import timedelta

import pytest

from fixtures.library import NOW, Library, Phone, session
from outreach_app import rebuild


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    library_with_a_place.site("S2")
    return library_with_a_place


def held(phone: Phone, visit: str, days_ago: int, site: str = "S1", outcome: str = "held") -> list[str]:
    """A visit with a class, from its start to its end."""
    at = NOW - timedelta(days=days_ago)
    return [
        phone.record("visit.started", visit, {"site": site, "trainers": [], "note": "Ring twice"}, at=at),
        phone.record("training_session.logged", f"of-{visit}", session(site=site), visit=visit, at=at + timedelta(hours=1)),
        phone.record("visit.finished", visit, {"outcome": outcome, "note": None}, at=at + timedelta(hours=2)),
    ]


def test_the_last_three_are_told_the_latest_first_and_without_words(library: Library) -> None:
    ann, bob = library.phone("phone-a", "ann"), library.phone("phone-b", "bob")
    for number, phone in enumerate((ann, bob, ann, bob)):
        library.record(*held(phone, f"V{number}", 10 - number))
    library.record(*held(ann, "V9", 1, outcome="nobody_came"), *held(ann, "VX", 1, site="S2"))

    row = library.rows("site_visits")["S1"]

    assert [one["id"] for one in row["visits"]] == ["V3", "V2", "V1"]
    assert row["visits"][0] == {"id": "V3", "on": "2026-11-17", "people": ["bob"], "sessions": 1, "attendance": 8}
    assert "Ring" not in str(library.rows("site_visits"))
    assert [one for one in rebuild.check(library.id).differences if "site_visits" in one] == []


def test_a_start_that_comes_late_and_names_another_place_moves_the_visit(library: Library) -> None:
    ann = library.phone("phone-a", "ann")
    started, logged, finished = held(ann, "V1", 3)
    earlier = {"site": "S2", "trainers": [], "note": None}
    late = ann.record("visit.started", "V1", earlier, at=NOW - timedelta(days=3, hours=1))
    library.record(started, logged, finished)
    assert "S1" in library.rows("site_visits")

    library.record(late)

    assert library.rows("site_visits").keys() == {"S2"}
