"""What kits need: which are out of service or to be inspected, what is to be restocked, what lost and damaged things cost."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock, json_text
from outreach_app.kits.care.words import Upkeep
from outreach_app.kits.charges import queries as charges
from outreach_app.kits.charges.loss import CONDITIONS, Loss
from outreach_app.kits.charges.models import BILLED, KitCharge
from outreach_app.kits.models import Kit, KitCustody, KitPart
from outreach_app.kits.queries import key_of

UNDECIDED = "open"


@dataclass(frozen=True, slots=True)
class Standing:
    """How fit one kit is."""

    kit: str
    code: str
    name: str
    condition: str | None
    care: Mapping[str, Any] | None
    custody: Mapping[str, Any]
    upkeep: Upkeep
    amiss: tuple[Mapping[str, Any], ...]

    @property
    def due(self) -> str | None:
        """Why it is to be inspected, if it is."""
        done = next((one for one in (self.care or {}).get("serviced", ()) if one["work"] == "inspected"), None)
        last = (datetime.fromisoformat(done["at"]), done["loans"]) if done else None
        return self.upkeep.due(last, (self.care or {}).get("loans", 0))


@dataclass(frozen=True, slots=True)
class Restock:
    """A part of which there are too few."""

    kit: str
    code: str
    part: str
    name: str
    count: int
    there: int
    least: int

    @property
    def to_get(self) -> int:
        return self.count - self.there


@dataclass(frozen=True, slots=True)
class Cost:
    """A part that is lost, destroyed or damaged, and what it costs to replace."""

    kit: str
    code: str
    part: str
    name: str
    tag: str | None
    serial: str | None
    model: str | None
    condition: str
    count: int
    each: Decimal | None
    at: datetime
    holder: Mapping[str, Any] | None
    loss: Loss
    charge: KitCharge | None
    """What was decided about it."""
    earlier: tuple[KitCharge, ...]
    """What was decided about the same part before, when as much of it was lost, or something else."""

    @property
    def decision(self) -> str:
        """billed or waived; empty while nobody decided."""
        return self.charge.decision if self.charge else ""

    def is_other_amount(self, currency: str) -> bool:
        """Whether it was decided about another amount than the part costs now."""
        now = (None if self.total is None else f"{self.total:.2f}", currency)
        return bool(self.charge and self.charge.amount and (self.charge.amount, self.charge.currency) != now)

    @property
    def billed_before(self) -> int:
        """How many of the part were billed, of what was lost or broken before."""
        return sum(one.count for one in self.earlier if one.decision == BILLED and one.sort == self.loss.sort)

    @property
    def total(self) -> Decimal | None:
        return None if self.each is None else self.each * self.count


@dataclass(frozen=True, slots=True)
class Needs:
    """What the kits of a library need."""

    unfit: list[Standing] = field(default_factory=list)
    due: list[Standing] = field(default_factory=list)
    restock: list[Restock] = field(default_factory=list)
    costs: list[Cost] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the costs are narrowed to."""

    bill: str = ""
    """open, billed or waived; empty for all."""
    holder: str = ""
    """With whom it was: "staff:<id>", "partner:<id>"; empty for anybody."""

    @property
    def is_narrow(self) -> bool:
        return bool(self.bill or self.holder)

    def fits(self, cost: Cost) -> bool:
        """Whether a line of costs is wanted."""
        is_of_holder = not self.holder or bool(cost.holder and key_of(cost.holder) == self.holder)
        return is_of_holder and self.bill in ("", cost.decision or UNDECIDED)


def total(costs: Iterable[Cost]) -> Decimal:
    """What all that has a price costs."""
    return sum((one.total for one in costs if one.total is not None), Decimal(0))


def standing(session: Session, kit: str) -> Standing | None:
    """How fit one kit is; None where there is no such kit."""
    return next(_standings(session, kit), None)


def needs(session: Session) -> Needs:
    """What the kits that are in use need."""
    found = Needs()
    standings = list(_standings(session))
    lacking = [one for one in standings if one.amiss or (one.care or {}).get("short")]
    named = {line["part"] for one in lacking for line in (*one.amiss, *(one.care or {}).get("short", ()))}
    parts, decided = _parts(session, named), charges.of_parts(session, named)
    for one in standings:
        if one.condition:
            found.unfit.append(one)
        if one.due:
            found.due.append(one)
    for one in lacking:
        found.restock.extend(_restock(one, parts))
        found.costs.extend(_costs(one, parts, decided))
    found.costs.sort(key=lambda cost: cost.at, reverse=True)
    return found


def cost(session: Session, loss: Loss) -> Cost | None:
    """What a loss costs; None where nothing is amiss there any more."""
    one, parts = standing(session, loss.kit), _parts(session, {loss.part})
    costs = _costs(one, parts, charges.of_parts(session, [loss.part])) if one else ()
    return next((cost for cost in costs if cost.loss == loss), None)


def _standings(session: Session, kit: str | None = None) -> Iterator[Standing]:
    columns = (Kit.id, Kit.code, Kit.name, Kit.upkeep_days, Kit.upkeep_loans)
    query = select(*columns, KitCustody.condition, KitCustody.told, KitCustody.amiss)
    query = query.outerjoin(KitCustody, KitCustody.kit_id == Kit.id).order_by(Kit.code)
    query = query.where(Kit.id == kit) if kit else query.where(Kit.retired_at.is_(None))
    for id_, code, name, days, loans, condition, text, amiss in session.execute(query):
        told = json_text.read(text) if text else {}
        marks = tuple(json_text.read(amiss)) if amiss else ()
        custody = told.get("custody") or {"since": None}
        yield Standing(id_, code, name, condition, told.get("care"), custody, Upkeep(days, loans), marks)


def _parts(session: Session, ids: set[str]) -> dict[str, Any]:
    """Of these parts what is told of one, by id; columns only, since a library has tens of thousands of parts."""
    names = ("id", "name", "count", "tag", "serial", "model", "cost", "least", "retired_at")
    query = select(*(getattr(KitPart, name) for name in names)).where(KitPart.id.in_(ids))
    return {part.id: part for part in session.execute(query)} if ids else {}


def _restock(one: Standing, parts: Mapping[str, Any]) -> Iterable[Restock]:
    for line in (one.care or {}).get("short", ()):
        part = parts.get(line["part"])
        if part is None or part.retired_at is not None or part.tag is not None:
            continue
        least = part.count if part.least is None else part.least
        there = max(0, part.count - line["count"])
        if there < least:
            yield Restock(one.kit, one.code, part.id, part.name, part.count, there, least)


def _costs(one: Standing, parts: Mapping[str, Any], decided: Mapping[str, Iterable[KitCharge]]) -> Iterable[Cost]:
    for mark in one.amiss:
        part = parts.get(mark["part"])
        if part is None or mark["condition"] not in CONDITIONS:
            continue
        loss = Loss.of(one.kit, part.id, mark["condition"], mark["at"])
        about = {Loss(it.kit_id, it.part_id, it.sort, it.since): it for it in decided.get(part.id, ()) if it.kit_id == one.kit}
        charge = about.pop(loss, None)
        yield Cost(
            one.kit, one.code, part.id, part.name, part.tag, part.serial, part.model, mark["condition"], mark["count"],
            Decimal(part.cost) if part.cost else None, clock.from_micros(mark["at"]), mark["holder"],
            loss, charge, tuple(about.values()),
        )  # fmt: skip
