"""What is reported of kits, in words."""

from collections.abc import Iterable, Sequence

from outreach_app.kits.naming import KITS, PARTS
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import Choice, DiscrepancyWords, FactWords, Mention, Names, Story
from outreach_app.photos.facts import named
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext

PROBLEMS = {
    "damaged": lazy_gettext("Something is damaged"),
    "missing": lazy_gettext("Something is missing"),
    "not_working": lazy_gettext("Something does not work"),
    "found": lazy_gettext("I found it somewhere"),
    "other": lazy_gettext("Something else"),
}
_TOLD = {
    "damaged": lazy_gettext("%(thing)s reported as damaged"),
    "missing": lazy_gettext("%(thing)s reported as missing"),
    "not_working": lazy_gettext("%(thing)s reported as not working"),
    "found": lazy_gettext("%(thing)s found by somebody"),
    "other": lazy_gettext("%(thing)s: somebody has something to say"),
}


def _title(fact: Fact, names: Names) -> str:
    return str(_TOLD[fact.payload["what"]]) % {"thing": _thing(fact.subject, fact.payload["part"], names)}


def _thing(kit: str, part: str | None, names: Names) -> str:
    code = names(KITS, kit)
    return _("%(part)s of %(kit)s", part=names(PARTS, part), kit=code) if part else code


def _lines(fact: Fact, names: Names) -> Sequence[str]:
    told = fact.payload
    lines = [_("In their words: %(words)s", words=told["words"])] if told["words"] else []
    return [*lines, *([_("Where: %(where)s", where=told["where"])] if told["where"] else [])]


def _mentions(fact: Fact) -> Iterable[Mention]:
    if fact.payload["part"]:
        yield PARTS, fact.payload["part"]
    yield from ((PARTS, part) for _name, part in named(fact.payload) if part)


def _reported(story: Story, names: Names) -> str:
    one = story.discrepancy
    return str(_TOLD[one.detail.get("what", "other")]) % {"thing": _thing(one.subject, one.part, names)}


def _why_reported(story: Story, names: Names) -> str:
    return _("Look at it when the kit is at hand. Recording it as repaired, or as fine again, settles this by itself.")


def _ways_reported(story: Story, names: Names, resolutions: Sequence[str]) -> Sequence[Choice]:
    seen_to = Choice("repaired", _("It is seen to: repaired, replaced or put in order"))
    return [seen_to, Choice("noted", _noted()), *_mistaken(story)]


def _found(story: Story, names: Names) -> str:
    return str(_TOLD["found"]) % {"thing": names(KITS, story.discrepancy.subject)}


def _why_found(story: Story, names: Names) -> str:
    return _(
        "They were asked to bring it to the library or to call. Who has it stays as recorded; "
        "its return settles this by itself."
    )


def _ways_found(story: Story, names: Names, resolutions: Sequence[str]) -> Sequence[Choice]:
    return [Choice("found", _("It is here again, or on its way")), Choice("noted", _noted()), *_mistaken(story)]


def _mistaken(story: Story) -> list[Choice]:
    return [Choice("mistaken", _("The report was a mistake"), one.fact.id) for one in story.facts]


def _noted() -> str:
    return _("Noted; nothing more to do")


FACTS = {"kit.problem_reported": FactWords(_title, _lines, _mentions)}
DISCREPANCIES = {
    "kit.problem_reported": DiscrepancyWords(_reported, _why_reported, _ways_reported),
    "kit.found": DiscrepancyWords(_found, _why_found, _ways_found),
}
