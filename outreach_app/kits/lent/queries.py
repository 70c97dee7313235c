"""How often kits were taken out, as the ledger tells it; and how many there are to be taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import Integer, cast, func, select
from sqlalchemy.orm import Session

from outreach_app import clock, json_text
from outreach_app.kits.care.rules import OUT_OF_SERVICE
from outreach_app.kits.holders import IN_STORE
from outreach_app.kits.models import Kit, KitCustody, KitPart
from outreach_app.ledger.models import FactRow


@dataclass(frozen=True, slots=True)
class Taken:
    """That a kit was taken out."""

    fact: str
    kit: str
    on: str
    partner: str | None
    """With the next to whom it went; both None where it went with a person."""
    site: str | None
    visit: str | None


@dataclass(frozen=True, slots=True)
class Fleet:
    """The kits in use now: how many, with how many things in them, how many are not fit, who has how many."""

    kits: int
    things: int
    unfit: int
    with_staff: int
    with_partners: int


def fleet(session: Session) -> Fleet:
    """The kits that are lent at all: those that were retired do not count."""
    out = KitCustody.state != IN_STORE
    told = (
        func.count(Kit.id),
        func.sum(cast(KitCustody.condition == OUT_OF_SERVICE, Integer)),
        func.sum(cast(out & KitCustody.staff_id.is_not(None), Integer)),
        func.sum(cast(out & KitCustody.partner_id.is_not(None), Integer)),
    )
    query = select(*told).select_from(Kit).outerjoin(KitCustody, KitCustody.kit_id == Kit.id).where(Kit.retired_at.is_(None))
    kits, *others = session.execute(query).one()
    parts = select(func.sum(KitPart.count)).join(Kit, Kit.id == KitPart.kit_id)
    things = session.scalar(parts.where(Kit.retired_at.is_(None), KitPart.retired_at.is_(None)))
    unfit, with_staff, with_partners = (int(one or 0) for one in others)
    return Fleet(kits, int(things or 0), unfit, with_staff, with_partners)


def by_day(session: Session, first: date, last: date, zone: str) -> Iterator[tuple[str, str | None]]:
    """(day, place) of each time that a kit was taken out in these days; the place is None where it went with a person."""
    return ((one.on, one.site) for one in taken_out(session, first, last, zone))


def taken_out(session: Session, first: date, last: date, zone: str) -> Iterator[Taken]:
    """Each time that a kit was taken out in these days."""
    there = ZoneInfo(zone)
    begins = clock.micros(datetime.combine(first, time(), there))
    ends = clock.micros(datetime.combine(last + timedelta(days=1), time(), there))
    query = select(FactRow.id, FactRow.subject, FactRow.effective, FactRow.body).where(
        # By subject there is an index.
        FactRow.subject.in_(select(Kit.id)),
        FactRow.kind == "kit.checked_out",
        FactRow.effective.between(begins, ends - 1),
    )
    for id_, kit, effective, body in session.execute(query):
        on = clock.from_micros(effective).astimezone(there).date().isoformat()
        told = json_text.read(body)
        to = told["payload"]["to"]
        yield Taken(id_, kit, on, to.get("partner"), to.get("site"), told["visit"])


@dataclass(frozen=True, slots=True)
class Sent:
    """That a kit went to a partner's place."""

    kit: str
    at: int
    """Microseconds since 1970."""
    partner: str
    site: str | None
    by: str | None
    """Who recorded it."""

    @property
    def happened_at(self) -> datetime:
        return clock.from_micros(self.at)


def to_places(session: Session, begins: int, ends: int | None) -> list[Sent]:
    """Each time that a kit went to a partner's place from one moment to another, the first first.

    A hand-over that both sides wrote down is one.
    """
    kinds = ("kit.checked_out", "kit.handed_over")
    query = select(FactRow).where(FactRow.subject.in_(select(Kit.id)), FactRow.kind.in_(kinds), FactRow.effective >= begins)
    if ends is not None:
        query = query.where(FactRow.effective <= ends)
    found: dict[str, Sent] = {}
    for row in session.scalars(query.order_by(FactRow.effective, FactRow.id)):
        told = json_text.read(row.body)
        to = told["payload"]["to"]
        if "partner" in to:
            once = told["payload"].get("handover", row.id)
            found.setdefault(once, Sent(row.subject, row.effective, to["partner"], to["site"], told["author"]))
    return list(found.values())
