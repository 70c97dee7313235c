"""What others may ask of the disaster plan: what holds now, its versions, who stands in for whom, what was practised."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import cast

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from outreach_app.accounts import queries as accounts
from outreach_app.emergency.plan import rules
from outreach_app.emergency.plan.drills.models import EmergencyDrill
from outreach_app.emergency.plan.models import EmergencyPlan, EmergencyPlanEntry
from outreach_app.flyers import queries as flyers
from outreach_app.flyers.queries import Handy
from outreach_app.kits import queries as kits
from outreach_app.kits.queries import Listed
from outreach_app.partners import queries as partners
from outreach_app.partners.queries import Equipped

# What is approved holds, the last of it first; drafts come after.
_HOLDS_FIRST = (EmergencyPlan.approved_on.is_(None), EmergencyPlan.number.desc())


@dataclass(frozen=True, slots=True)
class Plan:
    """A version with all that it consists of, each section in its order."""

    told: EmergencyPlan
    sections: Mapping[str, tuple[rules.Entry, ...]]
    versions: Mapping[str, int]
    """The version of each entry, by id."""

    @property
    def id(self) -> str:
        return self.told.id

    @property
    def is_approved(self) -> bool:
        return self.told.approved_on is not None

    @property
    def roles(self) -> tuple[rules.Role, ...]:
        return cast("tuple[rules.Role, ...]", self.sections["roles"])

    @property
    def contacts(self) -> tuple[rules.Contact, ...]:
        return cast("tuple[rules.Contact, ...]", self.sections["contacts"])

    @property
    def calls(self) -> tuple[rules.Call, ...]:
        return cast("tuple[rules.Call, ...]", self.sections["calls"])

    @property
    def services(self) -> tuple[rules.Service, ...]:
        return cast("tuple[rules.Service, ...]", self.sections["services"])

    @property
    def places(self) -> tuple[rules.Place, ...]:
        return cast("tuple[rules.Place, ...]", self.sections["places"])

    @property
    def kits(self) -> tuple[rules.SentKit, ...]:
        return cast("tuple[rules.SentKit, ...]", self.sections["kits"])

    @property
    def links(self) -> tuple[rules.Link, ...]:
        return cast("tuple[rules.Link, ...]", self.sections["links"])

    @property
    def flyers(self) -> tuple[rules.ReadyFlyer, ...]:
        return cast("tuple[rules.ReadyFlyer, ...]", self.sections["flyers"])

    @property
    def missing(self) -> tuple[str, ...]:
        """The sections that have nothing yet."""
        return rules.missing({section: len(some) for section, some in self.sections.items()})

    def entry(self, section: str, id_: str) -> rules.Entry | None:
        return next((one for one in self.sections[section] if one.id == id_), None)


@dataclass(frozen=True, slots=True)
class Vacant:
    """A role whose holder has left, or that names nobody; `acting` is who steps in, None where nobody is left."""

    role: rules.Role
    holder: str | None
    acting: str | None


@dataclass(frozen=True, slots=True)
class Around:
    """What a plan names, as it is today."""

    people: Mapping[str, str]
    """The names of everybody who is or was staff, by id."""
    active: frozenset[str]
    sites: Mapping[str, Equipped]
    kits: Mapping[str, Listed]
    flyers: Mapping[str, Handy]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was approved and practised from one day to another, and how the plan stands."""

    current: EmergencyPlan | None
    entries: Mapping[str, int]
    """How many the current version has of each section."""
    vacant: int
    approved: tuple[EmergencyPlan, ...]
    drills: tuple[EmergencyDrill, ...]


def current(session: Session) -> Plan | None:
    """The plan that holds: the version approved last; while none is, the draft; None where there is no plan at all."""
    told = session.scalars(select(EmergencyPlan).order_by(*_HOLDS_FIRST).limit(1)).first()
    return _whole(session, told) if told else None


def current_id(session: Session) -> str | None:
    """The id of the same."""
    return session.scalars(select(EmergencyPlan.id).order_by(*_HOLDS_FIRST).limit(1)).first()


def plan(session: Session, id_: str) -> Plan | None:
    """A version."""
    told = session.scalars(select(EmergencyPlan).where(EmergencyPlan.id == id_)).one_or_none()
    return _whole(session, told) if told else None


def _whole(session: Session, told: EmergencyPlan) -> Plan:
    order = (EmergencyPlanEntry.position, EmergencyPlanEntry.id)
    rows = list(session.scalars(select(EmergencyPlanEntry).where(EmergencyPlanEntry.plan_id == told.id).order_by(*order)))
    sections: dict[str, list[rules.Entry]] = {section: [] for section in rules.SECTIONS}
    for row in rows:
        sections[row.section].append(rules.read(row.section, row.id, json.loads(row.body)))
    return Plan(told, {name: tuple(some) for name, some in sections.items()}, {row.id: row.version for row in rows})


def versions(session: Session) -> list[EmergencyPlan]:
    """Every version, the newest first."""
    return list(session.scalars(select(EmergencyPlan).order_by(EmergencyPlan.number.desc())))


def draft_id(session: Session) -> str | None:
    """The id of the draft that is being written, if one is."""
    return session.scalars(select(EmergencyPlan.id).where(EmergencyPlan.approved_on.is_(None)).limit(1)).first()


def around(session: Session, plan: Plan) -> Around:
    """What a plan names, as it is today: a constant number of questions."""
    return Around(
        people=accounts.everybody(session),
        active=frozenset(accounts.active_staff(session)),
        sites=partners.equipped(session, {one.site for one in plan.places if one.site}),
        kits=kits.these(session, {one.kit for one in plan.kits}),
        flyers=flyers.handy(session, {one.flyer for one in plan.flyers}),
    )


def vacant(session: Session, plan: Plan) -> list[Vacant]:
    """The roles that are vacant today, with who steps in."""
    return vacant_among(plan, accounts.active_staff(session))


def vacant_among(plan: Plan, active: Iterable[str]) -> list[Vacant]:
    """The same, where it is known who is active."""
    there = present(plan, active)
    stand = [(role, rules.standing(role, there)) for role in plan.roles]
    return [Vacant(role, one.holder, one.acting) for role, one in stand if one.is_vacant]


def present(plan: Plan, active: Iterable[str]) -> set[str]:
    """Who may have a role today: staff who have not left, and the plan's own contacts."""
    return {f"{rules.STAFF}:{id_}" for id_ in active} | {f"{rules.CONTACT}:{one.id}" for one in plan.contacts}


def entries(session: Session, ids: Iterable[str]) -> list[rules.Entry]:
    """These entries as they are in the newest version that has them."""
    query = select(EmergencyPlanEntry).join(EmergencyPlan, EmergencyPlan.id == EmergencyPlanEntry.plan_id)
    query = query.where(EmergencyPlanEntry.id.in_(set(ids))).order_by(EmergencyPlan.number)
    newest = {row.id: rules.read(row.section, row.id, json.loads(row.body)) for row in session.scalars(query)}
    return list(newest.values())


def version_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The number and name of these versions by id, of those that exist."""
    query = select(EmergencyPlan.id, EmergencyPlan.number, EmergencyPlan.name).where(EmergencyPlan.id.in_(set(ids)))
    return {id_: f"{number} {name}" for id_, number, name in session.execute(query)}


def drills(session: Session) -> list[EmergencyDrill]:
    """Every drill, the last one first."""
    return list(session.scalars(select(EmergencyDrill).order_by(EmergencyDrill.on.desc(), EmergencyDrill.id)))


def drill(session: Session, id_: str) -> EmergencyDrill | None:
    """One drill."""
    return session.scalars(select(EmergencyDrill).where(EmergencyDrill.id == id_)).one_or_none()


def last_drilled(session: Session) -> str | None:
    """The day of the last drill."""
    return session.scalar(select(func.max(EmergencyDrill.on)))


def evidence(session: Session, first: date, last: date) -> Evidence:
    """What was approved and practised from one day to another, the first first; and how the plan stands now."""
    days = (first.isoformat(), last.isoformat())
    approved = select(EmergencyPlan).where(EmergencyPlan.approved_on.between(*days)).order_by(EmergencyPlan.number)
    practised = select(EmergencyDrill).where(EmergencyDrill.on.between(*days)).order_by(EmergencyDrill.on, EmergencyDrill.id)
    now = current(session)
    return Evidence(
        current=now.told if now else None,
        entries={section: len(some) for section, some in now.sections.items()} if now else {},
        vacant=len(vacant(session, now)) if now else 0,
        approved=tuple(session.scalars(approved)),
        drills=tuple(session.scalars(practised)),
    )
