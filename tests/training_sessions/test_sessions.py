"""Training sessions: what is logged, amended and decided; what does not add up; who mirrors it; what is counted."""

import json
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text

from fixtures.at_the_desk import Desk
from fixtures.library import NOW, Library, Phone, fact_text, session, setting
from outreach_app import ids, rebuild
from outreach_app.db import reading, writing
from outreach_app.feed import rows
from outreach_app.ledger import desk
from outreach_app.training_sessions import queries

LOGGED, AMENDED, WITHDRAWN = "training_session.logged", "training_session.amended", "training_session.withdrawn"


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


@pytest.fixture
def bob(library: Library) -> Phone:
    return library.phone("phone-b", "bob")


def hours(many: float) -> str:
    return (NOW + timedelta(hours=many)).isoformat()


def logs(phone: Phone, id_: str = "T1", *, at: str | None = None, told: dict[str, Any] | None = None, **members: Any) -> str:
    return phone.record(LOGGED, id_, session(**members), at=at or hours(-2), **(told or {}))


def amends(phone: Phone, id_: str = "T1", of: str = "phone-a-fact-1", at: str | None = None, **changes: Any) -> str:
    payload = {"of": of, "was": setting(session()), "changes": changes, "reason": "Counted again"}
    return phone.record(AMENDED, id_, payload, at=at or hours(-1))


def withdraws(phone: Phone, id_: str = "T1", of: str = "phone-a-fact-1") -> str:
    payload = {"of": of, "was": setting(session()), "reason": "Bob logged it too"}
    return phone.record(WITHDRAWN, id_, payload, at=hours(-0.5))


def decides(library: Library, word: str, id_: str = "T1", **payload: Any) -> None:
    with writing(library.id) as handle:
        desk.record_one(
            handle, library.catalogue, fact_id=ids.new(), kind=f"training_session.{word}", subject=id_, author="cora",
            payload=payload, zone="America/Chicago",
        )  # fmt: skip


def seen(library: Library, staff: str = "ann", id_: str = "T1") -> dict[str, Any]:
    return library.rows("training_sessions", rows.for_staff(staff))[id_]


def differences(library: Library) -> list[str]:
    told = rebuild.check(library.id).differences
    return [one for one in told if not one.startswith(("feed library", "feed_totals all"))]


def test_a_session_is_mirrored_by_its_trainers_and_who_logged_it(library: Library, ann: Phone) -> None:
    library.record(logs(ann, trainers=["bob"], notes="Mrs. Ortiz, 555 0100, wants a call"))
    row = seen(library)
    assert row == seen(library, "bob")
    assert (row["review"], row["attendance_in_person"], row["version"]) == ("received", 8, "phone-a-fact-1")
    assert "notes" not in row
    assert set(library.rows("training_sessions", rows.for_staff("cora"))) == set()
    assert library.open_kinds() == []


def test_an_amendment_changes_the_members_that_it_names_and_no_other(library: Library, ann: Phone) -> None:
    library.record(logs(ann), amends(ann, attendance_in_person=9, notes="Counted again"))
    row = seen(library)
    assert (row["attendance_in_person"], row["audience"], row["review"], row["versions"]) == (9, "19+", "edited", 2)
    assert library.open_kinds() == []


def test_two_amendments_that_did_not_know_of_each_other_both_hold_and_are_told(
    library: Library, ann: Phone, bob: Phone
) -> None:
    library.record(logs(ann))
    library.record(amends(ann, attendance_in_person=9, at=hours(-1)), amends(bob, audience="general", at=hours(-0.9)))
    row = seen(library)
    assert (row["attendance_in_person"], row["audience"]) == (9, "general")
    assert library.open_kinds() == ["session.amended_in_parallel"]


def test_an_amendment_without_a_session_waits_for_it(library: Library, ann: Phone) -> None:
    first, second = logs(ann), amends(ann, attendance_in_person=9)
    library.record(second)
    assert library.open_kinds() == ["session.not_logged"]
    assert library.rows("training_sessions") == {}
    library.record(first)
    assert (library.open_kinds(), seen(library)["attendance_in_person"]) == ([], 9)


def test_what_is_returned_comes_to_the_phone_with_its_comment_and_an_amendment_answers_it(library: Library, ann: Phone) -> None:
    library.record(logs(ann))
    decides(library, "returned", of="phone-a-fact-1", comment="Eight, or eighteen?")
    ann.sync([])
    row = json.loads(json.dumps(ann.replica["staff:ann", "training_sessions", "T1"]["row"]))
    assert (row["review"], row["comments"][0]["text"], row["comments"][0]["by"]) == (
        "has_issues",
        "Eight, or eighteen?",
        "cora",
    )
    library.record(amends(ann, attendance_in_person=18, at=hours(0.1)))
    assert seen(library)["review"] == "edited"


@pytest.mark.parametrize(("word", "state"), [("approved", "approved"), ("rejected", "rejected"), ("returned", "has_issues")])
def test_a_decision_holds_until_it_is_reopened(library: Library, ann: Phone, word: str, state: str) -> None:
    library.record(logs(ann))
    decides(library, word, of="phone-a-fact-1", comment="Seen")
    assert seen(library)["review"] == state
    decides(library, "reopened", comment=None)
    assert seen(library)["review"] == "received"


def test_an_amendment_from_before_an_approval_undoes_it_when_it_comes_in_late(library: Library, ann: Phone) -> None:
    library.record(logs(ann))
    decides(library, "approved", of="phone-a-fact-1", comment=None)
    library.record(amends(ann, attendance_in_person=9, at=hours(-1)))
    assert (seen(library)["review"], library.open_kinds()) == ("edited", ["session.decided_unseen"])


def test_a_decision_from_a_phone_is_kept_and_flagged_and_has_no_effect(library: Library, ann: Phone) -> None:
    library.record(logs(ann))
    library.record(ann.record("training_session.approved", "T1", {"of": "phone-a-fact-1", "comment": None}))
    assert (seen(library)["review"], library.open_kinds()) == ("received", ["fact.decision_from_field"])


def test_what_is_withdrawn_stays_in_sight_and_is_not_counted(library: Library, ann: Phone) -> None:
    library.record(logs(ann), withdraws(ann))
    assert seen(library)["withdrawn"] is True
    with reading(library.id) as session_:
        assert queries.totals(session_, date(2026, 1, 1), date(2026, 12, 31)).all.sessions == 0


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"attendance_in_person": -1}, "session.odd_attendance"),
        ({"attendance_in_person": 100_000}, "session.odd_attendance"),
        ({"ends_at": "2026-11-24T10:00:00Z"}, "session.ends_before_start"),
        ({"ends_at": "2026-11-24T23:30:00Z"}, "session.too_long"),
        ({"starts_at": "2026-11-25T11:00:00Z", "ends_at": None}, "session.in_future"),
        ({"format": "virtual"}, "session.other_format"),
        ({"attendance_virtual": 4}, "session.other_format"),
        ({"room_holds": 6}, "session.more_than_room_holds"),
    ],
)
def test_what_cannot_be_right_is_stored_and_flagged_and_an_amendment_puts_it_right(
    library: Library, ann: Phone, members: dict[str, Any], kind: str
) -> None:
    (outcome,) = library.record(logs(ann, **members))
    assert (outcome.outcome, library.open_kinds()) == ("flagged", [kind])
    right = session()
    library.record(amends(ann, **{name: right[name] for name in {*members, "ends_at"}}))
    assert library.open_kinds() == []


def test_a_session_that_arrives_late_is_flagged(library: Library, ann: Phone) -> None:
    library.record(logs(ann, at=hours(-24 * 15), on="2026-11-09", starts_at="2026-11-09T10:00:00Z", ends_at=None))
    assert library.open_kinds() == ["fact.late"]


def test_a_trainer_in_two_places_at_once_is_told_and_an_amended_time_explains_it(
    library: Library, ann: Phone, bob: Phone
) -> None:
    library.record(logs(ann), logs(bob, "T2", site="S2", trainers=["ann", "bob"], audience="0-5"))
    (found,) = library.discrepancies()
    assert (found.kind, json.loads(found.detail)) == ("session.two_places", {"trainer": "ann"})
    library.record(amends(ann, starts_at="2026-11-24T13:00:00Z", ends_at="2026-11-24T14:00:00Z"))
    assert library.open_kinds() == []


def test_a_trainer_who_is_taken_off_a_session_is_in_one_place(library: Library, ann: Phone, bob: Phone) -> None:
    library.record(logs(ann), logs(bob, "T2", site="S2", trainers=["ann"], audience="0-5"))
    library.record(amends(ann, trainers=["bob"]))
    assert library.open_kinds() == []


def test_one_session_that_two_trainers_logged_is_told_and_withdrawing_one_explains_it(
    library: Library, ann: Phone, bob: Phone
) -> None:
    library.record(logs(ann), logs(bob, "T2", starts_at="2026-11-24T11:10:00Z", trainers=["bob"]))
    assert library.open_kinds() == ["session.told_by_two"]
    library.record(withdraws(ann))
    assert library.open_kinds() == []


def test_one_id_that_is_logged_twice_is_told(library: Library, ann: Phone) -> None:
    library.record(logs(ann), logs(ann, attendance_in_person=4, at=hours(-1)))
    assert (library.open_kinds(), seen(library)["attendance_in_person"]) == (["session.logged_twice"], 4)


def test_a_visit_counts_the_sessions_that_are_held_on_it(library: Library, ann: Phone) -> None:
    start = ann.record("visit.started", "V1", {"site": "S1", "trainers": [], "note": None}, at=hours(-5))
    of = {"visit": "V1"}
    library.record(
        start, logs(ann, told=of), logs(ann, "T2", told=of, audience="0-5"), logs(ann, "T3", told=of, kind="one_to_one")
    )
    library.record(
        ann.record(WITHDRAWN, "T2", {"of": "x", "was": setting(session()), "reason": None}, visit="V1", at=hours(-1))
    )
    row = library.rows("visits", "staff:ann")["V1"]
    assert (row["sessions"], row["attendance"]) == (2, 16)


def test_a_visit_that_was_closed_cannot_have_held_a_session(library: Library, ann: Phone) -> None:
    start = ann.record("visit.started", "V1", {"site": "S1", "trainers": [], "note": None}, at=hours(-5))
    end = ann.record("visit.finished", "V1", {"outcome": "closed", "note": None}, at=hours(-1))
    library.record(start, logs(ann, told={"visit": "V1"}), end)
    assert "visit.held_though_not" in library.open_kinds()


COUNTED = """
select count(*), coalesce(sum(coalesce(in_person, 0) + coalesce(virtual, 0)), 0) from training_sessions
where library_id = :library and kind = 'program' and not withdrawn and review <> 'rejected'
  and "on" between '2026-01-01' and '2026-12-31' and {condition}
"""


def test_totals_are_what_a_plain_count_gives_by_age_and_by_place(library: Library, ann: Phone) -> None:
    facts, number = [], 0
    for audience in ("0-5", "6-11", "12-18", "19+", "general", "6-11"):
        for format_ in ("onsite", "offsite", "virtual", "hybrid_onsite", "hybrid_offsite"):
            number += 1
            day = {"on": f"2026-{number % 12 + 1:02}-15", "site": None, "audience": audience, "format": format_}
            counts = {"attendance_in_person": number if number % 4 else None, "attendance_virtual": number % 7 or None}
            facts.append(logs(ann, f"T{number}", **day, **counts, digital_literacy=bool(number % 2), async_views_30d=number))
    facts += [logs(ann, "other", kind="one_to_one"), logs(ann, "before", on="2025-12-31"), logs(ann, "gone"), logs(ann, "bad")]
    library.record(*facts, withdraws(ann, "gone"))
    decides(library, "rejected", "bad", of=seen(library, "ann", "bad")["version"], comment=None)
    with reading(library.id) as session_:
        told = queries.totals(session_, date(2026, 1, 1), date(2026, 12, 31))

        def plain(condition: str) -> tuple[int, int]:
            row = session_.execute(text(COUNTED.format(condition=condition)), {"library": library.id}).one()
            return int(row[0]), int(row[1])

        for audience, one in told.by_audience.items():
            assert (one.sessions, one.attendance) == plain(f"audience = '{audience}'")
        everything = plain("1 = 1")
        onsite = plain("format in ('onsite', 'hybrid_onsite')")
        offsite = plain("format in ('offsite', 'hybrid_offsite')")
        on_screens = plain("format = 'virtual'")
        away = session_.execute(
            text(COUNTED.replace("coalesce(in_person, 0) + ", "").format(condition="format <> 'virtual'")),
            {"library": library.id},
        ).one()
    assert (told.all.sessions, told.all.attendance) == everything
    assert (told.all_by_place.sessions, told.all_by_place.attendance) == everything
    assert [told.by_place[place].sessions for place in queries.PLACES] == [onsite[0], offsite[0], on_screens[0]]
    assert told.by_place["virtual"].attendance == on_screens[1] + int(away[1])
    assert told.views == sum(range(1, 31))
    assert 0 < told.digital_literacy.sessions < told.all.sessions


def test_a_hybrid_session_is_one_session_where_its_room_was(library: Library, ann: Phone) -> None:
    of = {"audience": "6-11", "format": "hybrid_onsite", "attendance_in_person": 10, "attendance_virtual": 5}
    library.record(logs(ann, **of))
    with reading(library.id) as session_:
        told = queries.totals(session_, date(2026, 11, 1), date(2026, 11, 30))
    assert told.by_audience["6-11"] == queries.Counted(1, 15, 0)
    assert (told.by_place["onsite"], told.by_place["virtual"]) == (queries.Counted(1, 10, 0), queries.Counted(0, 5, 0))


def test_a_session_of_the_wrong_shape_goes_to_quarantine(library: Library, ann: Phone) -> None:
    (outcome,) = library.record(logs(ann, audience="grown-ups"))
    assert (outcome.outcome, outcome.reason) == ("quarantined", "bad_shape")


def test_folding_anew_gives_what_is_there(library: Library, ann: Phone, bob: Phone) -> None:
    library.record(
        logs(ann), logs(bob, "T2", site="S2", trainers=["ann"]), amends(ann, attendance_in_person=9), withdraws(bob, "T2")
    )
    decides(library, "returned", of="phone-a-fact-1", comment="Why?")
    library.record(fact_text(AMENDED, "T9", {"of": "x", "was": setting(session()), "changes": {}, "reason": None},
                             id="alone", device="phone-b", seq=9, author="bob"))  # fmt: skip
    assert differences(library) == []


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"format": "offsite", "attendance_in_person": 9, "attendance_virtual": 0}, ["9 people came."]),
        ({"format": "virtual", "attendance_in_person": 0, "attendance_virtual": 6}, ["6 joined on screens."]),
        (
            {"format": "hybrid_onsite", "attendance_in_person": 9, "attendance_virtual": 0},
            ["9 people came.", "0 joined on screens."],
        ),
        ({"format": "onsite", "attendance_in_person": 9, "attendance_virtual": 2}, ["9 people came.", "2 joined on screens."]),
    ],
)
def test_nothing_is_said_of_a_way_by_which_nobody_was_to_come(
    app: Flask, library: Library, ann: Phone, told: dict[str, Any], said: list[str]
) -> None:
    library.record(ann.record("training_session.logged", "T1", session(**told)))
    page = Desk(app, library, "cleo", "coordinator").page("/inbox")
    found = [line for line in ("9 people came.", "0 people came.", "6 joined on screens.", "0 joined on screens.",
                               "2 joined on screens.") if line in page]  # fmt: skip
    assert found == said
