"""Condition of a kit: what is damaged, lost, used up, what was done for it last. A part of the fold of a kit. Pure.

`amiss` gives for a part, by condition, [count, fact, moment, holder then]; `condition` is that of the whole kit, as
[word, fact, moment], or None where it is fine; `serviced` the last time of each work on the whole kit as [moment, loans
until then]; `seen_to` (there once a fact named parts) for a part, by work, the last time since the whole kit had it;
`used` counts what was used up and not put in again, below nought where more was put in for what is gone.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Settlement, discrepancy_id

OUT_OF_SERVICE = "out_of_service"
GONE = ("lost", "destroyed")
MENDED = ("attention", "damaged", OUT_OF_SERVICE)


def start() -> dict[str, Any]:
    """The members of a kit's state that this room keeps, before anything happened."""
    return {"condition": None, "amiss": {}, "used": {}, "serviced": {}, "loans": 0, "unfit": []}


def note_attention(state: dict[str, Any], fact: Fact, parts: Mapping[str, int]) -> None:
    """These go out with something to be looked at."""
    for part, count in parts.items():
        _mark(state, part, "attention", count, fact)


def note_damage(state: dict[str, Any], fact: Fact, part: str, count: int, settlements: Mapping[str, Settlement]) -> None:
    """So many came damaged; what a coordinator settled of it counts."""
    answer = settlements.get(discrepancy_id("kit.part_damaged", fact.subject, (fact.id,), part))
    if answer is None or answer.resolution != "repaired":
        _mark(state, part, "destroyed" if answer and answer.resolution == "written_off" else "damaged", count, fact)


def note_loss(state: dict[str, Any], fact: Fact, part: str, count: int, settlements: Mapping[str, Settlement]) -> None:
    """So many more did not come back."""
    answer = settlements.get(discrepancy_id("kit.part_missing", fact.subject, (fact.id,), part))
    if answer is None or answer.resolution != "found":
        before = state["amiss"].get(part, {}).get("lost", [0])[0]
        _mark(state, part, "lost", before + count, fact)


def note_found(state: dict[str, Any], parts: Iterable[str]) -> None:
    """These are lost no more."""
    for part in parts:
        _unmark(state, part, ("lost",))


def note_used(state: dict[str, Any], parts: Mapping[str, int]) -> None:
    """These were used up."""
    for part, count in parts.items():
        state["used"][part] = state["used"].get(part, 0) + count


def note_loan(state: dict[str, Any], fact: Fact) -> None:
    """The kit went to somebody."""
    state["loans"] += 1
    if state["condition"] and state["condition"][0] == OUT_OF_SERVICE:
        state["unfit"].append([fact.id, fact.effective])


def service(state: dict[str, Any], fact: Fact, _settlements: Mapping[str, Settlement]) -> None:
    """kit.serviced happens."""
    works, parts = fact.payload["did"], fact.payload["parts"]
    if parts:
        # Not there from the start: kits that were never seen to in parts keep the state that they have.
        seen_to = state.setdefault("seen_to", {})
        for part in parts:
            seen_to.setdefault(part, {}).update(dict.fromkeys(works, fact.effective))
    else:
        state["serviced"].update({work: [fact.effective, state["loans"]] for work in works})
        for done in state.get("seen_to", {}).values():
            for work in works:
                done.pop(work, None)
    if "repaired" in works:
        if not parts:
            state["condition"] = None
        for part in parts or list(state["amiss"]):
            _unmark(state, part, MENDED)
            _explain(state, ("damaged",), part)


def note_condition(state: dict[str, Any], fact: Fact, _settlements: Mapping[str, Settlement]) -> None:
    """kit.condition_noted happens."""
    told = fact.payload
    if told["kit"]:
        state["condition"] = None if told["kit"] == "ok" else [told["kit"], fact.id, fact.effective]
    for part in dict.fromkeys(line["part"] for line in told["parts"]):
        bad = [line for line in told["parts"] if line["part"] == part and line["condition"] != "ok" and line["count"]]
        state["amiss"].pop(part, None)
        for line in bad:
            _mark(state, part, line["condition"], line["count"], fact)
        _trim(state, part)
        if not bad:
            state["used"].pop(part, None)
            _explain(state, ("damaged", "missing"), part)


def restock(state: dict[str, Any], fact: Fact, _settlements: Mapping[str, Settlement]) -> None:
    """kit.restocked happens."""
    for line in fact.payload["parts"]:
        state["used"][line["part"]] = state["used"].get(line["part"], 0) - line["count"]
        _trim(state, line["part"])


def short(state: Mapping[str, Any]) -> dict[str, int]:
    """How many of each part the kit lacks."""
    lacks = {part: state["used"].get(part, 0) + _gone(state, part) for part in sorted({*state["used"], *state["amiss"]})}
    return {part: count for part, count in lacks.items() if count > 0}


def _gone(state: Mapping[str, Any], part: str) -> int:
    marks = state["amiss"].get(part, {})
    return sum(marks[word][0] for word in GONE if word in marks)


def _trim(state: dict[str, Any], part: str) -> None:
    """More than fills the kit counts for nothing later."""
    used = max(state["used"].get(part, 0), -_gone(state, part))
    if used:
        state["used"][part] = used
    else:
        state["used"].pop(part, None)


def _mark(state: dict[str, Any], part: str, word: str, count: int, fact: Fact) -> None:
    marks = state["amiss"].setdefault(part, {})
    if count > marks.get(word, [0])[0]:
        marks[word] = [count, fact.id, fact.effective, state["holder"]]
    if not marks:
        del state["amiss"][part]


def _unmark(state: dict[str, Any], part: str, words: Iterable[str]) -> None:
    marks = state["amiss"].get(part)
    if marks is None:
        return
    for word in words:
        marks.pop(word, None)
    if not marks:
        del state["amiss"][part]
    _trim(state, part)


def _explain(state: dict[str, Any], lists: Iterable[str], part: str) -> None:
    """What was told of this part before adds up now."""
    for name in lists:
        state[name] = [one for one in state[name] if one[0] != part]
