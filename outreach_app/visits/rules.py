"""A visit as its facts tell it: when it began and ended, who was there, what was held. Pure.

Sessions are told to a visit by facts of their own subject; what a session says of itself is folded there, here it is
only counted.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.judging import facts as judging_facts
from outreach_app.judging import rules as judging
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement
from outreach_app.shapes import LARGEST

LOOSE, STARTED, FINISHED = "loose", "started", "finished"
NOT_HELD = ("closed", "called_off")
LONGEST_US = 16 * 3600 * 1_000_000
COUNTED = ("attendance_in_person", "attendance_virtual")

SETTLEMENTS = {
    "visit.two_sites": ("both", "mistaken"),
    "visit.finished_not_started": ("noted", "mistaken"),
}


class VisitFolder:
    """The fold of a visit.

    State: how it stands in review, as `outreach_app/judging/rules.py` has it, its last end being the version; `starts` and
    `ends` as [fact, time, site or outcome] in order, `people` who was there, `on` the date of the first start, `sessions`
    what each counted, `withdrawn` those that are not to be counted, `merged` by session the one that it is counted as.
    """

    def start(self) -> dict[str, Any]:
        happened: dict[str, Any] = {"starts": [], "ends": [], "people": [], "on": None}
        return {**judging.start(), **happened, "sessions": {}, "withdrawn": [], "merged": {}}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        # Whatever else names the visit (a kit that was taken out there) belongs to its history and changes nothing.
        step = _STEPS.get(fact.kind)
        if step:
            step(state, fact)

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        starts, ends = state["starts"], state["ends"]
        yield from judging.unseen(state, "visit.decided_unseen", subject)
        for fact, at, _outcome in ends:
            if not starts or at < starts[0][1]:
                yield Finding("visit.finished_not_started", subject, (fact,), at)
        for fact, at, site in starts[1:]:
            if site and starts[0][2] and site != starts[0][2]:
                yield Finding("visit.two_sites", subject, (starts[0][0], fact), at)
        if starts and ends and ends[-1][1] - starts[0][1] > LONGEST_US:
            hours = (ends[-1][1] - starts[0][1]) // 3_600_000_000
            yield Finding("visit.too_long", subject, (starts[0][0], ends[-1][0]), ends[-1][1], None, {"hours": hours})
        if ends and ends[-1][2] in NOT_HELD and counted(state):
            yield Finding("visit.held_though_not", subject, (ends[-1][0],), ends[-1][1], None, {"sessions": counted(state)})


def counted(state: Mapping[str, Any]) -> int:
    """How many sessions were held."""
    return sum(_counts(state, one) for one in state["sessions"])


def attendance(state: Mapping[str, Any]) -> int:
    """How many people came to the sessions, as far as they were counted."""
    came = sum(
        max(0, told.get(name) or 0) for one, told in state["sessions"].items() if _counts(state, one) for name in COUNTED
    )
    return min(came, LARGEST)


def _counts(state: Mapping[str, Any], session: str) -> bool:
    """Not withdrawn, nor counted as another one; as one that was withdrawn since, it would be left out altogether."""
    merged = state["merged"].get(session)
    return session not in state["withdrawn"] and (merged is None or merged in state["withdrawn"])


def stage(state: Mapping[str, Any]) -> str:
    """How far the visit is; "loose" where nobody started or finished it."""
    starts, ends = state["starts"], state["ends"]
    if ends and (not starts or ends[-1][1] >= starts[-1][1]):
        return FINISHED
    return STARTED if starts else LOOSE


def touched(fact: Fact) -> Iterable[tuple[str, str]]:
    """The visit during which something was recorded."""
    if fact.visit:
        yield "visit", fact.visit


def _started(state: dict[str, Any], fact: Fact) -> None:
    state["starts"].append([fact.id, fact.effective, fact.payload["site"]])
    state["on"] = state["on"] or fact.local_date
    _were_there(state, [*fact.payload["trainers"], fact.author])


def _finished(state: dict[str, Any], fact: Fact) -> None:
    judging.take(state, fact)
    state["ends"].append([fact.id, fact.effective, fact.payload["outcome"]])
    state["on"] = state["on"] or fact.local_date
    _were_there(state, [fact.author])


def _were_there(state: dict[str, Any], staff: Iterable[str | None]) -> None:
    state["people"] = sorted({*state["people"], *(one for one in staff if one)})


def _session(state: dict[str, Any], fact: Fact) -> None:
    told = fact.payload.get("changes", fact.payload)
    known = state["sessions"].setdefault(fact.subject, {})
    known.update({name: told[name] for name in COUNTED if name in told})


def _amended(state: dict[str, Any], fact: Fact) -> None:
    _session(state, fact)
    # Who puts a session right says that it was held.
    state["withdrawn"] = [one for one in state["withdrawn"] if one != fact.subject]


def _withdrawn(state: dict[str, Any], fact: Fact) -> None:
    if fact.subject not in state["withdrawn"]:
        state["withdrawn"].append(fact.subject)


def _merged(state: dict[str, Any], fact: Fact) -> None:
    state["merged"][fact.subject] = fact.payload["into"]


def _parted(state: dict[str, Any], fact: Fact) -> None:
    state["merged"].pop(fact.subject, None)


_STEPS = {
    "visit.started": _started,
    "visit.finished": _finished,
    "training_session.logged": _session,
    "training_session.amended": _amended,
    "training_session.withdrawn": _withdrawn,
    "training_session.merged": _merged,
    "training_session.unmerged": _parted,
    **{f"visit.{word}": judging.decide for word in judging_facts.DECISIONS},
}
