"""What partners ask for, in words."""

from collections.abc import Iterable, Mapping, Sequence

from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import DiscrepancyWords, FactWords, Mention, Names, Story
from outreach_app.partners.page.facts import ASKED
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

_TITLES: Mapping[str, str] = {
    "kit": _("%(partner)s asks for a kit"),
    "class": _("%(partner)s asks for a class"),
    "flyers": _("%(partner)s asks for flyers"),
    "problem": _("%(partner)s tells of a problem"),
    "other": _("%(partner)s asks for something"),
}
WISHES: Mapping[str, str] = {
    "kit": _("A kit to borrow"),
    "class": _("A class or help at our place"),
    "flyers": _("More flyers"),
    "problem": _("Something does not work"),
    "other": _("Something else"),
}


def _title(fact: Fact, names: Names) -> str:
    return str(_TITLES[fact.payload["sort"]]) % {"partner": names("partners", fact.subject)}


def _lines(fact: Fact, names: Names) -> Sequence[str]:
    told = fact.payload
    lines = [gettext("For %(site)s.", site=names("sites", told["site"]))] if told["site"] else []
    lines += [told["words"]] if told["words"] else []
    return [*lines, *([gettext("To be answered: %(contact)s", contact=told["contact"])] if told["contact"] else [])]


def _mentions(fact: Fact) -> Iterable[Mention]:
    if fact.payload["site"]:
        yield "sites", fact.payload["site"]


def _what(story: Story, names: Names) -> str:
    if story.facts:
        return _title(story.facts[0].fact, names)
    return str(_TITLES["other"]) % {"partner": names("partners", story.discrepancy.subject)}


def _why(story: Story, names: Names) -> str:
    return gettext("Somebody there sent it from the partner's own page. Answer them, do what is to be done, and note it.")


FACTS = {ASKED: FactWords(_title, _lines, _mentions)}
DISCREPANCIES = {ASKED: DiscrepancyWords(_what, _why)}
