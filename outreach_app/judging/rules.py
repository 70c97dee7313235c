"""How a record stands in review, as its facts tell it: the same for training sessions, visits and hand-ins. Pure.

A record is a version after the other of what the field says; a decision is about one of them. Another version undoes it.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.judging.facts import AMENDED
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.rules import Finding, Settlement

SESSION, VISIT, HAND_IN = SORTS = ("training_session", "visit", "hand_in")
RECEIVED, EDITED, HAS_ISSUES, APPROVED, REJECTED = STATES = ("received", "edited", "has_issues", "approved", "rejected")
# Nobody has judged them as they are now.
WAITING = (RECEIVED, EDITED)
BROUGHT_BACK, HANDED_OVER = HAND_INS = ("kit.checked_in", "kit.handed_over")
COMMENTS_TOLD = 5
LATE = "late"
_BECOMES = {"approved": APPROVED, "returned": HAS_ISSUES, "rejected": REJECTED}


def start() -> dict[str, Any]:
    """`version` is the fact that says what holds, `versions` how many there were; `review` a state of STATES; `decided` the
    decision that holds for this version; `comments` of the desk as [fact, at, author, text]; `late` whether any of it came
    late; `unseen` decisions on what was not the version by then, as [that version, decision, at].
    """
    return {
        "version": None, "versions": 0, "review": RECEIVED, "decided": None, "comments": [], "late": False, "unseen": [],
    }  # fmt: skip


def take(state: dict[str, Any], fact: Fact) -> None:
    """Another version: the first is received, what follows is edited, whatever was decided before."""
    state["version"] = fact.id
    state["versions"] += 1
    state["review"] = RECEIVED if state["versions"] == 1 else EDITED
    state["decided"] = None
    state["late"] = state["late"] or LATE in fact.notes


def decide(state: dict[str, Any], fact: Fact, gone: str | None = None) -> None:
    """A decision or a comment; `gone` is the fact by which the record had been withdrawn by then."""
    comment(state, fact)
    word = fact.kind.rpartition(".")[2]
    if word == "reopened":
        state["review"] = EDITED if state["versions"] > 1 else RECEIVED
        state["decided"] = fact.id
    elif word in _BECOMES and state["version"] is not None:
        if state["version"] == fact.payload["of"] and gone is None:
            state["review"], state["decided"] = _BECOMES[word], fact.id
        else:
            # What was decided is not what is here: something from before came in after it.
            state["unseen"].append([gone or state["version"], fact.id, fact.effective])


def comment(state: dict[str, Any], fact: Fact) -> None:
    """What the desk wrote; the last of it is told."""
    if fact.payload["comment"]:
        line = [fact.id, fact.effective, fact.author, fact.payload["comment"]]
        state["comments"] = [*state["comments"], line][-COMMENTS_TOLD:]


def unseen(state: Mapping[str, Any], kind: str, subject: str) -> Iterable[Finding]:
    """The decisions that were made on something else than what is here."""
    for version, fact, at in state["unseen"]:
        yield Finding(kind, subject, (version, fact), at)


def touched(fact: Fact) -> Iterable[tuple[str, str]]:
    """What a kit was brought back or handed over by is judged by itself."""
    yield HAND_IN, fact.id


class HandInFolder:
    """The fold of a hand-in: the fact by which a kit came back or went to another, what the desk made of it, and what those
    whose it is answered; each answer is another version.

    State: that of `start`, and of the fact `kind`, `kit`, `at`, `on`, `author`, `visit`, and the `people` whose it is.
    """

    def start(self) -> dict[str, Any]:
        return {**start(), **dict.fromkeys(("kind", "kit", "at", "on", "author", "visit")), "people": []}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        if fact.kind in HAND_INS:
            answered = state["version"]
            take(state, fact)
            # By a clock that was off the answer may stand before what it answers, and holds all the same.
            state.update(
                version=answered or fact.id,
                kind=fact.kind,
                kit=fact.subject,
                at=fact.effective,
                on=fact.local_date,
                author=fact.author,
                visit=fact.visit,
                people=_people(fact),
            )
        elif fact.kind == AMENDED:
            take(state, fact)
        else:
            decide(state, fact)

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        return unseen(state, "hand_in.decided_unseen", subject)


def returned(state: Mapping[str, Any]) -> list[list[Any]]:
    """What the desk wrote about a record that it returned and nobody has answered, from that decision on; else nothing."""
    if state["review"] != HAS_ISSUES:
        return []
    written: list[list[Any]] = state["comments"]
    return written[next((n for n, line in enumerate(written) if line[0] == state["decided"]), 0) :]


def _people(fact: Fact) -> list[str]:
    """Whoever recorded it, and who of the staff gave the kit and took it."""
    sides = (fact.payload[side].get("staff") for side in ("giver", "to")) if fact.kind == HANDED_OVER else ()
    return sorted({one for one in (fact.author, *sides) if one})
