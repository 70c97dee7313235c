"""Visits: who is told of a plan, what becomes of it, what does not add up, and what leaves by time."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from fixtures.library import NOW, Library, Phone
from outreach_app import rebuild
from outreach_app.audit import changes
from outreach_app.catalog import COLLECTIONS
from outreach_app.db import reading, writing
from outreach_app.feed import rows, windows
from outreach_app.ledger import reading as ledger
from outreach_app.problems import Refusal
from outreach_app.visits import editing, queries

AT = datetime(2026, 11, 26, 10, 0)  # noqa: DTZ001 (local hours, as a form has them)


@pytest.fixture
def ann(library: Library) -> Phone:
    library.site("S1")
    library.site("S2")
    return library.phone("phone-a", "ann")


def plan(library: Library, id_: str = "V1", starts: datetime = AT, **told: Any) -> list[str]:
    wanted = {"trainers": ["ann"], "kits": ["K1"], "site_id": "S1", "holds": "Email basics", "zone": "America/Chicago", **told}
    with writing(library.id) as handle:
        return list(editing.plan(handle, id_, starts=starts, ends=starts + timedelta(hours=2), by="cora", **wanted))


def starts(phone: Phone, visit: str = "V1", site: str | None = "S1", **told: Any) -> str:
    return phone.record("visit.started", visit, {"site": site, "trainers": [phone.author], "note": None}, **told)


def ends(phone: Phone, visit: str = "V1", outcome: str = "held", **told: Any) -> str:
    return phone.record("visit.finished", visit, {"outcome": outcome, "note": None}, **told)


def hours(many: float) -> str:
    return (NOW + timedelta(hours=many)).isoformat()


def seen(library: Library, staff: str, visit: str = "V1") -> Mapping[str, Any] | None:
    return library.rows("visits", rows.for_staff(staff)).get(visit)


def tidy(library: Library, day: date) -> None:
    with writing(library.id) as handle:
        windows.move(handle, day)
        for one in (one for one in COLLECTIONS if one.by_time):
            rows.bring_up_to_date(handle, one)


def differences(library: Library) -> list[str]:
    """What a rebuild would mend; the row of the library itself is not published in tests."""
    told = rebuild.check(library.id).differences
    return [one for one in told if not one.startswith(("feed library", "feed_totals all"))]


def test_a_plan_is_told_to_those_who_go_and_to_nobody_else(library: Library, ann: Phone) -> None:
    plan(library)
    row = seen(library, "ann")
    assert row is not None
    assert (row["state"], row["site"], row["starts_at"]) == ("planned", "S1", "2026-11-26T16:00:00.000Z")
    assert (row["kits"], row["trainers"], row["holds"]) == (["K1"], ["ann"], "Email basics")
    assert seen(library, "bob") is None


def test_a_plan_that_goes_to_another_is_taken_from_the_first(library: Library, ann: Phone) -> None:
    plan(library)
    ann.sync()
    with writing(library.id) as handle:
        editing.change(
            handle, "V1", seen=1, starts=AT, ends=AT + timedelta(hours=1), zone="America/Chicago",
            trainers=["bob"], kits=[], by="cora", site_id="S2",
        )  # fmt: skip
    assert (seen(library, "ann"), seen(library, "bob") is not None) == (None, True)
    ann.sync()
    assert [key for key in ann.replica if key[1] == "visits"] == []
    with reading(library.id) as session:
        lines = changes.of(session, "visits", "V1")
    assert [line.staff for line in lines] == ["cora", "cora"]


def test_a_plan_that_somebody_changed_meanwhile_is_not_overwritten(library: Library, ann: Phone) -> None:
    plan(library)
    with pytest.raises(Refusal) as refused, writing(library.id) as handle:
        editing.change(
            handle, "V1", seen=0, starts=AT, ends=AT, zone="America/Chicago", trainers=[], kits=[], by="cora", site_id="S1"
        )  # fmt: skip
    assert refused.value.code == "row.changed_meanwhile"


def test_a_repeating_visit_keeps_its_hour_across_the_change_of_the_clock(library: Library, ann: Phone) -> None:
    ids = plan(library, starts=datetime(2027, 3, 8, 18, 0), times=2)  # noqa: DTZ001
    with reading(library.id) as session:
        first, second = (visit for visit in (queries.plan(session, one) for one in ids) if visit)
    assert (first.starts_at.hour, second.starts_at.hour) == (0, 23)
    assert (first.on, second.on, first.series) == ("2027-03-08", "2027-03-15", second.series)


def test_what_is_begun_and_ended_is_told_with_its_times_and_its_people(library: Library, ann: Phone) -> None:
    plan(library)
    bob = library.phone("phone-b", "bob")
    library.record(starts(ann, at=hours(-3)), starts(bob, at=hours(-2.9)), ends(ann, at=hours(-1)))
    row = seen(library, "bob")
    assert row is not None
    assert (row["state"], row["people"], row["outcome"]) == ("finished", ["ann", "bob"], "held")
    assert (row["started_at"], row["finished_at"]) == ("2026-11-24T12:00:00.000Z", "2026-11-24T14:00:00.000Z")
    assert library.open_kinds() == []


def test_a_visit_that_began_on_the_spot_is_told_to_who_began_it(library: Library, ann: Phone) -> None:
    library.record(starts(ann, "made-up", "S2", at=hours(-1)))
    row = seen(library, "ann", "made-up")
    assert row is not None
    assert (row["state"], row["site"], row["on"], row["starts_at"]) == ("started", "S2", "2026-11-24", None)
    assert library.open_kinds() == []


def test_a_summary_that_is_put_right_holds(library: Library, ann: Phone) -> None:
    library.record(starts(ann, at=hours(-3)), ends(ann, outcome="closed", at=hours(-2)), ends(ann, at=hours(-1)))
    row = seen(library, "ann")
    assert row is not None
    assert (row["outcome"], row["finished_at"]) == ("held", "2026-11-24T14:00:00.000Z")


def test_an_end_without_a_beginning_waits_until_the_beginning_comes(library: Library, ann: Phone) -> None:
    library.record(ends(ann, at=hours(-1)))
    assert library.open_kinds() == ["visit.finished_not_started"]
    library.record(starts(ann, at=hours(-2), recorded=hours(-0.9)))
    assert library.open_kinds() == []


@pytest.mark.parametrize(
    ("second", "kind"),
    [
        (lambda phone: starts(phone, site="S2", at=hours(-1)), "visit.two_sites"),
        (lambda phone: ends(phone, at=hours(15)), "visit.too_long"),
    ],
)
def test_what_cannot_be_right_is_kept_and_flagged(library: Library, ann: Phone, second: Any, kind: str) -> None:
    library.record(starts(ann, at=hours(-2)), second(ann))
    assert kind in library.open_kinds()


def test_a_visit_across_midnight_and_the_change_of_the_clock_adds_up(library: Library, ann: Phone) -> None:
    library.record(
        starts(ann, at="2026-10-31T23:30:00-05:00", local_date="2026-10-31", recorded=hours(-1)),
        ends(ann, at="2026-11-01T02:30:00-06:00", local_date="2026-11-01", recorded=hours(-1)),
    )
    row = seen(library, "ann")
    assert row is not None
    assert row["on"] == "2026-10-31"
    assert "visit.too_long" not in library.open_kinds()


def test_rows_leave_and_come_by_time_only_when_it_is_tidied(library: Library, ann: Phone) -> None:
    plan(library, "near")
    plan(library, "far", AT + timedelta(days=80))
    library.record(starts(ann, "old", at=hours(-24 * 95), recorded=hours(-1), local_date="2026-08-21"))
    assert set(library.rows("visits")) == {"near", "far", "old"}
    tidy(library, NOW.date())
    assert set(library.rows("visits")) == {"near"}
    assert differences(library) == []
    ann.sync([])
    assert {key[2] for key in ann.replica if key[1] == "visits"} == {"near"}
    tidy(library, NOW.date() + timedelta(days=30))
    assert set(library.rows("visits")) == {"near", "far"}


def test_clashes_of_trainers_and_kits_are_told(library: Library, ann: Phone) -> None:
    plan(library, "one")
    plan(library, "other", AT + timedelta(hours=1), site_id="S2", trainers=["ann", "bob"])
    plan(library, "later", AT + timedelta(hours=3))
    with reading(library.id) as session:
        found = queries.clashes(session, ["one"])
    assert [(one.other, one.trainer, one.kit) for one in found] == [("other", "ann", None), ("other", None, "K1")]


def test_folding_anew_gives_what_is_there(library: Library, ann: Phone) -> None:
    plan(library)
    library.record(starts(ann, at=hours(-3)), ends(ann, outcome="closed", at=hours(-1)), starts(ann, "loose", None))
    assert differences(library) == []


def test_what_was_done_with_kits_on_a_visit_is_told_in_its_history(library: Library) -> None:
    phone = library.phone("phone-a", "ann")
    library.record(
        phone.record("visit.started", "V1", {"site": None, "trainers": [], "note": None}),
        phone.checks_out("K1", visit="V1"),
        phone.checks_in("K1"),
    )

    with reading(library.id) as session:
        assert [one.fact.kind for one in ledger.history(session, "V1")] == ["kit.checked_out", "visit.started"]
