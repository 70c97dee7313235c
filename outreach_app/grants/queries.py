"""What others may ask of grants: lists, one with all that hangs on it, what is due, and those with partners."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from outreach_app.grants.models import Grant, GrantFile, GrantGoal, GrantPartner, GrantStage, GrantTask
from outreach_app.grants.rules import BEFORE, OVER, STAGES, WON
from outreach_app.partners import queries as partners

__all__ = ["BEFORE", "OVER", "STAGES", "WON", "Grant"]
PAGE = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of grants is narrowed to; empty for all."""

    words: str = ""
    stage: str = ""
    """A stage, or "open" for what something is still to be done for."""
    year: str = ""
    owner: str = ""

    @property
    def is_narrow(self) -> bool:
        return self != Wanted()


@dataclass(frozen=True, slots=True)
class Taking:
    """A partner that takes part in a grant."""

    id: str
    partner: str
    """As it is called now."""
    name: str
    part: str
    note: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A grant as it shows that the library asks for money together with others."""

    id: str
    name: str
    funder: str
    stage: str
    year: int
    asked: int | None
    given: int | None
    currency: str
    partners: tuple[Taking, ...]
    """Those that take part; the funder is not among them."""
    papers: tuple[str, ...]

    @property
    def is_won(self) -> bool:
        return self.stage in WON


def listed(session: Session, wanted: Wanted, *, page: int = 1) -> list[Grant]:
    """The grants that fit: first those whose deadline is still to be kept, the soonest first; then the rest, newest first."""
    ahead = Grant.stage.in_(BEFORE) & Grant.due_at.is_not(None)
    query = _narrowed(select(Grant), wanted)
    order = (ahead.desc(), case((ahead, Grant.due_at)), Grant.id.desc())
    return list(session.scalars(query.order_by(*order).limit(PAGE).offset((page - 1) * PAGE)))


def count(session: Session, wanted: Wanted) -> int:
    """How many grants fit."""
    return session.scalar(_narrowed(select(func.count(Grant.id)), wanted)) or 0


def years(session: Session) -> list[str]:
    """The years in which deadlines were, the latest first."""
    year = func.substr(Grant.due_on, 1, 4)
    return list(session.scalars(select(year).where(Grant.due_on.is_not(None)).distinct().order_by(year.desc())))


def grant(session: Session, id_: str) -> Grant | None:
    """One grant."""
    return session.scalars(select(Grant).where(Grant.id == id_)).one_or_none()


def grant_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Names by id, of those grants that exist."""
    return {id_: name for id_, name in session.execute(select(Grant.id, Grant.name).where(Grant.id.in_(set(ids))))}


def funders(session: Session, grants: Iterable[Grant]) -> dict[str, str]:
    """Who gives the money, by grant: the partner's name as it is called now, or what was typed."""
    some = list(grants)
    names = partners.partner_names(session, {one.funder_id for one in some if one.funder_id})
    return {one.id: names.get(one.funder_id or "", one.funder) for one in some}


def taking_part(session: Session, grants: Iterable[str]) -> dict[str, list[Taking]]:
    """Who takes part, by grant, in the order in which they were added."""
    query = select(GrantPartner).where(GrantPartner.grant_id.in_(set(grants))).order_by(GrantPartner.id)
    rows = list(session.scalars(query))
    now = partners.called(session, {one.partner_id for one in rows})
    found: dict[str, list[Taking]] = defaultdict(list)
    for one in rows:
        id_, name = now[one.partner_id]
        found[one.grant_id].append(Taking(one.id, id_, name, one.part, one.note))
    return found


def taking(session: Session, id_: str) -> GrantPartner | None:
    """That a partner takes part in a grant."""
    return session.scalars(select(GrantPartner).where(GrantPartner.id == id_)).one_or_none()


def stages(session: Session, id_: str) -> list[GrantStage]:
    """How a grant came to its stage, the latest first."""
    query = select(GrantStage).where(GrantStage.grant_id == id_)
    return list(session.scalars(query.order_by(GrantStage.at.desc(), GrantStage.id.desc())))


def tasks(session: Session, id_: str) -> list[GrantTask]:
    """What is to be done for a grant, what is due first first; then what was done, the latest first."""
    query = select(GrantTask).where(GrantTask.grant_id == id_)
    rows = list(session.scalars(query.order_by(GrantTask.id)))
    to_do = sorted((one for one in rows if one.done_at is None), key=lambda one: (one.due_on is None, one.due_on or ""))
    return to_do + sorted((one for one in rows if one.done_at is not None), key=_done, reverse=True)


def task(session: Session, id_: str) -> GrantTask | None:
    """One task."""
    return session.scalars(select(GrantTask).where(GrantTask.id == id_)).one_or_none()


def files(session: Session, id_: str) -> list[GrantFile]:
    """The papers of a grant, the latest first."""
    query = select(GrantFile).where(GrantFile.grant_id == id_)
    return list(session.scalars(query.order_by(GrantFile.added_at.desc(), GrantFile.id.desc())))


def file(session: Session, id_: str) -> GrantFile | None:
    """One paper."""
    return session.scalars(select(GrantFile).where(GrantFile.id == id_)).one_or_none()


def goals_of(session: Session, grants: Iterable[str]) -> dict[str, list[str]]:
    """The goals that these grants serve, by grant."""
    found: dict[str, list[str]] = defaultdict(list)
    query = select(GrantGoal.grant_id, GrantGoal.goal_id).where(GrantGoal.grant_id.in_(set(grants)))
    for grant_, goal in session.execute(query.order_by(GrantGoal.goal_id)):
        found[grant_].append(goal)
    return found


def serving(session: Session, goals: Iterable[str]) -> dict[str, list[Grant]]:
    """The grants that serve these goals, by goal; those that were turned down are left out."""
    found: dict[str, list[Grant]] = defaultdict(list)
    query = select(GrantGoal.goal_id, Grant).join(Grant, Grant.id == GrantGoal.grant_id)
    query = query.where(GrantGoal.goal_id.in_(set(goals)), Grant.stage != "declined")
    for goal, one in session.execute(query.order_by(Grant.name, Grant.id)):
        found[goal].append(one)
    return found


def of_partner(session: Session, ids: Collection[str]) -> list[tuple[Grant, tuple[str, ...]]]:
    """The grants with a partner, by the ids that it is known under, and its parts in each: "funds" where it gives the money."""
    parts: dict[str, list[str]] = defaultdict(list)
    query = select(GrantPartner.grant_id, GrantPartner.part).where(GrantPartner.partner_id.in_(ids))
    for id_, part in session.execute(query.order_by(GrantPartner.id)):
        parts[id_].append(part)
    mine = select(Grant).where(or_(Grant.funder_id.in_(ids), Grant.id.in_(list(parts))))
    found = session.scalars(mine.order_by(Grant.id.desc()))
    return [(one, (*(["funds"] if one.funder_id in ids else []), *parts.get(one.id, ()))) for one in found]


def ahead(session: Session, until: datetime) -> list[Grant]:
    """The grants that are not handed in yet and whose deadline comes by then or is past, soonest first."""
    query = select(Grant).where(Grant.stage.in_(BEFORE), Grant.due_at <= until)
    return list(session.scalars(query.order_by(Grant.due_at, Grant.id)))


def open_deadlines(session: Session) -> list[Grant]:
    """The grants that are not handed in yet and have a deadline, soonest first."""
    query = select(Grant).where(Grant.stage.in_(BEFORE), Grant.due_at.is_not(None))
    return list(session.scalars(query.order_by(Grant.due_at, Grant.id)))


def to_do(session: Session, until: date | None = None, *, whose: str | None = None) -> list[tuple[GrantTask, Grant]]:
    """What is to be done by then, or by some day, for grants that are not over; what is due first first.

    `whose` is somebody who does it, or sees to the grant where nobody does.
    """
    query = select(GrantTask, Grant).join(Grant, Grant.id == GrantTask.grant_id)
    query = query.where(GrantTask.done_at.is_(None), GrantTask.due_on.is_not(None), Grant.stage.not_in(OVER))
    if until is not None:
        query = query.where(GrantTask.due_on <= until.isoformat())
    if whose is not None:
        query = query.where(func.coalesce(GrantTask.owner_id, Grant.owner_id) == whose)
    found = session.execute(query.order_by(GrantTask.due_on, GrantTask.id))
    return [(one, of) for one, of in found]


def with_partners(session: Session, *, year: int | None = None, stages: Collection[str] = STAGES) -> list[Evidence]:
    """The grants in which somebody takes part or that a partner funds, newest first, at these stages; of one year or all.

    A grant is of the year of its deadline, else of the year in which it was thought of.
    """
    query = select(Grant).where(Grant.stage.in_(stages)).order_by(Grant.id.desc())
    involved = or_(Grant.funder_id.is_not(None), Grant.id.in_(select(GrantPartner.grant_id)))
    some = list(session.scalars(query.where(involved)))
    ids = [one.id for one in some]
    taking, names = taking_part(session, ids), funders(session, some)
    papers: dict[str, list[str]] = defaultdict(list)
    of_these = select(GrantFile.grant_id, GrantFile.name).where(GrantFile.grant_id.in_(ids)).order_by(GrantFile.id)
    for id_, name in session.execute(of_these):
        papers[id_].append(name)
    begun = select(GrantStage.grant_id, func.min(GrantStage.at)).where(GrantStage.grant_id.in_(ids))
    first = {id_: at.year for id_, at in session.execute(begun.group_by(GrantStage.grant_id))}
    found = [
        Evidence(
            one.id, one.name, names[one.id], one.stage, int(one.due_on[:4]) if one.due_on else first[one.id], one.asked,
            one.given, one.currency, tuple(taking.get(one.id, ())), tuple(papers.get(one.id, ())),
        )
        for one in some
    ]  # fmt: skip
    return [one for one in found if year is None or one.year == year]


def _done(one: GrantTask) -> datetime:
    if one.done_at is None:
        raise AssertionError("only what was done is sorted by when")
    return one.done_at


def _narrowed(query: Any, wanted: Wanted) -> Any:
    for word in wanted.words.lower().split():
        fits = [func.lower(one).contains(word, autoescape=True) for one in (Grant.name, Grant.funder, Grant.aim, Grant.note)]
        named = partners.ids_named(word)
        takes_part = Grant.id.in_(select(GrantPartner.grant_id).where(GrantPartner.partner_id.in_(named)))
        query = query.where(or_(*fits, Grant.funder_id.in_(named), takes_part))
    if wanted.stage == "open":
        query = query.where(Grant.stage.not_in(OVER))
    elif wanted.stage:
        query = query.where(Grant.stage == wanted.stage)
    if wanted.year:
        query = query.where(Grant.due_on.startswith(f"{wanted.year}-", autoescape=True))
    return query.where(Grant.owner_id == wanted.owner) if wanted.owner else query
