"""Phones of fixed seeds, against a server that is killed, restored and lied about, on SQLite and on PostgreSQL."""

import json
from pathlib import Path
from typing import Any

import pytest

from fixtures.postgres import Cluster
from outreach_app.commands.simulate import run

# Fewer, and a fault would not have had its turn.
SEEDS = 11
FAILED_ONCE = sorted((Path(__file__).parent / "seeds").glob("*.json"))


def simulated(**options: Any) -> dict[str, Any]:
    usual = {"phones": 3, "actions": 12, "seed": 1, "seeds": 1, "seconds": 0, "faults": [], "shrink": False, "failures": 1}
    return run(**{**usual, **options})


@pytest.mark.timeout(900)
def test_nothing_is_lost_whatever_fails_on_the_way_and_everything_that_can_fail_does() -> None:
    told = simulated(seeds=SEEDS)
    assert told["failures"] == []
    assert told["seeds"] == SEEDS
    assert told["steps"] > SEEDS * 200
    assert [name for name, times in told["faults"].items() if times == 0] == []


@pytest.mark.timeout(600)
def test_nothing_is_lost_on_postgresql(postgres: Cluster) -> None:
    told = simulated(seed=5, seeds=2, database=postgres.url("postgres"))
    assert (told["failures"], told["seeds"]) == ([], 2)


def test_a_seed_does_the_same_each_time() -> None:
    once, again = (simulated(seed=3) for _ in range(2))
    assert once == again


@pytest.mark.parametrize("file", FAILED_ONCE, ids=lambda file: file.stem)
def test_what_once_failed_does_not_fail_again(file: Path) -> None:
    kept = json.loads(file.read_text(encoding="utf-8"))
    assert simulated(seed=kept["seed"], phones=kept["phones"], replay=kept["actions"])["failures"] == []
