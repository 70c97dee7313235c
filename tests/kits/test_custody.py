"""Who holds a kit after a history, and what does not add up."""

import itertools

from outreach_app.kits.rules import KitFolder
from outreach_app.ledger import rules
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Settlement, discrepancy_id

HOUR = 3_600_000_000
ANA, BEN = {"staff": "ana"}, {"staff": "ben"}


def fact(id_, kind, hour, payload):
    return Fact(id_, "phone", hour + 1, kind, 1, "kit", "ana", hour * HOUR, hour * HOUR, "", "", None, payload)


def out(id_, hour, to=ANA, **parts):
    lines = [{"part": part, "count": count, "state": "ok"} for part, count in parts.items()]
    return fact(id_, "kit.checked_out", hour, {"to": to, "due_on": None, "parts": lines, "note": None})


def back(id_, hour, *lines):
    parts = [{"part": part, "count": count, "result": result} for part, count, result in lines]
    return fact(id_, "kit.checked_in", hour, {"parts": parts, "note": None})


def after(*history, settled=()):
    settlements = {one.discrepancy: one for one in settled}
    folded = rules.fold(KitFolder(), "kit", history, settlements)
    return folded.state, {finding.kind for finding in rules.findings(KitFolder(), "kit", folded)}


def test_a_kit_that_is_taken_out_is_with_its_holder_until_every_part_is_accounted_for():
    taken = out("a", 1, tablet=1, cable=10)
    some = back("b", 2, ("tablet", 1, "present"), ("cable", 4, "present"))
    rest = back("c", 3, ("cable", 5, "present"), ("cable", 1, "consumed"))

    assert after(taken, some)[0]["holder"] == ANA
    assert after(taken, some)[0]["out"] == {"cable": 6}
    assert after(taken, some, rest) == ({**after(taken, some, rest)[0], "custody": "in_store", "holder": None}, set())


def test_what_stays_out_may_have_a_day_of_its_own():
    taken = out("a", 1, tablet=1, cable=10)
    taken.payload["due_on"] = "2026-12-01"
    some = back("b", 2, ("tablet", 1, "present"))

    assert after(taken, some)[0]["due_on"] == "2026-12-01"
    some.payload["rest_due_on"] = "2026-12-08"
    assert after(taken, some)[0]["due_on"] == "2026-12-08"


def test_a_kit_that_is_kept_longer_is_due_on_the_new_day_and_one_in_store_is_not_due():
    longer = fact("b", "kit.extended", 2, {"due_on": "2026-12-08", "note": None})

    assert after(out("a", 1), longer)[0]["due_on"] == "2026-12-08"
    assert after(out("a", 1), longer, back("c", 3))[0]["due_on"] is None
    assert after(longer) == (after()[0], set())


def test_an_empty_list_means_the_whole_kit():
    assert after(out("a", 1), back("b", 2))[0]["custody"] == "in_store"


def test_two_who_hold_one_kit_make_a_discrepancy_and_the_later_is_believed():
    state, found = after(out("a", 1), out("b", 2, BEN))

    assert (state["holder"], found) == (BEN, {"kit.held_twice"})


def test_a_late_return_explains_a_kit_that_was_held_twice():
    assert after(out("a", 1), back("late", 2), out("b", 3, BEN))[1] == set()


def test_a_settlement_that_the_first_stands_leaves_the_second_out_of_custody():
    answer = Settlement(discrepancy_id("kit.held_twice", "kit", ("a", "b")), "stands", "a", None, "s")

    state, found = after(out("a", 1), out("b", 2, BEN), settled=[answer])

    assert (state["holder"], found) == (ANA, {"kit.held_twice"})


def test_a_return_though_not_out_is_told_until_the_late_check_out_comes():
    assert after(back("b", 2))[1] == {"kit.returned_not_out"}
    assert after(back("b", 2), out("late", 1))[1] == set()


def test_a_missing_part_is_told_until_it_is_seen_again():
    lost = (out("a", 1, cable=10), back("b", 2, ("cable", 9, "present"), ("cable", 1, "missing")))

    assert after(*lost)[1] == {"kit.part_missing"}
    assert after(*lost, out("c", 3, cable=9))[1] == {"kit.part_missing"}
    assert after(*lost, out("c", 3, cable=10))[1] == set()


def test_damage_is_told_once_until_it_is_mended():
    told = (out("a", 1, tablet=1), back("b", 2, ("tablet", 1, "damaged")), out("c", 3, tablet=1))
    again = back("d", 4, ("tablet", 1, "damaged"))
    folded = rules.fold(KitFolder(), "kit", [*told, again], {})

    assert [one.facts for one in rules.findings(KitFolder(), "kit", folded)] == [("b",)]


def test_the_order_of_arrival_does_not_matter():
    history = [out("a", 1, cable=3), out("b", 2, BEN, cable=3), back("c", 3, ("cable", 2, "present")), back("d", 4)]
    folds = [rules.fold(KitFolder(), "kit", order, {}).as_json() for order in itertools.permutations(history)]

    assert len(set(folds)) == 1


def test_stepping_on_from_a_checkpoint_gives_what_folding_the_whole_gives():
    history = [out("a", 1, cable=3), out("b", 2, BEN, cable=3), back("c", 3, ("cable", 2, "present")), back("d", 4)]
    whole = rules.fold(KitFolder(), "kit", history, {})
    for cut in range(1, len(history)):
        first = rules.fold(KitFolder(), "kit", history[:cut], {})
        kept = rules.Folded.from_json(first.as_json(), first.last)
        assert rules.can_step(kept, history[cut:])
        assert rules.step_on(KitFolder(), "kit", kept, history[cut:])
        assert kept == whole
