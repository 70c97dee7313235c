"""What others may ask of reservations: which kit is promised when, what clashes, when it is free."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, bindparam, select
from sqlalchemy.orm import Session, aliased

from outreach_app.db import Moment
from outreach_app.kits.models import Kit
from outreach_app.kits.reservations import rules
from outreach_app.kits.reservations.models import KitReservation
from outreach_app.kits.reservations.rules import Buffers, Promise, Span
from outreach_app.partners import queries as partners
from outreach_app.statements import Prepared, among, table_of
from outreach_app.web.language import when

MOST = 2_000
_reserved = table_of(KitReservation).c
# Asked whenever a visit is told to the phones, so without the ORM.
RESERVED_FOR = Prepared(select(_reserved.visit_id, _reserved.kit_id).where(among(_reserved.visit_id, "ids")))
"""(visit, kit) of what was reserved for these visits, called off or not."""
# Asked with every batch of facts that lends a kit.
_PROMISES = Prepared(
    select(
        _reserved.id, _reserved.kit_id, _reserved.visit_id, _reserved.partner_id, _reserved.site_id, _reserved.staff,
        _reserved.busy_from, _reserved.busy_until,
    ).where(
        among(_reserved.kit_id, "kits"),
        _reserved.busy_from < bindparam("end", type_=Moment()),
        _reserved.busy_until > bindparam("start", type_=Moment()),
        _reserved.called_off_because.is_(None),
    )
)  # fmt: skip
_STANDS = KitReservation.called_off_because.is_(None)


@dataclass(frozen=True, slots=True)
class Reserved:
    """A reservation as a list shows it."""

    id: str
    version: int
    kit: str
    kit_code: str
    kit_name: str
    visit: str | None
    partner: str | None
    site: str | None
    staff: tuple[str, ...]
    used: Span
    busy: Span
    purpose: str
    called_off_because: str | None


@dataclass(frozen=True, slots=True)
class Clash:
    """Another reservation that needs the same kit before it is free."""

    one: str
    other: Reserved
    free: Span | None
    """The time nearest to the wanted one at which the kit is free."""


def found(session: Session, id_: str) -> Reserved | None:
    """One reservation."""
    return next(iter(_listed(session, KitReservation.id == id_)), None)


def coming(session: Session, now: datetime, *, kit: str | None = None, limit: int = MOST) -> list[Reserved]:
    """What stands and is not over, of one kit or of all, the soonest first."""
    narrowed = [KitReservation.kit_id == kit] if kit else []
    return _listed(session, _STANDS, KitReservation.busy_until > now, *narrowed, limit=limit)


def between(session: Session, span: Span, kits: Collection[str] | None = None) -> list[Reserved]:
    """What stands and touches this time with its buffers, of these kits or of all, the soonest first."""
    narrowed = [KitReservation.kit_id.in_(kits)] if kits is not None else []
    touches = (KitReservation.busy_from < span.end, KitReservation.busy_until > span.start)
    return _listed(session, _STANDS, *touches, *narrowed)


def kits_of(session: Session, visits: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """The kits that were reserved for these visits, called off or not, by visit."""
    told: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    query = select(KitReservation.visit_id, KitReservation.kit_id).where(KitReservation.visit_id.in_(set(visits)))
    for visit, kit in session.execute(query.order_by(KitReservation.kit_id)):
        told[str(visit)] = (*told[str(visit)], kit)
    return told


def visits_with(kit: str) -> Any:
    """The ids of the visits for which a kit is reserved, as a part of a query."""
    return select(KitReservation.visit_id).where(KitReservation.kit_id == kit, KitReservation.visit_id.is_not(None))


def clashes(session: Session, ids: Iterable[str], *, now: datetime) -> list[Clash]:
    """Where these reservations need a kit that another one needs, with the nearest time at which it is free."""
    mine, theirs = aliased(KitReservation), aliased(KitReservation)
    pairs = session.execute(
        select(mine.id, theirs.id)
        .join(theirs, and_(theirs.kit_id == mine.kit_id, theirs.id != mine.id))
        .where(
            mine.id.in_(set(ids)), mine.called_off_because.is_(None), theirs.called_off_because.is_(None),
            theirs.busy_from < mine.busy_until, theirs.busy_until > mine.busy_from,
        )
        .limit(MOST)
    ).all()  # fmt: skip
    if not pairs:
        return []
    known = {one.id: one for one in _listed(session, KitReservation.id.in_({id_ for pair in pairs for id_ in pair}))}
    free = _free(session, [known[one] for one in {one for one, _other in pairs}], now)
    told = [Clash(one, known[other], free[one]) for one, other in pairs]
    return sorted(told, key=lambda clash: (clash.other.used, clash.one, clash.other.id))


def clashes_of_visits(session: Session, visits: Iterable[str], *, now: datetime) -> list[tuple[str, Clash]]:
    """(visit, clash) of what is reserved for these visits."""
    query = select(KitReservation.id, KitReservation.visit_id).where(KitReservation.visit_id.in_(set(visits)))
    mine = {id_: str(visit) for id_, visit in session.execute(query)}
    return [(mine[one.one], one) for one in clashes(session, mine, now=now)]


def clash_at(session: Session, kit: str, used: Span, *, now: datetime, beside: str) -> Clash | None:
    """The first reservation but `beside` that a use of a kit at this time would clash with."""
    buffers = _buffers(session, [kit])[kit]
    there = buffers.around(used)
    whenever = Span(min(now, there.start), datetime.max.replace(tzinfo=now.tzinfo))
    others = [one for one in between(session, whenever, [kit]) if one.id != beside]
    other = next((one for one in others if one.busy.meets(there)), None)
    if other is None:
        return None
    return Clash(beside, other, rules.nearest_free(used, buffers, [one.busy for one in others], not_before=now))


def promises(session: Session, kits: Iterable[str], span: Span) -> dict[str, list[Promise]]:
    """What stands for these kits in this time, by kit."""
    told: dict[str, list[Promise]] = {}
    for id_, kit, visit, partner, site, staff, *busy in _PROMISES.rows(session, kits=list(set(kits)), **span._asdict()):
        told.setdefault(kit, []).append(Promise(id_, visit, partner, site, json.loads(staff), Span(*busy)))
    return told


def reservation_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """What reservations are called: whom they are for, and when."""
    rows = _listed(session, KitReservation.id.in_(set(ids)))
    sites = partners.places(session) if any(one.site for one in rows) else {}
    names = partners.partner_names(session, {one.partner for one in rows if one.partner})
    places = {one.id: sites.get(one.site or "") or names.get(one.partner or "", "") for one in rows}
    return {one.id: ", ".join(text for text in (places[one.id], when(one.used.start)) if text) for one in rows}


def _free(session: Session, wanted: Sequence[Reserved], now: datetime) -> dict[str, Span | None]:
    kits = {one.kit for one in wanted}
    buffers, taken = _buffers(session, kits), defaultdict(list)
    for one in _listed(session, _STANDS, KitReservation.kit_id.in_(kits), KitReservation.busy_until > now):
        taken[one.kit].append(one)
    return {
        one.id: rules.nearest_free(
            one.used, buffers[one.kit], [other.busy for other in taken[one.kit] if other.id != one.id], not_before=now
        )
        for one in wanted
    }


def _buffers(session: Session, kits: Iterable[str]) -> dict[str, Buffers]:
    query = select(Kit.id, Kit.travel_minutes, Kit.wipe_minutes, Kit.charge_minutes).where(Kit.id.in_(set(kits)))
    return {id_: Buffers(*minutes) for id_, *minutes in session.execute(query)}


def _listed(session: Session, *where: Any, limit: int = MOST) -> list[Reserved]:
    query = select(KitReservation, Kit.code, Kit.name).join(Kit, Kit.id == KitReservation.kit_id).where(*where)
    return list(_rows(session.execute(query.order_by(KitReservation.starts_at, KitReservation.id).limit(limit))))


def _rows(found: Iterable[Any]) -> Iterator[Reserved]:
    for one, code, name in found:
        yield Reserved(
            one.id, one.version, one.kit_id, code, name, one.visit_id, one.partner_id, one.site_id,
            tuple(json.loads(one.staff)), Span(one.starts_at, one.ends_at), Span(one.busy_from, one.busy_until),
            one.purpose, one.called_off_because,
        )  # fmt: skip
