"""A kit goes from hand to hand: two sides tell it, and it happened once. A part of the fold of a kit. Pure.

`handovers` holds the last of them as [handover, giver, taker, author, moment, fact, told by its taker];
`not_holder` the facts whose giver was not who had the kit as far as was known, as [before, fact, moment, who had it, giver].
"""

from collections.abc import Mapping
from typing import Any

from outreach_app.kits.care import rules as care
from outreach_app.kits.holders import OUT, holder_of, is_same
from outreach_app.kits.reservations import rules as reservations
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Settlement

# So far back may the other side of a hand-over lie.
REMEMBERED = 12
# Within this time of one another, two people who tell that the same one gave to the same one tell of one hand-over.
ALIKE_US = 24 * 3600 * 1_000_000

_ID, _GIVER, _TAKER, _AUTHOR, _AT, _FACT, _BY_TAKER = range(7)


def start() -> dict[str, Any]:
    """The members of a kit's state that this room keeps, before anything happened."""
    return {"handovers": [], "not_holder": []}


def hand_over(state: dict[str, Any], fact: Fact, _settlements: Mapping[str, Settlement]) -> None:
    """kit.handed_over happens."""
    giver, taker = holder_of(fact.payload["giver"]), holder_of(fact.payload["to"])
    is_by_taker = taker.get("staff") is not None and taker.get("staff") == fact.author
    known = _other_side(state, fact, giver, taker)
    if known:
        # Who it is in the hands of knows better than who thinks to have given it.
        if is_by_taker and not known[_BY_TAKER] and state["by"] == known[_FACT] and not is_same(known[_TAKER], taker):
            state["holder"] = taker
        known[_BY_TAKER] = known[_BY_TAKER] or is_by_taker
        known[_AUTHOR] = None
        return
    told = [fact.payload["handover"], giver, taker, fact.author, fact.effective, fact.id, is_by_taker]
    state["handovers"] = [*state["handovers"], told][-REMEMBERED:]
    was_out = state["custody"] == OUT
    is_held_by_giver = was_out and is_same(state["holder"], giver)
    if _explains(state, giver, taker) and not is_held_by_giver:
        return
    if was_out and is_same(state["holder"], taker):
        state["due_on"] = fact.payload["due_on"] or state["due_on"]
        return
    if not is_held_by_giver:
        state["not_holder"].append([state["by"], fact.id, fact.effective, state["holder"], giver])
    care.note_loan(state, fact)
    reservations.note_promise(state, fact)
    state.update(
        custody=OUT,
        holder=taker,
        since=fact.effective,
        due_on=fact.payload["due_on"] or state["due_on"],
        by=fact.id,
        **({} if was_out else {"out": None, "back": {}}),
    )


def _other_side(state: dict[str, Any], fact: Fact, giver: Mapping[str, Any], taker: Mapping[str, Any]) -> list[Any] | None:
    """What was told of the same hand-over before."""
    one: list[Any]
    for one in reversed(state["handovers"]):
        if one[_ID] == fact.payload["handover"]:
            return one
    for one in reversed(state["handovers"]):
        is_alike = is_same(one[_GIVER], giver) and is_same(one[_TAKER], taker)
        if is_alike and one[_AUTHOR] not in (None, fact.author) and fact.effective - one[_AT] <= ALIKE_US:
            return one
    return None


def _explains(state: dict[str, Any], giver: Mapping[str, Any], taker: Mapping[str, Any]) -> bool:
    """Whether it is the step that was lacking between what is known: told late, or by a clock that is slow."""
    for name in ("held_twice", "not_holder"):
        for one in state[name]:
            had, has = one[3:]
            if had and is_same(had, giver) and is_same(has, taker):
                state[name] = [other for other in state[name] if other is not one]
                return True
    return False
