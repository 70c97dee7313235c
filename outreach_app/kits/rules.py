"""Custody of a kit: who holds it after a history, and what does not add up. Pure.

The later phone is believed, since its owner has the kit in hand; the rest is for a coordinator. Parts are known here
only from what facts say of them: an empty list is "the whole kit", whatever that is.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.kits.care import rules as care
from outreach_app.kits.handover import rules as handover
from outreach_app.kits.holders import IN_STORE, OUT, holder_of, is_same
from outreach_app.kits.reported import rules as reported
from outreach_app.kits.reservations import rules as reservations
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement, discrepancy_id

SETTLEMENTS = {
    "kit.held_twice": ("stands", "both"),
    "kit.part_missing": ("found", "written_off", "noted"),
    "kit.part_damaged": ("repaired", "written_off", "noted"),
    "kit.giver_not_holder": ("noted", "mistaken"),
    "kit.returned_not_out": ("noted", "mistaken"),
    "kit.promised_elsewhere": ("noted", "mistaken"),
    "kit.lent_out_of_service": ("noted", "mistaken"),
    "kit.part_unexpected": ("noted", "mistaken"),
    "kit.codes_unknown": ("noted", "mistaken"),
    **reported.SETTLEMENTS,
}


class KitFolder:
    """The fold of a kit.

    State: `custody` is in_store or out; `holder` {staff} or {partner, site}; `since` microseconds; `out` counts of
    parts that the holder has, or None for the whole kit; `back` what came back since the kit went out; `by` the fact
    that gave the holder the kit; `counted` the fact and time of the last stocktake. The lists hold what `findings` tells;
    the rest is that of the rules of `outreach_app/kits/care`, `handover`, `reservations` and `reported`.
    """

    def start(self) -> dict[str, Any]:
        return {
            "custody": IN_STORE,
            "holder": None,
            "since": None,
            "due_on": None,
            "out": {},
            "back": {},
            "by": None,
            "held_twice": [],
            "not_out": [],
            "missing": [],
            "damaged": [],
            **care.start(),
            **handover.start(),
            **reservations.start(),
            **reported.start(),
            "counted": None,
            "unexpected": [],
            "unknown": [],
        }

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        _STEPS[fact.kind](state, fact, settlements)
        reported.explain(state, fact)

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        for first, second, at, _had, _has in state["held_twice"]:
            yield Finding("kit.held_twice", subject, (first, second), at)
        for before, fact, at, _had, _giver in state["not_holder"]:
            yield Finding("kit.giver_not_holder", subject, (before, fact) if before else (fact,), at)
        for fact, at in state["not_out"]:
            yield Finding("kit.returned_not_out", subject, (fact,), at)
        for part, count, had, fact, at in state["missing"]:
            yield Finding("kit.part_missing", subject, (fact,), at, part, {"count": count, "had": had})
        for part, count, fact, at in state["damaged"]:
            yield Finding("kit.part_damaged", subject, (fact,), at, part, {"count": count})
        if state.get("promised"):
            fact, at, promise = state["promised"]
            yield Finding("kit.promised_elsewhere", subject, (fact,), at, None, {"reservation": promise})
        for fact, at in state["unfit"]:
            yield Finding("kit.lent_out_of_service", subject, (fact,), at)
        for part, count, fact, at in state["unexpected"]:
            yield Finding("kit.part_unexpected", subject, (fact,), at, part, {"count": count})
        for count, fact, at in state["unknown"]:
            yield Finding("kit.codes_unknown", subject, (fact,), at, None, {"count": count})
        yield from reported.findings(state, subject)


def _check_out(state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
    told = fact.payload
    holder = holder_of(told["to"])
    counts = _counts(told["parts"], "state")
    gone = _together(*(parts for word, parts in counts.items() if word != "missing"))
    _explain_missing(state, gone)
    for line in told["parts"]:
        if line["state"] == "missing" and not any(one[0] == line["part"] for one in state["missing"]):
            _add_missing(state, fact, line["part"], line["count"], line["count"], settlements)
    care.note_attention(state, fact, counts.get("attention", {}))
    _add_damaged(state, fact, counts.get("damaged", {}), settlements)
    out = dict(gone) if told["parts"] else None
    if state["custody"] == OUT and is_same(state["holder"], holder):
        _take_more(state, out)
        state["due_on"] = told["due_on"]
        reservations.note_promise(state, fact)
        return
    if state["custody"] == OUT:
        pair = (state["by"], fact.id)
        state["held_twice"].append([*pair, fact.effective, state["holder"], holder])
        answer = settlements.get(discrepancy_id("kit.held_twice", fact.subject, pair))
        if answer and answer.resolution == "stands" and answer.fact == state["by"]:
            return
    care.note_loan(state, fact)
    reservations.note_promise(state, fact)
    state.update(custody=OUT, holder=holder, since=fact.effective, due_on=told["due_on"], out=out, back={}, by=fact.id)


def _check_in(state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
    parts = fact.payload["parts"]
    was_out, out, back = state["custody"] == OUT, state["out"], state["back"]
    if not was_out:
        state["not_out"].append([fact.id, fact.effective])
    counts = _counts(parts, "result")
    broken = counts.get("damaged", {})
    seen = _together(counts.get("present", {}), broken)
    _add_damaged(state, fact, broken, settlements)
    _explain_missing(state, seen)
    for part, count in counts.get("missing", {}).items():
        held = None if out is None else out.get(part, 0)
        # Somebody else brought it back already: it is not missing, it was not here to be found.
        if held == 0 and back.get(part):
            continue
        _add_missing(state, fact, part, count, max((held or 0) + back.get(part, 0), count + seen.get(part, 0)), settlements)
    care.note_used(state, counts.get("consumed", {}))
    if not was_out:
        return
    for line in parts:
        part, count = line["part"], line["count"]
        if out is not None and part in out:
            out[part] = max(0, out[part] - count)
            if not out[part]:
                del out[part]
        if line["result"] != "missing":
            back[part] = back.get(part, 0) + count
    if not parts or (out is not None and not out):
        state.update(custody=IN_STORE, holder=None, since=fact.effective, due_on=None, out={}, by=None, promised=None)
    elif "rest_due_on" in fact.payload:
        state["due_on"] = fact.payload["rest_due_on"]


def _extend(state: dict[str, Any], fact: Fact, _settlements: Mapping[str, Settlement]) -> None:
    """It is with whoever has it for longer; what is in store has no day to come back."""
    if state["custody"] == OUT:
        state["due_on"] = fact.payload["due_on"]


def _count(state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
    """A stocktake moves nothing; what the last one found is what counts."""
    counts = _counts(fact.payload["parts"], "result")
    found = counts.get("found", {})
    _explain_missing(state, found)
    for part, count in counts.get("missing", {}).items():
        if not _is_known_missing(state, fact, part, count, settlements):
            _add_missing(state, fact, part, count, count + found.get(part, 0), settlements)
    unknown = len(fact.payload["codes"])
    state["counted"] = [fact.id, fact.effective]
    state["unexpected"] = [
        [part, count, fact.id, fact.effective] for part, count in counts.get("unexpected", {}).items() if count
    ]
    state["unknown"] = [[unknown, fact.id, fact.effective]] if unknown else []


_STEPS = {
    "kit.checked_out": _check_out,
    "kit.checked_in": _check_in,
    "kit.extended": _extend,
    "kit.handed_over": handover.hand_over,
    "kit.counted": _count,
    "kit.serviced": care.service,
    "kit.condition_noted": care.note_condition,
    "kit.restocked": care.restock,
    "kit.problem_reported": reported.report,
}


def _take_more(state: dict[str, Any], out: dict[str, int] | None) -> None:
    if out is None or state["out"] is None:
        state["out"] = None
        return
    for part, count in out.items():
        state["out"][part] = max(count, state["out"].get(part, 0))


def _add_missing(
    state: dict[str, Any], fact: Fact, part: str, count: int, had: int, settlements: Mapping[str, Settlement]
) -> None:
    if count:
        care.note_loss(state, fact, part, count, settlements)
        state["missing"].append([part, count, had, fact.id, fact.effective])


def _is_known_missing(
    state: Mapping[str, Any], fact: Fact, part: str, count: int, settlements: Mapping[str, Settlement]
) -> bool:
    """Whether as many of a part are missing by what was told before, and not said to be found since."""
    for missed, before, _had, by, _at in state["missing"]:
        answer = settlements.get(discrepancy_id("kit.part_missing", fact.subject, (by,), part))
        if missed == part and before >= count and (answer is None or answer.resolution != "found"):
            return True
    return False


def _explain_missing(state: dict[str, Any], seen: Mapping[str, int]) -> None:
    """A part that is seen again in the number it had is missing no more."""
    if seen and state["missing"]:
        care.note_found(state, [one[0] for one in state["missing"] if 0 < one[2] <= seen.get(one[0], 0)])
        state["missing"] = [one for one in state["missing"] if not 0 < one[2] <= seen.get(one[0], 0)]


def _counts(parts: Iterable[Mapping[str, Any]], member: str) -> dict[str, dict[str, int]]:
    """How many of each part, by what `member` says of them."""
    counts: dict[str, dict[str, int]] = {}
    for line in parts:
        alike, part = counts.setdefault(line[member], {}), line["part"]
        alike[part] = alike.get(part, 0) + line["count"]
    return counts


def _together(*several: Mapping[str, int]) -> dict[str, int]:
    """How many of each part in all of these."""
    total: dict[str, int] = {}
    for one in several:
        for part, count in one.items():
            total[part] = total.get(part, 0) + count
    return total


def _add_damaged(state: dict[str, Any], fact: Fact, broken: Mapping[str, int], settlements: Mapping[str, Settlement]) -> None:
    """Damage that was told before, in as great a number, and has not been mended since is not told again."""
    for part, count in broken.items():
        care.note_damage(state, fact, part, count, settlements)
        told = (
            settlements.get(discrepancy_id("kit.part_damaged", fact.subject, (by,), part))
            for damaged, before, by, _at in state["damaged"]
            if damaged == part and before >= count
        )
        if count and not any(answer is None or answer.resolution == "noted" for answer in told):
            state["damaged"].append([part, count, fact.id, fact.effective])
