"""Saying what a grant paid for: rules, and single visits, sessions and kits. Noted in the audit."""

from collections.abc import Collection
from typing import Any

from sqlalchemy import delete, select

from outreach_app.audit import changes, rows
from outreach_app.db import Writing
from outreach_app.grants.editing import grant_of
from outreach_app.grants.results.models import SORTS, GrantPick, GrantRule
from outreach_app.partners import queries as partners
from outreach_app.problems import Refusal
from outreach_app.statements import insert
from outreach_app.web.text import lazy_gettext as _

RULES, RESULTS = "grant_rules", "grant_results"


def add_rule(writing: Writing, grant: str, id_: str, *, by: str | None, partner_id: str, **told: Any) -> None:
    """One more rule; the same id again is the same one. Raises `Refusal` "not_found"."""
    grant_of(writing, grant)
    if partners.partner(writing.session, partner_id) is None:
        raise Refusal("not_found", _("There is no such partner."))
    rows.add(writing, RULES, GrantRule, id_, by=by, grant_id=grant, partner_id=partner_id, **told)


def change_rule(writing: Writing, id_: str, *, seen: int, by: str, **told: Any) -> None:
    """Another partner or span. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    rows.change(writing, RULES, _rule(writing, id_), told, seen=seen, by=by)


def remove_rule(writing: Writing, id_: str, *, by: str) -> None:
    """It holds no more. Raises `Refusal` "not_found"."""
    rows.remove(writing, RULES, _rule(writing, id_), by=by)


def choose(writing: Writing, grant: str, sort: str, *, put: Collection[str], taken: Collection[str], by: str | None) -> None:
    """Let these belong to the grant, and those not, whatever the rules say; what is named in neither stays as it is.

    So two people who choose at once lose nothing of each other's. Raises `Refusal` "not_found".
    """
    grant_of(writing, grant)
    before = _noted(writing, grant)
    named = {**dict.fromkeys(taken, False), **dict.fromkeys(put, True)}
    mine = (GrantPick.grant_id == grant, GrantPick.sort == sort, GrantPick.target_id.in_(list(named)))
    writing.session.execute(delete(GrantPick).where(*mine))
    insert(
        writing,
        GrantPick,
        [{"grant_id": grant, "sort": sort, "target_id": id_, "belongs": belongs} for id_, belongs in named.items()],
    )
    changes.note(writing, RESULTS, grant, before=before, after=_noted(writing, grant), by=by)


def _noted(writing: Writing, grant: str) -> dict[str, Any]:
    """What was chosen, as the audit keeps it: by sort, what belongs and what is left out."""
    picks = list(writing.session.scalars(select(GrantPick).where(GrantPick.grant_id == grant).order_by(GrantPick.target_id)))
    told: dict[str, Any] = {"grant_id": grant}
    for sort in SORTS:
        told[f"{sort}_belong"] = [one.target_id for one in picks if one.sort == sort and one.belongs]
        told[f"{sort}_left_out"] = [one.target_id for one in picks if one.sort == sort and not one.belongs]
    return told


def _rule(writing: Writing, id_: str) -> GrantRule:
    row = writing.session.scalars(select(GrantRule).where(GrantRule.id == id_)).one_or_none()
    if row is None:
        raise Refusal("not_found", _("There is no such rule any more."))
    return row
