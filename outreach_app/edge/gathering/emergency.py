"""The plan to provide technology services in a disaster: approved, complete, looked at again, practised."""

from outreach_app.edge.evidence import Evidence, Figure, Gap, Item, Page, named
from outreach_app.edge.gathering.asking import Asking
from outreach_app.emergency.plan import queries as plans

SECTIONS = ("services", "places", "kits", "roles")
_PLAN, _DRILLS = Page("emergency_plan.current"), Page("emergency_drills.listed")


def gather(asked: Asking) -> Evidence:
    """The plan as it stands now; what was approved and practised in the span."""
    told = plans.evidence(asked.session, asked.span.first, asked.span.last)
    now = told.current
    is_approved = now is not None and now.approved_on is not None
    figures = (
        Figure("emergency.approved", now.approved_on if now else None, _PLAN),
        *(Figure(f"emergency.{one}", told.entries.get(one, 0), _PLAN, counts=False) for one in SECTIONS),
        Figure("emergency.vacant", told.vacant, _PLAN, counts=False),
        Figure("emergency.review", now.review_on if now else None, _PLAN, counts=False),
        Figure("emergency.versions", len(told.approved), Page("emergency_plan.listed"), counts=False),
        Figure("emergency.drills", len(told.drills), _DRILLS, counts=False),
    )
    versions = [
        Item(f"{one.number} {one.name}", one.approved_on or "", Page("emergency_plan.show", {"plan": one.id}))
        for one in told.approved
    ]
    drills = [Item(one.scenario, one.on, _DRILLS) for one in told.drills]
    names = (named("emergency.versions", versions), named("emergency.drills", drills, _DRILLS))
    gaps = []
    if now is None:
        gaps.append(Gap("emergency.none", _PLAN))
    elif not is_approved:
        gaps.append(Gap("emergency.not_approved", Page("emergency_plan.approve", {"plan": now.id})))
    else:
        gaps += [Gap(f"emergency.no_{one}", _PLAN) for one in SECTIONS if not told.entries.get(one)]
        if now.review_on is not None and now.review_on <= asked.today.isoformat():
            gaps.append(Gap("emergency.review_due", _PLAN, weighs=False))
    if told.vacant:
        gaps.append(Gap("emergency.vacant", _PLAN, told.vacant, weighs=False))
    if now is not None and not told.drills:
        gaps.append(Gap("emergency.no_drill", Page("emergency_drills.new"), weighs=False))
    return Evidence(figures, names, tuple(gaps))
