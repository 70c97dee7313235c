"""The filters that people keep of the queue: their own, seen by nobody else."""

from sqlalchemy import func, select

from outreach_app.db import Writing
from outreach_app.judging.models import KeptFilter
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

MOST_KEPT = 30


def keep(writing: Writing, id_: str, *, staff: str, name: str, asked: str) -> None:
    """Keep a filter; under a name that the person has already it takes the place of the one before.

    The same id again is the same. Raises `Refusal` "filters.many".
    """
    mine = select(KeptFilter).where(KeptFilter.staff_id == staff)
    same = writing.session.scalars(mine.where(KeptFilter.name == name)).first()
    if same is not None:
        same.asked = asked
        return
    if writing.session.scalars(select(KeptFilter).where(KeptFilter.id == id_)).first() is not None:
        return
    if (writing.session.scalar(select(func.count(KeptFilter.id)).where(KeptFilter.staff_id == staff)) or 0) >= MOST_KEPT:
        message = _("You keep as many filters as there is room for. Remove one first.")
        raise Refusal("filters.many", message, fields={"name": [message]})
    writing.session.add(KeptFilter(library_id=writing.library, id=id_, staff_id=staff, name=name, asked=asked))


def forget(writing: Writing, id_: str, *, staff: str) -> None:
    """Let go of a filter of this person."""
    mine = select(KeptFilter).where(KeptFilter.id == id_, KeptFilter.staff_id == staff)
    found = writing.session.scalars(mine).first()
    if found is not None:
        writing.session.delete(found)
