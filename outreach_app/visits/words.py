"""Visits in words: what happened on one, how it stands, what about it does not add up."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outreach_app import clock
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import STAFF, DiscrepancyWords, FactWords, Known, Mention, Names, Story, SubjectWords, Words
from outreach_app.visits import queries, rules
from outreach_app.web.language import when
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext, ngettext

VISITS, SITES = "visits", "sites"

OUTCOMES: Mapping[str, str] = {
    "held": lazy_gettext("It took place"),
    "nobody_came": lazy_gettext("Nobody came"),
    "closed": lazy_gettext("The place was closed"),
    "called_off": lazy_gettext("It was called off"),
}


def _started(fact: Fact, names: Names) -> str:
    site = fact.payload["site"]
    return _("Visit begun at %(place)s", place=names(SITES, site) if site else names(VISITS, fact.subject))


def _started_lines(fact: Fact, names: Names) -> Sequence[str]:
    others = [names(STAFF, one) for one in fact.payload["trainers"] if one != fact.author]
    return [*([_("With %(names)s.", names=", ".join(others))] if others else []), *_note(fact)]


def _started_mentions(fact: Fact) -> Iterable[Mention]:
    if fact.payload["site"]:
        yield SITES, fact.payload["site"]
    yield from ((STAFF, one) for one in fact.payload["trainers"])


def _finished(fact: Fact, names: Names) -> str:
    place = names(VISITS, fact.subject)
    return _("Visit ended: %(place)s. %(how)s", place=place, how=OUTCOMES[fact.payload["outcome"]])


def _note_lines(fact: Fact, names: Names) -> Sequence[str]:
    return _note(fact)


def _note(fact: Fact) -> list[str]:
    return [_("Note: %(note)s", note=fact.payload["note"])] if fact.payload["note"] else []


def _state(state: Mapping[str, Any], names: Names) -> str:
    stage = rules.stage(state)
    if stage == rules.FINISHED:
        return _("ended %(when)s", when=when(clock.from_micros(state["ends"][-1][1])))
    if stage == rules.STARTED:
        return _("begun %(when)s", when=when(clock.from_micros(state["starts"][0][1])))
    return _("not begun")


def _visit(story: Story, names: Names) -> str:
    return names(VISITS, story.discrepancy.subject)


def _not_started(story: Story, names: Names) -> str:
    return _("The visit at %(place)s was ended, but nobody had begun it", place=_visit(story, names))


def _why_not_started(story: Story, names: Names) -> str:
    return _("The phone that began it may not have been in touch yet: then this settles itself. Otherwise note it.")


def _two_sites(story: Story, names: Names) -> str:
    return _("One visit was begun at two places")


def _why_two_sites(story: Story, names: Names) -> str:
    return _("Two trainers began the same visit, but wrote down different places. Ask them where it was, and note it.")


def _too_long(story: Story, names: Names) -> str:
    hours = story.discrepancy.detail.get("hours", 0)
    said = ngettext("%(num)s hour", "%(num)s hours", hours)
    return _("The visit at %(place)s lasted %(hours)s", place=_visit(story, names), hours=said)


def _why_too_long(story: Story, names: Names) -> str:
    return _("Perhaps it was ended only the day after, or a clock was off. Times are kept as they were recorded.")


def _held_though_not(story: Story, names: Names) -> str:
    return _("A session was held at %(place)s, though the visit says that it did not take place", place=_visit(story, names))


def _why_held_though_not(story: Story, names: Names) -> str:
    return _("The visit was ended as closed or called off, and a session was recorded in it. Ask which is right, and note it.")


WORDS = Words(
    known={VISITS: Known(queries.visit_names, lazy_gettext("a visit with no place"))},
    facts={
        "visit.started": FactWords(_started, _started_lines, _started_mentions),
        "visit.finished": FactWords(_finished, _note_lines),
    },
    subjects={"visit": SubjectWords(VISITS, _state, page="visits.show")},
    discrepancies={
        "visit.finished_not_started": DiscrepancyWords(_not_started, _why_not_started),
        "visit.two_sites": DiscrepancyWords(_two_sites, _why_two_sites),
        "visit.too_long": DiscrepancyWords(_too_long, _why_too_long),
        "visit.held_though_not": DiscrepancyWords(_held_though_not, _why_held_though_not),
    },
)
