"""A rule with a fault, or one fact that the server stumbles over, holds nothing else up."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from fixtures.library import Library
from outreach_app.catalog import CATALOGUE
from outreach_app.kits.rules import KitFolder
from outreach_app.ledger.fact import Fact


class Stumbling(KitFolder):
    """The kit's own rules, but for a note that they cannot bear."""

    def step(self, state: dict[str, Any], fact: Fact, settlements: Any) -> None:
        if fact.payload["note"] == "stumble":
            raise ZeroDivisionError
        super().step(state, fact, settlements)


def _refuses(writing: Any, kits: Any) -> None:
    if any(kit.subject == "unbearable" for kit in kits):
        raise ZeroDivisionError
    _projected(writing, kits)


_kit = next(fold for fold in CATALOGUE.folds if fold.name == "kit")
_projected = _kit.project
FAULTY = replace(CATALOGUE, folds=(replace(_kit, folder=Stumbling(), project=_refuses), *CATALOGUE.folds[1:]))


@pytest.fixture
def faulty(library: Library, app: Flask) -> Iterator[Library]:
    app.extensions["catalogue"] = library.catalogue = FAULTY
    yield library
    app.extensions["catalogue"] = CATALOGUE


def test_a_fold_that_fails_keeps_the_fact_and_tells_a_person(faulty: Library) -> None:
    phone = faulty.phone()
    stumbles = phone.checks_out("K1").replace('"note":null', '"note":"stumble"')
    answer = phone.ask([stumbles, phone.checks_out("K2")])
    first, second = answer["results"]
    assert (first["outcome"], [one["kind"] for one in first["discrepancies"]]) == ("flagged", ["fold.failed"])
    assert second["outcome"] == "stored"
    assert len(faulty.facts()) == 2
    assert faulty.custody("K1")["state"] == "in_store"
    assert faulty.custody("K2")["state"] == "out"


def test_what_comes_after_a_failed_fold_is_folded_all_the_same(faulty: Library) -> None:
    phone = faulty.phone()
    phone.ask([phone.checks_out("K1").replace('"note":null', '"note":"stumble"')])
    phone.ask([phone.checks_out("K1")])
    assert faulty.custody("K1")["state"] == "out"
    assert faulty.open_kinds() == ["fold.failed"]


def test_a_fact_that_cannot_be_kept_goes_to_quarantine_alone(faulty: Library) -> None:
    phone = faulty.phone()
    texts = [phone.checks_out("K1"), phone.checks_out("unbearable"), phone.checks_in("K1")]
    answer = phone.ask(texts, devices=["phone-a"])
    assert [(one["outcome"], one["reason"]) for one in answer["results"]] == [
        ("stored", None), ("quarantined", "fault"), ("stored", None),
    ]  # fmt: skip
    assert answer["have"] == [{"device": "phone-a", "through": 3, "beyond": []}]
    assert [one["outcome"] for one in phone.ask(texts)["results"]] == ["duplicate", "quarantined", "duplicate"]
