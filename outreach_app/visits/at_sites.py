"""What phones mirror of a place's past: the last visits there, whoever went. No text of anybody's is in it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from outreach_app import json_text
from outreach_app.db import Writing
from outreach_app.feed import rows
from outreach_app.shapes import Day, Id, Many, Part, Shape, Whole
from outreach_app.statements import Prepared, among, table_of
from outreach_app.visits.models import VisitCourse
from outreach_app.visits.rules import FINISHED

SITE_VISITS = "site_visits"
LAST = 3


class PastVisit(Shape):
    """A visit that is over: when, who was there, what was held."""

    id = Id()
    on = Day()
    people = Many(Id())
    sessions = Whole(least=0)
    attendance = Whole(least=0)


class SiteVisitsRow(Shape):
    """The last visits to a place, the latest first; `id` is the place's."""

    id = Id()
    visits = Many(Part(PastVisit))


_courses = table_of(VisitCourse).c
_SITES_OF = Prepared(select(_courses.site_id).where(among(_courses.visit_id, "ids"), _courses.site_id.is_not(None)))


def sites_of(session: Session, visits: Iterable[str]) -> set[str]:
    """Where these visits were, as far as is known by now."""
    return {site for (site,) in _SITES_OF.rows(session, ids=list(visits))}


def publish(writing: Writing, sites: Iterable[str]) -> None:
    """Tell all phones of the last visits to these places."""
    wanted = sorted(set(sites))
    if not wanted:
        return
    told = _last(writing.session, VisitCourse.site_id.in_(wanted))
    for site in wanted:
        rows.publish(writing, SITE_VISITS, site, _row(site, told[site]) if site in told else None)


def all_sites(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    for site, visits in _last(session, VisitCourse.site_id.is_not(None)).items():
        yield site, _row(site, visits), (rows.EVERYONE,)


def _last(session: Session, where: ColumnElement[bool]) -> dict[str, list[dict[str, Any]]]:
    """Of each of these places the visits that are over, the latest `LAST` of them."""
    of_a_site = (VisitCourse.library_id, VisitCourse.site_id)
    latest = func.row_number().over(partition_by=of_a_site, order_by=(VisitCourse.on.desc(), VisitCourse.visit_id))
    over = select(VisitCourse.library_id, VisitCourse.visit_id, latest.label("nth")).where(
        where, VisitCourse.state == FINISHED, VisitCourse.outcome == "held", VisitCourse.on.is_not(None)
    )
    found = over.subquery()
    is_it = (found.c.library_id == VisitCourse.library_id) & (found.c.visit_id == VisitCourse.visit_id)
    query = select(VisitCourse.site_id, VisitCourse.visit_id, VisitCourse.on, VisitCourse.told).join(found, is_it)
    query = query.where(found.c.nth <= LAST).order_by(VisitCourse.site_id, found.c.nth)
    visits: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for site, id_, on, text in session.execute(query):
        told = json_text.read(text)
        visits[str(site)].append({"id": id_, "on": on, **{name: told[name] for name in ("people", "sessions", "attendance")}})
    return visits


def _row(site: str, visits: list[dict[str, Any]]) -> str:
    return rows.as_text({"id": site, "visits": visits})
