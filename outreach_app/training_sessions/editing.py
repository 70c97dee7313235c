"""Editing the pick-list of topics, and what is asked about sessions: each change is noted in the audit and told to the phones.

A topic keeps its id whatever it is called, so what was logged under it stays under it; one that sessions name is never
deleted but retired: phones offer it no more, and what was logged keeps its name.
"""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select

from outreach_app.audit import changes, meanwhile
from outreach_app.db import Writing
from outreach_app.feed import rows
from outreach_app.problems import Refusal
from outreach_app.training_sessions import feed
from outreach_app.training_sessions.models import PulseWording, Topic
from outreach_app.web.text import lazy_gettext as _


def add_topic(writing: Writing, id_: str, *, name: str, by: str) -> None:
    """A new topic, after the others; the same id again is the same topic. Raises `Refusal` "topics.named"."""
    if writing.session.get(Topic, (writing.library, id_)) is not None:
        return
    _refuse_if_named(writing, name, id_)
    last = writing.session.scalar(select(func.max(Topic.position))) or 0
    topic = Topic(library_id=writing.library, id=id_, version=1, name=name, position=last + 1)
    writing.session.add(topic)
    writing.session.flush()
    changes.note(writing, feed.TOPICS, id_, before=None, after=_noted(topic), by=by)
    rows.publish(writing, feed.TOPICS, id_, feed.topic_row(topic))


def rename_topic(writing: Writing, id_: str, *, seen: int, name: str, by: str) -> None:
    """Another name. Raises `Refusal` "row.changed_meanwhile", "topics.named" or "not_found"."""
    topic = topic_of(writing, id_)
    meanwhile.refuse_if_changed(writing.session, feed.TOPICS, id_, seen=seen, now=topic.version)
    _refuse_if_named(writing, name, id_)
    _change(writing, topic, {"name": name}, by)


def retire_topic(writing: Writing, id_: str, *, by: str) -> None:
    """Offer a topic no more. Raises `Refusal` "not_found"."""
    topic = topic_of(writing, id_)
    if topic.retired_at is None:
        _change(writing, topic, {"retired_at": writing.now}, by)


def bring_back_topic(writing: Writing, id_: str, *, by: str) -> None:
    """Offer a topic again. Raises `Refusal` "topics.named" or "not_found"."""
    topic = topic_of(writing, id_)
    _refuse_if_named(writing, topic.name, id_)
    _change(writing, topic, {"retired_at": None}, by)


def move_topic(writing: Writing, id_: str, by_places: int, *, by: str) -> None:
    """Offer a topic sooner (less than nought) or later among those that are offered. Raises `Refusal` "not_found"."""
    offered = select(Topic).where(Topic.retired_at.is_(None)).order_by(Topic.position, Topic.id)
    order = list(writing.session.scalars(offered))
    topic = topic_of(writing, id_)
    if topic not in order:
        return
    place = order.index(topic)
    order.insert(min(max(place + by_places, 0), len(order)), order.pop(place))
    for position, one in enumerate(order, start=1):
        _put_at(writing, one, position, by)


def change_wording(writing: Writing, language: str, *, seen: int, told: Mapping[str, str], by: str) -> None:
    """Ask in other words in a language. Raises `Refusal` "row.changed_meanwhile"."""
    wording = writing.session.scalars(select(PulseWording).where(PulseWording.language == language)).one_or_none()
    version = wording.version if wording else 0
    meanwhile.refuse_if_changed(writing.session, feed.WORDINGS, language, seen=seen, now=version)
    before = changes.columns(wording) if wording else None
    if wording is None:
        wording = PulseWording(library_id=writing.library, language=language, version=0)
        writing.session.add(wording)
    elif all(getattr(wording, name) == text for name, text in told.items()):
        return
    for name, text in told.items():
        setattr(wording, name, text)
    wording.version = version + 1
    writing.session.flush()
    changes.note(writing, feed.WORDINGS, language, before=before, after=changes.columns(wording), by=by)
    rows.publish(writing, feed.WORDINGS, language, feed.wording_row(wording))


def topic_of(writing: Writing, id_: str) -> Topic:
    """The topic. Raises `Refusal` "not_found"."""
    topic = writing.session.scalars(select(Topic).where(Topic.id == id_)).one_or_none()
    if topic is None:
        raise Refusal("not_found", _("There is no such topic."))
    return topic


def _change(writing: Writing, topic: Topic, wanted: Mapping[str, Any], by: str) -> None:
    if all(getattr(topic, name) == value for name, value in wanted.items()):
        return
    before = _noted(topic)
    for name, value in wanted.items():
        setattr(topic, name, value)
    topic.version += 1
    _tell(writing, topic, before, by)


def _put_at(writing: Writing, topic: Topic, position: int, by: str) -> None:
    """Its version stays: who is renaming it meanwhile is not in the way of the order, nor the order of the name."""
    if topic.position != position:
        before = _noted(topic)
        topic.position = position
        _tell(writing, topic, before, by)


def _tell(writing: Writing, topic: Topic, before: dict[str, Any], by: str) -> None:
    writing.session.flush()
    changes.note(writing, feed.TOPICS, topic.id, before=before, after=_noted(topic), by=by)
    rows.publish(writing, feed.TOPICS, topic.id, feed.topic_row(topic))


def _noted(topic: Topic) -> dict[str, Any]:
    return {name: value for name, value in changes.columns(topic).items() if name != "id"}


def _refuse_if_named(writing: Writing, name: str, own: str) -> None:
    offered = select(Topic.id, Topic.name).where(Topic.retired_at.is_(None), Topic.id != own)
    # Compared here and not by the database: SQLite folds the letters of ASCII only.
    if any(other.casefold() == name.casefold() for _id, other in writing.session.execute(offered)):
        message = _("Another topic has this name.")
        raise Refusal("topics.named", message, fields={"name": [message]})
