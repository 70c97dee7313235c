"""Rows of what was heard and counted, written from what the fold gives."""

from sqlalchemy import delete

from outreach_app.db import Writing
from outreach_app.ledger.kinds import Projected
from outreach_app.statements import insert
from outreach_app.trends.models import Heard
from outreach_app.trends.rules import NO_TOPIC


def project(writing: Writing, subjects: list[Projected]) -> None:
    """Write what came up on these visits; what was taken back whole has no row.

    Away from any visit each tap stands alone, so one that takes back is less than nought there: sums are right.
    """
    writing.session.execute(delete(Heard).where(Heard.subject.in_([one.subject for one in subjects])))
    found = []
    for one in subjects:
        for key, count in one.state["counts"].items():
            sort, on, site, topic, *listing = key.split(" ")
            if count:
                where = {"subject": one.subject, "sort": sort, "on": on, "site_id": site, "topic": topic}
                found.append({**where, "listing_id": listing[0] if listing else NO_TOPIC, "count": count})
    insert(writing, Heard, found)
