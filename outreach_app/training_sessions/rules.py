"""A training session as its facts tell it: what it was, how it stands in review, what does not add up. Pure.

Free text of trainers is not folded. What the desk writes to them is: it is what phones are told.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app import clock, shapes
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement

RECEIVED, EDITED, HAS_ISSUES, APPROVED, REJECTED = STATES = ("received", "edited", "has_issues", "approved", "rejected")
MINUTE_US = 60 * 1_000_000
LONGEST_US = 8 * 60 * MINUTE_US
AHEAD_US = 10 * MINUTE_US
MOST_PEOPLE = 500
NUMBERS = ("attendance_in_person", "attendance_virtual", "async_views_30d")
NOT_FOLDED = ("notes",)
COMMENTS_TOLD = 5
# The note of a receipt: by the day of the session the library had closed its place.
SITE_CLOSED = "site_closed"
_DECIDED = {
    "training_session.approved": APPROVED,
    "training_session.returned": HAS_ISSUES,
    "training_session.rejected": REJECTED,
}


class SessionFolder:
    """The fold of a training session.

    State: `content` as it holds now, None where only something else is known of it; `version` the fact that gave it,
    `versions` how many there were; `author` and `visit` of the first log; `review` a state of STATES; `withdrawn`; `merged`
    the session that it is counted as; `at_closed` whether its place was closed by then; `comments` of the desk as
    [fact, at, author, text]. The lists hold what `findings` tells.
    """

    def start(self) -> dict[str, Any]:
        return {
            "content": None,
            "version": None,
            "versions": 0,
            "author": None,
            "visit": None,
            "recorded": None,
            "at": None,
            "review": RECEIVED,
            "withdrawn": False,
            "merged": None,
            "comments": [],
            "twice": [],
            "parallel": [],
            "unseen": [],
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
        for current, fact, at in state["unseen"]:
            yield Finding("session.decided_unseen", subject, (current, fact), at)
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
    state["review"] = RECEIVED if state["versions"] == 1 else EDITED


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
    state["review"] = EDITED
    state["withdrawn"] = False


def _take(state: dict[str, Any], fact: Fact, content: dict[str, Any]) -> None:
    state.update(content=content, version=fact.id, at=fact.effective, recorded=fact.recorded)
    state["versions"] += 1


def _withdraw(state: dict[str, Any], fact: Fact) -> None:
    if state["content"] is None:
        state["early"].append([fact.id, fact.effective])
    state["withdrawn"] = True


def _decide(state: dict[str, Any], fact: Fact) -> None:
    _comment(state, fact)
    if state["version"] == fact.payload["of"]:
        state["review"] = _DECIDED[fact.kind]
    elif state["version"] is not None:
        # What was decided is not what is here: an amendment from before came in after it.
        state["unseen"].append([state["version"], fact.id, fact.effective])


def _reopen(state: dict[str, Any], fact: Fact) -> None:
    _comment(state, fact)
    state["review"] = EDITED if state["versions"] > 1 else RECEIVED


def _merge(state: dict[str, Any], fact: Fact) -> None:
    _comment(state, fact)
    state["merged"] = fact.payload["into"]


def _part(state: dict[str, Any], fact: Fact) -> None:
    _comment(state, fact)
    state["merged"] = None


def _comment(state: dict[str, Any], fact: Fact) -> None:
    if fact.payload["comment"]:
        line = [fact.id, fact.effective, fact.author, fact.payload["comment"]]
        state["comments"] = [*state["comments"], line][-COMMENTS_TOLD:]


_STEPS = {
    "training_session.logged": _log,
    "training_session.amended": _amend,
    "training_session.withdrawn": _withdraw,
    "training_session.approved": _decide,
    "training_session.returned": _decide,
    "training_session.rejected": _decide,
    "training_session.reopened": _reopen,
    "training_session.commented": _comment,
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
