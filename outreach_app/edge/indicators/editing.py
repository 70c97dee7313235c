"""Writing editions, indicators and judgements: noted in the audit."""

from typing import Any

from sqlalchemy import func, select

from outreach_app import ids
from outreach_app.audit import meanwhile, rows
from outreach_app.db import Writing
from outreach_app.edge import standard
from outreach_app.edge.models import EdgeEdition, EdgeIndicator, EdgeJudgement
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

EDITIONS, INDICATORS, JUDGEMENTS = "edge_editions", "edge_indicators", "edge_judgements"


def seed(writing: Writing) -> None:
    """Put what of the standard editions the library has not yet; nothing that is there is changed."""
    there = set(writing.session.scalars(select(EdgeEdition.id)))
    for position, one in enumerate(standard.EDITIONS):
        if one.id in there:
            continue
        told = {"name": one.name, "source": one.source, "language": standard.ENGLISH, "is_verified": one.is_verified}
        rows.add(writing, EDITIONS, EdgeEdition, one.id, by=None, position=position, **told)
        for place, each in enumerate(one.indicators):
            told = {name: getattr(each, name) for name in _OF_AN_INDICATOR}
            rows.add(writing, INDICATORS, EdgeIndicator, each.id, by=None, edition_id=one.id, position=place, **told)


def add_edition(writing: Writing, id_: str, *, like: str | None, by: str, **told: Any) -> None:
    """A new edition; with the indicators of another one where it is like that. The same id again is the same edition."""
    if writing.session.get(EdgeEdition, (writing.library, id_)) is not None:
        return
    last = writing.session.scalar(select(func.max(EdgeEdition.position))) or 0
    rows.add(writing, EDITIONS, EdgeEdition, id_, by=by, position=last + 1, **told)
    query = select(EdgeIndicator).where(EdgeIndicator.edition_id == like, EdgeIndicator.retired_at.is_(None))
    for one in writing.session.scalars(query.order_by(EdgeIndicator.position, EdgeIndicator.id)).all():
        copied = {name: getattr(one, name) for name in _OF_AN_INDICATOR}
        copied |= {"same_as": one.id, "is_verified": False, "position": one.position}
        rows.add(writing, INDICATORS, EdgeIndicator, ids.new(), by=by, edition_id=id_, **copied)


def change_edition(writing: Writing, id_: str, *, seen: int, by: str, **told: Any) -> None:
    """Another name or source. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    rows.change(writing, EDITIONS, _edition(writing, id_), told, seen=seen, by=by)


def add_indicator(writing: Writing, edition: str, id_: str, *, by: str, **told: Any) -> None:
    """One more indicator of an edition; the same id again is the same one. Raises `Refusal` "not_found"."""
    _edition(writing, edition)
    if writing.session.get(EdgeIndicator, (writing.library, id_)) is None:
        rows.add(writing, INDICATORS, EdgeIndicator, id_, by=by, edition_id=edition, **told)


def change_indicator(writing: Writing, id_: str, *, seen: int, by: str, **told: Any) -> None:
    """Another number or wording; snapshots keep the old. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    rows.change(writing, INDICATORS, _indicator(writing, id_), told, seen=seen, by=by)


def retire_indicator(writing: Writing, id_: str, *, by: str) -> None:
    """The benchmark asks it no more. Raises `Refusal` "not_found"."""
    row = _indicator(writing, id_)
    rows.change(writing, INDICATORS, row, {"retired_at": row.retired_at or writing.now}, seen=None, by=by)


def bring_back_indicator(writing: Writing, id_: str, *, by: str) -> None:
    """It is asked after all. Raises `Refusal` "not_found"."""
    rows.change(writing, INDICATORS, _indicator(writing, id_), {"retired_at": None}, seen=None, by=by)


def judge(writing: Writing, indicator: str, *, seen: int, by: str, judgement: str, note: str) -> None:
    """Say what the library holds of an indicator; who and when is kept. `seen` is 0 where nobody had said anything.

    Raises `Refusal` "row.changed_meanwhile" or "not_found".
    """
    _indicator(writing, indicator)
    row = writing.session.scalars(select(EdgeJudgement).where(EdgeJudgement.id == indicator)).one_or_none()
    told = {"judgement": judgement, "note": note}
    if row is None:
        meanwhile.refuse_if_changed(writing.session, JUDGEMENTS, indicator, seen=seen, now=0)
        rows.add(writing, JUDGEMENTS, EdgeJudgement, indicator, by=by, staff_id=by, at=writing.now, **told)
        return
    # Said again is said anew: somebody looked at it and holds the same.
    rows.change(writing, JUDGEMENTS, row, {**told, "staff_id": by, "at": writing.now}, seen=seen, by=by)


_OF_AN_INDICATOR = ("number", "heading", "wording", "shown_by", "same_as", "is_verified")


def _edition(writing: Writing, id_: str) -> EdgeEdition:
    row = writing.session.scalars(select(EdgeEdition).where(EdgeEdition.id == id_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such edition."))
    return row


def _indicator(writing: Writing, id_: str) -> EdgeIndicator:
    row = writing.session.scalars(select(EdgeIndicator).where(EdgeIndicator.id == id_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such indicator."))
    return row
