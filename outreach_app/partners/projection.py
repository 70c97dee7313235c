"""Rows of what is to be done next with partners, written from what the fold gives."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from outreach_app.db import Writing
from outreach_app.ledger.kinds import Projected
from outreach_app.partners.models import NextStep, Partner
from outreach_app.statements import insert


def known(session: Session, ids: set[str]) -> set[str]:
    """Those that the library has."""
    return set(session.scalars(select(Partner.id).where(Partner.id.in_(ids))))


def project(writing: Writing, partners: list[Projected]) -> None:
    """Write the next steps of these partners."""
    writing.session.execute(delete(NextStep).where(NextStep.partner_id.in_([one.subject for one in partners])))
    found = []
    for one in partners:
        for talk, (at, site, day, author) in one.state["steps"].items():
            _fact, done_at, done_by = one.state["done"].get(talk, (None, None, None))
            found.append(
                {
                    "talk": talk,
                    "partner_id": one.subject,
                    "site_id": site,
                    "due_on": day,
                    "agreed": at,
                    "agreed_by": author,
                    "done": done_at,
                    "done_by": done_by,
                }
            )
    insert(writing, NextStep, found)
