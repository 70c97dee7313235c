"""A rule with a fault holds up nothing: the fact is kept and told of, and so are those that came with it."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from fixtures.library import Library, Phone, sha256
from outreach_app import rebuild
from outreach_app.catalog import CATALOGUE
from outreach_app.db import Writing
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.kinds import Catalogue, Fold, Kind, NoState, Projected
from outreach_app.ledger.rules import Finding, Settlement
from outreach_app.shapes import Shape, Text


class Tried(Shape):
    """That something was tried, and where it is to go wrong."""

    fails_in = Text(null=True)


class Trying(NoState):
    """A fold that counts what was tried and has a fault in one of its parts."""

    def start(self) -> dict[str, Any]:
        return {"count": 0, "fails_in": None}

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        if fact.payload["fails_in"] == "step":
            raise KeyError("a rule with a fault")
        state["count"] += 1
        state["fails_in"] = fact.payload["fails_in"] or state["fails_in"]

    def findings(self, state: Mapping[str, Any], subject: str) -> Iterable[Finding]:
        if state["fails_in"] == "findings":
            raise ZeroDivisionError
        return ()

    @staticmethod
    def project(writing: Writing, subjects: list[Projected]) -> None:
        if any(one.state["fails_in"] == "project" for one in subjects):
            raise RuntimeError("a projection with a fault")


class Mended(Trying):
    """The same without the fault."""

    def step(self, state: dict[str, Any], fact: Fact, settlements: Mapping[str, Settlement]) -> None:
        state["count"] += 1


def _with(fold: NoState) -> Catalogue:
    return replace(
        CATALOGUE,
        kinds=(*CATALOGUE.kinds, Kind("test.tried", 1, "trying", Tried)),
        folds=(*CATALOGUE.folds, Fold("trying", fold, NoState.known, fold.project)),
    )


@pytest.fixture
def phone(library: Library, app: Flask) -> Iterator[Phone]:
    app.extensions["catalogue"] = library.catalogue = _with(Trying())
    yield library.phone()
    app.extensions["catalogue"] = CATALOGUE


def tried(phone: Phone, subject: str, fails_in: str | None = None) -> str:
    return phone.record("test.tried", subject, {"fails_in": fails_in})


def test_a_fact_whose_fold_fails_is_kept_and_a_person_is_told(phone: Phone, library: Library) -> None:
    texts = [tried(phone, "T1"), tried(phone, "T2", "step"), tried(phone, "T2"), phone.checks_out()]

    results = phone.ask(texts)["results"]

    assert [one["outcome"] for one in results] == ["stored", "flagged", "stored", "stored"]
    assert [one["kind"] for one in results[1]["discrepancies"]] == ["fold.failed"]
    assert len(library.facts()) == 4
    assert library.quarantine() == {}
    (one,) = library.discrepancies()
    assert (one.kind, one.subject, one.state) == ("fold.failed", "T2", "open")


def test_a_rule_that_was_mended_takes_the_fact_in_at_the_next_rebuild(phone: Phone, library: Library) -> None:
    phone.ask([tried(phone, "T2", "step")])

    rebuild.rebuild(library.id, _with(Mended()))

    assert library.discrepancies() == []
    assert phone.ask(phone.recorded)["results"][0]["outcome"] == "duplicate"


def test_what_cannot_be_kept_goes_to_quarantine_alone(phone: Phone, library: Library) -> None:
    texts = [tried(phone, "T1"), tried(phone, "T2", "project"), tried(phone, "T3"), phone.checks_out()]

    answer = phone.ask(texts)

    assert [(one["outcome"], one["reason"]) for one in answer["results"]] == [
        ("stored", None),
        ("quarantined", "fault"),
        ("stored", None),
        ("stored", None),
    ]
    assert set(library.quarantine()) == {sha256(texts[1])}
    assert bytes(library.quarantine()[sha256(texts[1])].raw).decode() == texts[1]
    assert answer["have"] == [{"device": phone.device, "through": 4, "beyond": []}]
    assert library.custody()["state"] == "out"


def test_what_went_to_quarantine_for_a_fault_is_answered_the_same_when_it_comes_again(phone: Phone, library: Library) -> None:
    texts = [tried(phone, "T1"), tried(phone, "T2", "project")]
    first = phone.ask(texts)["results"]

    again = phone.ask(texts)["results"]

    assert [one["outcome"] for one in again] == ["duplicate", "quarantined"]
    assert again[1]["reason"] == first[1]["reason"] == "fault"
    assert len(library.quarantine()) == 1


def test_a_fault_in_what_a_fold_finds_keeps_the_fact_too(phone: Phone, library: Library) -> None:
    texts = [tried(phone, "T1", "findings"), tried(phone, "T2")]

    results = phone.ask(texts)["results"]

    assert [one["outcome"] for one in results] == ["flagged", "stored"]
    assert [one["kind"] for one in results[0]["discrepancies"]] == ["fold.failed"]
    assert library.quarantine() == {}
    (live,) = library.discrepancies()
    rebuild.rebuild(library.id, library.catalogue)
    assert [one.id for one in library.discrepancies()] == [live.id]


def test_a_fault_in_what_a_fold_finds_names_the_last_fact_whatever_came_last(phone: Phone, library: Library) -> None:
    first, last = tried(phone, "T1", "findings"), tried(phone, "T1")

    (result,) = phone.ask([last])["results"]
    assert result["outcome"] == "stored"
    phone.ask([first])

    (one,) = library.discrepancies()
    assert (one.kind, json.loads(one.facts)) == ("fold.failed", [json.loads(last)["id"]])


def test_what_a_fold_finds_again_once_it_is_mended_takes_the_question_away(phone: Phone, library: Library) -> None:
    phone.ask([tried(phone, "T1", "findings")])

    rebuild.rebuild(library.id, _with(Mended()))

    assert library.discrepancies() == []
