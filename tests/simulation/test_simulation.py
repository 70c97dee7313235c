"""Phones of fixed seeds, against a server that is killed, restored and lied about."""

import pytest

from outreach_app.commands.simulate import run

SEEDS = 14
OPTIONS = {"phones": 3, "seconds": 0, "faults": [], "shrink": False}


@pytest.mark.timeout(900)
def test_nothing_is_lost_whatever_fails_on_the_way() -> None:
    told = run(**OPTIONS, actions=40, seed=1, seeds=SEEDS)
    assert told["failures"] == []
    assert told["seeds"] == SEEDS
    assert told["steps"] > SEEDS * 200


def test_a_seed_does_the_same_each_time() -> None:
    once, again = (run(**OPTIONS, actions=20, seed=3, seeds=1) for _ in range(2))
    assert once == again
