"""The rows of training sessions, written from what the fold gives; and the list of topics."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import delete
from sqlalchemy.orm import Session

from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.doors import codes
from outreach_app.feed import rows, windows
from outreach_app.judging import projection as judging
from outreach_app.judging.rules import SESSION
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.kinds import Projected
from outreach_app.partners.queries import closed
from outreach_app.statements import upsert
from outreach_app.training_sessions import feed, outcomes, rules
from outreach_app.training_sessions.models import SessionOutcome, Topic, TrainingSession

# More people than this are no number of people.
MOST_COUNTED = 10_000_000


def known(session: Session, ids: set[str]) -> set[str]:
    """All of them: the phone makes a session's id as it is logged."""
    return ids


def project(writing: Writing, sessions: list[Projected]) -> None:
    """Write how these sessions stand, and tell their people. What was never logged has no row."""
    window = windows.now(writing.session)
    first = [one for one in sessions if one.state["content"] is None]
    if first:
        gone = TrainingSession.id.in_([one.subject for one in first])
        writing.session.execute(delete(TrainingSession).where(gone))
        for one in first:
            rows.publish(writing, feed.SESSIONS, one.subject, None)
    there = [one for one in sessions if one.state["content"] is not None]
    told = {one.subject: feed.session_row(one.subject, one.state, one.discrepancies) for one in there}
    upsert(writing, TrainingSession, [_columns(one, told[one.subject]) for one in there])
    judging.put(writing, SESSION, [_judged(one) for one in there], (one.subject for one in first))
    codes.hang_all(writing, {outcomes.code_of(one.subject): one.subject for one in there}, codes.PULSE)
    for one in there:
        shown = window.holds(one.state["content"]["on"], back=feed.DAYS_BACK)
        audiences = feed.audiences_of(json.loads(told[one.subject])) if shown else ()
        rows.publish(writing, feed.SESSIONS, one.subject, told[one.subject] if audiences else None, audiences)


def project_outcomes(writing: Writing, sessions: list[Projected]) -> None:
    """Write how often each point was given; nobody mirrors it."""
    found = [
        {"session_id": one.subject, "answers": one.state["answers"], "counts": json.dumps(one.state["counts"], sort_keys=True)}
        for one in sessions
    ]
    upsert(writing, SessionOutcome, found)


def _columns(one: Projected, told: str) -> dict[str, Any]:
    state, content = one.state, one.state["content"]
    return {
        "id": one.subject,
        "on": content["on"],
        "starts": rules.micros(content["starts_at"]),
        "ends": rules.micros(content["ends_at"]),
        **{name: content[name] for name in ("kind", "format", "audience", "digital_literacy")},
        "in_person": _counted(content["attendance_in_person"]),
        "virtual": _counted(content["attendance_virtual"]),
        "views": _counted(content["async_views_30d"]),
        "topic_id": content["topic"],
        "site_id": content["site"],
        "visit_id": state["visit"],
        "author": state["author"],
        "trainers": "".join(f" {trainer} " for trainer in content["trainers"]),
        "review": state["review"],
        "withdrawn": state["withdrawn"],
        "merged_into": state["merged"],
        "version": state["version"],
        "open_discrepancies": sum(named.state == "open" for named in one.discrepancies),
        "told": told,
    }


def _judged(one: Projected) -> dict[str, Any]:
    state, content = one.state, one.state["content"]
    gone = "withdrawn" if state["withdrawn"] else "merged" if state["merged"] else None
    starts = rules.micros(content["starts_at"])
    return {
        **judging.standing(one), "state": gone or state["review"],
        "at": state["at"] if starts is None else starts, "on": content["on"], "what": content["kind"],
        "author": state["author"], "people": judging.people([*content["trainers"], state["author"]]),
        "site_id": content["site"], "about": content["topic"], "visit_id": state["visit"],
    }  # fmt: skip


def _counted(number: int | None) -> int | None:
    return None if number is None or not 0 <= number <= MOST_COUNTED else number


def put_topics(writing: Writing, topics: Iterable[tuple[str, str]]) -> None:
    """New topics as (id, name), in order, told to all phones; for a library that is made."""
    for position, (id_, name) in enumerate(topics, start=1):
        topic = Topic(library_id=writing.library, id=id_, version=1, name=name, position=position)
        writing.session.add(topic)
        changes.note(writing, feed.TOPICS, id_, before=None, after={"name": name, "position": position}, by=None)
        rows.publish(writing, feed.TOPICS, id_, feed.topic_row(topic))
    writing.session.flush()


def circumstances(session: Session, facts: Sequence[Fact]) -> Mapping[str, Sequence[str]]:
    """Notes for those of the facts by which a session was given at a place that was closed by then."""
    told = {}
    for fact in facts:
        if fact.kind in ("training_session.logged", "training_session.amended"):
            setting = {**fact.payload.get("was", {}), **fact.payload.get("changes", fact.payload)}
            if setting.get("site") and setting.get("on"):
                told[fact.id] = (setting["site"], setting["on"])
    if not told:
        return {}
    days = closed(session, {site for site, _on in told.values()})
    return {id_: (rules.SITE_CLOSED,) for id_, (site, on) in told.items() if site in days and on >= days[site]}
