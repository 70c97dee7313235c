"""Law 3: any order, any batches and any repetition give the same rows."""

import json
import random
from collections.abc import Iterator

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixtures.library import NOW, Library, ToldClock, furnished, session
from laws.histories import sets_of_facts
from laws.promised import promise
from outreach_app.ledger.rules import discrepancy_id


@pytest.fixture
def server(app: Flask, told: ToldClock) -> Iterator[Flask]:
    with app.app_context():
        yield app


def told_to(app: Flask, arrivals: list[tuple[str, str]], chance: random.Random | None) -> Library:
    """A library of its own that heard these facts; with chance in any order, in any batches, some again."""
    library = furnished(app)
    library.staff("gone", active=False)
    promise(library)
    if chance is None:
        for via, text in arrivals:
            library.record(text, via=via)
        return library
    arrivals = [*arrivals, *chance.sample(arrivals, chance.randint(0, len(arrivals)))]
    chance.shuffle(arrivals)
    while arrivals:
        via = arrivals[0][0]
        batch = [text for kind, text in arrivals[: chance.randint(1, len(arrivals))] if kind == via]
        library.record(*batch, via=via)
        arrivals = _without(arrivals, via, batch)
    return library


def _without(arrivals: list[tuple[str, str]], via: str, batch: list[str]) -> list[tuple[str, str]]:
    left = list(arrivals)
    for text in batch:
        left.remove((via, text))
    return left


@given(sets_of_facts(), st.integers(0, 2**32))
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_any_order_any_batches_and_any_repetition_give_the_same(
    server: Flask, arrivals: list[tuple[str, str]], seed: int
) -> None:
    one = told_to(server, arrivals, None).shown()
    other = told_to(server, arrivals, random.Random(seed)).shown()  # noqa: S311
    for name, rows in one.items():
        assert other[name] == rows, name


def test_a_time_that_was_set_before_a_session_came_counts_in_every_history_it_belongs_to(app: Flask, told: ToldClock) -> None:
    """The settlement may arrive first: from a phone's file that is brought in twice, or after a restore."""
    with app.app_context():
        shown = []
        for is_late in (False, True):
            library = furnished(app)
            phone = library.phone("phone-a", "ann")
            logged = phone.record("training_session.logged", "T1", session(), at=NOW, offset_ms=3_600_000)
            told_of = discrepancy_id("fact.clock_off", "T1", (json.loads(logged)["id"],))
            settled = library.settle(told_of, "time_set", subject="T1", time="2026-11-24T14:30:00Z")
            arrivals = [("device", logged), ("desk", settled)]
            for via, text in reversed(arrivals) if is_late else arrivals:
                library.record(text, via=via)
            shown.append(library.shown()["checkpoints"])

    assert shown[0] == shown[1]
