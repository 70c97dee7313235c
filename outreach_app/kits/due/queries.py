"""What is due and overdue, by whoever has it; and whom a letter is owed."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.accounts.models import ADMIN, COORDINATOR, Library, StaffMember
from outreach_app.kits import queries
from outreach_app.kits.due import rules
from outreach_app.kits.due.models import Reminder
from outreach_app.kits.due.rules import Pace
from outreach_app.kits.queries import Listed

MOST = 10_000


@dataclass(frozen=True, slots=True)
class Held:
    """What one holder has that is to come back, the longest overdue first."""

    holder: dict[str, Any]
    """{staff} or {partner, site}, the site always None."""
    kits: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """Somebody's letter of today."""

    staff: str
    name: str
    email: str
    language: str
    kits: tuple[tuple[str, Listed], ...]
    """Each with its stage."""

    @property
    def lines(self) -> list[list[str]]:
        """What it tells, as it is kept."""
        return [[kit.id, str(kit.due_on), stage] for stage, kit in self.kits]


def by_holder(session: Session, today: date) -> list[Held]:
    """What is to come back, by who has it: first whoever has what is longest overdue."""
    held: dict[str, list[Listed]] = {}
    for kit in queries.due(session, today, limit=MOST):
        held.setdefault(queries.key_of(kit.holder or {}), []).append(kit)
    return [Held(_whole(kits[0]), tuple(kits)) for kits in held.values()]


def owed(session: Session, library: str, today: date) -> list[Due]:
    """The letters of today, each to one person and of all that they answer for.

    Whoever has a kit answers for it. For what is with a partner, or with somebody who left, the coordinators do; the
    admins where there is none.
    """
    home = session.get_one(Library, library)
    pace = Pace(home.remind_ahead_days, home.remind_every_days)
    people = {one.id: one for one in session.scalars(select(StaffMember).where(StaffMember.active).order_by(StaffMember.email))}
    others = [one.id for one in people.values() if one.role == COORDINATOR]
    others = others or [one.id for one in people.values() if one.role == ADMIN]
    kits: dict[str, list[tuple[str, Listed]]] = {}
    for kit in queries.due(session, today, limit=MOST):
        if (stage := rules.stage(str(kit.due_on), today, pace)) is None:
            continue
        holder = (kit.holder or {}).get("staff")
        for id_ in [holder] if holder in people else others:
            kits.setdefault(id_, []).append((stage, kit))
    told = _told(session, today, pace)
    written = set(session.scalars(select(Reminder.staff_id).where(Reminder.day == today.isoformat())))
    languages = home.language_codes
    letters = []
    for id_, some in kits.items():
        last = told.get(id_, {})
        if id_ in written or not any(rules.is_news(kit.id, str(kit.due_on), today, pace, last) for _stage, kit in some):
            continue
        one = people[id_]
        letters.append(Due(id_, one.name, one.email, one.language or languages[0], tuple(some)))
    return letters


def unfinished(session: Session) -> list[tuple[str, str]]:
    """(staff, day) of the letters that were begun and of which nobody knows whether they went."""
    query = select(Reminder.staff_id, Reminder.day).where(Reminder.taken_at.is_(None)).order_by(Reminder.day, Reminder.staff_id)
    return [(staff, day) for staff, day in session.execute(query)]


def _told(session: Session, today: date, pace: Pace) -> dict[str, dict[tuple[str, str], tuple[str, date]]]:
    since = (today - pace.window).isoformat()
    query = select(Reminder.staff_id, Reminder.day, Reminder.told).where(Reminder.day >= since).order_by(Reminder.day)
    letters: dict[str, list[tuple[date, Iterable[Iterable[str]]]]] = {}
    for staff, day, told in session.execute(query):
        letters.setdefault(staff, []).append((date.fromisoformat(day), json.loads(told)))
    return {staff: rules.latest(some) for staff, some in letters.items()}


def _whole(kit: Listed) -> dict[str, Any]:
    holder = kit.holder or {}
    return holder if "staff" in holder else {"partner": holder["partner"], "site": None}
