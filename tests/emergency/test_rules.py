"""Two who switch it on at once, and a phone that is a day behind, come to one emergency, or to words for a person."""

from itertools import permutations
from typing import Any

from outreach_app.emergency.mode import rules
from outreach_app.emergency.mode.rules import DayFolder, TimelineFolder
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Settlement, discrepancy_id, findings, fold

HOUR = 3_600_000_000


def fact(kind: str, at: int, device: str = "a", subject: str = rules.ALL, **payload: Any) -> Fact:
    return Fact(
        f"{kind}-{device}-{at}", device, at + 1, f"emergency.{kind}", 1, subject, "cora", at * HOUR, at * HOUR,
        "2026-11-24T15:00:00Z", "2026-11-24", None, payload,
    )  # fmt: skip


def declared(at: int, emergency: str, device: str = "a", name: str = "Storm", after: str | None = None) -> Fact:
    return fact("declared", at, device, emergency=emergency, name=name, words=[], after=after)


def ended(at: int, emergency: str, device: str = "a") -> Fact:
    return fact("ended", at, device, emergency=emergency, note=None)


def told(*facts: Fact, settlements: dict[str, Settlement] | None = None) -> tuple[list[tuple[str, list[str], bool]], list[str]]:
    """Each emergency as (id, also, whether it runs), and what does not add up; in whichever order the facts come."""
    seen = []
    for order in permutations(facts):
        folded = fold(TimelineFolder(), rules.ALL, order, settlements or {})
        every = [(one["id"], one["also"], one["ended"] is None) for one in folded.state["all"]]
        seen.append((every, sorted(one.kind for one in findings(TimelineFolder(), rules.ALL, folded))))
    assert all(one == seen[0] for one in seen)
    return seen[0]


def test_two_coordinators_at_once_switch_on_one_emergency_which_goes_by_both_ids() -> None:
    assert told(declared(1, "E1"), declared(2, "E2", "b")) == ([("E1", ["E2"], True)], [])


def test_whoever_ends_it_may_know_it_by_either_id() -> None:
    assert told(declared(1, "E1"), declared(2, "E2", "b"), ended(5, "E2", "b")) == ([("E1", ["E2"], False)], [])


def test_two_names_for_one_emergency_are_told() -> None:
    one, other = declared(1, "E1"), declared(2, "E2", "b", name="Flood")
    assert told(one, other) == ([("E1", ["E2"], True)], ["emergency.two_names"])


def test_a_phone_that_tells_a_day_later_that_it_declared_it_too_changes_nothing() -> None:
    late = declared(3, "E9", "phone")
    assert told(declared(1, "E1"), ended(9, "E1"), late) == ([("E1", ["E9"], False)], [])


def test_a_phone_that_declares_it_without_knowing_that_it_is_over_is_believed_and_told() -> None:
    assert told(declared(1, "E1"), ended(5, "E1"), declared(7, "E9", "phone")) == (
        [("E1", [], False), ("E9", [], True)],
        ["emergency.declared_unaware"],
    )


def test_one_who_knows_that_the_last_is_over_begins_a_new_one() -> None:
    assert told(declared(1, "E1"), ended(5, "E1"), declared(7, "E2", after="E1")) == ([("E1", [], False), ("E2", [], True)], [])


def test_declaring_it_unaware_is_undone_where_the_desk_says_that_it_was_a_mistake() -> None:
    end, again = ended(5, "E1"), declared(7, "E9", "phone")
    of = discrepancy_id("emergency.declared_unaware", rules.ALL, (end.id, again.id))
    answer = Settlement(of, "mistaken", again.id, None, "settled")
    assert told(declared(1, "E1"), end, again, settlements={of: answer}) == (
        [("E1", [], False)],
        ["emergency.declared_unaware"],
    )


def test_an_end_that_is_told_late_ends_it_when_it_happened_and_what_went_on_after_it_is_told() -> None:
    after = fact("updated", 8, emergency="E1", name="Storm", words=[])
    assert told(declared(1, "E1"), ended(5, "E1", "phone"), after) == ([("E1", [], False)], ["emergency.went_on"])


def test_ending_it_twice_is_ending_it_once() -> None:
    assert told(declared(1, "E1"), ended(5, "E1"), ended(6, "E1", "phone")) == ([("E1", [], False)], [])


def test_a_phone_that_ends_the_last_one_late_does_not_end_the_next() -> None:
    facts = (declared(1, "E1"), ended(5, "E1"), declared(6, "E2", after="E1"), ended(7, "E1", "phone"))
    assert told(*facts) == ([("E1", [], False), ("E2", [], True)], [])


def test_ending_what_nobody_had_declared_has_no_effect_and_is_told() -> None:
    assert told(ended(1, "E1", "phone"), declared(2, "E1")) == ([("E1", [], True)], ["emergency.unknown"])


def test_a_day_keeps_how_everybody_was_last_and_that_they_asked_for_help() -> None:
    day = rules.day_id("E1", "2026-11-24")
    facts = [
        fact("checked_in", 1, subject=day, staff="ann", state="need_help", place="S1"),
        fact("checked_in", 2, subject=day, staff="ann", state="available", place=None),
        fact("people_helped", 1, subject=day, place="S1", service="charging", count=3),
        fact("people_helped", 2, subject=day, place="S1", service="charging", count=-1),
        fact("handed_out", 2, subject=day, place=None, item="flyer", count=4),
    ]
    state = fold(DayFolder(), day, facts, {}).state
    assert state["roll"] == {"ann": ["available", None, 2 * HOUR, True, 1 * HOUR]}
    assert state["counts"] == {"helped charging S1": 2, "handed_out flyer -": 4}
    assert rules.day_of(day) == ("E1", "2026-11-24")
