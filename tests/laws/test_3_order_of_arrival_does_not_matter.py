"""Laws 3 and 4: any order, any batches and any repetition give the same rows; so does folding the ledger anew."""

import json
import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fixtures.library import NOW, Library, ToldClock, back, fact_text, furnished, out_to
from outreach_app.db import reading
from outreach_app.ledger import history, places, rules

PARTS = ("tablet", "charger")
lines_out = st.lists(
    st.tuples(st.sampled_from(PARTS), st.integers(0, 5), st.sampled_from(["ok", "damaged", "missing"])), max_size=3
)
lines_in = st.lists(
    st.tuples(st.sampled_from(PARTS), st.integers(0, 5), st.sampled_from(["present", "missing", "damaged", "consumed"])),
    max_size=3,
)


@st.composite
def sets_of_facts(draw: st.DrawFn) -> list[tuple[str, str]]:
    """(via, text) of check-outs, check-ins, clones, clocks off, unknown subjects, and settlements of what they make."""
    made: list[tuple[str, str]] = []
    many = draw(st.integers(2, 9))
    for n in range(many):
        is_off = draw(st.integers(0, 5)) == 0
        told = {
            "id": f"fact-{n}",
            "device": draw(st.sampled_from(["phone-a", "phone-b"])),
            "seq": draw(st.integers(1, 6)),
            "author": draw(st.sampled_from(["ann", "bob", "nobody"])),
            "at": NOW + timedelta(minutes=draw(st.integers(-60, 0)) * (1 if not is_off else 30 * 24 * 60)),
            "offset_ms": draw(st.sampled_from([0, 0, None, 30_000, 3_600_000])),
        }
        kit = draw(st.sampled_from(["K1", "K1", "K1", "K2", "unknown"]))
        if draw(st.booleans()):
            to = str(draw(st.sampled_from(["ann", "bob"])))
            text = fact_text("kit.checked_out", kit, out_to(to, *draw(lines_out)), **told)
        else:
            text = fact_text("kit.checked_in", kit, back(*draw(lines_in)), **told)
        made.append(("device", text))
    for n in range(draw(st.integers(0, 4))):
        subject = draw(st.sampled_from(["K1", "K1", "K2", "phone-a"]))
        one, other = f"fact-{draw(st.integers(0, many - 1))}", f"fact-{draw(st.integers(0, many - 1))}"
        kind, facts, part, resolution = draw(
            st.sampled_from(
                [
                    ("kit.held_twice", (one, other), None, "stands"),
                    ("kit.held_twice", (one, other), None, "both"),
                    ("fact.clock_off", (one,), None, "time_set"),
                    ("kit.part_missing", (one,), "tablet", "found"),
                    ("kit.part_damaged", (one,), "tablet", "repaired"),
                    ("device.cloned", (one, other), None, "noted"),
                ]
            )
        )
        payload = {
            "discrepancy": rules.discrepancy_id(kind, subject, facts, part),
            "resolution": resolution,
            "fact": one if resolution == "stands" else None,
            "time": "2026-11-24T14:30:00Z" if resolution == "time_set" else None,
            "note": None,
        }
        text = fact_text(
            "discrepancy.settled", subject, payload, id=f"settled-{n}", device="the-desk", seq=n + 1, author="cora"
        )
        made.append(("desk", text))
    return made


@pytest.fixture
def server(app: Flask, told: ToldClock) -> Iterator[Flask]:
    with app.app_context():
        yield app


def told_to(app: Flask, arrivals: list[tuple[str, str]], chance: random.Random | None) -> Library:
    """A library of its own that heard these facts; with chance in any order, in any batches, some again."""
    library = furnished(app)
    library.staff("gone", active=False)
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


@given(sets_of_facts())
@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_stepping_from_checkpoints_gives_what_folding_the_ledger_anew_gives(
    server: Flask, arrivals: list[tuple[str, str]]
) -> None:
    library = told_to(server, sorted(arrivals, key=lambda one: one[1]), None)
    catalogue = library.catalogue
    shown = library.shown()
    with reading(library.id) as session:
        subjects = history.subjects_of(session, catalogue)
        facts, annotations = history.histories(session, catalogue, subjects)
        wanted = places.all_rows(session, catalogue)
        held = places.all_held(session)
        there = history.checkpoints_of(session, subjects)
    for key in subjects:
        fold, subject = key
        folder = catalogue.fold[fold].folder
        settlements = rules.settlements_of(annotations.get(subject, ()))
        anew = rules.fold(folder, subject, facts[key], settlements)
        assert there[key].as_json() == anew.as_json()
        assert there[key].last == anew.last
        wanted |= {one.id: {} for one in rules.findings(folder, subject, anew)}
    assert {row["id"] for row in shown["discrepancies"]} == set(wanted)
    assert {row["device"]: json.loads(row["held"]) for row in shown["places"]} == held
