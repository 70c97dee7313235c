"""Kits in words: what happened to one, where it is, what about it does not add up."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outreach_app import clock
from outreach_app.kits import queries
from outreach_app.kits.care import words as care
from outreach_app.kits.handover import words as handover
from outreach_app.kits.naming import KITS, PARTS, holder_mentions, place
from outreach_app.kits.reported import words as reported
from outreach_app.kits.reservations import words as reservations
from outreach_app.kits.signing.words import signed_for
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.reading import Kept
from outreach_app.ledger.telling import (
    Choice,
    DiscrepancyWords,
    FactWords,
    Known,
    Mention,
    Names,
    Story,
    SubjectWords,
    Words,
)
from outreach_app.photos.facts import named
from outreach_app.web.language import day, when
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext, ngettext


def custody(state: Mapping[str, Any], names: Names) -> str:
    """Where a kit is, after a fold: "in store since today 08:30", "with Ana Ruiz since Monday 16:40"."""
    at = when(clock.from_micros(state["since"])) if state["since"] is not None else None
    holder = state["holder"]
    if not holder:
        return _("in store since %(when)s", when=at) if at else _("in store")
    who = place(holder, names)
    if "staff" in holder:
        return _("with %(name)s since %(when)s", name=who, when=at)
    return _("at %(place)s since %(when)s", place=who, when=at)


def _custody_mentions(state: Mapping[str, Any]) -> Iterable[Mention]:
    return holder_mentions(state["holder"])


def _taken_out(fact: Fact, names: Names) -> str:
    kit, to = names(KITS, fact.subject), fact.payload["to"]
    if "staff" not in to:
        return _("%(kit)s taken out to %(place)s", kit=kit, place=place(to, names))
    if to["staff"] == fact.author:
        return _("%(kit)s taken out", kit=kit)
    return _("%(kit)s given to %(name)s", kit=kit, name=place(to, names))


def _brought_back(fact: Fact, names: Names) -> str:
    kit, parts = names(KITS, fact.subject), fact.payload["parts"]
    if all(line["result"] == "present" for line in parts):
        return _("%(kit)s brought back", kit=kit)
    return _("%(kit)s brought back, not as it went out", kit=kit)


def _lines_out(fact: Fact, names: Names) -> Sequence[str]:
    told, lines = fact.payload, []
    parts = told["parts"]
    if not parts:
        lines.append(_("The whole kit."))
    else:
        there = sum(line["count"] for line in parts if line["state"] != "missing")
        everything = sum(line["count"] for line in parts)
        lines.append(_("%(there)s of %(all)s parts.", there=there, all=everything))
        lines += _counted(parts, "state", names)
    if told["due_on"]:
        lines.append(_("Due back %(day)s.", day=day(told["due_on"])))
    if told["to"].get("contact"):
        lines.append(_("Contact: %(contact)s", contact=told["to"]["contact"]))
    if told.get("signed_off"):
        lines.append(signed_for(told["signed_off"]))
    return [*lines, *reservations.lines(fact, names), *_note(told)]


def _lines_in(fact: Fact, names: Names) -> Sequence[str]:
    told = fact.payload
    parts = told["parts"]
    if not parts:
        return [_("The whole kit, all here."), *_note(told)]
    here = sum(line["count"] for line in parts if line["result"] != "missing")
    lines = [ngettext("%(num)s part came back.", "%(num)s parts came back.", here)]
    lines += _counted(parts, "result", names)
    if told.get("rest_due_on"):
        lines.append(_("The rest is due back %(day)s.", day=day(told["rest_due_on"])))
    lines += [_("%(part)s: %(note)s", part=names(PARTS, line["part"]), note=line["note"]) for line in parts if line.get("note")]
    return lines + _note(told)


def _extended(fact: Fact, names: Names) -> str:
    kit, due_on = names(KITS, fact.subject), fact.payload["due_on"]
    if due_on is None:
        return _("%(kit)s kept for longer", kit=kit)
    return _("%(kit)s kept until %(day)s", kit=kit, day=day(due_on))


def _lines_extended(fact: Fact, names: Names) -> Sequence[str]:
    return _note(fact.payload)


def _was_counted(fact: Fact, names: Names) -> str:
    kit, told = names(KITS, fact.subject), fact.payload
    if all(line["result"] == "found" for line in told["parts"]) and not told["codes"]:
        return _("%(kit)s counted, all found", kit=kit)
    return _("%(kit)s counted, not as it should be", kit=kit)


def _lines_counted(fact: Fact, names: Names) -> Sequence[str]:
    told = fact.payload
    found = sum(line["count"] for line in told["parts"] if line["result"] == "found")
    lines = [ngettext("%(num)s part found.", "%(num)s parts found.", found), *_counted(told["parts"], "result", names)]
    if told["codes"]:
        codes = ", ".join(line["code"] or _("(removed)") for line in told["codes"])
        lines.append(_("Codes that the phone did not know: %(codes)s", codes=codes))
    return lines + _note(told)


def _mentions_counted(fact: Fact) -> Iterable[Mention]:
    yield from ((PARTS, line["part"]) for line in fact.payload["parts"] if line["result"] != "found")


def _note(told: Mapping[str, Any]) -> list[str]:
    return [_("Note: %(note)s", note=told["note"])] if told["note"] else []


_SAID = {
    "missing": lazy_gettext("Missing: %(parts)s."),
    "damaged": lazy_gettext("Damaged: %(parts)s."),
    "attention": lazy_gettext("Needs attention: %(parts)s."),
    "consumed": lazy_gettext("Used up: %(parts)s."),
    "unexpected": lazy_gettext("Of another kit: %(parts)s."),
}


def _counted(parts: Iterable[Mapping[str, Any]], member: str, names: Names) -> list[str]:
    """A sentence for each way in which parts are not simply there."""
    lines = []
    for word, said in _SAID.items():
        counts: Counter[str] = Counter()
        for line in parts:
            if line[member] == word:
                counts[line["part"]] += line["count"]
        if counts:
            told = ", ".join(f"{count} × {names(PARTS, part)}" for part, count in counts.items())
            lines.append(str(said) % {"parts": told})
    return lines


def _mentions_out(fact: Fact) -> Iterable[Mention]:
    yield from holder_mentions(fact.payload["to"])
    yield from ((PARTS, line["part"]) for line in fact.payload["parts"] if line["state"] != "ok")
    yield from reservations.mentions(fact)
    yield from _pictured(fact)


def _mentions_in(fact: Fact) -> Iterable[Mention]:
    yield from ((PARTS, line["part"]) for line in fact.payload["parts"] if line["result"] != "present" or line.get("note"))
    yield from _pictured(fact)


def _pictured(fact: Fact) -> Iterable[Mention]:
    yield from ((PARTS, part) for _name, part in named(fact.payload) if part)


def _kit(story: Story, names: Names) -> str:
    return names(KITS, story.discrepancy.subject)


def _held_twice(story: Story, names: Names) -> str:
    authors = {one.fact.author for one in story.facts}
    if len(authors) == 1:
        return _("%(kit)s was taken out twice", kit=_kit(story, names))
    return _("%(kit)s was held by two people", kit=_kit(story, names))


def _why_held_twice(story: Story, names: Names) -> str:
    return _("It was taken out again before it was back. Each recorded what they did, so both are kept. Which one had it?")


def _choices_of_held_twice(story: Story, names: Names, resolutions: Sequence[str]) -> Sequence[Choice]:
    choices = []
    if len(story.facts) == 2:
        first, second = story.facts
        choices = [
            Choice("stands", _("The second had it: %(who)s", who=_who(second, names)), second.fact.id),
            Choice("stands", _("The first had it: %(who)s", who=_who(first, names)), first.fact.id),
        ]
    return [*choices, Choice("both", _("Both: it was handed over"))]


def _who(one: Kept, names: Names) -> str:
    return place(one.fact.payload["to"], names)


def _not_out(story: Story, names: Names) -> str:
    return _("%(kit)s was brought back, but nobody had taken it out", kit=_kit(story, names))


def _why_not_out(story: Story, names: Names) -> str:
    return _(
        "The phone that took it out may not have been in touch yet: then this settles itself. "
        "If somebody took the kit without writing it down, note it."
    )


def _part(story: Story, names: Names) -> str:
    return f"{story.discrepancy.detail.get('count', 1)} × {names(PARTS, story.discrepancy.part)}"


def _missing(story: Story, names: Names) -> str:
    return _("%(part)s missing from %(kit)s", part=_part(story, names), kit=_kit(story, names))


def _why_missing(story: Story, names: Names) -> str:
    if story.facts and story.facts[0].fact.kind == "kit.counted":
        return _("It was not found when the kit was counted. What became of it?")
    had, count = story.discrepancy.detail.get("had", 0), story.discrepancy.detail.get("count", 1)
    if had > count:
        return _("%(had)s went out, %(back)s came back. What became of the rest?", had=had, back=had - count)
    return _("It went out, but was not there when the kit came back. What became of it?")


def _damaged(story: Story, names: Names) -> str:
    return _("%(part)s of %(kit)s is damaged", part=_part(story, names), kit=_kit(story, names))


def _why_damaged(story: Story, names: Names) -> str:
    return _("Somebody who had the kit in hand wrote it down. Settle it when it is repaired or given up.")


def _unexpected(story: Story, names: Names) -> str:
    return _("%(part)s found with %(kit)s, where it does not belong", part=_part(story, names), kit=_kit(story, names))


def _why_unexpected(story: Story, names: Names) -> str:
    return _("It belongs in another kit. Put it back, or let it belong where it is; a later count without it settles this.")


def _unknown_codes(story: Story, names: Names) -> str:
    count = story.discrepancy.detail.get("count", 1)
    kit = _kit(story, names)
    return ngettext(
        "%(num)s code with %(kit)s that nobody knows", "%(num)s codes with %(kit)s that nobody knows", count, kit=kit
    )


def _why_unknown_codes(story: Story, names: Names) -> str:
    return _("They are kept as they were read. A label may be of another library, or of a thing that is not listed yet.")


WORDS = Words(
    known={
        KITS: Known(queries.kit_codes, lazy_gettext("a kit that the library does not know")),
        PARTS: Known(queries.part_names, lazy_gettext("a part that the library does not know")),
        **reservations.KNOWN,
    },
    facts={
        "kit.checked_out": FactWords(_taken_out, _lines_out, _mentions_out),
        "kit.extended": FactWords(_extended, _lines_extended),
        "kit.checked_in": FactWords(_brought_back, _lines_in, _mentions_in),
        **care.FACTS,
        **handover.FACTS,
        **reported.FACTS,
        "kit.counted": FactWords(_was_counted, _lines_counted, _mentions_counted),
    },
    subjects={"kit": SubjectWords(KITS, custody, _custody_mentions, "kits.show")},
    discrepancies={
        "kit.held_twice": DiscrepancyWords(_held_twice, _why_held_twice, _choices_of_held_twice),
        "kit.returned_not_out": DiscrepancyWords(_not_out, _why_not_out),
        "kit.part_missing": DiscrepancyWords(_missing, _why_missing),
        "kit.part_damaged": DiscrepancyWords(_damaged, _why_damaged),
        **care.DISCREPANCIES,
        **handover.DISCREPANCIES,
        **reported.DISCREPANCIES,
        **reservations.DISCREPANCIES,
        "kit.part_unexpected": DiscrepancyWords(_unexpected, _why_unexpected),
        "kit.codes_unknown": DiscrepancyWords(_unknown_codes, _why_unknown_codes),
    },
)
