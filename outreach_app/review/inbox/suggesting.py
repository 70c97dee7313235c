"""What somebody who knows the house would do first about each kind of discrepancy, and why. Pure.

A suggestion is never taken by itself: it is marked on the page, where a person takes it or another way.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from outreach_app.ledger.reading import Discrepancy, Kept
from outreach_app.web.text import lazy_gettext as _

ASK, LOOK, WAIT = "ask", "look", "wait"
"""Instead of a settlement: ask whoever recorded it, mend it on the page of what it is about, or leave it for now."""
LOST_AFTER = timedelta(days=30)
SMALL = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Case:
    """What is known when somebody looks at a discrepancy."""

    discrepancy: Discrepancy
    facts: tuple[Kept, ...]
    """What happened first first."""
    now: datetime
    said: str | None = None
    """What the last answer was: right, mistaken or unsure."""
    said_of: str | None = None
    """The fact of whoever gave that answer, where one of the facts is theirs."""
    is_asked: bool = False
    ways: frozenset[str] = frozenset()
    """The settlements that fit, as the form sends them."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What to do: a settlement as the form sends it, or `ASK`, `LOOK` or `WAIT`; and why."""

    do: str
    why: str
    time: datetime | None = None
    """When it happened, where a time is to be set."""


_Rule = Callable[[Case], Suggestion]


def suggest(case: Case) -> Suggestion:
    """What to do first."""
    if case.is_asked:
        return Suggestion(WAIT, _("Somebody was asked and has not answered yet."))
    if case.said == "mistaken" and (way := _without(case, case.said_of)):
        return Suggestion(way, _("Whoever recorded it says that it was a mistake."))
    if case.said == "right" and "noted" in case.ways:
        return Suggestion("noted", _("Whoever recorded it says that it is right."))
    return RULES[case.discrepancy.kind](case)


def _without(case: Case, fact: str | None) -> str | None:
    """The settlement by which a fact counts no more."""
    others = [f"stands:{one.fact.id}" for one in case.facts if one.fact.id != fact]
    return next((way for way in (f"mistaken:{fact}", *others) if fact and way in case.ways), None)


def _always(do: str, why: str) -> _Rule:
    return lambda case: Suggestion(do, why)


def _held_twice(case: Case) -> Suggestion:
    if len(case.facts) < 2:
        return Suggestion("both", _("Only one of the two records can be shown."))
    first, second = case.facts[:2]
    if second.had_heard_of(first):
        return Suggestion("both", _("The second phone knew that the first had it, so it was most likely handed over."))
    return Suggestion(f"stands:{second.fact.id}", _("Whoever took it last most likely has it in hand."))


def _missing(case: Case) -> Suggestion:
    if case.facts and case.now - case.facts[-1].received_at > LOST_AFTER:
        return Suggestion("written_off", _("Nobody has seen it for a month."))
    return Suggestion(ASK, _("Whoever recorded it may know where it was left."))


def _clock_off(case: Case) -> Suggestion:
    offset = case.facts[0].clock_offset_ms if case.facts else None
    if offset is None:
        return Suggestion(ASK, _("Nobody knows by how much the clock was off; whoever recorded it may know when it was."))
    off = timedelta(milliseconds=offset)
    if abs(off) <= SMALL:
        return Suggestion("noted", _("It was off by so little that nothing else changes."))
    return Suggestion(
        "time_set", _("The phone’s clock was measured: this is the time when it was right."), case.facts[0].happened_at + off
    )


def _two_starts(case: Case) -> Suggestion:
    alike = len({one.fact.author for one in case.facts}) == 1
    if alike and len(case.facts) > 1:
        mistaken = f"mistaken:{case.facts[0].fact.id}"
        return Suggestion(mistaken, _("One person recorded both; most likely the second puts the first right."))
    return Suggestion(ASK, _("Two people recorded it; one of them knows where it was."))


_AMEND = _("Only whoever gave it can put it right: return the session to its trainer with a question.")
_WAITS = _("The phone that knows more may not have been in touch yet. If it has, note it.")
_NOTHING_CHANGES = _("It is kept and counts. Nothing more is to be done but to have seen it.")
_DECIDE_AGAIN = _("Decide once more in the queue, on what it says now.")
_SHORT_ASK = _("Whoever recorded it knows best what was meant.")

RULES: Mapping[str, _Rule] = {
    "kit.held_twice": _held_twice,
    "kit.giver_not_holder": _always("noted", _("Whoever has it now is known; how it came to them matters little.")),
    "kit.returned_not_out": _always("noted", _("The kit is in store either way.")),
    "kit.part_missing": _missing,
    "kit.part_damaged": _always("noted", _("The kit’s page keeps it among what is to be seen to, until it is repaired.")),
    "kit.promised_elsewhere": _always(LOOK, _("Offer the other one another kit, or another day.")),
    "kit.lent_out_of_service": _always(ASK, _("Whoever took it should know that it is not fit for use.")),
    "kit.part_unexpected": _always(LOOK, _("If it belongs there, raise the count on the kit’s page; then note it.")),
    "kit.codes_unknown": _always(LOOK, _("Give the part that has the code its tag on the kit’s page; then note it.")),
    "kit.problem_reported": _always(LOOK, _("Look at the kit when it is at hand; a repair settles this by itself.")),
    "kit.found": _always("found", _("Once it is back at the library, this is settled.")),
    "session.logged_twice": _always(ASK, _("If they were two sessions, the other one is to be logged again.")),
    "session.amended_in_parallel": _always(LOOK, _("See on the session’s page whether both changes belong together.")),
    "session.decided_unseen": _always(LOOK, _("Decide once more on the session’s page, on what it says now.")),
    "session.not_logged": _always(WAIT, _WAITS),
    "session.at_closed_place": _always(LOOK, _AMEND),
    "session.ends_before_start": _always(LOOK, _AMEND),
    "session.too_long": _always(LOOK, _AMEND),
    "session.in_future": _always(LOOK, _AMEND),
    "session.odd_attendance": _always(LOOK, _AMEND),
    "session.other_format": _always(LOOK, _AMEND),
    "session.more_than_room_holds": _always("noted", _("People come and go; a full room is no mistake by itself.")),
    "session.two_places": _always(ASK, _SHORT_ASK),
    "session.told_by_two": _always(LOOK, _("Compare the two records side by side, and keep one where it was one session.")),
    "visit.decided_unseen": _always(LOOK, _DECIDE_AGAIN),
    "hand_in.decided_unseen": _always(LOOK, _DECIDE_AGAIN),
    "visit.finished_not_started": _always(WAIT, _WAITS),
    "visit.two_sites": _two_starts,
    "visit.too_long": _always("noted", _("It was most likely ended the day after; the sessions have times of their own.")),
    "visit.held_though_not": _always(ASK, _SHORT_ASK),
    "flyer.not_placed": _always(WAIT, _WAITS),
    "flyer.expired_placed": _always(ASK, _("The stack is to be taken away by whoever goes there next.")),
    "flyer.code_twice": _always(ASK, _("One of the two is to be laid out with a fresh code.")),
    "flyer.expired_handed_out": _always("noted", _NOTHING_CHANGES),
    "emergency.declared_unaware": _always(ASK, _("Whoever switched it on knows whether something new happened.")),
    "emergency.two_names": _always("noted", _("It is one emergency; what it is called can be changed on its page.")),
    "emergency.went_on": _always(LOOK, _("If it goes on, say that ending it was a mistake, or switch it on anew.")),
    "emergency.unknown": _always(WAIT, _WAITS),
    "emergency.not_coordinator": _always(ASK, _("They may have had a reason; switch it yourself if it is right.")),
    "partner.asked": _always(LOOK, _("Answer the partner, do what is to be done, and then note it.")),
    "listing.change_suggested": _always(LOOK, _("Call the organization, put the listing right, and then say what came of it.")),
    "fact.subject_unknown": _always(ASK, _SHORT_ASK),
    "fact.author_unknown": _always(LOOK, _("Find out who used the phone, and whether it should be used at all.")),
    "fact.author_inactive": _always("noted", _("What was done before somebody left is theirs to tell.")),
    "fact.clock_off": _clock_off,
    "fact.late": _always("noted", _NOTHING_CHANGES),
    "fact.decision_from_field": _always(LOOK, _("Decide it here, if it is right.")),
    "fold.failed": _always(WAIT, _("Those who run the program must mend it; then it settles itself.")),
    "device.cloned": _always("noted", _("Nothing is lost, and the phones have names of their own by now.")),
    "device.clock_ran_back": _always("noted", _("If the order matters, set the times of what it recorded.")),
}
