"""What is due and overdue, by whoever has it; and to whom a letter is owed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from outreach_app.partners import queries as partners

MOST = 10_000
# What nearly every library has out is printed in one go.
PAGE = 200

Staged = tuple[str, Listed]
"""A kit with its stage."""


@dataclass(frozen=True, slots=True)
class Held:
    """What one holder has that is to come back, the longest overdue first."""

    holder: dict[str, Any]
    """{staff} or {partner, site}, the site always None."""
    kits: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A reader's letter of today."""

    reader: str
    """As a `Reminder` names them."""
    name: str
    """Empty where a partner's contact has none."""
    email: str
    language: str
    kits: tuple[Staged, ...]
    is_partner: bool = False

    @property
    def lines(self) -> list[list[str]]:
        """What it tells, as it is kept."""
        return [[kit.id, str(kit.due_on), stage] for stage, kit in self.kits]


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A letter that was begun, and of which nobody knows whether it went."""

    reader: str
    day: str
    kits: tuple[str, ...]


def by_holder(session: Session, *, page: int = 1) -> tuple[list[Held], bool]:
    """What is to come back, by who has it, first whoever has what is longest overdue; and whether more follows.

    Whoever has more than a page holds stands on the next one too.
    """
    found = queries.due_by_holder(session, limit=PAGE + 1, offset=(page - 1) * PAGE)
    held: dict[str, list[Listed]] = {}
    for kit in found[:PAGE]:
        held.setdefault(queries.key_of(kit.holder or {}), []).append(kit)
    return [Held(_whole(kits[0]), tuple(kits)) for kits in held.values()], len(found) > PAGE


def owed(session: Session, library: str, today: date) -> list[Due]:
    """The letters of today, each to one reader and of all that they answer for.

    Whoever has a kit answers for it. For what is with a partner, or with somebody who left, the coordinators do; the
    admins where there is none. A partner's contact is told of what is at their place, where the library wants it so.
    """
    home = session.get_one(Library, library)
    pace = Pace(home.remind_ahead_days, home.remind_every_days)
    due = ((rules.stage(str(kit.due_on), today, pace), kit) for kit in queries.due(session, today, limit=MOST))
    staged = [(stage, kit) for stage, kit in due if stage is not None]
    staff = list(session.scalars(select(StaffMember).where(StaffMember.active).order_by(StaffMember.email)))
    letters = list(_to_staff(staff, home, staged))
    if home.remind_partners:
        ours = {rules.reader_at(one.email) for one in staff}
        letters += (one for one in _to_partners(session, home, staged, today) if one.reader not in ours)
    told = _told(session, today, pace)
    written = set(session.scalars(select(Reminder.reader).where(Reminder.day == today.isoformat())))
    return [one for one in letters if one.reader not in written and _is_news(one, today, pace, told.get(one.reader, {}))]


def unfinished(session: Session) -> list[Unfinished]:
    """The letters that were begun and of which nobody knows whether they went."""
    query = select(Reminder.reader, Reminder.day, Reminder.told).where(Reminder.taken_at.is_(None))
    rows = session.execute(query.order_by(Reminder.day, Reminder.reader)).all()
    codes = queries.kit_codes(session, (kit for *_rest, told in rows for kit, _due_on, _stage in json.loads(told)))
    return [
        Unfinished(reader, day, tuple(codes.get(kit, kit) for kit, _due_on, _stage in json.loads(told)))
        for reader, day, told in rows
    ]


def _to_staff(staff: Sequence[StaffMember], home: Library, staged: Iterable[Staged]) -> Iterator[Due]:
    people = {one.id: one for one in staff}
    others = [one.id for one in staff if one.role == COORDINATOR] or [one.id for one in staff if one.role == ADMIN]
    kits: dict[str, list[Staged]] = {}
    for stage, kit in staged:
        holder = (kit.holder or {}).get("staff")
        for id_ in [holder] if holder in people else others:
            kits.setdefault(id_, []).append((stage, kit))
    for id_, some in kits.items():
        one = people[id_]
        yield Due(id_, one.name, one.email, one.language or home.language_codes[0], tuple(some))


def _to_partners(session: Session, home: Library, staged: Iterable[Staged], today: date) -> Iterator[Due]:
    """A letter to each address: a partner with several places may have one for all of them."""
    at_sites = [(kit.holder["site"], stage, kit) for stage, kit in staged if kit.holder and kit.holder.get("site")]
    contacts = partners.contacts(session, {site for site, *_rest in at_sites}, today)
    letters: dict[str, list[tuple[partners.Contact, Staged]]] = {}
    for site, stage, kit in at_sites:
        if site in contacts:
            letters.setdefault(rules.reader_at(contacts[site].mail), []).append((contacts[site], (stage, kit)))
    for reader, some in letters.items():
        names = {contact.name for contact, _kit in some}
        # Nobody is greeted by another's name.
        name = names.pop() if len(names) == 1 else ""
        yield Due(reader, name, some[0][0].mail, home.language_codes[0], tuple(kit for _contact, kit in some), is_partner=True)


def _is_news(letter: Due, today: date, pace: Pace, told: rules.Told) -> bool:
    return any(rules.is_news(kit.id, str(kit.due_on), today, pace, told) for _stage, kit in letter.kits)


def _told(session: Session, today: date, pace: Pace) -> Mapping[str, rules.Told]:
    since = (today - pace.window).isoformat()
    query = select(Reminder.reader, Reminder.day, Reminder.told).where(Reminder.day >= since).order_by(Reminder.day)
    letters: dict[str, list[tuple[date, Iterable[Iterable[str]]]]] = {}
    for reader, day, told in session.execute(query):
        letters.setdefault(reader, []).append((date.fromisoformat(day), json.loads(told)))
    return {reader: rules.latest(some) for reader, some in letters.items()}


def _whole(kit: Listed) -> dict[str, Any]:
    holder = kit.holder or {}
    return holder if "staff" in holder else {"partner": holder["partner"], "site": None}
