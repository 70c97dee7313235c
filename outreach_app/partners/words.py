"""Partners in words: of what kind they are, and what was talked about with them."""

from collections.abc import Iterable, Mapping, Sequence

from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import FactWords, Mention, Names, SubjectWords, Words
from outreach_app.partners.page import words as page
from outreach_app.web.language import day
from outreach_app.web.text import gettext
from outreach_app.web.text import lazy_gettext as _

KIND_WORDS: Mapping[str, str] = {
    "workforce": _("Workforce"),
    "government_or_social_service": _("Government or social service"),
    "education": _("Education"),
    "health": _("Health"),
    "other": _("Other"),
}

FINER_WORDS: Mapping[str, str] = {
    "k12": _("school, K-12"),
    "community_college": _("community college"),
    "university": _("university"),
    "hospital": _("hospital"),
    "other_provider": _("another provider"),
}
DOES_WORDS: Mapping[str, str] = {
    "amplifies": _("It reaches people whom the library alone would not"),
    "avoids_duplication": _("It keeps both from doing the same twice"),
    "aids_planning": _("It helps with planning or speaking up"),
    "benefits_both": _("Both have something from it"),
}
STAGE_WORDS: Mapping[str, str] = {
    "prospect": _("Prospect"),
    "active": _("Active"),
    "dormant": _("Dormant"),
    "ended": _("Ended"),
}

WAYS: Mapping[str, str] = {
    "in_person": _("In person"),
    "phone": _("On the telephone"),
    "email": _("By email"),
    "other": _("In another way"),
}


def _contacted(fact: Fact, names: Names) -> str:
    return gettext("Talk with %(partner)s: %(way)s", partner=_place(fact, names), way=WAYS[fact.payload["way"]])


def _place(fact: Fact, names: Names) -> str:
    partner, site = names("partners", fact.subject), fact.payload["site"]
    place = names("sites", site) if site else partner
    return partner if place == partner else f"{place}, {partner}"


def _contacted_lines(fact: Fact, names: Names) -> Sequence[str]:
    told = fact.payload
    lines = [gettext("Note: %(note)s", note=told["note"])] if told["note"] else []
    if told["next_on"]:
        on = day(told["next_on"])
        step = told["next_step"] or gettext("no words were kept")
        lines.append(gettext("Next step, by %(day)s: %(step)s", day=on, step=step))
    return lines


def _contacted_mentions(fact: Fact) -> Iterable[Mention]:
    if fact.payload["site"]:
        yield "sites", fact.payload["site"]


def _done(fact: Fact, names: Names) -> str:
    return gettext("A next step with %(partner)s is done", partner=names("partners", fact.subject))


def _reopened(fact: Fact, names: Names) -> str:
    return gettext("A next step with %(partner)s is open again", partner=names("partners", fact.subject))


WORDS = Words(
    facts={
        "partner.contacted": FactWords(_contacted, _contacted_lines, _contacted_mentions),
        "partner.step_done": FactWords(_done),
        "partner.step_reopened": FactWords(_reopened),
        **page.FACTS,
    },
    subjects={"partner": SubjectWords("partners")},
    discrepancies=page.DISCREPANCIES,
)
