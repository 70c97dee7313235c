"""Promising kits at the desk: each change is noted in the audit and told to the phones."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from outreach_app import ids
from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.feed import rows, windows
from outreach_app.kits.models import Kit
from outreach_app.kits.reservations import feed
from outreach_app.kits.reservations.models import KitReservation
from outreach_app.kits.reservations.rules import Buffers, Span
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

RESERVATIONS = "kit_reservations"


@dataclass(frozen=True, slots=True)
class ForVisit:
    """What a visit wants of kits."""

    kits: Iterable[str]
    starts_at: datetime
    ends_at: datetime
    site: str
    staff: Iterable[str]
    called_off_because: str | None = None


def reserve(
    writing: Writing, id_: str, *, kit_id: str, starts_at: datetime, ends_at: datetime, by: str | None, **told: Any
) -> None:
    """Promise a kit to a partner; the same id again is the same reservation. Raises `Refusal` "not_found"."""
    if _there(writing, id_) is not None:
        return
    span = _span(_kit(writing, kit_id), starts_at, ends_at)
    row = KitReservation(library_id=writing.library, id=id_, version=1, kit_id=kit_id, staff="[]", **span, **told)
    writing.session.add(row)
    writing.session.flush()
    changes.note(writing, RESERVATIONS, id_, before=None, after=_noted(row), by=by)
    _publish(writing, [row])


def change(
    writing: Writing, id_: str, *, seen: int, kit_id: str, starts_at: datetime, ends_at: datetime, by: str, **told: Any
) -> None:
    """Another kit, time or partner. Raises `Refusal` "row.changed_meanwhile" or "not_found"."""
    row = reservation_of(writing, id_)
    meanwhile.refuse_if_changed(writing.session, RESERVATIONS, id_, seen=seen, now=row.version)
    span = _span(_kit(writing, kit_id), starts_at, ends_at)
    _change(writing, row, {"kit_id": kit_id, **span, **told}, by)


def call_off(writing: Writing, id_: str, *, because: str, by: str) -> None:
    """Let it stand no more; it stays on record with the reason. Raises `Refusal` "not_found"."""
    _change(writing, reservation_of(writing, id_), {"called_off_because": because}, by)


def call_back(writing: Writing, id_: str, *, by: str) -> None:
    """Let it stand again. Raises `Refusal` "not_found"."""
    _change(writing, reservation_of(writing, id_), {"called_off_because": None}, by)


def reservation_of(writing: Writing, id_: str) -> KitReservation:
    """The reservation that was made for a partner. Raises `Refusal` "not_found"."""
    row = _there(writing, id_)
    if row is None or row.visit_id is not None:
        raise Refusal("not_found", _("There is no such reservation."))
    return row


def keep_for_visits(writing: Writing, visits: Mapping[str, ForVisit]) -> None:
    """Let just these kits be reserved for these visits; the visit's own audit tells of it."""
    mine = KitReservation.visit_id.in_(visits)
    before = {(str(one.visit_id), one.kit_id): one for one in writing.session.scalars(select(KitReservation).where(mine))}
    wanted = {(visit, kit): told for visit, told in visits.items() for kit in dict.fromkeys(told.kits)}
    gone = [one for key, one in before.items() if key not in wanted]
    if gone:
        writing.session.execute(delete(KitReservation).where(KitReservation.id.in_([one.id for one in gone])))
    kits = {one.id: one for one in writing.session.scalars(select(Kit).where(Kit.id.in_({kit for _visit, kit in wanted})))}
    kept = []
    for (visit, kit), told in wanted.items():
        row = before.get((visit, kit))
        if row is None:
            row = KitReservation(library_id=writing.library, id=ids.new(), version=1, visit_id=visit, kit_id=kit)
            writing.session.add(row)
        for name, value in _span(kits[kit], told.starts_at, told.ends_at).items():
            setattr(row, name, value)
        row.site_id, row.staff = told.site, json.dumps(sorted(set(told.staff)))
        row.called_off_because = told.called_off_because
        kept.append(row)
    writing.session.flush()
    for one in gone:
        rows.publish(writing, feed.RESERVATIONS, one.id, None)
    _publish(writing, kept)


def fit_buffers(writing: Writing, kit: Kit) -> None:
    """Bring what is still to come of a kit up to the time that it needs now."""
    coming = select(KitReservation).where(KitReservation.kit_id == kit.id, KitReservation.busy_until > writing.now)
    found = list(writing.session.scalars(coming))
    for row in found:
        for name, value in _span(kit, row.starts_at, row.ends_at).items():
            setattr(row, name, value)
    writing.session.flush()
    _publish(writing, found)


def _change(writing: Writing, row: KitReservation, wanted: Mapping[str, Any], by: str) -> None:
    if all(getattr(row, name) == value for name, value in wanted.items()):
        return
    before = _noted(row)
    for name, value in wanted.items():
        setattr(row, name, value)
    row.version += 1
    writing.session.flush()
    changes.note(writing, RESERVATIONS, row.id, before=before, after=_noted(row), by=by)
    _publish(writing, [row])


def _publish(writing: Writing, found: Iterable[KitReservation]) -> None:
    window = windows.now(writing.session)
    for one in found:
        rows.publish(writing, feed.RESERVATIONS, one.id, feed.reservation_row(one, window))


def _there(writing: Writing, id_: str) -> KitReservation | None:
    return writing.session.scalars(select(KitReservation).where(KitReservation.id == id_)).one_or_none()


def _kit(writing: Writing, id_: str) -> Kit:
    kit = writing.session.scalars(select(Kit).where(Kit.id == id_)).one_or_none()
    if kit is None:
        raise Refusal("not_found", _("There is no such kit."))
    return kit


def _span(kit: Kit, starts_at: datetime, ends_at: datetime) -> dict[str, datetime]:
    buffers = Buffers(kit.travel_minutes, kit.wipe_minutes, kit.charge_minutes)
    busy = buffers.around(Span(starts_at, ends_at))
    return {"starts_at": starts_at, "ends_at": ends_at, "busy_from": busy.start, "busy_until": busy.end}


def _noted(row: KitReservation) -> dict[str, Any]:
    untold = ("id", "visit_id", "staff", "busy_from", "busy_until")
    return {name: value for name, value in changes.columns(row).items() if name not in untold}
