"""What others may ask of kits."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import count as naturals
from typing import Any

from sqlalchemy import Integer, case, cast, func, or_, select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.kits.care.rules import OUT_OF_SERVICE
from outreach_app.kits.columns import DETAILS
from outreach_app.kits.holders import IN_STORE
from outreach_app.kits.models import Kit, KitCustody, KitPart
from outreach_app.web.language import today

PAGE = 50
STATES = ("", "out", "in_store", "overdue", "odd", "out_of_service", "retired")
SORTS = ("code", "name", "due", "longest")


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
    version: int
    retired_at: datetime | None
    retired_because: str | None
    condition: str | None
    """attention or out_of_service; None where it is fine."""
    upkeep_days: int | None
    upkeep_loans: int | None
    travel_minutes: int
    wipe_minutes: int
    charge_minutes: int

    @property
    def is_fit(self) -> bool:
        """Whether it can be lent as it is."""
        return self.condition != OUT_OF_SERVICE

    def is_overdue(self, today: date) -> bool:
        return self.holder is not None and self.due_on is not None and self.due_on < today.isoformat()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a kit as a list shows it."""

    id: str
    name: str
    count: int
    tag: str | None
    version: int
    retired_at: datetime | None
    serial: str | None
    model: str | None
    bought_on: str | None
    cost: str | None
    least: int | None

    @property
    def details(self) -> dict[str, Any]:
        """What is known of it besides its name, number and tag."""
        return {name: getattr(self, name) for name in DETAILS}

    @property
    def is_retired(self) -> bool:
        return self.retired_at is not None


@dataclass(frozen=True, slots=True)
class Counts:
    """How the kits stand today; those that were retired are counted only while they are out."""

    all: int
    out: int
    due_today: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of kits is narrowed to, and its order."""

    words: str = ""
    state: str = ""
    """One of `STATES`; empty for all that were not retired."""
    place: str = ""
    """Who has it: "staff:<id>" or "partner:<id>"; empty for anywhere."""
    sort: str = SORTS[0]
    today: date = field(default_factory=today)

    @property
    def is_narrow(self) -> bool:
        return bool(self.words or self.state or self.place)


def key_of(holder: Mapping[str, Any]) -> str:
    """A holder as an address and a list have it: "staff:<id>" or "partner:<id>", wherever of the partner's it is."""
    return f"staff:{holder['staff']}" if "staff" in holder else f"partner:{holder['partner']}"


def kit_codes(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The codes of these kits by id, of those that exist."""
    return {id_: code for id_, code in session.execute(select(Kit.id, Kit.code).where(Kit.id.in_(set(ids))))}


def in_use(session: Session) -> list[tuple[str, str]]:
    """(id, code and name) of the kits that are not retired, by code."""
    query = select(Kit.id, Kit.code, Kit.name).where(Kit.retired_at.is_(None)).order_by(Kit.code)
    return [(id_, f"{code} {name}") for id_, code, name in session.execute(query)]


def every_kit(session: Session) -> dict[str, str]:
    """The code and name of every kit there ever was, by id."""
    return {id_: f"{code} {name}" for id_, code, name in session.execute(select(Kit.id, Kit.code, Kit.name))}


def part_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The names of these parts by id, of those that exist."""
    return {id_: name for id_, name in session.execute(select(KitPart.id, KitPart.name).where(KitPart.id.in_(set(ids))))}


def counts(session: Session, today: date) -> Counts:
    """How many kits there are, how many are out, due today, overdue."""
    day = today.isoformat()
    figures = select(
        func.count(Kit.id),
        func.sum(cast(_OUT, Integer)),
        func.sum(cast(_OUT & (KitCustody.due_on == day), Integer)),
        func.sum(cast(_OUT & (KitCustody.due_on < day), Integer)),
    )
    row = session.execute(_with_custody(figures).where(or_(Kit.retired_at.is_(None), _OUT))).one()
    return Counts(*(int(figure or 0) for figure in row))


def due(session: Session, today: date, *, limit: int) -> list[Listed]:
    """The kits that are overdue or due today or later, the longest overdue first."""
    query = _with_custody(select(*_COLUMNS)).where(_OUT, KitCustody.due_on.is_not(None))
    return _listed(session, query.order_by(KitCustody.due_on, Kit.code).limit(limit))


def due_by_holder(session: Session, *, limit: int, offset: int) -> list[Listed]:
    """The same with what each holder has together: first whoever has what is longest overdue."""
    # A day and a code together are nobody else's, so that of two holders one is always first.
    first = func.min(KitCustody.due_on.concat(" ").concat(Kit.code)).over(
        partition_by=(KitCustody.staff_id, KitCustody.partner_id)
    )
    query = _with_custody(select(*_COLUMNS)).where(_OUT, KitCustody.due_on.is_not(None))
    return _listed(session, query.order_by(first, KitCustody.due_on, Kit.code).limit(limit).offset(offset))


def with_partner(session: Session, *partner: str) -> list[Listed]:
    """What a partner has now, by the ids that it is known under, wherever of its places, the first due first."""
    query = _with_custody(select(*_COLUMNS)).where(_OUT, KitCustody.partner_id.in_(partner))
    return _listed(session, query.order_by(KitCustody.due_on.is_(None), KitCustody.due_on, Kit.code))


def due_from(session: Session, staff: str) -> list[Listed]:
    """What a person has that is to come back, the first due first."""
    query = _with_custody(select(*_COLUMNS)).where(_OUT, KitCustody.staff_id == staff, KitCustody.due_on.is_not(None))
    return _listed(session, query.order_by(KitCustody.due_on, Kit.code))


def listed(session: Session, wanted: Wanted, *, page: int = 1) -> list[Listed]:
    """The kits that fit: the first `PAGE` of them, or a later page."""
    query = _narrowed(_with_custody(select(*_COLUMNS)), wanted).order_by(*_ORDERS[wanted.sort], Kit.code)
    return _listed(session, query.limit(PAGE).offset((page - 1) * PAGE))


def count(session: Session, wanted: Wanted) -> int:
    """How many kits fit."""
    return session.scalar(_narrowed(_with_custody(select(func.count(Kit.id))), wanted)) or 0


def these(session: Session, ids: Iterable[str]) -> dict[str, Listed]:
    """These kits by id, of those that exist."""
    query = _with_custody(select(*_COLUMNS)).where(Kit.id.in_(set(ids)))
    return {one.id: one for one in _listed(session, query)}


def holders(session: Session) -> list[dict[str, Any]]:
    """Who has kits now, each once: {staff} or {partner, site}, the site always None."""
    query = select(KitCustody.staff_id, KitCustody.partner_id).where(KitCustody.state != IN_STORE).distinct()
    return [{"staff": staff} if staff else {"partner": partner, "site": None} for staff, partner in session.execute(query)]


def found(session: Session, kit: str) -> Listed | None:
    """One kit."""
    rows = _listed(session, _with_custody(select(*_COLUMNS)).where(Kit.id == kit))
    return rows[0] if rows else None


def parts(session: Session, kit: str) -> list[Part]:
    """What is in a kit, in its order, and after it what was retired."""
    query = select(KitPart).where(KitPart.kit_id == kit)
    rows = session.scalars(query.order_by(KitPart.retired_at.is_not(None), KitPart.position, KitPart.id))
    return [
        Part(row.id, row.name, row.count, row.tag, row.version, row.retired_at, *(getattr(row, name) for name in DETAILS))
        for row in rows
    ]


def kit_of_part(session: Session, part: str) -> str | None:
    """The kit that a part is in."""
    return session.scalar(select(KitPart.kit_id).where(KitPart.id == part))


def door(session: Session, kit: str) -> str | None:
    """The short code on a kit's label."""
    return session.scalar(select(Kit.door).where(Kit.id == kit))


def doors(session: Session, kits: Iterable[str]) -> dict[str, str]:
    """The short codes on the labels of these kits by id, of those that have one."""
    query = select(Kit.id, Kit.door).where(Kit.id.in_(set(kits)), Kit.door.is_not(None))
    return {id_: door for id_, door in session.execute(query) if door}


def free_code(session: Session, like: str | None = None) -> str:
    """A code that no kit has, one further than the last of its sort: K-13 after K-12."""
    codes = session.scalars(select(Kit.code).order_by(Kit.code)).all()
    lead, digits = _numbered(like or next((one for one in reversed(codes) if _numbered(one)[1]), "K-00"))
    taken = {code.lower() for code in codes}
    later = (f"{lead}{number:0{len(digits) or 1}}" for number in naturals(int(digits or 0) + 1))
    return next(code for code in later if code.lower() not in taken)


_COLUMNS = (
    Kit.id, Kit.code, Kit.name, KitCustody.state, KitCustody.staff_id, KitCustody.partner_id, KitCustody.site_id,
    KitCustody.since, KitCustody.due_on, KitCustody.open_discrepancies, Kit.version, Kit.retired_at, Kit.retired_because,
    KitCustody.condition,
    Kit.upkeep_days, Kit.upkeep_loans, Kit.travel_minutes, Kit.wipe_minutes, Kit.charge_minutes,
)  # fmt: skip
_OUT = KitCustody.state != IN_STORE
_ORDERS: dict[str, tuple[Any, ...]] = {
    "code": (),
    "name": (func.lower(Kit.name),),
    # What is not out comes last, on every database.
    "due": (KitCustody.due_on.is_(None), KitCustody.due_on),
    "longest": (case((_OUT, 0), else_=1), KitCustody.since),
}


def _with_custody(query: Any) -> Any:
    return query.select_from(Kit).outerjoin(KitCustody, KitCustody.kit_id == Kit.id)


def _narrowed(query: Any, wanted: Wanted) -> Any:
    for word in wanted.words.split():
        like = f"%{_escaped(word.lower())}%"
        tagged = select(KitPart.kit_id).where(func.lower(KitPart.tag).like(like, escape="\\"))
        fits = (func.lower(Kit.code).like(like, escape="\\"), func.lower(Kit.name).like(like, escape="\\"))
        query = query.where(or_(*fits, Kit.id.in_(tagged)))
    narrowed = {
        "out": _OUT,
        "in_store": or_(KitCustody.state.is_(None), KitCustody.state == IN_STORE),
        "overdue": _OUT & (KitCustody.due_on < wanted.today.isoformat()),
        "odd": KitCustody.open_discrepancies > 0,
        "out_of_service": KitCustody.condition == OUT_OF_SERVICE,
    }
    if wanted.state in narrowed:
        query = query.where(narrowed[wanted.state])
    sort, _colon, id_ = wanted.place.partition(":")
    if id_:
        query = query.where(_OUT, (KitCustody.staff_id if sort == "staff" else KitCustody.partner_id) == id_)
    if wanted.state == "retired":
        return query.where(Kit.retired_at.is_not(None))
    return query if wanted.state == "odd" else query.where(or_(Kit.retired_at.is_(None), _OUT))


def _listed(session: Session, query: Any) -> list[Listed]:
    rows = []
    for id_, code, name, state, staff, partner, site, since, due_on, odd, *about in session.execute(query):
        is_out = state is not None and state != IN_STORE
        holder = ({"staff": staff} if staff else {"partner": partner, "site": site}) if is_out else None
        moment = clock.from_micros(since) if since is not None else None
        rows.append(Listed(id_, code, name, holder, moment, due_on if is_out else None, odd or 0, *about))
    return rows


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _numbered(code: str) -> tuple[str, str]:
    lead = code.rstrip("0123456789")
    return lead, code[len(lead) :]
