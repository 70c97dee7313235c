"""The course and the feed row of visits, written from what the fold gives and from what the desk plans."""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.feed import rows, windows
from outreach_app.judging import projection as judging
from outreach_app.judging.rules import VISIT
from outreach_app.ledger.kinds import Projected
from outreach_app.statements import upsert
from outreach_app.visits import at_sites, feed, rules
from outreach_app.visits.models import VisitCourse


def known(session: Session, ids: set[str]) -> set[str]:
    """All of them: a visit may begin on the spot, and then the phone makes its id."""
    return ids


def project(writing: Writing, visits: list[Projected]) -> None:
    """Write what became of these visits, and tell those who go there or went."""
    told = {visit.subject: feed.told_of(visit.state, visit.discrepancies) for visit in visits}
    before = at_sites.sites_of(writing.session, told)
    upsert(writing, VisitCourse, [_course(visit, told[visit.subject]) for visit in visits])
    ended = [visit for visit in visits if visit.state["version"] is not None]
    judging.put(writing, VISIT, [_judged(visit, told[visit.subject]) for visit in ended])
    at_sites.publish(writing, before | {one["site"] for one in told.values() if one["site"]})
    plans, window = feed.plans(writing.session, told), windows.now(writing.session)
    for id_, one in told.items():
        row, audiences = feed.visit_row(id_, plans.get(id_), one, window)
        rows.publish(writing, feed.VISITS, id_, row, audiences)


def publish(writing: Writing, ids: Iterable[str]) -> None:
    """Tell of these visits as they are planned now."""
    wanted = list(ids)
    writing.session.flush()
    query = select(VisitCourse.visit_id, VisitCourse.told).where(VisitCourse.visit_id.in_(wanted))
    told = {visit: json.loads(text) for visit, text in writing.session.execute(query)}
    plans, window = feed.plans(writing.session, wanted), windows.now(writing.session)
    for id_ in wanted:
        row, audiences = feed.visit_row(id_, plans.get(id_), told.get(id_), window)
        rows.publish(writing, feed.VISITS, id_, row, audiences)


def _judged(visit: Projected, told: dict[str, Any]) -> dict[str, Any]:
    ends = visit.state["ends"]
    return {
        **judging.standing(visit),
        "at": ends[-1][1], "on": visit.state["on"], "what": told["outcome"], "author": None,
        "people": judging.people(visit.state["people"]), "site_id": told["site"], "about": None, "visit_id": visit.subject,
    }  # fmt: skip


def _course(visit: Projected, told: dict[str, Any]) -> dict[str, Any]:
    starts, ends = visit.state["starts"], visit.state["ends"]
    return {
        "visit_id": visit.subject,
        "state": rules.stage(visit.state),
        "on": visit.state["on"],
        "site_id": told["site"],
        "started": starts[0][1] if starts else None,
        "finished": ends[-1][1] if ends else None,
        "outcome": told["outcome"],
        "sessions": told["sessions"],
        "attendance": told["attendance"],
        "open_discrepancies": sum(one.state == "open" for one in visit.discrepancies),
        "told": rows.as_text(told),
    }
