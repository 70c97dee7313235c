"""Rows of what was heard and counted, written from what the fold gives."""

from sqlalchemy import delete

from outreach_app.db import Writing
from outreach_app.ledger.kinds import Projected
from outreach_app.statements import insert
from outreach_app.trends.models import Heard


def project(writing: Writing, subjects: list[Projected]) -> None:
    """Write what came up on these visits. What was taken back whole has no row."""
    writing.session.execute(delete(Heard).where(Heard.subject.in_([one.subject for one in subjects])))
    found = []
    for one in subjects:
        for key, count in one.state["counts"].items():
            sort, on, site, topic = key.split(" ")
            if count > 0:
                found.append({"subject": one.subject, "sort": sort, "on": on, "site_id": site, "topic": topic, "count": count})
    insert(writing, Heard, found)
