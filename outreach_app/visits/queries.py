"""What others may ask of visits."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from outreach_app import clock
from outreach_app.kits.reservations import queries as reservations
from outreach_app.partners import queries as partners
from outreach_app.visits.feed import PLANNED
from outreach_app.visits.models import Visit, VisitCourse, VisitTrainer
from outreach_app.visits.rules import LOOSE

MOST = 500
Span = tuple[str, str, Collection[str] | None]
"""(first day, last day, places); None for anywhere."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A visit as a calendar shows it."""

    id: str
    on: str
    site: str | None
    starts_at: datetime | None
    ends_at: datetime | None
    holds: str
    called_off_because: str | None
    state: str
    outcome: str | None
    sessions: int
    attendance: int
    open_discrepancies: int
    trainers: tuple[str, ...] = ()
    kits: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """Who was there, as the phones said."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Another visit at the same time that needs the same trainer, or whoever a kit is promised to by then."""

    visit: str
    other: str | None
    """None where a kit is promised to a partner."""
    other_site: str | None
    starts_at: datetime
    trainer: str | None
    kit: str | None
    promised: reservations.Clash | None = None
    """Whom the kit is promised to, and the nearest time at which it is free."""


def visit_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """What visits are called: by their site."""
    wanted = set(ids)
    began = select(VisitCourse.visit_id, VisitCourse.site_id).where(VisitCourse.visit_id.in_(wanted))
    sites = {visit: site for visit, site in session.execute(began)}
    sites |= {visit: site for visit, site in session.execute(select(Visit.id, Visit.site_id).where(Visit.id.in_(wanted)))}
    names = partners.site_names(session, {site for site in sites.values() if site})
    return {visit: names[site] for visit, site in sites.items() if site in names}


def between(
    session: Session,
    first: date,
    last: date,
    *,
    trainer: str | None = None,
    kit: str | None = None,
    site: str | None = None,
    sites: Iterable[str] | None = None,
) -> list[Listed]:
    """The visits of these days, planned or not, in the order of time."""
    span = (first.isoformat(), last.isoformat())
    query = select(Visit.id).where(Visit.on.between(*span))
    loose = select(VisitCourse.visit_id).where(VisitCourse.on.between(*span), VisitCourse.state != LOOSE)
    if trainer:
        query = query.where(Visit.id.in_(select(VisitTrainer.visit_id).where(VisitTrainer.staff_id == trainer)))
        loose = loose.where(VisitCourse.told.contains(f'"{trainer}"'))
    if kit:
        query = query.where(Visit.id.in_(reservations.visits_with(kit)))
        loose = loose.where(VisitCourse.visit_id.in_(reservations.visits_with(kit)))
    wanted = {site} if site else set(sites) if sites is not None else None
    if wanted is not None:
        query = query.where(Visit.site_id.in_(wanted))
        loose = loose.where(VisitCourse.site_id.in_(wanted))
    planned = list(session.scalars(query.order_by(Visit.starts_at, Visit.id).limit(MOST)))
    began = list(session.scalars(loose.order_by(VisitCourse.started, VisitCourse.visit_id).limit(MOST)))
    return listed(session, {*planned, *began})


def listed(session: Session, ids: Iterable[str]) -> list[Listed]:
    """These visits, in the order of time."""
    wanted = set(ids)
    plans = {row.id: row for row in session.scalars(select(Visit).where(Visit.id.in_(wanted)))}
    courses = {row.visit_id: row for row in session.scalars(select(VisitCourse).where(VisitCourse.visit_id.in_(wanted)))}
    going = _going(session, wanted)
    reserved = reservations.kits_of(session, wanted)
    found = []
    for id_ in wanted:
        plan, course = plans.get(id_), courses.get(id_)
        if plan is None and (course is None or course.state == LOOSE or course.on is None):
            continue
        state = course.state if course and course.state != LOOSE else PLANNED
        found.append(
            Listed(
                id_,
                plan.on if plan else str(course.on if course else ""),
                (course.site_id if course else None) or (plan.site_id if plan else None),
                plan.starts_at if plan else _moment(course.started if course else None),
                plan.ends_at if plan else _moment(course.finished if course else None),
                plan.holds if plan else "",
                plan.called_off_because if plan else None,
                state,
                course.outcome if course else None,
                course.sessions if course else 0,
                course.attendance if course else 0,
                course.open_discrepancies if course else 0,
                going[id_],
                reserved[id_],
                tuple(json.loads(course.told)["people"]) if course else (),
            )
        )
    return sorted(found, key=lambda one: (one.on, one.starts_at.timestamp() if one.starts_at else 0.0, one.id))


def found(session: Session, id_: str) -> Listed | None:
    """One visit."""
    rows = listed(session, [id_])
    return rows[0] if rows else None


def plan(session: Session, id_: str) -> Visit | None:
    """What was planned of a visit; None where it began on the spot."""
    return session.scalars(select(Visit).where(Visit.id == id_)).one_or_none()


def clashes(session: Session, ids: Iterable[str]) -> list[Clash]:
    """Where these visits need at the same time whom another one needs, or a kit that is promised to somebody else."""
    wanted = set(ids)
    mine, theirs = aliased(Visit), aliased(Visit)
    one, other = aliased(VisitTrainer), aliased(VisitTrainer)
    same_time = and_(
        mine.id.in_(wanted), theirs.id != mine.id, theirs.starts_at < mine.ends_at, theirs.ends_at > mine.starts_at,
        mine.called_off_because.is_(None), theirs.called_off_because.is_(None),
    )  # fmt: skip
    query = (
        select(mine.id, theirs.id, theirs.site_id, theirs.starts_at, one.staff_id)
        .select_from(mine)
        .join(theirs, same_time)
        .join(one, one.visit_id == mine.id)
        .join(other, and_(other.visit_id == theirs.id, other.staff_id == one.staff_id))
        .order_by(theirs.starts_at, theirs.id)
    )
    found = [Clash(visit, clashing, site, at, staff, None) for visit, clashing, site, at, staff in session.execute(query)]
    for visit, clash in reservations.clashes_of_visits(session, wanted, now=clock.now()):
        it = clash.other
        found.append(Clash(visit, it.visit, it.site, it.used.start, None, it.kit, clash))
    return found


def held_by_day(session: Session, first: date, last: date) -> list[tuple[str, str | None, int]]:
    """(day, place, how many) of the visits of these days on which somebody was there."""
    query = select(VisitCourse.on, VisitCourse.site_id, func.count(VisitCourse.visit_id)).where(
        VisitCourse.on.between(first.isoformat(), last.isoformat()), VisitCourse.state != LOOSE
    )
    found = session.execute(query.group_by(VisitCourse.on, VisitCourse.site_id))
    return [(str(on), site, many) for on, site, many in found]


def held_by_month(session: Session, first: date, last: date) -> dict[str, int]:
    """By month how many visits there were in these days on which somebody was there."""
    month = func.substr(VisitCourse.on, 1, 7)
    query = select(month, func.count(VisitCourse.visit_id)).where(
        VisitCourse.on.between(first.isoformat(), last.isoformat()), VisitCourse.state != LOOSE
    )
    return {in_month: many for in_month, many in session.execute(query.group_by(month))}


def held(session: Session, spans: Iterable[Span], ids: Collection[str]) -> list[tuple[str, str, str | None]]:
    """(visit, day, place) of visits on which somebody was there: at some places in some days, and these; the latest first."""
    mine: list[Any] = [VisitCourse.visit_id.in_(ids)]
    for first, last, sites in spans:
        there = VisitCourse.on.between(first, last)
        mine.append(there if sites is None else there & VisitCourse.site_id.in_(sites))
    query = select(VisitCourse.visit_id, VisitCourse.on, VisitCourse.site_id)
    query = query.where(or_(*mine), VisitCourse.state != LOOSE, VisitCourse.on.is_not(None))
    found = session.execute(query.order_by(VisitCourse.on.desc(), VisitCourse.visit_id.desc()))
    return [(id_, str(on), site) for id_, on, site in found]


def last_days(session: Session) -> dict[str, str]:
    """By place the day of the last visit there."""
    query = select(VisitCourse.site_id, func.max(VisitCourse.on)).where(
        VisitCourse.site_id.is_not(None), VisitCourse.on.is_not(None), VisitCourse.state != LOOSE
    )
    return {site: str(on) for site, on in session.execute(query.group_by(VisitCourse.site_id)) if site}


def next_at(session: Session, site: str, today: date, *, limit: int) -> list[str]:
    """The ids of the next visits of a site, soonest first."""
    query = select(Visit.id).where(Visit.site_id == site, Visit.on >= today.isoformat(), Visit.called_off_because.is_(None))
    return list(session.scalars(query.order_by(Visit.starts_at, Visit.id).limit(limit)))


def planned_from(session: Session, first: date, *, trainer: str | None = None) -> list[Visit]:
    """The visits that somebody, or anybody, is to go to from a day on."""
    query = select(Visit).where(Visit.on >= first.isoformat())
    if trainer:
        query = query.where(Visit.id.in_(select(VisitTrainer.visit_id).where(VisitTrainer.staff_id == trainer)))
    return list(session.scalars(query.order_by(Visit.starts_at, Visit.id).limit(MOST)))


def _going(session: Session, ids: Iterable[str]) -> defaultdict[str, tuple[str, ...]]:
    found: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    query = select(VisitTrainer.visit_id, VisitTrainer.staff_id).where(VisitTrainer.visit_id.in_(set(ids)))
    for visit, staff in session.execute(query.order_by(VisitTrainer.staff_id)):
        found[visit] = (*found[visit], staff)
    return found


def _moment(at: int | None) -> datetime | None:
    return clock.from_micros(at) if at is not None else None
