"""What the page of changes asks."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Select, select, tuple_
from sqlalchemy.orm import Session

from outreach_app.accounts.models import StaffMember
from outreach_app.audit.models import AuditLine
from outreach_app.directory.queries import listing_names
from outreach_app.emergency.plan.queries import version_names
from outreach_app.emergency.plan.words import entry_names
from outreach_app.flyers.queries import flyer_names
from outreach_app.grants.queries import grant_names
from outreach_app.kits.queries import kit_codes
from outreach_app.partners.goals.queries import goal_names
from outreach_app.partners.queries import partner_names, site_names
from outreach_app.spaces.queries import space_names
from outreach_app.training_sessions.queries import session_names
from outreach_app.trends.watching.queries import trend_names
from outreach_app.visits.queries import visit_names

PAGE = 50
AT_ONCE = 500
# The members of rows that hold ids, and who knows what these stand for.
_REFERENCES = (
    (("partner_id", "partners", "merged_into", "funder_id"), partner_names),
    (("site_id", "site"), site_names),
    (("kit_id", "kits", "kit", "kit_belong", "kit_left_out"), kit_codes),
    (("flyer",), flyer_names),
    (("plan_id", "changed_plan_id", "begun_from"), version_names),
    (("who", "caller", "place", "services", *(f"holder_{number}" for number in range(1, 5))), entry_names),
    (("space_id",), space_names),
    (("listing_id",), listing_names),
    (("grant_id",), grant_names),
    (("visit_belong", "visit_left_out"), visit_names),
    (("training_session_belong", "training_session_left_out"), session_names),
    (("goals",), goal_names),
    (("trend_id",), trend_names),
)
NOBODY = "-"
"""In place of a staff member: a command or a phone made the change."""
ADDED, CHANGED, REMOVED = "added", "changed", "removed"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the record is narrowed to."""

    who: str = ""
    what: str = ""
    kind: str = ""
    subject: str = ""
    since: date | None = None
    until: date | None = None

    @property
    def is_narrow(self) -> bool:
        return self != Wanted()


@dataclass(frozen=True, slots=True)
class Change:
    """One change: a row before and after; None where there was or is none."""

    id: str
    at: datetime
    staff: str | None
    what: str
    subject: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None

    @property
    def kind(self) -> str:
        return ADDED if self.before is None else REMOVED if self.after is None else CHANGED


def page(session: Session, wanted: Wanted, zone: str, *, before: tuple[datetime, str] | None = None) -> list[Change]:
    """The newest changes; `before` is where the page before ended."""
    query = _narrowed(wanted, zone)
    if before is not None:
        query = query.where(tuple_(AuditLine.at, AuditLine.id) < before)
    return [_change(line) for line in session.scalars(query.limit(PAGE))]


def batches(session: Session, wanted: Wanted, zone: str) -> Iterator[list[Change]]:
    """All changes that are wanted, the newest first, few in memory at once."""
    place: tuple[datetime, str] | None = None
    while True:
        query = _narrowed(wanted, zone).limit(AT_ONCE)
        if place is not None:
            query = query.where(tuple_(AuditLine.at, AuditLine.id) < place)
        found = [_change(line) for line in session.scalars(query)]
        yield found
        if len(found) < AT_ONCE:
            return
        place = (found[-1].at, found[-1].id)
        session.expunge_all()


def staff(session: Session) -> dict[str, str]:
    """The names of all who are or were on the staff, by id, in the order of their names."""
    query = select(StaffMember.id, StaffMember.name).order_by(StaffMember.name, StaffMember.id)
    return {id_: name for id_, name in session.execute(query)}


def names(session: Session, changes: Iterable[Change]) -> dict[str, str]:
    """What the ids that these changes name stand for: the staff, and partners, places and kits."""
    found = staff(session)
    rows = [row for one in changes for row in (one.before, one.after) if row]
    for members, ask in _REFERENCES:
        if ids := {id_ for row in rows for member in members for id_ in _ids(row.get(member))}:
            found |= ask(session, ids)
    return found


def _ids(value: Any) -> list[str]:
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def _narrowed(wanted: Wanted, zone: str) -> "Select[AuditLine]":
    query = select(AuditLine).order_by(AuditLine.at.desc(), AuditLine.id.desc())
    if wanted.who:
        query = query.where(AuditLine.staff.is_(None) if wanted.who == NOBODY else AuditLine.staff == wanted.who)
    if wanted.what:
        query = query.where(AuditLine.what == wanted.what)
    if wanted.subject:
        query = query.where(AuditLine.subject == wanted.subject)
    first, last = midnights(wanted, zone)
    if first:
        query = query.where(AuditLine.at >= first)
    if last:
        query = query.where(AuditLine.at < last)
    return query.where(*_of_kind(wanted.kind))


def midnights(wanted: Wanted, zone: str) -> tuple[datetime | None, datetime | None]:
    """The moments at which the days that are wanted begin and are over, in a library's zone."""
    first = _midnight(wanted.since, zone) if wanted.since else None
    return first, _midnight(wanted.until + timedelta(days=1), zone) if wanted.until else None


def _of_kind(kind: str) -> Iterable[Any]:
    if kind == ADDED:
        return (AuditLine.before.is_(None),)
    if kind == REMOVED:
        return (AuditLine.after.is_(None),)
    return (AuditLine.before.is_not(None), AuditLine.after.is_not(None)) if kind == CHANGED else ()


def _midnight(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone))


def _change(line: AuditLine) -> Change:
    before, after = (json.loads(text) if text else None for text in (line.before, line.after))
    return Change(line.id, line.at, line.staff, line.what, line.subject, before, after)
