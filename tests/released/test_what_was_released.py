"""Every kind and version of fact that was ever released, as it was written then, is understood and means what it meant.

A phone may hold facts of an old app for as long as it lies in a drawer. A file is never changed and never removed: a new
version of a kind gets a file of its own, and the server goes on reading the old one.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures.library import Library, furnished
from outreach_app.catalog import CATALOGUE

FOLDER = Path(__file__).parent
FILES = sorted(FOLDER.glob("*.json"))


@pytest.mark.parametrize("kind", CATALOGUE.kinds, ids=lambda kind: f"{kind.name}.v{kind.v}")
def test_every_kind_has_a_fact_that_was_released(kind: Any) -> None:
    assert (FOLDER / f"{kind.name}.v{kind.v}.json").is_file()


def test_no_kind_that_was_released_is_gone() -> None:
    known = {f"{name}.v{v}.json" for name, v in CATALOGUE.kind}

    assert {file.name for file in FILES} - known == set()


def test_each_is_understood_and_folds_to_what_it_did_when_it_was_released(app: Any, library: Library) -> None:
    wrong = {}
    for file in FILES:
        told = json.loads(file.read_text(encoding="utf-8"))
        # A library of its own for each, so that none is part of another's history.
        alone = furnished(app)
        (outcome,) = alone.record(told["fact"], via=told["via"])
        became = {(row["fold"], row["subject"]): json.loads(row["folded"]) for row in alone.shown()["checkpoints"]}
        expected = {(one["fold"], one["subject"]): one["state"] for one in told["becomes"]}
        odd = {key: became.get(key) for key, state in expected.items() if not is_still(state, became.get(key))}
        failed = [kind for _, kind in outcome.discrepancies if kind == "fold.failed"]
        if outcome.outcome == "quarantined" or odd or failed or not became.keys() >= expected.keys():
            wrong[file.name] = (outcome.outcome, outcome.reason, failed, odd)

    assert wrong == {}


def is_still(then: Any, now: Any) -> bool:
    """Whether all that was there is there and the same; a later release may tell more."""
    if isinstance(then, dict):
        return isinstance(now, dict) and all(name in now and is_still(value, now[name]) for name, value in then.items())
    if isinstance(then, list):
        return isinstance(now, list) and len(then) == len(now) and all(map(is_still, then, now))
    return bool(then == now)
