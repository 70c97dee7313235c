"""How a history becomes a state, for any sort of subject.

Pure. A state is the fold of the set of a subject's facts with their receipts, sorted by `Fact.place`; nothing here
depends on the order of arrival. `Folded` can be kept as a checkpoint: stepping on from it gives what folding anew
gives, as long as what comes lies behind it in time (`can_step`).
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from outreach_app import clock, json_text, shapes
from outreach_app.ledger.fact import CLOCK_TOLERANCE_MS, Fact

if TYPE_CHECKING:
    from outreach_app.ledger.kinds import Folder

log = logging.getLogger(__name__)

# The note of a fact whose (device, seq) another id had when it came.
PLACE_TAKEN = "place_taken"
# The note of a fact whose phone had another time than the server.
CLOCK_OFF = "clock_off"

# The word of a settlement that leaves the fact which it names out of its subject's fold.
MISTAKEN = "mistaken"
# The fact that takes a settlement back.
REOPENED = "discrepancy.reopened"

LATE_AFTER_US = 14 * 24 * 3600 * 1_000_000

# A note of the receipt, and the kind of discrepancy that it makes.
NOTED = {
    "subject_unknown": "fact.subject_unknown",
    "author_unknown": "fact.author_unknown",
    "author_inactive": "fact.author_inactive",
    CLOCK_OFF: "fact.clock_off",
    "late": "fact.late",
    "decision_from_field": "fact.decision_from_field",
}


@dataclass(frozen=True, slots=True)
class Finding:
    """What a fold could not square. `at` is the effective time of the fact that brought it."""

    kind: str
    subject: str
    facts: tuple[str, ...]
    at: int
    part: str | None = None
    detail: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        """The same whatever the order of arrival: a hash of kind, subject, sorted facts and part."""
        return discrepancy_id(self.kind, self.subject, self.facts, self.part)


@dataclass(frozen=True, slots=True)
class Settlement:
    """A person's answer to one discrepancy: the latest `discrepancy.settled` that names it."""

    discrepancy: str
    resolution: str
    fact: str | None
    time: int | None
    by: str
    """Id of the settling fact."""


@dataclass(slots=True)
class Folded:
    """A subject's state with what a later step needs."""

    state: dict[str, Any]
    last: tuple[int, str, int, str] | None = None
    receipts: list[tuple[str, str, int]] = field(default_factory=list)
    """(kind of discrepancy, fact, its effective time) for every note of a receipt."""
    settlements: dict[str, Settlement] = field(default_factory=dict)
    failed: list[tuple[str, int]] = field(default_factory=list)
    struck: list[Finding] = field(default_factory=list)
    """What was settled by leaving a fact out, which the state does not show any more."""

    def as_json(self) -> str:
        """A text that `from_json` reads back equal."""
        return json_text.write(
            [
                self.state,
                self.receipts,
                [[s.discrepancy, s.resolution, s.fact, s.time, s.by] for _, s in sorted(self.settlements.items())],
                self.failed,
                # Only where there are some: a checkpoint that knows of none is as it was before there could be.
                *([[[s.kind, s.subject, s.facts, s.at, s.part, s.detail] for s in self.struck]] if self.struck else []),
            ]
        )

    @classmethod
    def from_json(cls, text: str, last: tuple[int, str, int, str] | None) -> "Folded":
        state, receipts, settlements, failed, *struck = json_text.read(text)
        return cls(
            state,
            last,
            [(kind, fact, at) for kind, fact, at in receipts],
            {one[0]: Settlement(*one) for one in settlements},
            [(fact, at) for fact, at in failed],
            [Finding(kind, of, tuple(facts), *rest) for several in struck for kind, of, facts, *rest in several],
        )


def discrepancy_id(kind: str, subject: str, facts: Iterable[str], part: str | None = None) -> str:
    """32 hex digits of the SHA-256 of [kind, subject, sorted facts, part]."""
    text = json.dumps([kind, subject, sorted(facts), part], separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def receipt_notes(
    fact: Fact,
    *,
    via: str,
    received: int,
    offset_ms: int | None,
    subject_known: bool,
    author_active: bool | None,
) -> tuple[str, ...]:
    """What is known of a fact only when it is received, and never again.

    `author_active` is None where no such staff member is known. Times are microseconds since 1970.
    """
    notes: list[str] = []
    if not subject_known:
        notes.append("subject_unknown")
    if via in ("device", "desk"):
        if author_active is None:
            notes.append("author_unknown")
        elif not author_active:
            notes.append("author_inactive")
    if via == "device":
        if received - fact.effective > LATE_AFTER_US:
            notes.append("late")
        off = fact.recorded > received if offset_ms is None else abs(offset_ms) > CLOCK_TOLERANCE_MS
        if off:
            notes.append(CLOCK_OFF)
    return tuple(notes)


def settlements_of(facts: Iterable[Fact]) -> dict[str, Settlement]:
    """The answer that holds for each discrepancy: of several, the last by `Fact.place`; none where that opened it again."""
    given: dict[str, Settlement] = {}
    for fact in sorted(facts, key=lambda one: one.place):
        told = fact.payload
        if fact.kind == REOPENED:
            given.pop(told["discrepancy"], None)
            continue
        moment = shapes.instant(told["time"]) if told.get("time") else None
        given[told["discrepancy"]] = Settlement(
            told["discrepancy"],
            told["resolution"],
            told.get("fact"),
            clock.micros(moment) if moment else None,
            fact.id,
        )
    return given


def with_set_time(fact: Fact, settlements: Mapping[str, Settlement]) -> Fact:
    """The fact at the time that a coordinator set, where its clock was off and one did.

    `settlements` are those of the fact's own subject.
    """
    if settlements and CLOCK_OFF in fact.notes:
        answer = settlements.get(discrepancy_id("fact.clock_off", fact.subject, (fact.id,)))
        if answer and answer.resolution == "time_set" and answer.time is not None:
            return fact._replace(effective=answer.time)
    return fact


def fold(folder: "Folder", subject: str, facts: Iterable[Fact], settlements: Mapping[str, Settlement]) -> Folded:
    """The state of a subject from its whole history, in any order given."""
    history = sorted((with_set_time(fact, settlements) for fact in facts), key=lambda one: one.place)
    struck = {answer.fact for answer in settlements.values() if answer.resolution == MISTAKEN}
    left = [fact for fact in history if fact.id not in struck or fact.subject != subject]
    folded = _whole(folder, subject, left, settlements)
    if len(left) < len(history):
        # What the fact brought about is told on, as settled; what it was received with, too.
        everything = _whole(folder, subject, history, settlements)
        folded.last, folded.receipts = everything.last, everything.receipts
        mistaken = {id_ for id_, answer in settlements.items() if answer.resolution == MISTAKEN}
        folded.struck = [one for one in findings(folder, subject, everything) if one.id in mistaken]
    return folded


def _whole(folder: "Folder", subject: str, history: list[Fact], settlements: Mapping[str, Settlement]) -> Folded:
    skipped: list[str] = []
    while True:
        folded = Folded(folder.start(), settlements=dict(settlements))
        failing = _run(folder, subject, folded, history, skipped)
        if failing is None:
            return folded
        skipped.append(failing)


def is_of_today(folder: "Folder", folded: Folded) -> bool:
    """Whether a checkpoint was kept by a release whose states have the members that this one's have."""
    return folded.state.keys() == folder.start().keys()


def can_step(folded: Folded, facts: list[Fact]) -> bool:
    """Whether facts, sorted, lie behind all that `folded` has seen."""
    is_whole = not any(answer.resolution == MISTAKEN for answer in folded.settlements.values())
    return is_whole and not folded.failed and (folded.last is None or not facts or facts[0].place > folded.last)


def step_on(folder: "Folder", subject: str, folded: Folded, facts: list[Fact]) -> bool:
    """Let further facts happen to a checkpoint; False where one failed and the whole must be folded anew."""
    return _run(folder, subject, folded, facts, ()) is None


def _run(folder: "Folder", subject: str, folded: Folded, history: Iterable[Fact], skipped: Iterable[str]) -> str | None:
    for fact in history:
        if fact.subject == subject:
            # What a receipt says is told once, by the fold of the fact's own subject.
            folded.receipts += [(NOTED[note], fact.id, fact.effective) for note in fact.notes if note in NOTED]
        folded.last = fact.place
        if fact.id in skipped:
            folded.failed.append((fact.id, fact.effective))
            continue
        try:
            folder.step(folded.state, fact, folded.settlements)
        except Exception:
            # A rule with a fault must not stop the fact from being kept; it becomes `fold.failed`, for a person.
            log.exception("folding %s of %s failed", fact.id, subject)
            return fact.id
    return None


def findings(folder: "Folder", subject: str, folded: Folded) -> list[Finding]:
    """All that does not add up of a subject, settled or not."""
    found = [Finding(kind, subject, (fact,), at) for kind, fact, at in folded.receipts]
    found += [Finding("fold.failed", subject, (fact,), at) for fact, at in folded.failed]
    try:
        # All of them or none: some may be made before the fault shows.
        found += list(folder.findings(folded.state, subject))
    except Exception:
        # As in a step; here no one fact is to blame, so the last is named, which is the same in any order of arrival.
        log.exception("looking for what does not add up of %s failed", subject)
        if folded.last and not any(fact == folded.last[3] for fact, _ in folded.failed):
            found.append(Finding("fold.failed", subject, (folded.last[3],), folded.last[0]))
    there = {one.id for one in found}
    return [*found, *(one for one in folded.struck if one.id not in there)]
