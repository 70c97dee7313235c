"""What was heard and counted, in words."""

from collections.abc import Iterable, Mapping, Sequence

from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import FactWords, Mention, Names, SubjectWords, Words
from outreach_app.trends.monthly.rules import NEED, ONE_TO_ONE, REFERRAL, SCAN, SEARCH, SESSION, TABLE, WORD
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext

MOST_TIMES = 1_000
TOPIC: Mapping[str, str] = {
    "connectivity": lazy_gettext("Internet at home"),
    "device": lazy_gettext("A device"),
    "digital_skills": lazy_gettext("Digital skills"),
    "tech_support": lazy_gettext("Help with a device"),
    "content": lazy_gettext("Something to read or use"),
    "other": lazy_gettext("Something else"),
}
SORT: Mapping[str, str] = {
    NEED: lazy_gettext("Asked for"),
    REFERRAL: lazy_gettext("Referred on"),
    ONE_TO_ONE: lazy_gettext("Helped one to one"),
    TABLE: lazy_gettext("Stopped at a table"),
    SESSION: lazy_gettext("Sessions held"),
    SCAN: lazy_gettext("Flyers scanned"),
    SEARCH: lazy_gettext("Looked for in the directory"),
    WORD: lazy_gettext("Word looked for"),
}
OCCASIONS: Mapping[str, str] = {
    **dict.fromkeys((NEED, REFERRAL, ONE_TO_ONE, TABLE), lazy_gettext("Occasions")),
    SESSION: lazy_gettext("Sessions"),
    SCAN: lazy_gettext("Days with scans"),
    SEARCH: lazy_gettext("Searches"),
    WORD: lazy_gettext("Searches"),
}
"""What is compared: ten people who ask on one visit are one occasion."""
TOTALS: Mapping[str, str] = {
    **dict.fromkeys((NEED, REFERRAL, ONE_TO_ONE, TABLE), lazy_gettext("People")),
    SESSION: lazy_gettext("People who came"),
    SCAN: lazy_gettext("Scans"),
    SEARCH: lazy_gettext("Searches"),
    WORD: lazy_gettext("Searches"),
}
MEASURED: Mapping[str, str] = {
    **dict.fromkeys((NEED, REFERRAL, ONE_TO_ONE, TABLE), lazy_gettext("for each visit made")),
    SESSION: lazy_gettext("of all sessions"),
    SCAN: lazy_gettext("for each day"),
    SEARCH: lazy_gettext("of all searches"),
    WORD: lazy_gettext("of all searches"),
}


def of_chance(chance: float) -> str:
    """How often chance alone would show as much, in words."""
    if chance < 1 / MOST_TIMES:
        return _("less than once in %(times)s times", times=f"{MOST_TIMES:,}")
    return _("about once in %(times)s times", times=f"{round(1 / chance):,}")


def _need(fact: Fact, names: Names) -> str:
    return _("%(count)s × asked for: %(topic)s", count=fact.payload["count"], topic=TOPIC[fact.payload["topic"]])


def _need_lines(fact: Fact, names: Names) -> Sequence[str]:
    return [fact.payload["words"]] if fact.payload["words"] else []


def _referral(fact: Fact, names: Names) -> str:
    if fact.payload["listing"]:
        where = names("listings", fact.payload["listing"])
        return _("%(count)s × referred on to: %(listing)s", count=fact.payload["count"], listing=where)
    return _("%(count)s × referred on: %(topic)s", count=fact.payload["count"], topic=TOPIC[fact.payload["topic"]])


def _referral_mentions(fact: Fact) -> Iterable[Mention]:
    if fact.payload["listing"]:
        yield "listings", fact.payload["listing"]


def _help(fact: Fact, names: Names) -> str:
    told = fact.payload
    what = str(SORT[told["sort"]])
    if told["topic"]:
        return _("%(count)s × %(what)s: %(topic)s", count=told["count"], what=what, topic=names("topics", told["topic"]))
    return _("%(count)s × %(what)s", count=told["count"], what=what)


def _help_mentions(fact: Fact) -> Iterable[Mention]:
    if fact.payload["topic"]:
        yield "topics", fact.payload["topic"]


WORDS = Words(
    facts={
        "need.heard": FactWords(_need, _need_lines),
        "referral.given": FactWords(_referral, mentions=_referral_mentions),
        "help.tallied": FactWords(_help, mentions=_help_mentions),
    },
    subjects={"heard": SubjectWords("visits")},
)
