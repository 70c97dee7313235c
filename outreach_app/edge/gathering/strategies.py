"""Strategies for partnerships: those written, by whom looked after, the goals that they serve, new partnerships, agreements."""

from outreach_app.edge.evidence import Evidence, Figure, Gap, Item, Page, named
from outreach_app.edge.gathering.asking import Asking, page_of
from outreach_app.partners.agreements import queries as agreements
from outreach_app.partners.goals import queries as goals
from outreach_app.partners.profile import queries as profile
from outreach_app.partners.strategy import queries as strategy

INCLUSION, INNOVATION = "inclusion", "innovation"
_LISTED, _GOALS = Page("partners.listed"), Page("goals_reached.listed")


def gather(asked: Asking) -> Evidence:
    """What there is of strategies now, and what was done about them in the span."""
    session, span = asked.session, asked.span
    going_on = {one.id for one in asked.going_on}
    written = [one for one in strategy.written(session) if one.partner in going_on]
    worked_on = strategy.worked_on(session, span.begins, span.ends)
    began = profile.became_active(session, span.begins, span.ends)
    wanted = goals.between(session, span.first, span.last)
    held = agreements.in_force(session, span.first, span.last)
    due = [one for one in written if (one.review_on or "9") <= asked.today.isoformat()]
    unowned = [one for one in written if not one.has_owner]
    have_one = {one.partner for one in written}
    unwritten = [one for one in asked.going_on if one.id not in have_one]
    figures = (
        Figure("strategies.written", len(written), _LISTED, of=len(going_on)),
        Figure("strategies.owned", len(written) - len(unowned), of=len(written), counts=False),
        Figure("strategies.worked_on", len(worked_on)),
        Figure("strategies.began", len(began)),
        Figure("strategies.inclusion", sum(one.serves == INCLUSION for one in wanted), _GOALS),
        Figure("strategies.innovation", sum(one.serves == INNOVATION for one in wanted), _GOALS),
        Figure("strategies.agreements", len(held)),
    )
    names = (
        named("strategies.partners", asked.items((one.partner, one.review_on or "") for one in written), _LISTED),
        named("strategies.goals", [Item(one.name, f"{one.starts_on}/{one.ends_on}", _GOALS) for one in wanted], _GOALS),
        named("strategies.documents", [_document(asked, one) for one in held]),
    )
    gaps = []
    if not asked.partners:
        gaps.append(Gap("partners.none", Page("partner_profile.new")))
    elif not written:
        first = unwritten[0] if unwritten else None
        way = Page("partner_strategy.write", {"partner": first.id}) if first else _LISTED
        gaps.append(Gap("strategies.none", way, name=first.name if first else ""))
    elif unwritten:
        way = Page("partner_strategy.write", {"partner": unwritten[0].id})
        gaps.append(Gap("strategies.unwritten", way, len(unwritten), unwritten[0].name, weighs=False))
    if not wanted:
        gaps.append(Gap("goals.none", Page("goals.new")))
    for key, some in (("strategies.due", due), ("strategies.unowned", unowned)):
        if some:
            way = Page("partner_strategy.write", {"partner": some[0].partner})
            gaps.append(Gap(key, way, len(some), asked.name(some[0].partner), weighs=False))
    return Evidence(figures, names, tuple(gaps))


def _document(asked: Asking, one: agreements.InForce) -> Item:
    days = f"{one.starts_on or ''}/{one.ends_on or ''}" if one.starts_on or one.ends_on else ""
    page = Page("partner_agreements.paper", {"agreement": one.id}) if one.paper else page_of(one.partner)
    return Item(f"{one.name}, {asked.name(one.partner)}", days, page)
