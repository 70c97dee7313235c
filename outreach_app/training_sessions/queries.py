"""What others may ask of training sessions: lists, and the totals of the yearly reports."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import Integer, Select, case, cast, func, literal, select, tuple_
from sqlalchemy.orm import Session, aliased

from outreach_app import clock
from outreach_app.ledger import reading as ledger
from outreach_app.training_sessions import outcomes
from outreach_app.training_sessions.facts import AUDIENCES, PROGRAM
from outreach_app.training_sessions.models import PulseWording, SessionOutcome, Topic, TrainingSession
from outreach_app.training_sessions.rules import APPROVED, REJECTED
from outreach_app.web.text import lazy_gettext

PAGE = 50
MOST_ALIKE = 30
# What does not add up between two sessions, so that no session has it by itself.
BETWEEN_SESSIONS = {"twice": "session.told_by_two", "places": "session.two_places"}
# As the product asks, where the library does not ask in its own words.
QUESTION: Mapping[str, str] = {
    "knowledge": lazy_gettext("I learned something that helps me"),
    "confidence": lazy_gettext("I feel more confident about what I learned"),
    "application": lazy_gettext("I will use what I learned"),
    "awareness": lazy_gettext("I know better what the library offers"),
}
# The places of the survey: in the library, elsewhere, on screens.
ONSITE, OFFSITE, VIRTUAL = PLACES = ("onsite", "offsite", "virtual")
NUMBER_OF_AUDIENCE = {"0-5": 601, "6-11": 602, "12-18": 603, "19+": 604, "general": 605}
NUMBER_OF_PLACE = {ONSITE: 606, OFFSITE: 607, VIRTUAL: 608}


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a list of sessions is narrowed to; empty for all."""

    review: str = ""
    """A state of review, "odd" (does not add up), "withdrawn", "merged", or one of BETWEEN_SESSIONS."""
    trainer: str = ""
    site: str = ""
    kind: str = ""
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A session as a list shows it."""

    id: str
    on: str
    starts_at: datetime | None
    ends_at: datetime | None
    kind: str
    format: str
    audience: str
    in_person: int | None
    virtual: int | None
    topic: str | None
    site: str | None
    visit: str | None
    author: str | None
    review: str
    withdrawn: bool
    merged_into: str | None
    version: str
    open_discrepancies: int
    content: Mapping[str, Any]

    @property
    def attendance(self) -> int | None:
        """Who came, in the room and on screens; None where nobody knows."""
        counts = [one for one in (self.in_person, self.virtual) if one is not None]
        return sum(counts) if counts else None


@dataclass(frozen=True, slots=True)
class TopicListed:
    """A topic, and how many sessions were logged under it."""

    id: str
    name: str
    version: int
    is_retired: bool
    sessions: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """What people said of a session; `result` is by question (how many, mean), None where too few answered."""

    answers: int
    result: Mapping[str, tuple[int, float]] | None


@dataclass(frozen=True, slots=True)
class Counted:
    """Sessions and the people who came; `unknown` of the sessions do not say how many."""

    sessions: int = 0
    attendance: int = 0
    unknown: int = 0


@dataclass(frozen=True)
class Totals:
    """Programs as the yearly survey counts them: once by the ages that they were for, once by where they were."""

    by_audience: Mapping[str, Counted] = field(default_factory=dict)
    by_place: Mapping[str, Counted] = field(default_factory=dict)
    views: int = 0
    digital_literacy: Counted = Counted()
    odd: int = 0
    """How many of them do not add up yet."""

    @property
    def all(self) -> Counted:
        """Elements 600 and 610."""
        return _sum(self.by_audience.values())

    @property
    def all_by_place(self) -> Counted:
        """Elements 609 and 619."""
        return _sum(self.by_place.values())


def session_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """What sessions are called: by their topic, else not at all."""
    query = (
        select(TrainingSession.id, Topic.name)
        .join(Topic, Topic.id == TrainingSession.topic_id)
        .where(TrainingSession.id.in_(set(ids)))
    )
    return {id_: name for id_, name in session.execute(query)}


def topic_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """The names of these topics by id, of those that exist."""
    return {id_: name for id_, name in session.execute(select(Topic.id, Topic.name).where(Topic.id.in_(set(ids))))}


def every_topic(session: Session) -> dict[str, str]:
    """The names of all topics by id."""
    return {id_: name for id_, name in session.execute(select(Topic.id, Topic.name))}


def topics(session: Session) -> list[TopicListed]:
    """Every topic, in the order of the pick-list."""
    logged = select(TrainingSession.topic_id, func.count(TrainingSession.id)).group_by(TrainingSession.topic_id)
    counts = {id_: many for id_, many in session.execute(logged)}
    rows = session.scalars(select(Topic).order_by(Topic.position, Topic.id))
    return [
        TopicListed(row.id, row.name, row.version, row.retired_at is not None, counts.get(row.id, 0)) for row in rows
    ]  # fmt: skip


def listed(session: Session, wanted: Wanted, *, before: tuple[str, str] | None = None, limit: int = PAGE) -> list[Listed]:
    """The sessions that fit, the latest day first; `before` is (day, id) with which the page before ended."""
    query = _narrowed(select(TrainingSession), wanted)
    if before is not None:
        query = query.where(tuple_(TrainingSession.on, TrainingSession.id) < before)
    query = query.order_by(TrainingSession.on.desc(), TrainingSession.id.desc()).limit(limit)
    return [_listed(row) for row in session.scalars(query)]


def count(session: Session, wanted: Wanted) -> int:
    """How many fit."""
    return session.scalar(_narrowed(select(func.count(TrainingSession.id)), wanted)) or 0


def alike(session: Session, one: Listed) -> list[Listed]:
    """What may tell of the same session: what counts on the same day, first that of the same place, hour and sort."""
    query = select(TrainingSession).where(
        TrainingSession.on == one.on, TrainingSession.id != one.id,
        TrainingSession.withdrawn.is_(False), TrainingSession.merged_into.is_(None),
    )  # fmt: skip
    found_ = [_listed(row) for row in session.scalars(query.order_by(TrainingSession.starts, TrainingSession.id))]
    return sorted(found_, key=lambda other: (other.site != one.site, other.kind != one.kind, _apart(one, other)))[:MOST_ALIKE]


def merged_into(session: Session, id_: str) -> list[str]:
    """The ids of the records that are counted as this session."""
    query = select(TrainingSession.id).where(TrainingSession.merged_into == id_)
    return list(session.scalars(query.order_by(TrainingSession.id)))


def _apart(one: Listed, other: Listed) -> float:
    if one.starts_at is None or other.starts_at is None:
        return 0.0
    return abs((one.starts_at - other.starts_at).total_seconds())


def found(session: Session, id_: str) -> Listed | None:
    """One session."""
    row = session.scalars(select(TrainingSession).where(TrainingSession.id == id_)).one_or_none()
    return _listed(row) if row else None


def several(session: Session, ids: Iterable[str]) -> list[Listed]:
    """These sessions, in no order."""
    wanted = list(ids)
    return (
        [_listed(row) for row in session.scalars(select(TrainingSession).where(TrainingSession.id.in_(wanted)))]
        if wanted
        else []
    )


def of_visit(session: Session, visit: str) -> list[Listed]:
    """The sessions of a visit, in the order of time."""
    query = select(TrainingSession).where(TrainingSession.visit_id == visit)
    return [_listed(row) for row in session.scalars(query.order_by(TrainingSession.starts, TrainingSession.id))]


def wordings(session: Session) -> dict[str, PulseWording]:
    """What the library asks in its own words, by language."""
    return {row.language: row for row in session.scalars(select(PulseWording))}


def questions(session: Session, language: str) -> dict[str, str]:
    """The four questions in a language, which is the reader's: the library's own wording, else the product's."""
    return worded(wordings(session).get(language), QUESTION)


def worded(own: PulseWording | None, asked: Mapping[str, str]) -> dict[str, str]:
    """The library's own wording, and where it has none what is asked otherwise."""
    return {name: (getattr(own, name) if own else "") or str(text) for name, text in asked.items()}


def outcome(session: Session, id_: str) -> Outcome | None:
    """What people said of a session; None where nobody was asked."""
    row = session.scalars(select(SessionOutcome).where(SessionOutcome.session_id == id_)).one_or_none()
    return Outcome(row.answers, outcomes.result(row.answers, json.loads(row.counts))) if row else None


def totals(session: Session, first: date, last: date, *, approved_only: bool = False) -> Totals:
    """The programs of these days. Withdrawn, rejected and merged ones are not counted.

    A hybrid session is one session where its room was; who came in person counts there, who watched as virtual.
    """
    mine = [
        TrainingSession.on.between(first.isoformat(), last.isoformat()),
        TrainingSession.kind == PROGRAM,
        TrainingSession.withdrawn.is_(False),
        counts_by_itself(),
        TrainingSession.review == APPROVED if approved_only else TrainingSession.review != REJECTED,
    ]
    place = case(
        (TrainingSession.format.in_(("onsite", "hybrid_onsite")), ONSITE),
        (TrainingSession.format.in_(("offsite", "hybrid_offsite")), OFFSITE),
        else_=VIRTUAL,
    ).label("place")
    in_person, virtual = known(TrainingSession.in_person), known(TrainingSession.virtual)
    unknown = number(TrainingSession.in_person.is_(None) & TrainingSession.virtual.is_(None))
    query = select(
        TrainingSession.audience,
        place,
        TrainingSession.digital_literacy,
        func.count(),
        func.sum(in_person),
        func.sum(virtual),
        func.sum(unknown),
        func.sum(known(TrainingSession.views)),
        func.sum(number(TrainingSession.open_discrepancies > 0)),
    )
    groups = session.execute(query.where(*mine).group_by(TrainingSession.audience, place, TrainingSession.digital_literacy))
    by_audience = dict.fromkeys(AUDIENCES, Counted())
    by_place = dict.fromkeys(PLACES, Counted())
    digital, views, odd = Counted(), 0, 0
    for audience, where, is_digital, sessions, here, away, untold, seen, not_adding in groups:
        here, away, untold = int(here), int(away), int(untold)
        mine_too = Counted(sessions, here + away, untold)
        by_audience[audience] = _sum((by_audience[audience], mine_too))
        if where == VIRTUAL:
            by_place[VIRTUAL] = _sum((by_place[VIRTUAL], mine_too))
        else:
            by_place[where] = _sum((by_place[where], Counted(sessions, here, untold)))
            by_place[VIRTUAL] = _sum((by_place[VIRTUAL], Counted(0, away, 0)))
        digital = _sum((digital, mine_too)) if is_digital else digital
        views, odd = views + int(seen), odd + int(not_adding)
    return Totals(by_audience, by_place, views, digital, odd)


def counts_by_itself() -> Any:
    """Not merged into another; or into one that was withdrawn since, which would leave the session out altogether."""
    other = aliased(TrainingSession)
    stays = select(other.id).where(
        other.library_id == TrainingSession.library_id, other.id == TrainingSession.merged_into, other.withdrawn.is_(False)
    )
    return TrainingSession.merged_into.is_(None) | ~stays.exists()


def _narrowed(query: Select[Any], wanted: Wanted) -> Select[Any]:
    if wanted.review == "odd":
        query = query.where(TrainingSession.open_discrepancies > 0, TrainingSession.withdrawn.is_(False))
    elif wanted.review == "withdrawn":
        query = query.where(TrainingSession.withdrawn.is_(True))
    elif wanted.review == "merged":
        query = query.where(TrainingSession.merged_into.is_not(None))
    elif wanted.review in BETWEEN_SESSIONS:
        query = query.where(TrainingSession.id.in_(ledger.subjects_named(BETWEEN_SESSIONS[wanted.review])))
    elif wanted.review:
        query = query.where(TrainingSession.review == wanted.review, TrainingSession.withdrawn.is_(False))
        query = query.where(TrainingSession.merged_into.is_(None))
    if wanted.trainer:
        query = query.where(TrainingSession.trainers.contains(f" {wanted.trainer} ", autoescape=True))
    if wanted.site:
        query = query.where(TrainingSession.site_id == wanted.site)
    if wanted.kind:
        query = query.where(TrainingSession.kind == wanted.kind)
    if wanted.first:
        query = query.where(TrainingSession.on >= wanted.first)
    if wanted.last:
        query = query.where(TrainingSession.on <= wanted.last)
    return query


def _listed(row: TrainingSession) -> Listed:
    return Listed(
        row.id, row.on, _moment(row.starts), _moment(row.ends), row.kind, row.format, row.audience, row.in_person, row.virtual,
        row.topic_id, row.site_id, row.visit_id, row.author, row.review, row.withdrawn, row.merged_into, row.version,
        row.open_discrepancies,
        json.loads(row.told),
    )  # fmt: skip


def known(column: Any) -> Any:
    return func.coalesce(column, literal(0))


def number(condition: Any) -> Any:
    return cast(condition, Integer)


def _sum(several: Iterable[Counted]) -> Counted:
    told = list(several)
    return Counted(sum(one.sessions for one in told), sum(one.attendance for one in told), sum(one.unknown for one in told))


def _moment(at: int | None) -> datetime | None:
    return clock.from_micros(at) if at is not None else None
