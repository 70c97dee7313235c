"""The organisations that help to distribute the library's materials."""

from outreach_app.edge.evidence import Evidence, Figure, Gap, Page, named
from outreach_app.edge.gathering.asking import Asking
from outreach_app.flyers import queries as flyers
from outreach_app.flyers.placements import queries as placements

_LIST, _ENVELOPES = Page("flyer_counts.distribution"), Page("envelopes.labels")


def gather(asked: Asking) -> Evidence:
    """The list as it stands now, and what was laid out or restocked in the span."""
    in_use, one_flyer = flyers.in_use(asked.session)
    some: dict[str, list[placements.AtPlace]] = {}
    for place in placements.at_places(asked.session, asked.span.first, asked.span.last):
        if place.site in asked.whose:
            some.setdefault(asked.whose[place.site], []).append(place)
    have = {id_: there for id_, there in some.items() if any(one.lie for one in there)}
    seen_to = {id_: there for id_, there in some.items() if any(one.seen_to for one in there)}
    without = [one for one in asked.going_on if one.stage == "active" and one.id not in have]
    figures = (
        Figure("distribution.listed", len(some), _LIST),
        Figure("distribution.have", len(have), Page("flyer_counts.stacks")),
        Figure("distribution.stacks", _sum(some, "lie"), Page("flyer_counts.stacks")),
        Figure("distribution.copies", _sum(some, "copies")),
        Figure("distribution.seen_to", len(seen_to)),
        Figure("distribution.stacks_seen_to", _sum(some, "seen_to")),
        Figure("distribution.last", max((one.last_on for there in some.values() for one in there), default=None), counts=False),
        Figure("distribution.flyers", in_use, Page("flyers.listed"), counts=False),
    )
    lasts = ((id_, max(one.last_on for one in there)) for id_, there in some.items())
    gaps = []
    if not in_use:
        gaps.append(Gap("flyers.none", Page("flyers.new")))
    elif not some:
        gaps.append(Gap("distribution.none", Page("flyer_papers.new", {"flyer": str(one_flyer)})))
    elif not seen_to:
        gaps.append(Gap("distribution.unseen", Page("flyer_counts.stacks")))
    if some and without:
        gaps.append(Gap("distribution.without", Page("flyer_counts.distribution"), len(without), without[0].name, weighs=False))
    return Evidence(figures, (named("distribution.listed", asked.items(lasts), _LIST),), tuple(gaps))


def _sum(some: dict[str, list[placements.AtPlace]], name: str) -> int:
    return sum(getattr(one, name) for there in some.values() for one in there)
