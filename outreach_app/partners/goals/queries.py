"""What may be asked of goals."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.partners.goals.models import KITS_LENT, PEOPLE, REFERRALS, SESSIONS, TYPED, VISITS, Goal, GoalPartner
from outreach_app.partners.models import Partner, Site
from outreach_app.partners.queries import called_now

__all__ = [
    "KITS_LENT", "PEOPLE", "REFERRALS", "SESSIONS", "TYPED", "VISITS", "Goal", "between", "goal", "goals", "partners_of",
    "served_by", "sites_of",
]  # fmt: skip


def goals(session: Session) -> list[Goal]:
    """Every goal, those that end last first."""
    return list(session.scalars(select(Goal).order_by(Goal.ends_on.desc(), Goal.name, Goal.id)))


def between(session: Session, first: date, last: date) -> list[Goal]:
    """The goals for some of these days, those that end last first."""
    mine = (Goal.starts_on <= last.isoformat(), Goal.ends_on >= first.isoformat())
    return list(session.scalars(select(Goal).where(*mine).order_by(Goal.ends_on.desc(), Goal.name, Goal.id)))


def goal(session: Session, id_: str) -> Goal | None:
    """One goal."""
    return session.scalars(select(Goal).where(Goal.id == id_)).one_or_none()


def goal_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those goals that exist."""
    return {id_: name for id_, name in session.execute(select(Goal.id, Goal.name).where(Goal.id.in_(set(ids))))}


def partners_of(session: Session, goals_: Iterable[str]) -> dict[str, list[str]]:
    """The partnerships that serve these goals, by goal."""
    found: dict[str, list[str]] = defaultdict(list)
    query = select(GoalPartner.goal_id, called_now()).join(Partner, Partner.id == GoalPartner.partner_id).distinct()
    for goal_, partner in session.execute(query.where(GoalPartner.goal_id.in_(set(goals_))).order_by(called_now())):
        found[goal_].append(partner)
    return found


def served_by(session: Session, partners: Iterable[str]) -> list[Goal]:
    """The goals that some partners serve."""
    mine = select(GoalPartner.goal_id).where(GoalPartner.partner_id.in_(set(partners)))
    return list(session.scalars(select(Goal).where(Goal.id.in_(mine)).order_by(Goal.ends_on.desc(), Goal.id)))


def sites_of(session: Session, partners: Iterable[str]) -> dict[str, str]:
    """The partner of each place of these partners, as it is called now."""
    wanted = set(partners)
    query = select(Site.id, called_now()).join(Partner, Partner.id == Site.partner_id).where(called_now().in_(wanted))
    return {id_: its for id_, its in session.execute(query)}
