"""What others may ask of kits."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, cast, func, or_, select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.kits.models import Kit, KitCustody, KitPart
from outreach_app.kits.rules import IN_STORE
from outreach_app.web.language import today

PAGE = 100


@dataclass(frozen=True, slots=True)
class Listed:
    """A kit as a list shows it."""

    id: str
    code: str
    name: str
    holder: dict[str, Any] | None
    """{staff} or {partner, site}; None where it is in store."""
    since: datetime | None
    due_on: str | None
    open_discrepancies: int

    def is_overdue(self, today: date) -> bool:
        return self.holder is not None and self.due_on is not None and self.due_on < today.isoformat()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a kit as a list shows it."""

    id: str
    name: str
    count: int
    tag: str | None


@dataclass(frozen=True, slots=True)
class Counts:
    """How the kits stand today."""

    all: int
    out: int
    due_today: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of kits is narrowed to."""

    words: str = ""
    state: str = ""
    """out, in_store, overdue or odd (does not add up); empty for all."""
    today: date = field(default_factory=today)


def kit_codes(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The codes of these kits by id, of those that exist."""
    return {id_: code for id_, code in session.execute(select(Kit.id, Kit.code).where(Kit.id.in_(set(ids))))}


def part_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The names of these parts by id, of those that exist."""
    return {id_: name for id_, name in session.execute(select(KitPart.id, KitPart.name).where(KitPart.id.in_(set(ids))))}


def counts(session: Session, today: date) -> Counts:
    """How many kits there are, how many are out, due today, overdue."""
    out = KitCustody.state != IN_STORE
    day = today.isoformat()
    figures = select(
        func.count(),
        func.sum(cast(out, Integer)),
        func.sum(cast(out & (KitCustody.due_on == day), Integer)),
        func.sum(cast(out & (KitCustody.due_on < day), Integer)),
    )
    row = session.execute(_with_custody(figures)).one()
    return Counts(*(int(figure or 0) for figure in row))


def due(session: Session, today: date, *, limit: int) -> list[Listed]:
    """The kits that are overdue or due today or later, the longest overdue first."""
    query = _with_custody(select(*_COLUMNS)).where(KitCustody.state != IN_STORE, KitCustody.due_on.is_not(None))
    return _listed(session, query.order_by(KitCustody.due_on, Kit.code).limit(limit))


def listed(session: Session, wanted: Wanted, *, after: str | None = None, limit: int = PAGE) -> list[Listed]:
    """The kits that fit, by code; `after` is the code with which the page before ended."""
    query = _with_custody(select(*_COLUMNS)).order_by(Kit.code).limit(limit)
    for word in wanted.words.split():
        like = f"%{_escaped(word.lower())}%"
        tagged = select(KitPart.kit_id).where(func.lower(KitPart.tag).like(like, escape="\\"))
        fits = (func.lower(Kit.code).like(like, escape="\\"), func.lower(Kit.name).like(like, escape="\\"))
        query = query.where(or_(*fits, Kit.id.in_(tagged)))
    out = KitCustody.state != IN_STORE
    narrowed = {
        "out": out,
        "in_store": or_(KitCustody.state.is_(None), KitCustody.state == IN_STORE),
        "overdue": out & (KitCustody.due_on < wanted.today.isoformat()),
        "odd": KitCustody.open_discrepancies > 0,
    }
    if wanted.state in narrowed:
        query = query.where(narrowed[wanted.state])
    if after is not None:
        query = query.where(Kit.code > after)
    return _listed(session, query)


def found(session: Session, kit: str) -> Listed | None:
    """One kit."""
    rows = _listed(session, _with_custody(select(*_COLUMNS)).where(Kit.id == kit))
    return rows[0] if rows else None


def parts(session: Session, kit: str) -> list[Part]:
    """What is in a kit, in its order."""
    query = select(KitPart).where(KitPart.kit_id == kit).order_by(KitPart.position, KitPart.id)
    return [Part(part.id, part.name, part.count, part.tag) for part in session.scalars(query)]


_COLUMNS = (
    Kit.id, Kit.code, Kit.name, KitCustody.state, KitCustody.staff_id, KitCustody.partner_id, KitCustody.site_id,
    KitCustody.since, KitCustody.due_on, KitCustody.open_discrepancies,
)  # fmt: skip


def _with_custody(query: Any) -> Any:
    return query.select_from(Kit).outerjoin(KitCustody, KitCustody.kit_id == Kit.id)


def _listed(session: Session, query: Any) -> list[Listed]:
    rows = []
    for id_, code, name, state, staff, partner, site, since, due_on, odd in session.execute(query):
        is_out = state is not None and state != IN_STORE
        holder = ({"staff": staff} if staff else {"partner": partner, "site": site}) if is_out else None
        moment = clock.from_micros(since) if since is not None else None
        rows.append(Listed(id_, code, name, holder, moment, due_on if is_out else None, odd or 0))
    return rows


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
