"""Mobile training equipment, and the training that was given with it in partners' rooms."""

from outreach_app.edge.evidence import Evidence, Figure, Gap, Page, named
from outreach_app.edge.gathering.asking import Asking
from outreach_app.judging import queries as judging
from outreach_app.kits.lent import queries as lent
from outreach_app.training_sessions.queries import Counted

_KITS = Page("kits.listed")


def gather(asked: Asking) -> Evidence:
    """The kits as they are now; what came back and what was taught in the span."""
    fleet = lent.fleet(asked.session)
    days = {"first": asked.span.first.isoformat(), "last": asked.span.last.isoformat()}
    times, kits = judging.handed_in(asked.session, days["first"], days["last"])
    rooms = asked.rooms
    sessions = Page("sessions.listed", days)
    figures = (
        Figure("equipment.kits", fleet.kits, _KITS),
        Figure("equipment.things", fleet.things),
        Figure("equipment.unfit", fleet.unfit, Page("care.needed"), counts=False),
        Figure("equipment.out", fleet.with_staff + fleet.with_partners, Page("kits.listed", {"state": "out"}), counts=False),
        Figure("equipment.returns", times, counts=False),
        Figure("equipment.used", kits, of=max(fleet.kits, kits), counts=False),
        Figure("equipment.sessions", sum(one.sessions for one in rooms.values()), sessions, counts=False),
        Figure("equipment.people", sum(one.attendance for one in rooms.values()), sessions, counts=False),
        Figure("equipment.partners", len(rooms), counts=False),
    )
    names = named("equipment.partners", asked.items((id_, _told(one)) for id_, one in rooms.items()))
    gaps = []
    if not fleet.kits:
        gaps.append(Gap("kits.none", Page("kits.new")))
    if fleet.unfit:
        gaps.append(Gap("kits.unfit", Page("care.needed"), fleet.unfit, weighs=False))
    if not rooms:
        gaps.append(Gap("equipment.no_sessions", Page("visits.new")))
    return Evidence(figures, (names,), tuple(gaps))


def _told(one: Counted) -> str:
    return f"{one.sessions},{one.attendance}"
