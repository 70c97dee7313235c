"""Training sessions in words: what was given, how it stands, what about it does not add up."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outreach_app import clock
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import STAFF, DiscrepancyWords, FactWords, Known, Mention, Names, Story, SubjectWords, Words
from outreach_app.training_sessions import days, queries, rules
from outreach_app.web.language import called, clock_time, day
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext, ngettext

SESSIONS, TOPICS, SITES, KITS = "training_sessions", "topics", "sites", "kits"

KIND: Mapping[str, str] = {
    "program": lazy_gettext("Class"),
    "one_to_one": lazy_gettext("One-to-one help"),
    "outreach_contact": lazy_gettext("Outreach contact"),
    "staff_training": lazy_gettext("Staff training"),
}
FORMAT: Mapping[str, str] = {
    "onsite": lazy_gettext("In the library"),
    "offsite": lazy_gettext("Away from the library"),
    "virtual": lazy_gettext("On screens only"),
    "hybrid_onsite": lazy_gettext("In the library and on screens"),
    "hybrid_offsite": lazy_gettext("Away from the library and on screens"),
}
AUDIENCE: Mapping[str, str] = {
    "0-5": lazy_gettext("Ages 0 to 5"),
    "6-11": lazy_gettext("Ages 6 to 11"),
    "12-18": lazy_gettext("Ages 12 to 18"),
    "19+": lazy_gettext("Ages 19 and older"),
    "general": lazy_gettext("All ages"),
}
SPONSOR: Mapping[str, str] = {"funds": lazy_gettext("Library funds"), "staff_time": lazy_gettext("Library staff time")}
SHARE: Mapping[str, str] = {
    "space": lazy_gettext("Space"),
    "staff": lazy_gettext("Staff"),
    "publicity": lazy_gettext("Publicity"),
    "devices": lazy_gettext("Devices"),
    "refreshments": lazy_gettext("Refreshments"),
    "other": lazy_gettext("Something else"),
}
REVIEW: Mapping[str, str] = {
    rules.RECEIVED: lazy_gettext("Received"),
    rules.EDITED: lazy_gettext("Edited"),
    rules.HAS_ISSUES: lazy_gettext("Has issues"),
    rules.APPROVED: lazy_gettext("Approved"),
    rules.REJECTED: lazy_gettext("Rejected"),
}
MEMBER: Mapping[str, str] = {
    "on": lazy_gettext("Day"),
    "starts_at": lazy_gettext("Start"),
    "ends_at": lazy_gettext("End"),
    "site": lazy_gettext("Place"),
    "kind": lazy_gettext("Kind"),
    "format": lazy_gettext("Where"),
    "audience": lazy_gettext("For whom"),
    "trainers": lazy_gettext("Trainers"),
    "attendance_in_person": lazy_gettext("Came in person"),
    "attendance_virtual": lazy_gettext("Joined on screens"),
    "async_views_30d": lazy_gettext("Views within 30 days"),
    "sponsor": lazy_gettext("Paid for with"),
    "digital_literacy": lazy_gettext("Digital literacy"),
    "topic": lazy_gettext("Topic"),
    "languages": lazy_gettext("Languages"),
    "kits": lazy_gettext("Kits"),
    "partner_share": lazy_gettext("The partner gave"),
    "room_holds": lazy_gettext("The room holds"),
    "series": lazy_gettext("Series"),
    "notes": lazy_gettext("Notes"),
}
_LISTS: Mapping[str, Mapping[str, str]] = {"sponsor": SPONSOR, "partner_share": SHARE}
_WORDS: Mapping[str, Mapping[str, str]] = {"kind": KIND, "format": FORMAT, "audience": AUDIENCE}
_NAMED = {"site": SITES, "topic": TOPICS, "trainers": STAFF, "kits": KITS}


def value(member: str, told: Any, names: Names) -> str:
    """What a member of a session says, in words."""
    if told is None:
        return _("not known")
    if isinstance(told, bool):
        return _("yes") if told else _("no")
    if member in _LISTS:
        return ", ".join(str(_LISTS[member].get(one, one)) for one in told) or _("nothing")
    if member in _WORDS:
        return str(_WORDS[member].get(told, told))
    if member in _NAMED:
        several = told if isinstance(told, list) else [told]
        return ", ".join(names(_NAMED[member], one) for one in several) or _("nothing")
    if member in ("starts_at", "ends_at"):
        at = rules.micros(told)
        return clock_time(clock.from_micros(at)) if at is not None else str(told)
    if member == "on":
        return day(told)
    if member == "languages":
        return ", ".join(called(one) for one in told) or _("nothing")
    return ", ".join(told) if isinstance(told, list) else str(told)


def mentions_of(told: Mapping[str, Any]) -> Iterable[Mention]:
    """Whom and what the members of a session name."""
    for member, collection in _NAMED.items():
        found = told.get(member)
        for one in found if isinstance(found, list) else [found]:
            if one:
                yield collection, one


def _what(told: Mapping[str, Any], names: Names) -> str:
    kind = str(KIND[told["kind"]])
    return _("%(kind)s: %(topic)s", kind=kind, topic=names(TOPICS, told["topic"])) if told["topic"] else kind


def _logged(fact: Fact, names: Names) -> str:
    told = fact.payload
    if told["site"]:
        return _("%(what)s at %(place)s", what=_what(told, names), place=names(SITES, told["site"]))
    return _what(told, names)


def _logged_lines(fact: Fact, names: Names) -> Sequence[str]:
    told = fact.payload
    here, away = told["attendance_in_person"], told["attendance_virtual"]
    lines = [f"{AUDIENCE[told['audience']]}. {FORMAT[told['format']]}."]
    # Where nobody was to come by one way, nothing is said of it.
    if here is not None and (here or told["format"] != "virtual"):
        lines.append(ngettext("%(num)s person came.", "%(num)s people came.", here))
    if away is not None and (away or told["format"] in ("virtual", "hybrid_onsite", "hybrid_offsite")):
        lines.append(ngettext("%(num)s joined on a screen.", "%(num)s joined on screens.", away))
    return [*lines, *_text(_("Note: %(note)s", note=told["notes"]) if told["notes"] else None)]


def _logged_mentions(fact: Fact) -> Iterable[Mention]:
    yield from mentions_of(fact.payload)


def _amended(fact: Fact, names: Names) -> str:
    members = [str(MEMBER[name]) for name in rules.MEMBERS if name in fact.payload["changes"]]
    return _("Session changed: %(members)s", members=", ".join(members)) if members else _("Session looked over again")


def _amended_lines(fact: Fact, names: Names) -> Sequence[str]:
    told = fact.payload
    lines = [
        f"{MEMBER[name]}: {value(name, told['changes'][name], names)}" for name in rules.MEMBERS if name in told["changes"]
    ]
    return [*lines, *_text(_("Why: %(reason)s", reason=told["reason"]) if told["reason"] else None)]


def _amended_mentions(fact: Fact) -> Iterable[Mention]:
    yield from mentions_of(fact.payload["was"])
    yield from mentions_of(fact.payload["changes"])


def _withdrawn(fact: Fact, names: Names) -> str:
    return _("Session withdrawn")


def _withdrawn_lines(fact: Fact, names: Names) -> Sequence[str]:
    return _text(_("Why: %(reason)s", reason=fact.payload["reason"]) if fact.payload["reason"] else None)


def _withdrawn_mentions(fact: Fact) -> Iterable[Mention]:
    yield from mentions_of(fact.payload["was"])


def _comment(fact: Fact, names: Names) -> Sequence[str]:
    return _text(fact.payload["comment"])


def _text(line: str | None) -> list[str]:
    return [line] if line else []


def _decision(title: str) -> FactWords:
    return FactWords(lambda fact, names: str(title), _comment)


def _subject_of(story: Story) -> Mapping[str, Any] | None:
    told = story.facts[-1].fact.payload if story.facts else {}
    if "kind" in told:
        return told
    return told.get("was")


def _which(story: Story, names: Names) -> str:
    told = _subject_of(story)
    if told is None:
        return _("A session")
    kind, on = str(KIND[told["kind"]]), day(told["on"])
    if told["site"]:
        return _("%(kind)s, %(day)s, %(place)s", kind=kind, day=on, place=names(SITES, told["site"]))
    return _("%(kind)s, %(day)s", kind=kind, day=on)


def _titled(text: str, why: str) -> DiscrepancyWords:
    def title(story: Story, names: Names) -> str:
        told = {"which": _which(story, names), **story.discrepancy.detail}
        return str(text) % told

    return DiscrepancyWords(title, lambda story, names: str(why))


def _odd_attendance(story: Story, names: Names) -> str:
    count = story.discrepancy.detail.get("count", 0)
    member = str(MEMBER.get(story.discrepancy.part or "", ""))
    return _("%(which)s: %(member)s %(count)s", which=_which(story, names), member=member, count=count)


def _why_odd_attendance(story: Story, names: Names) -> str:
    return _("Perhaps a key was hit twice. Return the session with a question, or note that it is right.")


def _two_places(story: Story, names: Names) -> str:
    who = names(STAFF, story.discrepancy.detail.get("trainer"))
    return _("%(name)s was in two places at once", name=who)


def _why_two_places(story: Story, names: Names) -> str:
    return _("Both sessions are kept. Perhaps a time is wrong, or somebody else gave one of them. Ask, and have one amended.")


WORDS = Words(
    known={
        SESSIONS: Known(queries.session_names, lazy_gettext("a session")),
        TOPICS: Known(queries.topic_names, lazy_gettext("a topic that the library does not know")),
    },
    facts={
        "training_session.logged": FactWords(_logged, _logged_lines, _logged_mentions),
        "training_session.amended": FactWords(_amended, _amended_lines, _amended_mentions),
        "training_session.withdrawn": FactWords(_withdrawn, _withdrawn_lines, _withdrawn_mentions),
        # Who answered what is told to nobody, so neither are the points here.
        "outcome.answered": FactWords(lambda fact, names: _("Somebody said what they thought of the session")),
        "training_session.approved": _decision(lazy_gettext("Session approved")),
        "training_session.returned": _decision(lazy_gettext("Session returned: it has issues")),
        "training_session.rejected": _decision(lazy_gettext("Session rejected")),
        "training_session.reopened": _decision(lazy_gettext("Session opened again for review")),
        "training_session.merged": _decision(lazy_gettext("Counted as one with another record")),
        "training_session.unmerged": _decision(lazy_gettext("Counts by itself again")),
        "training_session.commented": _decision(lazy_gettext("The desk wrote about the session")),
    },
    subjects={
        "training_session": SubjectWords(SESSIONS, page="sessions.show"),
        "outcome": SubjectWords(SESSIONS),
        days.TRAINER_DAY: SubjectWords("days"),
        days.SITE_DAY: SubjectWords("days"),
    },
    discrepancies={
        "session.logged_twice": _titled(
            lazy_gettext("%(which)s: logged twice under one id"),
            lazy_gettext(
                "The later record holds, the first is kept in the history. If they are two sessions, ask for the other again."
            ),
        ),
        "session.amended_in_parallel": _titled(
            lazy_gettext("%(which)s: changed by two who did not know of each other"),
            lazy_gettext("Both changes hold; where both changed the same, the later one does. See whether that is right."),
        ),
        "session.decided_unseen": _titled(
            lazy_gettext("%(which)s: what was decided on is not the latest version"),
            lazy_gettext(
                "A change from before the decision came in after it, so the decision does not hold. Look at it once more."
            ),
        ),
        "session.not_logged": _titled(
            lazy_gettext("A session was changed that nobody has logged"),
            lazy_gettext("The phone that logged it may not have been in touch yet: then this settles itself."),
        ),
        "session.ends_before_start": _titled(
            lazy_gettext("%(which)s: ends before it begins"),
            lazy_gettext("It is kept as it was written. Return it to its trainer to be put right, or note it."),
        ),
        "session.too_long": _titled(
            lazy_gettext("%(which)s: lasted %(hours)s hours"),
            lazy_gettext("Perhaps the end was set the day after. Return it to its trainer to be put right, or note it."),
        ),
        "session.in_future": _titled(
            lazy_gettext("%(which)s: begins after it was written down"),
            lazy_gettext("It cannot have been given yet when it was logged. Perhaps the day is wrong."),
        ),
        "session.odd_attendance": DiscrepancyWords(_odd_attendance, _why_odd_attendance),
        "session.other_format": _titled(
            lazy_gettext("%(which)s: the numbers do not fit where it was"),
            lazy_gettext(
                "People came in person to a session on screens, or joined where there were no screens. It counts as written."
            ),
        ),
        "session.more_than_room_holds": _titled(
            lazy_gettext("%(which)s: %(count)s people in a room for %(holds)s"),
            lazy_gettext("Perhaps people came and went. If the number is right, note it."),
        ),
        "session.at_closed_place": _titled(
            lazy_gettext("%(which)s: the place was closed by then"),
            lazy_gettext("It is kept and counts. Perhaps it was elsewhere, or the day of closing at the desk is wrong."),
        ),
        "session.two_places": DiscrepancyWords(_two_places, _why_two_places),
        "session.told_by_two": _titled(
            lazy_gettext("%(which)s: two people may have logged the same session"),
            lazy_gettext(
                "Same place, same time, same sort of people. "
                "If it was one session, keep one of the two records: the other counts no more, and nothing is deleted."
            ),
        ),
    },
)
