"""A training session as its facts tell it: what it was, how it stands in review, what does not add up. Pure.

Free text of trainers is not folded. What the desk writes to them is: it is what phones are told.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app import clock, shapes
from outreach_app.judging import rules as judging
from outreach_app.judging.rules import APPROVED, EDITED, HAS_ISSUES, RECEIVED, REJECTED, STATES
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement

__all__ = ["APPROVED", "EDITED", "HAS_ISSUES", "RECEIVED", "REJECTED", "STATES", "SessionFolder"]
MINUTE_US = 60 * 1_000_000
LONGEST_US = 8 * 60 * MINUTE_US
AHEAD_US = 10 * MINUTE_US
MOST_PEOPLE = 500
NUMBERS = ("attendance_in_person", "attendance_virtual", "async_views_30d")
NOT_FOLDED = ("notes",)
# The note of a receipt: by the day of the session the library had closed its place.
SITE_CLOSED = "site_closed"


class SessionFolder:
    """The fold of a training session.

    State: how it stands in review, as `outreach_app/judging/rules.py` has it; `content` as it holds now, None where only
    something else is known of it; `author` and `visit` of the first log; `withdrawn`, and `withdrawn_by` which fact; `merged`
    the session that it is counted as; `at_closed` whether its place was closed by then. The lists hold what `findings` tells.
    """

    def start(self) -> dict[str, Any]:
        return {
            **judging.start(),
            "content": None,
            "author": None,
            "visit": None,
            "recorded": None,
            "at": None,
            "withdrawn": False,
            "withdrawn_by": None,
            "merged": None,
            "twice": [],
            "parallel": [],
            "early": [],
            "at_closed": False,
        }

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        _STEPS[fact.kind](state, fact)

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        for first, second, at in state["twice"]:
            yield Finding("session.logged_twice", subject, (first, second), at)
        for current, fact, at in state["parallel"]:
            yield Finding("session.amended_in_parallel", subject, (current, fact), at)
        yield from judging.unseen(state, "session.decided_unseen", subject)
        for fact, at in state["early"]:
            yield Finding("session.not_logged", subject, (fact,), at)
        if state["content"] and not state["withdrawn"] and not state["merged"]:
            yield from _odd(state, subject)


def kept(told: Mapping[str, Any]) -> dict[str, Any]:
    """The members that are folded."""
    return {name: value for name, value in told.items() if name not in NOT_FOLDED and name in MEMBERS}


MEMBERS = (
    "on", "starts_at", "ends_at", "site", "kind", "format", "audience", "trainers", "attendance_in_person",
    "attendance_virtual", "async_views_30d", "sponsor", "digital_literacy", "topic", "languages", "kits", "partner_share",
    "room_holds", "series", "notes",
)  # fmt: skip


def micros(instant: str | None) -> int | None:
    """The moment that a member names, in microseconds since 1970."""
    moment = shapes.instant(instant) if instant else None
    return clock.micros(moment) if moment else None


def differences(before: Mapping[str, Any], changes: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """(member, before, after) of what an amendment makes another, in the order of a session's members."""
    told = ((name, before.get(name), changes[name]) for name in MEMBERS if name in changes)
    return [(name, was, becomes) for name, was, becomes in told if was != becomes]


def _log(state: dict[str, Any], fact: Fact) -> None:
    if state["content"] is not None:
        state["twice"].append([state["version"], fact.id, fact.effective])
    _take(state, fact, kept(fact.payload))
    state["at_closed"] = SITE_CLOSED in fact.notes
    state["author"] = state["author"] or fact.author
    state["visit"] = state["visit"] or fact.visit


def _amend(state: dict[str, Any], fact: Fact) -> None:
    if state["content"] is None:
        state["early"].append([fact.id, fact.effective])
        return
    if fact.payload["of"] != state["version"]:
        state["parallel"].append([state["version"], fact.id, fact.effective])
    _take(state, fact, {**state["content"], **kept(fact.payload["changes"])})
    state["at_closed"] = SITE_CLOSED in fact.notes
    # Another visit than at first: it was put where it belongs.
    state["visit"] = fact.visit or state["visit"]
    state["withdrawn"], state["withdrawn_by"] = False, None


def _take(state: dict[str, Any], fact: Fact, content: dict[str, Any]) -> None:
    judging.take(state, fact)
    state.update(content=content, at=fact.effective, recorded=fact.recorded)


def _withdraw(state: dict[str, Any], fact: Fact) -> None:
    if state["content"] is None:
        state["early"].append([fact.id, fact.effective])
    state["withdrawn"], state["withdrawn_by"] = True, fact.id


def _decide(state: dict[str, Any], fact: Fact) -> None:
    judging.decide(state, fact, state["withdrawn_by"])


def _merge(state: dict[str, Any], fact: Fact) -> None:
    judging.comment(state, fact)
    state["merged"] = fact.payload["into"]


def _part(state: dict[str, Any], fact: Fact) -> None:
    judging.comment(state, fact)
    state["merged"] = None


_STEPS = {
    "training_session.logged": _log,
    "training_session.amended": _amend,
    "training_session.withdrawn": _withdraw,
    "training_session.approved": _decide,
    "training_session.returned": _decide,
    "training_session.rejected": _decide,
    "training_session.reopened": _decide,
    "training_session.commented": _decide,
    "training_session.merged": _merge,
    "training_session.unmerged": _part,
}


def _odd(state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
    """What of the content cannot be right. Named by the version that says so: another version, another finding."""
    content, fact, at = state["content"], (state["version"],), state["at"]
    starts, ends = micros(content["starts_at"]), micros(content["ends_at"])
    if state["at_closed"]:
        yield Finding("session.at_closed_place", subject, fact, at)
    if starts is not None and ends is not None and ends < starts:
        yield Finding("session.ends_before_start", subject, fact, at)
    elif starts is not None and ends is not None and ends - starts > LONGEST_US:
        yield Finding("session.too_long", subject, fact, at, None, {"hours": (ends - starts) // (60 * MINUTE_US)})
    if starts is not None and starts > state["recorded"] + AHEAD_US:
        yield Finding("session.in_future", subject, fact, at)
    for name in NUMBERS:
        count = content[name]
        if count is not None and (count < 0 or (count > MOST_PEOPLE and name != "async_views_30d")):
            yield Finding("session.odd_attendance", subject, fact, at, name, {"count": count})
    in_person, virtual = content["attendance_in_person"] or 0, content["attendance_virtual"] or 0
    if (content["format"] == "virtual" and in_person > 0) or (content["format"] in ("onsite", "offsite") and virtual > 0):
        yield Finding("session.other_format", subject, fact, at, None, {"in_person": in_person, "virtual": virtual})
    holds = content["room_holds"]
    if holds is not None and in_person > holds >= 0:
        yield Finding("session.more_than_room_holds", subject, fact, at, None, {"count": in_person, "holds": holds})
