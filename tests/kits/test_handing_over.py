"""A kit goes from hand to hand away from the library: two sides may tell it, it happened once, somebody always has it."""

import itertools
from typing import Any

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, Phone, ToldClock, furnished, out_to
from outreach_app.kits.rules import KitFolder
from outreach_app.ledger import rules
from outreach_app.ledger.fact import Fact

MINUTE = 60_000_000
DAY = 24 * 60
ANA, BEN, CAM = {"staff": "ana"}, {"staff": "ben"}, {"staff": "cam"}
CAFE, SHELTER = {"partner": "cafe", "site": None}, {"partner": "shelter", "site": "S1"}


def fact(id_: str, kind: str, at: int, author: str, payload: dict[str, Any]) -> Fact:
    return Fact(id_, author, at + 1, kind, 1, "kit", author, at * MINUTE, at * MINUTE, "", "", None, payload)


def out(id_: str, at: int, author: str = "ana") -> Fact:
    return fact(
        id_, "kit.checked_out", at, author, {"to": {"staff": author}, "due_on": "2026-12-01", "parts": [], "note": None}
    )


def back(id_: str, at: int, author: str) -> Fact:
    return fact(id_, "kit.checked_in", at, author, {"parts": [], "note": None})


def over(
    id_: str,
    at: int,
    author: str,
    giver: dict[str, Any],
    to: dict[str, Any],
    hand: str | None = None,
    due_on: str | None = None,
) -> Fact:
    payload = {"handover": hand or f"of-{id_}", "giver": giver, "to": to, "due_on": due_on, "note": None}
    return fact(id_, "kit.handed_over", at, author, payload)


def after(*history: Fact) -> tuple[dict[str, Any], set[str]]:
    folded = rules.fold(KitFolder(), "kit", history, {})
    return folded.state, {finding.kind for finding in rules.findings(KitFolder(), "kit", folded)}


TAKEN = out("taken", 0)
GAVE, TOOK = over("gave", 10, "ana", ANA, BEN, "h1"), over("took", 12, "ben", ANA, BEN, "h1")


@pytest.mark.parametrize("told", [(GAVE,), (TOOK,), (GAVE, TOOK), (TOOK, GAVE)])
def test_either_side_alone_is_enough_and_both_make_one(told: tuple[Fact, ...]) -> None:
    state, found = after(TAKEN, *told)

    assert (state["holder"], state["loans"], found) == (BEN, 2, set())
    assert state["out"] is None
    assert state["due_on"] == "2026-12-01"


def test_a_new_day_back_is_taken_and_none_leaves_the_old() -> None:
    assert after(TAKEN, over("gave", 10, "ana", ANA, BEN, due_on="2027-01-08"))[0]["due_on"] == "2027-01-08"


def test_two_sides_that_share_no_code_are_matched_by_who_gave_and_who_took() -> None:
    gave, took = over("gave", 10, "ana", ANA, BEN), over("took", 14, "ben", ANA, BEN)

    state, found = after(TAKEN, gave, back("in", 12, "ben"), took)

    assert (state["custody"], found) == ("in_store", set())


def test_the_same_two_may_hand_it_over_again_another_day() -> None:
    again = over("again", 3 * DAY, "ben", ANA, BEN)

    state, found = after(TAKEN, GAVE, back("in", DAY, "ben"), out("anew", 2 * DAY), again)

    assert (state["holder"], found) == (BEN, set())


def test_a_chain_holds_whatever_the_clocks_of_its_phones_say() -> None:
    chain = [
        over("a-gave", 10, "ana", ANA, BEN, "h1"),
        over("b-took", 90, "ben", ANA, BEN, "h1"),
        over("b-gave", 95, "ben", BEN, CAM, "h2"),
        over("c-took", 20, "cam", BEN, CAM, "h2"),
    ]
    for kept in itertools.chain.from_iterable(itertools.combinations(chain, many) for many in (2, 3, 4)):
        ids = {one.payload["handover"] for one in kept}
        if ids == {"h1", "h2"}:
            state, found = after(TAKEN, *kept)
            assert (state["holder"], found) == (CAM, set()), [one.id for one in kept]


def test_who_only_took_it_out_is_explained_by_the_other_saying_that_it_was_given() -> None:
    taken = out("took", 9, "ben")

    assert after(TAKEN, taken)[1] == {"kit.held_twice"}
    assert after(TAKEN, taken, GAVE)[1] == set()
    assert after(TAKEN, GAVE, out("took", 11, "ben"))[1] == set()


def test_a_giver_who_did_not_have_it_is_told_and_the_taker_is_believed_until_the_missing_step_comes() -> None:
    state, found = after(TAKEN, over("took", 20, "cam", BEN, CAM))

    assert (state["holder"], found) == (CAM, {"kit.giver_not_holder"})
    assert after(TAKEN, over("took", 20, "cam", BEN, CAM), over("late", 30, "ana", ANA, BEN))[1] == set()
    assert after(over("took", 20, "cam", BEN, CAM))[0]["holder"] == CAM


def test_who_has_it_in_hand_knows_better_than_who_thinks_to_have_given_it() -> None:
    mistaken = over("gave", 10, "ana", ANA, CAM, "h1")

    assert after(TAKEN, mistaken, TOOK)[0]["holder"] == BEN
    assert after(TAKEN, TOOK, over("gave", 15, "ana", ANA, CAM, "h1"))[0]["holder"] == BEN


def test_it_goes_from_partner_to_partner_by_one_who_saw_it() -> None:
    to_cafe = over("first", 10, "ana", ANA, CAFE)

    state, found = after(TAKEN, to_cafe, over("second", 600, "ana", CAFE, SHELTER))

    assert (state["holder"], found) == (SHELTER, set())


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Any:
    with app.app_context():
        yield furnished(app)


def handed(author: Phone, name: str, to: str, **others: Any) -> str:
    payload = {"handover": "h1", "giver": {"staff": "ann"}, "to": {"staff": to}, "due_on": None, "note": "At the ferry"}
    return author.record("kit.handed_over", "K1", payload, **others)


def test_the_desk_tells_both_sides_and_nothing_fails_to_add_up(app: Flask, library: Library) -> None:
    ann, bob = library.phone("phone-a", "ann"), library.phone("phone-b", "bob")

    library.record(ann.record("kit.checked_out", "K1", out_to("ann")), handed(ann, "gave", "bob"), handed(bob, "took", "bob"))

    assert library.rows("kits")["K1"]["custody"]["holder"] == {"staff": "bob"}
    assert library.discrepancies() == []
    page = Desk(app, library, "cleo", "coordinator").page("/kits/K1")
    assert page.count("handed over to") == 2
    assert "At the ferry" in page
