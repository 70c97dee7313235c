"""What was reached of goals, counted from what was recorded, in a constant number of statements for any number of goals."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from outreach_app.kits.lent import queries as lent
from outreach_app.partners.goals import queries as goals
from outreach_app.partners.goals.queries import KITS_LENT, PEOPLE, REFERRALS, SESSIONS, TYPED, VISITS, Goal
from outreach_app.training_sessions.at_sites import queries as held
from outreach_app.trends import queries as trends
from outreach_app.visits import queries as visits

Counted = list[tuple[str, str | None, int]]
"""(day, place, how many)."""


@dataclass(frozen=True, slots=True)
class Reached:
    """How far a goal has come."""

    goal: Goal
    reached: int | None
    """None where nobody has typed it yet."""
    with_partners: int | None
    """What of it was at the places of the partners that serve it; None where that is not counted."""
    partners: tuple[str, ...]

    @property
    def percent(self) -> int | None:
        """How much of the target that is."""
        return None if self.reached is None else round(100 * self.reached / self.goal.target)


def reached(session: Session, several: Sequence[Goal], zone: str) -> list[Reached]:
    """What was reached of these goals."""
    serving = goals.partners_of(session, [one.id for one in several])
    sites = goals.sites_of(session, {partner for some in serving.values() for partner in some})
    counts = _counted(session, several, zone)
    found = []
    for one in several:
        mine = tuple(serving.get(one.id, ()))
        if one.measure == TYPED:
            found.append(Reached(one, one.typed, None, mine))
            continue
        days = [it for it in counts[one.measure] if one.starts_on <= it[0] <= one.ends_on]
        at_theirs = sum(many for _on, site, many in days if site is not None and sites.get(site) in mine)
        found.append(Reached(one, sum(it[2] for it in days), at_theirs if mine else None, mine))
    return found


def _counted(session: Session, several: Sequence[Goal], zone: str) -> dict[str, Counted]:
    mine = [one for one in several if one.measure != TYPED]
    if not mine:
        return {}
    first = date.fromisoformat(min(one.starts_on for one in mine))
    last = date.fromisoformat(max(one.ends_on for one in mine))
    sessions = held.by_day(session, first, last)
    return {
        SESSIONS: [(on, site, many) for on, site, many, _people in sessions],
        PEOPLE: [(on, site, people) for on, site, _many, people in sessions],
        KITS_LENT: [(on, site, 1) for on, site in lent.by_day(session, first, last, zone)],
        REFERRALS: trends.by_day(session, "referral", first, last),
        VISITS: visits.held_by_day(session, first, last),
    }
