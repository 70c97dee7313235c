"""What phones mirror of training sessions: their own people's of the last ninety days, and the list of topics."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app import clock
from outreach_app.feed import rows, windows
from outreach_app.ledger.kinds import Named
from outreach_app.shapes import Day, Id, Instant, Many, Part, Shape, Text, Truth, Whole, Word
from outreach_app.training_sessions import outcomes, rules
from outreach_app.training_sessions.facts import AUDIENCES, FORMATS, KINDS, SHARES, SPONSORS
from outreach_app.training_sessions.models import PulseWording, Topic, TrainingSession

SESSIONS, TOPICS, WORDINGS = "training_sessions", "topics", "pulse_wordings"
DAYS_BACK = 90
SETTLED_TOLD = 10


class TopicRow(Shape):
    """A subject of classes."""

    id = Id()
    name = Text()
    position = Whole()
    retired = Truth()


class SessionComment(Shape):
    """What the desk wrote to the trainers."""

    text = Text()
    by = Id(null=True)
    at = Instant()


class SessionDiscrepancy(Shape):
    """Something of the session that does not add up; `part` is the member that it is about, if any."""

    id = Id()
    kind = Text()
    state = Word("open", "settled")


class SessionRow(Shape):
    """A session as it stands. `version` is the fact that an amendment names as `of`; notes stay with the library."""

    id = Id()
    author = Id(null=True)
    visit = Id(null=True)
    version = Id()
    versions = Whole(least=1)
    review = Word(*rules.STATES, called="ReviewState")
    withdrawn = Truth()
    on = Day()
    starts_at = Instant()
    ends_at = Instant(null=True)
    site = Id(null=True)
    kind = Word(*KINDS, called="SessionKind")
    format = Word(*FORMATS, called="SessionFormat")
    audience = Word(*AUDIENCES, called="SessionAudience")
    trainers = Many(Id())
    attendance_in_person = Whole(null=True)
    attendance_virtual = Whole(null=True)
    async_views_30d = Whole(null=True)
    sponsor = Many(Word(*SPONSORS), null=True)
    digital_literacy = Truth(null=True)
    topic = Id(null=True)
    languages = Many(Text())
    kits = Many(Id())
    partner_share = Many(Word(*SHARES), null=True)
    room_holds = Whole(null=True)
    series = Id(null=True)
    comments = Many(Part(SessionComment))
    discrepancies = Many(Part(SessionDiscrepancy))
    pulse_code = Text(required=False)
    merged_into = Id(null=True, required=False)


class WordingRow(Shape):
    """What the library asks about its sessions in one language, which is the id; empty where it asks as the product does."""

    id = Text()
    knowledge = Text()
    confidence = Text()
    application = Text()
    awareness = Text()


def session_row(id_: str, state: Mapping[str, Any], discrepancies: Iterable[Named]) -> str:
    """A session as phones see it; it must have content."""
    named = list(discrepancies)
    shown = [one for one in named if one.state == "open"] + [one for one in named if one.state == "settled"][-SETTLED_TOLD:]
    told = {name: state["content"][name] for name in rules.MEMBERS if name not in rules.NOT_FOLDED}
    head = {name: state[name] for name in ("author", "visit", "version", "versions", "review", "withdrawn")}
    comments = [{"text": text, "by": by, "at": clock.text(clock.from_micros(at))} for _fact, at, by, text in state["comments"]]
    found = [{"id": one.id, "kind": one.kind, "state": one.state} for one in shown]
    return rows.as_text(
        {
            "id": id_,
            **head,
            **told,
            "comments": comments,
            "discrepancies": found,
            "pulse_code": outcomes.code_of(id_),
            "merged_into": state["merged"],
        }
    )


def audiences_of(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Who mirrors a session: its trainers and who wrote it down."""
    people = {*row["trainers"], row["author"]} - {None}
    return tuple(rows.for_staff(one) for one in sorted(people))


def all_sessions(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    first, last = windows.now(session).bounds(back=DAYS_BACK)
    query = select(TrainingSession.id, TrainingSession.told).where(TrainingSession.on.between(first, last))
    for id_, told in session.execute(query):
        audiences = audiences_of(json.loads(told))
        if audiences:
            yield id_, told, audiences


def topic_row(topic: Topic) -> str:
    """A topic as phones see it."""
    told = {"id": topic.id, "name": topic.name, "position": topic.position, "retired": topic.retired_at is not None}
    return rows.as_text(told)


def all_topics(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    for topic in session.scalars(select(Topic)):
        yield topic.id, topic_row(topic), (rows.EVERYONE,)


def wording_row(wording: PulseWording) -> str:
    """The questions of a language as phones ask them."""
    return rows.as_text({"id": wording.language, **{name: getattr(wording, name) for name in outcomes.QUESTIONS}})


def all_wordings(session: Session) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Every row of the collection."""
    for wording in session.scalars(select(PulseWording)):
        yield wording.language, wording_row(wording), (rows.EVERYONE,)
