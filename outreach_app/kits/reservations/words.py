"""Promised kits, in words."""

from collections.abc import Iterable, Sequence

from outreach_app.kits.naming import KITS, place
from outreach_app.kits.reservations import queries
from outreach_app.kits.reservations.rules import PROMISED, noted
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import DiscrepancyWords, Known, Mention, Names, Story
from outreach_app.web.text import gettext as _
from outreach_app.web.text import lazy_gettext

RESERVATIONS = "reservations"


def mentions(fact: Fact) -> Iterable[Mention]:
    """The reservation that a fact goes against."""
    yield from ((RESERVATIONS, one) for one in noted(fact, PROMISED))


def lines(fact: Fact, names: Names) -> Sequence[str]:
    """A sentence where the kit was promised to somebody else meanwhile."""
    return [
        _("It was promised meanwhile: %(reservation)s.", reservation=names(RESERVATIONS, one)) for one in noted(fact, PROMISED)
    ]


def _elsewhere(story: Story, names: Names) -> str:
    kit = names(KITS, story.discrepancy.subject)
    if not story.facts:
        return _("%(kit)s is out though it is promised to somebody else", kit=kit)
    to = place(story.facts[0].fact.payload["to"], names)
    return _("%(kit)s is with %(place)s though it is promised to somebody else", kit=kit, place=to)


def _why_elsewhere(story: Story, names: Names) -> str:
    told = names(RESERVATIONS, story.discrepancy.detail.get("reservation"))
    return _(
        "Promised: %(reservation)s. Have it brought back in time, or give them another kit. "
        "When it is back, this settles itself.",
        reservation=told,
    )


KNOWN = {
    RESERVATIONS: Known(queries.reservation_names, lazy_gettext("a reservation that is no more")),
}
DISCREPANCIES = {"kit.promised_elsewhere": DiscrepancyWords(_elsewhere, _why_elsewhere)}
