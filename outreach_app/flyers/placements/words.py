"""Stacks of flyers in words: what happened, and what does not add up."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from outreach_app.flyers import queries as flyers
from outreach_app.flyers.placements import queries
from outreach_app.flyers.placements.rules import CODE, HANDED_OUT, HANDOUTS, PLACED, PLACEMENT, REMOVED, RESTOCKED
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import DiscrepancyWords, FactWords, Known, Mention, Names, Story, SubjectWords, Words
from outreach_app.web.language import day, name_of
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext, ngettext

FLYERS, STACKS, CODES, SITES = "flyers", "placements", "flyer_codes", "sites"
REASON: Mapping[str, str] = {
    "gone": lazy_gettext("All were taken"),
    "removed": lazy_gettext("Taken away"),
    "expired": lazy_gettext("Out of date"),
}


def _placed(fact: Fact, names: Names) -> str:
    told = fact.payload
    flyer, count = names(FLYERS, told["flyer"]), told["copies"]
    if not told["site"]:
        return ngettext("%(num)s copy of %(flyer)s laid out", "%(num)s copies of %(flyer)s laid out", count, flyer=flyer)
    place = names(SITES, told["site"])
    return ngettext(
        "%(num)s copy of %(flyer)s laid out at %(place)s",
        "%(num)s copies of %(flyer)s laid out at %(place)s",
        count,
        flyer=flyer,
        place=place,
    )


def _placed_lines(fact: Fact, names: Names) -> Sequence[str]:
    told = fact.payload
    lines = [_("Where it lies: %(spot)s", spot=told["spot"])] if told["spot"] else []
    if told["language"]:
        lines.append(_("Language: %(language)s", language=name_of(told["language"])))
    lines.append(_("Code: %(code)s", code=names(CODES, told["code"])))
    return [*lines, *_later(told)]


def _placed_mentions(fact: Fact) -> Iterable[Mention]:
    yield FLYERS, fact.payload["flyer"]
    yield CODES, fact.payload["code"]
    if fact.payload["site"]:
        yield SITES, fact.payload["site"]


def _restocked(fact: Fact, names: Names) -> str:
    stack, count = names(STACKS, fact.subject), fact.payload["copies"]
    return ngettext("%(num)s copy added: %(stack)s", "%(num)s copies added: %(stack)s", count, stack=stack)


def _restocked_lines(fact: Fact, names: Names) -> Sequence[str]:
    return [*_left(fact.payload), *_later(fact.payload)]


def _removed(fact: Fact, names: Names) -> str:
    return _("%(stack)s: lies there no more", stack=names(STACKS, fact.subject))


def _removed_lines(fact: Fact, names: Names) -> Sequence[str]:
    return [str(REASON[fact.payload["reason"]]), *_left(fact.payload), *_note(fact.payload)]


def _handed_out(fact: Fact, names: Names) -> str:
    told = fact.payload
    flyer = names(FLYERS, told["flyer"])
    if told["language"]:
        flyer = f"{flyer} ({name_of(told['language'])})"
    if told.get("code") and not told["count"]:
        return _("Held up on the phone: %(flyer)s", flyer=flyer)
    return _("%(count)s × handed out: %(flyer)s", count=told["count"], flyer=flyer)


def _handed_out_lines(fact: Fact, names: Names) -> Sequence[str]:
    code = fact.payload.get("code")
    return [_("Under a code of this phone’s own: %(code)s", code=names(CODES, code))] if code else []


def _handed_out_mentions(fact: Fact) -> Iterable[Mention]:
    yield FLYERS, fact.payload["flyer"]
    if fact.payload.get("code"):
        yield CODES, fact.payload["code"]


def _left(told: Mapping[str, Any]) -> list[str]:
    if told["left"] is None:
        return []
    return [ngettext("%(num)s was still there", "%(num)s were still there", told["left"])]


def _later(told: Mapping[str, Any]) -> list[str]:
    lines = [_("To be restocked by %(day)s", day=day(told["restock_on"]))] if told["restock_on"] else []
    return lines + _note(told)


def _note(told: Mapping[str, Any]) -> list[str]:
    return [_("Note: %(note)s", note=told["note"])] if told["note"] else []


def _expired_placed(story: Story, names: Names) -> str:
    return _("%(stack)s: laid out when it was not true", stack=names(STACKS, story.discrepancy.subject))


def _why_expired_placed(story: Story, names: Names) -> str:
    return _("The flyer was over, not begun yet, or handed out no more. Its code opens a page that helps; take the stack away.")


def _not_placed(story: Story, names: Names) -> str:
    return _("A stack was seen to that nobody had laid out")


def _why_not_placed(story: Story, names: Names) -> str:
    return _("The phone that laid it out may not have been in touch yet: then this settles itself.")


def _code_twice(story: Story, names: Names) -> str:
    return _("The code %(code)s is on two stacks", code=names(CODES, story.discrepancy.subject))


def _why_code_twice(story: Story, names: Names) -> str:
    return _("Its scans count for the stack that was laid out last. Take one of them away, and lay it out with a fresh code.")


def _expired_handed_out(story: Story, names: Names) -> str:
    count = story.discrepancy.detail.get("count", 1)
    flyer = names(FLYERS, story.discrepancy.part)
    return ngettext(
        "%(num)s copy of %(flyer)s handed out when it was not true",
        "%(num)s copies of %(flyer)s handed out when it was not true",
        count,
        flyer=flyer,
    )


def _why_expired_handed_out(story: Story, names: Names) -> str:
    return _(
        "The flyer was over, not begun yet, or handed out no more. Its code opens a page that helps; it counts as it was told."
    )


WORDS = Words(
    known={
        FLYERS: Known(flyers.flyer_names, lazy_gettext("a flyer that the library does not know")),
        STACKS: Known(queries.stack_names, lazy_gettext("a stack of flyers that the library does not know")),
        CODES: Known(queries.code_names, lazy_gettext("a code")),
    },
    facts={
        PLACED: FactWords(_placed, _placed_lines, _placed_mentions),
        RESTOCKED: FactWords(_restocked, _restocked_lines),
        REMOVED: FactWords(_removed, _removed_lines),
        HANDED_OUT: FactWords(_handed_out, _handed_out_lines, _handed_out_mentions),
    },
    subjects={PLACEMENT: SubjectWords(STACKS, page="stacks.show"), CODE: SubjectWords(CODES), HANDOUTS: SubjectWords("visits")},
    discrepancies={
        "flyer.expired_placed": DiscrepancyWords(_expired_placed, _why_expired_placed),
        "flyer.not_placed": DiscrepancyWords(_not_placed, _why_not_placed),
        "flyer.code_twice": DiscrepancyWords(_code_twice, _why_code_twice),
        "flyer.expired_handed_out": DiscrepancyWords(_expired_handed_out, _why_expired_handed_out),
    },
)
