"""Emergency mode at the desk: on, told, off, and what came of it."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk, hidden
from fixtures.library import NOW, Library, Phone, ToldClock
from outreach_app import rebuild
from outreach_app.emergency.mode.rules import ALL, day_id

DAY = "2026-11-24"


@pytest.fixture
def cora(app: Flask, library: Library, told: ToldClock) -> Desk:
    return Desk(app, library, "dora", "coordinator")


def declare(desk: Desk, name: str = "Storm", **told: str) -> str:
    """Switch it on; gives the emergency's id."""
    page = desk.page("/emergency/new")
    assert desk.send("/emergency/new", "id", "after", page=page, name=name, **told).status_code == 303
    return hidden(page, "id")


def end(desk: Desk, emergency: str) -> None:
    assert desk.send(f"/emergency/{emergency}/end", "id", note="").status_code == 303


def of_a_day(phone: Phone, kind: str, emergency: str, **payload: Any) -> str:
    return phone.record(f"emergency.{kind}", day_id(emergency, DAY), payload)


def test_a_banner_stands_on_every_page_until_it_is_over(cora: Desk) -> None:
    assert "Emergency:" not in cora.page("/kits")
    emergency = declare(cora, "Flood of <November>")
    assert "Flood of &lt;November&gt;" in cora.page("/kits")
    end(cora, emergency)
    assert "Emergency:" not in cora.page("/kits")
    assert "Flood of &lt;November&gt;" in cora.page("/emergency")


def test_phones_hear_of_it_in_the_row_of_their_library_and_of_places_only_while_it_runs(cora: Desk, library: Library) -> None:
    emergency = declare(cora, text_en="Come in")
    told = {
        "place": "",
        "name": "Main branch",
        "state": "open",
        "services": "charging",
        "open_tu": "9-17",
        "text_en": "At the back",
    }
    assert cora.send(f"/emergency/{emergency}/places/new", "id", **told).status_code == 303
    (row,) = library.rows("library").values()
    assert row["emergency"]["name"] == "Storm"
    assert row["emergency"]["words"] == [{"language": "en", "text": "Come in"}]
    (place,) = library.rows("emergency_places").values()
    assert (place["name"], place["services"], place["hours"]["weekly"][0]["byday"]) == ("Main branch", ["charging"], "TU")
    end(cora, emergency)
    (row,) = library.rows("library").values()
    assert row["emergency"]["over"]
    assert library.rows("emergency_places") == {}


def test_the_summary_has_what_was_recorded_whenever_it_comes_and_under_whichever_id(cora: Desk, library: Library) -> None:
    emergency = declare(cora)
    rosa, other = library.phone("phone-a", "ann"), library.phone("phone-b", "cora")
    # Declared on a phone an hour before, which tells it only now: the emergency began then, and goes by both ids.
    payload = {"emergency": "E9", "name": "storm", "words": [], "after": None}
    library.record(other.record("emergency.declared", ALL, payload, at=NOW - timedelta(hours=1)))
    library.record(
        of_a_day(rosa, "people_helped", emergency, place=None, service="charging", count=3),
        of_a_day(other, "people_helped", "E9", place=None, service="charging", count=4),
        of_a_day(other, "people_helped", "E9", place=None, service="charging", count=-1),
        of_a_day(rosa, "handed_out", emergency, place=None, item="flyer", count=10),
        of_a_day(rosa, "checked_in", emergency, staff="ann", state="need_help", place=None),
        of_a_day(rosa, "checked_in", emergency, staff="ann", state="safe", place=None),
    )
    end(cora, emergency)
    late = of_a_day(rosa, "people_helped", emergency, place=None, service="forms", count=2)
    library.record(late)
    for address in (emergency, "E9"):
        rows = cora.get(f"/emergency/{address}/summary.csv").text.splitlines()
        assert [row.split(",")[:5] for row in rows if row.startswith("Helped,")] == [
            ["Helped", "Charging phones", "no place named", "", "6"],
            ["Helped", "Help with forms", "no place named", "", "2"],
        ]
    page = cora.page(f"/emergency/{emergency}")
    assert "People helped: 8" in page
    assert "Handed out: 10" in page
    assert library.open_kinds() == []
    assert cora.get(f"/emergency/{emergency}/summary.pdf").data.startswith(b"%PDF-1.7")
    assert rebuild.check(library.id).differences == []


def test_what_a_phone_declares_without_knowing_that_it_is_over_is_told_in_plain_words(cora: Desk, library: Library) -> None:
    end(cora, declare(cora))
    phone = library.phone("phone-b", "cora")
    payload = {"emergency": "E9", "name": "Storm", "words": [], "after": None}
    library.record(phone.record("emergency.declared", ALL, payload, at=NOW + timedelta(minutes=5)))
    assert library.open_kinds() == ["emergency.declared_unaware"]
    assert "switched emergency mode on without knowing that it had been over" in cora.page("/discrepancies")
    (one,) = library.discrepancies()
    page = cora.page(f"/discrepancies/{one.id}")
    assert "This was a mistake, and counts no more: Emergency declared: Storm" in page


def test_a_trainer_sees_how_it_stands_and_says_how_they_are_but_switches_nothing(
    app: Flask, cora: Desk, library: Library
) -> None:
    emergency = declare(cora)
    tom = Desk(app, library, "tom", "trainer")
    page = tom.page("/emergency")
    assert "Switch it off" not in page
    assert tom.get(f"/emergency/{emergency}/end").status_code == 403
    told = {"csrf_token": hidden(page, "csrf_token"), "id": "checked-in-1", "state": "safe"}
    assert tom.post(f"/emergency/{emergency}/check-ins", {**told, "staff": "tom"}).status_code == 303
    assert tom.post(f"/emergency/{emergency}/check-ins", {**told, "id": "checked-in-2", "staff": "ann"}).status_code == 403
    # What their phone records of it all the same is kept, has no effect, and is told.
    phone = library.phone("phone-a", "ann")
    library.record(phone.record("emergency.ended", ALL, {"emergency": emergency, "note": None}))
    assert library.open_kinds() == ["emergency.not_coordinator"]
    assert "Switch it off" in cora.page("/emergency")


def test_what_was_learned_is_written_once_and_is_on_the_report(cora: Desk) -> None:
    emergency = declare(cora)
    end(cora, emergency)
    told = {"went_well": "Everybody answered", "to_improve": "", "to_do": ""}
    assert cora.send(f"/emergency/{emergency}/lessons", "version", **told).status_code == 303
    assert "Everybody answered" in cora.page(f"/emergency/{emergency}")
    assert "Still to be written." in cora.page(f"/emergency/{emergency}")
