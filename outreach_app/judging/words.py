"""Review in words: how a record stands, what was decided about it, what about that does not add up."""

from collections.abc import Mapping, Sequence

from outreach_app.judging import facts, rules
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import STAFF, DiscrepancyWords, FactWords, Names, SubjectWords, Words
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext

SORT: Mapping[str, str] = {
    rules.SESSION: lazy_gettext("Session"),
    rules.VISIT: lazy_gettext("Visit"),
    rules.HAND_IN: lazy_gettext("Hand-in"),
}
STATE: Mapping[str, str] = {
    rules.RECEIVED: lazy_gettext("Received"),
    rules.EDITED: lazy_gettext("Edited"),
    rules.HAS_ISSUES: lazy_gettext("Has issues"),
    rules.APPROVED: lazy_gettext("Approved"),
    rules.REJECTED: lazy_gettext("Rejected"),
    "withdrawn": lazy_gettext("Withdrawn"),
    "merged": lazy_gettext("Counted as another"),
}
WHAT: Mapping[str, str] = {
    rules.BROUGHT_BACK: lazy_gettext("Kit brought back"),
    rules.HANDED_OVER: lazy_gettext("Kit handed over"),
}
_TITLES: Mapping[str, Mapping[str, str]] = {
    rules.VISIT: {
        "approved": lazy_gettext("Visit approved"),
        "returned": lazy_gettext("Visit has issues"),
        "rejected": lazy_gettext("Visit rejected"),
        "reopened": lazy_gettext("Visit opened again for review"),
        "commented": lazy_gettext("The desk wrote about the visit"),
    },
    rules.HAND_IN: {
        "approved": lazy_gettext("Hand-in approved"),
        "returned": lazy_gettext("Hand-in has issues"),
        "rejected": lazy_gettext("Hand-in rejected"),
        "reopened": lazy_gettext("Hand-in opened again for review"),
        "commented": lazy_gettext("The desk wrote about the hand-in"),
    },
}


def _decision(title: str) -> FactWords:
    return FactWords(lambda fact, names: str(title), _comment)


def _comment(fact: Fact, names: Names) -> Sequence[str]:
    return [fact.payload["comment"]] if fact.payload["comment"] else []


def _answered(fact: Fact, names: Names) -> str:
    name = names(STAFF, fact.author)
    if fact.payload["counted"] is None:
        return _("%(name)s answered: it is right as recorded", name=name)
    return _("%(name)s answered: counted again", name=name)


def _words(fact: Fact, names: Names) -> Sequence[str]:
    return [_("In their words: %(words)s", words=fact.payload["words"])] if fact.payload["words"] else []


def _unseen(title: str) -> DiscrepancyWords:
    return DiscrepancyWords(lambda story, names: str(title), lambda story, names: _why_unseen())


def _why_unseen() -> str:
    return _("A change from before the decision came in after it, so the decision does not hold. Look at it once more.")


WORDS = Words(
    facts={
        **{f"{sort}.{word}": _decision(_TITLES[sort][word]) for sort in _TITLES for word in facts.DECISIONS},
        facts.AMENDED: FactWords(_answered, _words),
    },
    subjects={rules.HAND_IN: SubjectWords("hand_ins")},
    discrepancies={
        "visit.decided_unseen": _unseen(lazy_gettext("A visit: what was decided on is not the latest version")),
        "hand_in.decided_unseen": _unseen(lazy_gettext("A hand-in: what was decided on is not what came in")),
    },
)
