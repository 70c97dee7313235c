"""Grants and other money that the library asks for together with community organisations."""

from outreach_app.accounts.models import Library
from outreach_app.edge.evidence import Evidence, Figure, Gap, Item, Page, named
from outreach_app.edge.gathering.asking import Asking
from outreach_app.grants import queries as grants

_LISTED = Page("grants.listed")


def gather(asked: Asking) -> Evidence:
    """The grants of the years of the span in which somebody takes part; a grant is of the year of its deadline."""
    every = [one for one in grants.with_partners(asked.session) if one.partners]
    mine = [one for one in every if asked.span.first.year <= one.year <= asked.span.last.year]
    currency = asked.session.get_one(Library, asked.library).currency
    of_ours = [one for one in mine if one.currency == currency]
    together = {taking.partner: taking.name for one in mine for taking in one.partners}
    figures = (
        Figure("grants.together", len(mine), _LISTED),
        Figure("grants.partners", len(together)),
        Figure("grants.won", sum(one.is_won for one in mine), _LISTED),
        Figure("grants.asked", sum(one.asked or 0 for one in of_ours)),
        Figure("grants.given", sum(one.given or 0 for one in of_ours if one.is_won)),
        Figure("grants.papers", sum(len(one.papers) for one in mine)),
    )
    items = [
        Item(
            one.name,
            f"{one.funder}/{', '.join(sorted({it.name for it in one.partners}))}",
            Page("grants.show", {"grant": one.id}),
        )
        for one in mine
    ]
    papers = [Item(paper, one.name, Page("grants.show", {"grant": one.id})) for one in mine for paper in one.papers]
    names = (
        named("grants.together", items, _LISTED),
        named("grants.partners", asked.items((id_, "") for id_ in together)),
        named("grants.papers", papers),
    )
    gaps = []
    if not every:
        gaps.append(Gap("grants.none", Page("grants.new")))
    elif not mine:
        gaps.append(Gap("grants.none_in_days", Page("grants.new")))
    return Evidence(figures, names, tuple(gaps))
