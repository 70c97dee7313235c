"""Stacks of flyers, the codes on them, and what was handed out, as facts tell it. Pure."""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement

PLACEMENT, CODE, HANDOUTS = "placement", "flyer_code", "flyer_handouts"
PLACED, RESTOCKED, REMOVED, HANDED_OUT = "flyer.placed", "flyer.restocked", "flyer.removed", "flyer.handed_out"
# The note of a receipt: on the day of the fact the flyer was not true, or was handed out no more.
EXPIRED = "flyer_expired"
NONE = "-"
_OF_A_STACK = ("flyer", "code", "site", "spot", "language")


class PlacementFolder:
    """The fold of a stack.

    State: `stack` what it is and where, None where nobody laid it out; `copies` that lie there, as far as is known; `laid`
    in all, `taken` of which it is known; `placed`, `restocked` and `removed` the last of each as [fact, time, day, author],
    `removed` with its reason; `early` facts of a stack that was not there, `expired` those of a flyer that was not true.
    """

    def start(self) -> dict[str, Any]:
        return {
            "stack": None,
            "copies": 0,
            "laid": 0,
            "taken": 0,
            "restock_on": None,
            "placed": None,
            "restocked": None,
            "removed": None,
            "early": [],
            "expired": [],
        }

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        if EXPIRED in fact.notes:
            state["expired"].append([fact.id, fact.effective])
        if fact.kind != PLACED and state["stack"] is None:
            state["early"].append([fact.id, fact.effective])
            return
        _STEPS[fact.kind](state, fact, [fact.id, fact.effective, fact.local_date, fact.author])

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        for fact, at in state["early"]:
            yield Finding("flyer.not_placed", subject, (fact,), at)
        for fact, at in state["expired"]:
            yield Finding("flyer.expired_placed", subject, (fact,), at)


class CodeFolder:
    """The fold of a code on stacks.

    State: `lies` by placement [fact, time] of the stacks that have it now; `twice` as [first, second, time]; `held`, where a
    phone holds it up, which flyer's and in which language, the phone, who began with it and on which day.
    """

    def start(self) -> dict[str, Any]:
        return {"lies": {}, "twice": []}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        if fact.kind == HANDED_OUT:
            # The first holds: a phone that has forgotten that it told so tells it again.
            told = fact.payload
            held = {"flyer": told["flyer"], "language": told["language"], "device": fact.device}
            state.setdefault("held", {**held, "author": fact.author, "since": fact.local_date})
            return
        lies = state["lies"]
        if fact.kind == REMOVED:
            lies.pop(fact.subject, None)
            return
        state["twice"] += [[first, fact.id, fact.effective] for other, (first, _at) in lies.items() if other != fact.subject]
        lies[fact.subject] = [fact.id, fact.effective]

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        for first, second, at in state["twice"]:
            yield Finding("flyer.code_twice", subject, (first, second), at)


class HandoutsFolder:
    """The fold of what was handed out on a visit.

    State: `counts` by "day site flyer language"; `expired` by flyer the first fact of one that was not true, its time, and how
    many such there were.
    """

    def start(self) -> dict[str, Any]:
        return {"counts": {}, "expired": {}}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        told, counts = fact.payload, state["counts"]
        key = " ".join((fact.local_date, told["site"] or NONE, told["flyer"], told["language"] or NONE))
        counts[key] = counts.get(key, 0) + told["count"]
        if EXPIRED in fact.notes:
            first = state["expired"].setdefault(told["flyer"], [fact.id, fact.effective, 0])
            first[2] += told["count"]

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        for flyer, (fact, at, count) in state["expired"].items():
            if count > 0:
                yield Finding("flyer.expired_handed_out", subject, (fact,), at, flyer, {"count": count})


def touched(fact: Fact) -> Iterable[tuple[str, str]]:
    """The visit on which it was, and the code of the stack or the one that is held up."""
    if fact.visit:
        yield "visit", fact.visit
    if fact.kind in (PLACED, REMOVED) or (fact.kind == HANDED_OUT and fact.payload.get("code")):
        yield CODE, fact.payload["code"]


def _place(state: dict[str, Any], fact: Fact, told: list[Any]) -> None:
    copies = fact.payload["copies"]
    stack = {name: fact.payload[name] for name in _OF_A_STACK}
    # Said again it is a correction, and what was counted since begins anew.
    state.update(stack=stack, copies=copies, laid=copies, taken=0, restock_on=fact.payload["restock_on"])
    state.update(placed=told, restocked=None, removed=None)


def _restock(state: dict[str, Any], fact: Fact, told: list[Any]) -> None:
    payload = fact.payload
    _count(state, payload["left"])
    state["copies"] += payload["copies"]
    state["laid"] += payload["copies"]
    # Who adds to a stack says that it is there.
    state.update(restocked=told, restock_on=payload["restock_on"], removed=None)


def _remove(state: dict[str, Any], fact: Fact, told: list[Any]) -> None:
    reason, left = fact.payload["reason"], fact.payload["left"]
    _count(state, 0 if reason == "gone" and left is None else left)
    state.update(copies=0, restock_on=None, removed=[*told, reason])


def _count(state: dict[str, Any], left: int | None) -> None:
    if left is not None:
        state["taken"] += max(0, state["copies"] - left)
        state["copies"] = left


_STEPS = {PLACED: _place, RESTOCKED: _restock, REMOVED: _remove}
