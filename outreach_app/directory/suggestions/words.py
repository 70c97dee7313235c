"""What is suggested about listings, in words."""

from collections.abc import Mapping, Sequence

from outreach_app.directory.suggestions.facts import SUGGESTED
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import Choice, DiscrepancyWords, FactWords, Names, Story, SubjectWords, Words
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

LISTINGS = "listings"
FAULTS: Mapping[str, str] = {
    "gone": _("It is given no more"),
    "hours": _("The hours are wrong"),
    "phone": _("The number or address to reach it is wrong"),
    "place": _("It is somewhere else"),
    "cost": _("The cost, or for whom it is, is wrong"),
    "other": _("Something else"),
}
_TITLES: Mapping[str, str] = {
    "gone": _("%(listing)s: somebody says that it is given no more"),
    "hours": _("%(listing)s: somebody says that the hours are wrong"),
    "phone": _("%(listing)s: somebody says that it is reached otherwise"),
    "place": _("%(listing)s: somebody says that it is somewhere else"),
    "cost": _("%(listing)s: somebody says that cost or conditions are wrong"),
    "other": _("%(listing)s: somebody suggests a change"),
}


def _title(fact: Fact, names: Names) -> str:
    return str(_TITLES[fact.payload["sort"]]) % {"listing": names(LISTINGS, fact.subject)}


def _lines(fact: Fact, names: Names) -> Sequence[str]:
    words = fact.payload["words"]
    return [gettext("In their words: %(words)s", words=words)] if words else []


def _what(story: Story, names: Names) -> str:
    if story.facts:
        return _title(story.facts[0].fact, names)
    return str(_TITLES["other"]) % {"listing": names(LISTINGS, story.discrepancy.subject)}


def _why(story: Story, names: Names) -> str:
    return gettext(
        "Somebody sent it from the public page of the listing. Ask there, change the listing where it is so, and note it."
    )


def _ways(story: Story, names: Names, resolutions: Sequence[str]) -> Sequence[Choice]:
    return [Choice("noted", gettext("It is seen to: the listing is as it should be"))]


WORDS = Words(
    facts={SUGGESTED: FactWords(_title, _lines)},
    subjects={"listing": SubjectWords(LISTINGS, page="listings.show")},
    discrepancies={SUGGESTED: DiscrepancyWords(_what, _why, _ways)},
)
