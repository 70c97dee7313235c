"""A fact can concern other subjects than its own: what is told of it once, and what reaches all of them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from fixtures.library import NOW, Library, ToldClock, fact_text
from outreach_app import rebuild
from outreach_app.catalog import CATALOGUE, COLLECTIONS
from outreach_app.db import reading
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.history import checkpoints_of
from outreach_app.ledger.kinds import Fold, Kind, NoState
from outreach_app.ledger.rules import Finding, Settlement
from outreach_app.shapes import Id, Shape

YESTERDAY = NOW - timedelta(days=1)


class Met(Shape):
    """That two subjects met."""

    other = Id()


class Diary(NoState):
    """A fold that remembers in which order its facts happened."""

    def start(self) -> dict[str, Any]:
        return {"order": []}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        state["order"].append(fact.id)

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        return ()


def _others(fact: Fact) -> Iterable[tuple[str, str]]:
    return [("guest", fact.payload["other"])]


MEETINGS = replace(
    CATALOGUE,
    kinds=(*CATALOGUE.kinds, Kind("test.met", 1, "host", Met, touches=_others)),
    folds=(
        *CATALOGUE.folds,
        Fold("host", Diary(), NoState.known, NoState.project),
        Fold("guest", Diary(), NoState.known, NoState.project),
    ),
)


@pytest.fixture
def meetings(library: Library, app: Flask) -> Iterator[Library]:
    """A library whose catalogue has a kind that touches two subjects."""
    app.extensions["catalogue"] = library.catalogue = MEETINGS
    yield library
    app.extensions["catalogue"] = CATALOGUE


def met(id_: str, host: str, guest: str, seq: int, **told: Any) -> str:
    return fact_text("test.met", host, {"other": guest}, id=id_, device="phone-a", seq=seq, author="ann", **told)


def order_of(library: Library, fold: str, subject: str) -> list[str]:
    with reading(library.id) as session:
        order: list[str] = checkpoints_of(session, [(fold, subject)])[fold, subject].state["order"]
    return order


def test_what_a_receipt_says_is_told_once_however_many_subjects_a_fact_touches(meetings: Library) -> None:
    outcome, other = meetings.record(
        met("late", "H1", "G1", 1, at=NOW - timedelta(days=30)), met("itself", "H1", "H1", 2, at=NOW - timedelta(days=30))
    )
    assert [kind for _, kind in outcome.discrepancies] == [kind for _, kind in other.discrepancies] == ["fact.late"]
    assert [(row.kind, row.fold, row.subject) for row in meetings.discrepancies()] == [("fact.late", "host", "H1")] * 2


def test_a_time_that_is_set_reaches_every_subject_that_the_fact_touches(meetings: Library, told: ToldClock) -> None:
    meetings.record(met("first", "H2", "G1", 1, at=YESTERDAY))
    meetings.record(met("off", "H1", "G1", 2, at=NOW - timedelta(hours=1), offset_ms=3_600_000 * 9))
    meetings.record(met("last", "H3", "G1", 3, at=NOW))
    assert order_of(meetings, "guest", "G1") == ["first", "off", "last"]
    (row,) = [row for row in meetings.discrepancies() if row.kind == "fact.clock_off"]

    def settled(seq: int, resolution: str, **values: Any) -> None:
        text = meetings.settle(row.id, resolution, subject="H1", seq=seq, at=NOW + timedelta(minutes=seq), **values)
        meetings.record(text, via="desk")

    settled(1, "time_set", time="2026-11-01T10:00:00Z")
    assert order_of(meetings, "guest", "G1") == ["off", "first", "last"]
    # Further facts of the other subject find the time as it was set; so does folding anew.
    meetings.record(met("older", "H2", "G1", 4, at=NOW - timedelta(days=3)))
    assert order_of(meetings, "guest", "G1") == ["off", "older", "first", "last"]
    live = meetings.shown()
    rebuild.rebuild(meetings.id, MEETINGS, COLLECTIONS)
    assert meetings.shown() == live
    settled(2, "noted")
    assert order_of(meetings, "guest", "G1") == ["older", "first", "off", "last"]
    assert rebuild.check(meetings.id, MEETINGS, COLLECTIONS).differences == []
