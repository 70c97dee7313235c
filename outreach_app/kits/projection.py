"""Custody rows and feed rows of kits, written from what the fold gives and from what the desk edits."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import ids
from outreach_app.db import Writing
from outreach_app.doors import codes
from outreach_app.feed import rows
from outreach_app.kits import feed
from outreach_app.kits.models import Kit, KitCustody, KitPart
from outreach_app.ledger.kinds import Projected
from outreach_app.statements import Prepared, among, table_of, upsert

_kits = table_of(Kit).c
_KNOWN = Prepared(select(_kits.id).where(among(_kits.id, "ids")))
_MIRRORS = Prepared(select(_kits.id, _kits.mirror, _kits.retired_at).where(among(_kits.id, "ids")))


def project(writing: Writing, kits: list[Projected]) -> None:
    """Write the custody of these kits, and tell the phones of those that exist."""
    told = {kit.subject: feed.told_of(kit.state, kit.discrepancies) for kit in kits}
    states = {kit.subject: str(kit.state["custody"]) for kit in kits}
    upsert(writing, KitCustody, [custody_row(kit, told[kit.subject]) for kit in kits])
    for id_, mirror, retired_at in _MIRRORS.rows(writing.session, ids=list(told)):
        is_told = feed.is_told(retired_at, states[id_])
        rows.publish(writing, feed.KITS, id_, feed.kit_row(mirror, told[id_]) if is_told else None)


def custody_row(kit: Projected, told: str) -> dict[str, Any]:
    """The columns of a kit's custody."""
    state: Mapping[str, Any] = kit.state
    holder = state["holder"] or {}
    return {
        "kit_id": kit.subject,
        "state": state["custody"],
        "staff_id": holder.get("staff"),
        "partner_id": holder.get("partner"),
        "site_id": holder.get("site"),
        "since": state["since"],
        "due_on": state["due_on"],
        "open_discrepancies": sum(one.state == "open" for one in kit.discrepancies),
        "condition": state["condition"][0] if state["condition"] else None,
        "amiss": feed.amiss_of(state),
        "told": told,
    }


def known(session: Session, ids: set[str]) -> set[str]:
    """Those of the ids that are kits."""
    return {id_ for (id_,) in _KNOWN.rows(session, ids=list(ids))}


def put_kit(
    writing: Writing,
    *,
    id_: str,
    code: str,
    name: str,
    parts: Iterable[Mapping[str, Any]],
    upkeep: tuple[int | None, int | None] | None = None,
) -> Kit:
    """A new kit with its parts ({id, name, count, tag} and what else a part has, in order), told to all phones.

    `upkeep` is after how many days and how many loans it is to be inspected.
    """
    days, loans = upkeep or (None, None)
    kit = Kit(
        library_id=writing.library, id=id_, code=code, name=name, mirror="{}", upkeep_days=days, upkeep_loans=loans
    )  # fmt: skip
    writing.session.add(kit)
    writing.session.flush()
    made = [KitPart(library_id=writing.library, kit_id=id_, position=position, **part) for position, part in enumerate(parts)]
    writing.session.add_all(made)
    publish(writing, kit)
    return kit


def publish(writing: Writing, kit: Kit) -> None:
    """Bring what phones mirror of a kit up to its row and its parts, and tell them."""
    writing.session.flush()
    query = select(KitPart).where(KitPart.kit_id == kit.id).order_by(KitPart.position, KitPart.id)
    parts = list(writing.session.scalars(query))
    _give_doors(writing, kit, parts)
    kit.mirror = feed.mirror_of(kit, parts)
    writing.session.flush()
    custody = select(KitCustody.told, KitCustody.state).where(KitCustody.kit_id == kit.id)
    told, state = writing.session.execute(custody).one_or_none() or (None, None)
    row = feed.kit_row(kit.mirror, told) if feed.is_told(kit.retired_at, state) else None
    rows.publish(writing, feed.KITS, kit.id, row)


def _give_doors(writing: Writing, kit: Kit, parts: Iterable[KitPart]) -> None:
    """A code for the label of the kit and of each tagged item that has none yet; it stays theirs for good."""
    if kit.door is None:
        kit.door = ids.code()
        codes.hang_all(writing, {kit.door: kit.id}, codes.KIT)
    bare = [part for part in parts if part.tag and part.door is None]
    for part in bare:
        part.door = ids.code()
    codes.hang_all(writing, {str(part.door): part.id for part in bare}, codes.ITEM)
