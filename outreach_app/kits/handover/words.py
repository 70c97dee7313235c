"""Kits that change hands, in words."""

from collections.abc import Iterable, Sequence

from outreach_app.kits.naming import KITS, holder_mentions, place
from outreach_app.kits.reservations import words as reservations
from outreach_app.kits.signing.words import signed_for
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import DiscrepancyWords, FactWords, Mention, Names, Story
from outreach_app.web.language import day
from outreach_app.web.text import gettext as _


def _handed_over(fact: Fact, names: Names) -> str:
    kit, told = names(KITS, fact.subject), fact.payload
    return _("%(kit)s handed over to %(place)s", kit=kit, place=place(told["to"], names))


def _lines(fact: Fact, names: Names) -> Sequence[str]:
    told = fact.payload
    lines = [_("From %(place)s.", place=place(told["giver"], names))]
    if told["due_on"]:
        lines.append(_("Due back %(day)s.", day=day(told["due_on"])))
    if told["to"].get("contact"):
        lines.append(_("Contact: %(contact)s", contact=told["to"]["contact"]))
    if told.get("signed_off"):
        lines.append(signed_for(told["signed_off"]))
    lines += reservations.lines(fact, names)
    return lines + ([_("Note: %(note)s", note=told["note"])] if told["note"] else [])


def _mentions(fact: Fact) -> Iterable[Mention]:
    yield from holder_mentions(fact.payload["giver"])
    yield from holder_mentions(fact.payload["to"])
    yield from reservations.mentions(fact)


def _not_holder(story: Story, names: Names) -> str:
    kit, told = names(KITS, story.discrepancy.subject), story.facts[-1].fact if story.facts else None
    if told is None or "giver" not in told.payload:
        return _("%(kit)s was handed over by somebody who did not have it", kit=kit)
    return _("%(kit)s was handed over by %(giver)s, who did not have it", kit=kit, giver=place(told.payload["giver"], names))


def _why_not_holder(story: Story, names: Names) -> str:
    return _(
        "How they came by it was not written down, or the phone that knows has not been in touch yet: then this settles "
        "itself. Whoever took it over is believed to have it."
    )


FACTS = {"kit.handed_over": FactWords(_handed_over, _lines, _mentions)}
DISCREPANCIES = {"kit.giver_not_holder": DiscrepancyWords(_not_holder, _why_not_holder)}
