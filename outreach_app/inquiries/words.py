"""Who sees to something and what was asked about it, in words."""

from collections.abc import Iterable, Mapping, Sequence

from outreach_app.inquiries.facts import ANSWERED, ASKED, ASSIGNED, UNASKED
from outreach_app.inquiries.rules import INQUIRY
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import STAFF, FactWords, Mention, Names, SubjectWords, Words
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext

SAID: Mapping[str, str] = {
    "right": lazy_gettext("It is right as recorded"),
    "mistaken": lazy_gettext("It was a mistake"),
    "unsure": lazy_gettext("I do not know"),
}


def _assigned(fact: Fact, names: Names) -> str:
    to = fact.payload["to"]
    return _("%(name)s sees to it", name=names(STAFF, to)) if to else _("Nobody in particular sees to it any more")


def _asked(fact: Fact, names: Names) -> str:
    return _("%(name)s was asked", name=names(STAFF, fact.payload["of"]))


def _question(fact: Fact, names: Names) -> Sequence[str]:
    return [fact.payload["about"]["told"], _("The question: %(words)s", words=fact.payload["question"])]


def _answered(fact: Fact, names: Names) -> str:
    return _("%(name)s answered: %(how)s", name=names(STAFF, fact.author), how=SAID[fact.payload["answer"]])


def _words(fact: Fact, names: Names) -> Sequence[str]:
    return [_("In their words: %(words)s", words=fact.payload["words"])] if fact.payload["words"] else []


def _mentions_assigned(fact: Fact) -> Iterable[Mention]:
    if fact.payload["to"]:
        yield STAFF, fact.payload["to"]


def _mentions_asked(fact: Fact) -> Iterable[Mention]:
    yield STAFF, fact.payload["of"]


WORDS = Words(
    facts={
        ASSIGNED: FactWords(_assigned, mentions=_mentions_assigned),
        ASKED: FactWords(_asked, _question, _mentions_asked),
        UNASKED: FactWords(lambda fact, names: _("A question needs no answer any more")),
        ANSWERED: FactWords(_answered, _words),
    },
    subjects={INQUIRY: SubjectWords("inquiries")},
)
