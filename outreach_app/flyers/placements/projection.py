"""Rows of stacks and hand-outs, written from what the fold gives; and what flyers' own rows say as a fact arrives."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.db import Writing
from outreach_app.feed import rows, windows
from outreach_app.flyers.models import Flyer
from outreach_app.flyers.placements import feed, rules
from outreach_app.flyers.placements.models import FlyerHandout, FlyerPlacement, HeldCode
from outreach_app.flyers.rules import is_current
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.kinds import Projected
from outreach_app.statements import insert, upsert

_NOTED = (rules.PLACED, rules.HANDED_OUT)


def project(writing: Writing, placements: list[Projected]) -> None:
    """Write how these stacks lie, and tell all phones. What was never laid out has no row."""
    window = windows.now(writing.session)
    there = [one for one in placements if one.state["stack"] is not None]
    missing = [one.subject for one in placements if one.state["stack"] is None]
    if missing:
        writing.session.execute(delete(FlyerPlacement).where(FlyerPlacement.id.in_(missing)))
        for id_ in missing:
            rows.publish(writing, feed.PLACEMENTS, id_, None)
    told = {one.subject: feed.placement_row(one.subject, one.state, one.discrepancies) for one in there}
    upsert(writing, FlyerPlacement, [_columns(one, told[one.subject]) for one in there])
    for one in there:
        removed = one.state["removed"]
        is_told = feed.is_told(window, removed[2] if removed else None)
        rows.publish(writing, feed.PLACEMENTS, one.subject, told[one.subject] if is_told else None)


def project_handouts(writing: Writing, subjects: list[Projected]) -> None:
    """Write how many were handed out on these visits; what was taken back whole has no row.

    Away from any visit each tap stands alone, so one that takes back is less than nought there: sums are right.
    """
    writing.session.execute(delete(FlyerHandout).where(FlyerHandout.subject.in_([one.subject for one in subjects])))
    found = []
    for one in subjects:
        for key, count in one.state["counts"].items():
            on, site, flyer, language = key.split(" ")
            if count:
                named = {"subject": one.subject, "on": on, "site_id": site, "flyer_id": flyer, "language": language}
                found.append({**named, "count": count})
    insert(writing, FlyerHandout, found)


def project_codes(writing: Writing, codes: list[Projected]) -> None:
    """Write which of these codes phones hold up; that one does is never taken back."""
    held = [
        {
            "code": one.subject,
            "flyer_id": told["flyer"],
            **{name: told[name] for name in ("language", "device", "author", "since")},
        }
        for one in codes
        if (told := one.state.get("held"))
    ]
    upsert(writing, HeldCode, held)


def circumstances(session: Session, facts: Sequence[Fact]) -> Mapping[str, Sequence[str]]:
    """Notes for those of the facts that lay out or hand out a flyer which was not true on that day, or was retired before."""
    told = {fact.id: fact for fact in facts if fact.kind in _NOTED}
    if not told:
        return {}
    query = select(Flyer).where(Flyer.id.in_({fact.payload["flyer"] for fact in told.values()}))
    flyers = {one.id: one for one in session.scalars(query)}
    return {id_: (rules.EXPIRED,) for id_, fact in told.items() if _is_over(flyers.get(fact.payload["flyer"]), fact)}


def _is_over(flyer: Flyer | None, fact: Fact) -> bool:
    if flyer is None:
        return False
    is_retired = flyer.retired_at is not None and clock.micros(flyer.retired_at) <= fact.effective
    return is_retired or not is_current(flyer.valid_from, flyer.valid_until, fact.local_date)


def _columns(one: Projected, told: str) -> dict[str, Any]:
    state, stack = one.state, one.state["stack"]
    placed, restocked, removed = state["placed"], state["restocked"], state["removed"]
    return {
        "id": one.subject,
        "flyer_id": stack["flyer"],
        "code": stack["code"],
        "site_id": stack["site"],
        "spot": stack["spot"],
        "language": stack["language"],
        **{name: state[name] for name in ("copies", "laid", "taken", "restock_on")},
        "placed_on": placed[2],
        "restocked_on": restocked[2] if restocked else None,
        "removed_on": removed[2] if removed else None,
        "removed_because": removed[4] if removed else None,
        "last_by": (restocked or placed)[3],
        "open_discrepancies": sum(named.state == "open" for named in one.discrepancies),
        "told": told,
    }
