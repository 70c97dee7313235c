"""Promised kits: when they are not free, who is told of it, and what becomes of one that goes to somebody else."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from fixtures.at_the_desk import Desk
from fixtures.library import NOW, Library, Phone, out_to
from fixtures.queries import asked
from outreach_app import rebuild
from outreach_app.catalog import COLLECTIONS
from outreach_app.db import reading, writing
from outreach_app.feed import rows, windows
from outreach_app.kits.reservations import editing, queries
from outreach_app.kits.reservations.rules import Buffers, Promise, Span, broken, nearest_free, time_out
from outreach_app.ledger.fact import from_envelope

HERE = ZoneInfo("America/Chicago")
NEW = "/kits/reservations/new"
TYPED = {
    "kit_id": "K1", "site_id": "S1", "purpose": "Homework hour",
    "from_day": "2026-11-26", "from_hour": "09:00", "until_day": "2026-11-26", "until_hour": "17:00",
}  # fmt: skip
TOLD = json.loads((Path(__file__).parent.parent / "contract" / "folds" / "promises.json").read_text())
AN_HOUR = timedelta(hours=1)
NINE = datetime(2026, 11, 26, 9, tzinfo=HERE)
FIVE = NINE + 8 * AN_HOUR


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


def reserve(library: Library, id_: str = "R1", kit: str = "K1", start: datetime = NINE, end: datetime = FIVE) -> str:
    told: dict[str, Any] = {"partner_id": "P1", "site_id": "S1", "purpose": ""}
    with writing(library.id) as handle:
        editing.reserve(handle, id_, kit_id=kit, starts_at=start, ends_at=end, by="cora", **told)
    return id_


def for_visit(library: Library, visit: str, *staff: str, start: datetime = NINE, end: datetime = FIVE) -> None:
    with writing(library.id) as handle:
        editing.keep_for_visits(handle, {visit: editing.ForVisit(["K1"], start, end, "S1", staff)})


def differences(library: Library) -> list[str]:
    told = rebuild.check(library.id).differences
    return [one for one in told if not one.startswith(("feed library", "feed_totals all"))]


def to_partner(due_on: str | None) -> dict[str, Any]:
    return {"to": {"partner": "P1", "site": "S1", "contact": None}, "due_on": due_on, "parts": [], "note": None}


def test_phones_are_told_what_is_promised_with_the_time_that_a_kit_needs(library: Library, cleo: Desk) -> None:
    minutes = {"travel_minutes": "30", "wipe_minutes": "15", "charge_minutes": "120"}
    cleo.send("/kits/K1/details", "version", code="K1", name="Kit K1", **minutes)

    assert cleo.send(NEW, "id", **TYPED).status_code == 303

    (row,) = library.rows("reservations").values()
    assert (row["kit"], row["partner"], row["site"], row["visit"], row["staff"]) == ("K1", "P1", "S1", None, [])
    assert (row["starts_at"], row["ends_at"]) == ("2026-11-26T15:00:00.000Z", "2026-11-26T23:00:00.000Z")
    assert (row["busy_from"], row["busy_until"]) == ("2026-11-26T14:30:00.000Z", "2026-11-27T01:45:00.000Z")
    assert "Homework hour" not in str(row)
    cleo.send("/kits/K1/details", "version", code="K1", name="Kit K1", travel_minutes="60")
    (row,) = library.rows("reservations").values()
    assert row["busy_from"] == "2026-11-26T14:00:00.000Z"


def test_a_reservation_that_ends_before_it_begins_comes_back_with_what_was_typed(cleo: Desk, library: Library) -> None:
    answer = cleo.send(NEW, "id", **{**TYPED, "until_hour": "08:00"})

    assert answer.status_code == 422
    assert "It would end before it begins" in answer.text
    assert "Homework hour" in answer.text
    assert library.rows("reservations") == {}


def test_a_clash_is_told_with_the_nearest_free_time_and_can_be_made_all_the_same(cleo: Desk, library: Library) -> None:
    reserve(library)

    answer = cleo.send(NEW, "id", **{**TYPED, "from_hour": "15:00", "until_hour": "18:00"})

    assert answer.status_code == 409
    assert "It is promised to Place S1, Partner P1" in answer.text
    assert "The nearest time at which it is free: Nov 26, 17:00 to Nov 26, 20:00" in answer.text
    assert len(library.rows("reservations")) == 1
    typed = {**TYPED, "from_hour": "15:00", "until_hour": "18:00", "all_the_same": "y"}
    there = cleo.send(NEW, "id", page=answer.text, to=NEW, **typed)
    assert there.status_code == 303
    assert "The kit is promised to others as well" in cleo.page(there.headers["Location"])


def test_a_visit_that_needs_a_promised_kit_is_told_when_it_is_planned(cleo: Desk, library: Library) -> None:
    reserve(library)
    planned = {
        "site_id": "S1",
        "on": "2026-11-26",
        "starts": "16:00",
        "ends": "18:00",
        "kits": "K1",
        "every": "0",
        "times": "1",
    }

    there = cleo.send("/visits/new", "id", **planned)

    page = cleo.page(there.headers["Location"])
    assert "Needed at the same time elsewhere" in page
    assert "Free at the nearest: Nov 26, 17:00 to Nov 26, 19:00" in page


def test_a_visit_that_is_called_off_frees_its_kits_until_it_takes_place_after_all(cleo: Desk, library: Library) -> None:
    planned = {
        "site_id": "S1",
        "on": "2026-11-26",
        "starts": "16:00",
        "ends": "18:00",
        "kits": "K1",
        "every": "0",
        "times": "1",
    }
    visit = cleo.send("/visits/new", "id", **planned).headers["Location"]
    assert [row["visit"] for row in library.rows("reservations").values()] == [visit.rpartition("/")[2]]

    cleo.send(f"{visit}/calling-off", because="Snow")
    assert library.rows("reservations") == {}
    cleo.send(visit, to=f"{visit}/return")
    assert len(library.rows("reservations")) == 1
    assert differences(library) == []


def test_two_who_change_one_reservation_overwrite_nothing_of_each_other(cleo: Desk, library: Library) -> None:
    form = f"/kits/reservations/{reserve(library)}/plan"
    page = cleo.page(form)
    cleo.send(form, "version", **{**TYPED, "purpose": "A fair"})

    answer = cleo.send(form, "version", page=page, **{**TYPED, "purpose": "A class"})

    assert answer.status_code == 409
    assert "A fair" in answer.text
    assert "A fair" in cleo.page("/kits/reservations/R1")


def test_the_week_shows_who_has_a_kit_whose_it_is_next_and_that_it_will_not_be_back(
    cleo: Desk, library: Library, ann: Phone
) -> None:
    reserve(library)
    library.record(ann.record("kit.checked_out", "K1", out_to("ann", due_on="2026-11-27")))

    page = cleo.page("/kits/reservations?week=2026-11-26")

    assert "Place S1, Partner P1" in page
    assert "not back by then" in page
    cleo.send("/kits/reservations/R1", to="/kits/reservations/R1/return")
    cleo.send("/kits/reservations/R1/calling-off", because="The hall burnt down")
    assert "Place S1, Partner P1" not in cleo.page("/kits/reservations?week=2026-11-26")
    assert "The hall burnt down" in cleo.page("/kits/reservations/R1")


def test_a_kit_that_goes_to_another_than_it_is_promised_to_does_not_add_up_until_it_is_back(
    cleo: Desk, library: Library, ann: Phone
) -> None:
    reserve(library)

    library.record(ann.record("kit.checked_out", "K1", out_to("ann", due_on="2026-11-26")))

    (row,) = library.discrepancies()
    assert (row.kind, row.state) == ("kit.promised_elsewhere", "open")
    page = cleo.page(f"/discrepancies/{row.id}")
    assert "K1 is with Ann though it is promised to somebody else" in page
    assert "Partner P1, Place S1, Nov 26, 09:00" in page
    assert "It was promised meanwhile" in cleo.page("/kits/K1")
    # What is promised later changes nothing of what was seen when the fact came.
    with writing(library.id) as handle:
        editing.call_off(handle, "R1", because="-", by="cora")
    assert differences(library) == []
    assert library.open_kinds() == ["kit.promised_elsewhere"]
    library.record(ann.checks_in(at=NOW + AN_HOUR))
    assert library.open_kinds() == []


@pytest.mark.parametrize(
    ("payload", "others"),
    [
        (out_to("ann", due_on="2026-11-25"), {}),
        (to_partner("2026-11-30"), {}),
        (out_to("ann"), {}),
        (out_to("ann", due_on="2026-11-30"), {"visit": "V1"}),
    ],
    ids=["back before", "to whom it is promised", "no day is known", "for the visit it is promised to"],
)
def test_a_promise_that_is_kept_is_no_discrepancy(
    library: Library, ann: Phone, payload: dict[str, Any], others: dict[str, Any]
) -> None:
    if others:
        for_visit(library, "V1", "bob")
    else:
        reserve(library)
    library.record(ann.record("kit.checked_out", "K1", payload, **others))
    assert library.open_kinds() == []


def test_who_goes_on_the_visit_may_take_its_kit_and_hand_it_on_and_nobody_else_may(library: Library, ann: Phone) -> None:
    for_visit(library, "V1", "ann")
    library.record(ann.record("kit.checked_out", "K1", out_to("ann", due_on="2026-11-27")))
    told = {"handover": "H1", "giver": {"staff": "ann"}, "to": {"staff": "bob"}, "due_on": "2026-11-27", "note": None}
    library.record(ann.record("kit.handed_over", "K1", told, at=NOW + AN_HOUR))
    assert library.open_kinds() == []

    for_visit(library, "V2", "bob")
    library.record(ann.checks_in(at=NOW + 2 * AN_HOUR))
    library.record(ann.record("kit.checked_out", "K1", out_to("ann", due_on="2026-11-27"), at=NOW + 3 * AN_HOUR))
    assert library.open_kinds() == ["kit.promised_elsewhere"]


def test_what_comes_of_a_kit_once_its_promise_was_kept_breaks_it_no_more(library: Library, ann: Phone) -> None:
    reserve(library)
    lent = ann.record("kit.checked_out", "K1", to_partner("2026-11-26"), at=NINE)
    told = {"giver": {"partner": "P1", "site": "S1"}, "to": {"staff": "ann"}, "due_on": "2026-11-27", "note": None}
    passed = ann.record("kit.handed_over", "K1", {"handover": "H1", **told}, at=NINE + AN_HOUR)
    told = {"giver": {"staff": "ann"}, "to": {"staff": "bob"}, "due_on": "2026-11-27", "note": None}
    once_more = ann.record("kit.handed_over", "K1", {"handover": "H2", **told}, at=NINE + 2 * AN_HOUR)

    library.record(once_more)
    assert "kit.promised_elsewhere" in library.open_kinds()
    library.record(passed)
    library.record(lent)
    assert library.open_kinds() == []


def test_what_is_over_leaves_the_phones_and_what_comes_near_is_told(library: Library) -> None:
    reserve(library)
    reserve(library, "R2", start=NINE + timedelta(days=100), end=FIVE + timedelta(days=100))

    def on(day: date) -> set[str]:
        with writing(library.id) as handle:
            windows.move(handle, day)
            for one in (one for one in COLLECTIONS if one.by_time):
                rows.bring_up_to_date(handle, one)
        return set(library.rows("reservations"))

    assert on(date(2026, 11, 25)) == {"R1"}
    assert on(date(2026, 12, 10)) == set()
    assert on(date(2027, 2, 1)) == {"R2"}


def test_clashes_are_found_by_as_many_queries_whether_there_are_few_or_many(library: Library) -> None:
    def queries_for(ids: list[str]) -> int:
        with reading(library.id) as session, asked() as seen:
            assert queries.clashes(session, ids, now=NOW)
        return len(seen)

    few = [reserve(library, f"R{n}") for n in range(2)]
    first = queries_for(few)
    assert queries_for([*few, *(reserve(library, f"M{n}") for n in range(12))]) == first


@pytest.mark.parametrize("case", TOLD["cases"], ids=lambda one: one["says"])
def test_a_promise_is_broken_as_the_phone_says_too(case: dict[str, Any]) -> None:
    """`tests/client/promised.test.ts` reads the same cases."""
    row = {**TOLD["reservation"], **case["of"]}
    moment = datetime.fromisoformat(case["at"])
    fact = from_envelope(
        {
            "id": "F1", "device": "phone-a", "seq": 1, "kind": "kit.checked_out", "v": 1, "subject": "K1", "author": "ann",
            "recorded_at": case["at"], "occurred_at": case["at"], "zone": "America/Chicago", "local_date": case["at"][:10],
            "visit": case.get("visit"), "clock": None, "seen": None,
            "payload": {"to": case["to"], "due_on": case["due_on"], **({"giver": case["from"]} if "from" in case else {})},
        }
    )  # fmt: skip
    busy = Span(datetime.fromisoformat(row["busy_from"]), datetime.fromisoformat(row["busy_until"]))
    promise = Promise("R1", row["visit"], row["partner"], row["site"], row["staff"], busy)
    assert (broken(fact, time_out(fact, moment), [promise]) is not None) == case["broken"]


spans = st.builds(
    lambda start, length: Span(NOW + timedelta(minutes=start), NOW + timedelta(minutes=start + length)),
    st.integers(-3000, 3000),
    st.integers(15, 600),
)


@given(spans, st.builds(Buffers, *(st.integers(0, 300) for _ in range(3))), st.lists(spans, max_size=8))
def test_the_nearest_free_time_is_free_as_long_and_not_in_the_past(used: Span, buffers: Buffers, taken: list[Span]) -> None:
    free = nearest_free(used, buffers, taken, not_before=NOW)
    assert free is not None or used.start < NOW
    if free:
        assert free.end - free.start == used.end - used.start
        assert free.start >= NOW
        assert not any(buffers.around(free).meets(one) for one in taken)
        if used.start >= NOW and not any(buffers.around(used).meets(one) for one in taken):
            assert free == used


def test_the_nearest_free_time_may_be_before_the_wanted_one() -> None:
    def hours(start: int, end: int) -> Span:
        return Span(datetime(2026, 11, 26, start, tzinfo=UTC), datetime(2026, 11, 26, end, tzinfo=UTC))

    told = nearest_free(hours(9, 11), Buffers(), [hours(10, 18)], not_before=hours(1, 2).start)
    assert told == hours(8, 10)
