"""What `outreach bench` says of its figures."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from fixtures.postgres import Cluster
from outreach_app.bench import million, push, reconnect, slow
from outreach_app.bench.figures import Figure, Missing, as_markdown, as_text, figure, percentile

OUTREACH = Path(sys.executable).with_name("outreach")


def test_a_figure_is_the_median_of_its_runs_with_its_least_and_most() -> None:
    assert figure("x", "ms", [3, 9, 1]) == Figure("x", "ms", 3, 1, 9)


@pytest.mark.parametrize(
    ("value", "at_most", "within"), [(9, True, True), (11, True, False), (9, False, False), (11, False, True)]
)
def test_a_limit_is_kept_on_its_own_side(value: float, at_most: bool, within: bool) -> None:
    assert figure("x", "", [value], limit=10, at_most=at_most).within is within


@pytest.mark.parametrize(("percent", "value"), [(50, 50), (95, 95), (100, 100), (1, 1), (0, 1)])
def test_a_percentile_is_one_of_the_values(percent: float, value: int) -> None:
    assert percentile(range(100, 0, -1), percent) == value


def test_what_could_not_be_measured_is_said_with_its_reason() -> None:
    missing = [Missing("push, PostgreSQL", "no database was named")]
    for shown in (as_text([], missing), as_markdown([], missing)):
        assert "push, PostgreSQL: no database was named" in shown


def test_the_command_prints_one_object_with_a_figure_per_name() -> None:
    done = subprocess.run([OUTREACH, "bench", "app", "--json", "--runs", "1"], capture_output=True, text=True, check=True)
    figures = json.loads(done.stdout)
    for language in ("", ", in Spanish"):
        told = figures[f"field app, JavaScript and CSS, after brotli{language}"]
        assert told["limit"] == 60_000
        assert told["within"] is True


def test_pushing_is_measured_beside_the_floor_on_real_servers(postgres: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    # How much is pushed is for the figures to be steady; that they are taken is shown by a little.
    monkeypatch.setattr(push, "KITS", 40)
    monkeypatch.setattr(push, "BATCHES", 2)
    found = {one.name: one for one in push.measure(runs=1, postgres=postgres.url("postgres"))}
    for many in ("1 connection", "4 connections"):
        ours, floor = found[f"push, SQLite, {many}"], found[f"push, SQLite, {many}: the floor"]
        assert isinstance(ours, Figure)
        assert isinstance(floor, Figure)
        assert isinstance(found[f"push, SQLite, {many}: under the lock, 99th percentile"], Figure)
        assert ours.value > 0
        assert ours.limit == pytest.approx(floor.value / 3)
    assert isinstance(found["push, PostgreSQL, 4 connections"], Figure)


def test_phones_that_come_within_the_same_minute_all_hand_in() -> None:
    size = reconnect.Size(phones=6, seconds=0.5)

    found = {one.name: one for one in reconnect.measure(runs=1, postgres=None, size=size) if isinstance(one, Figure)}

    assert found["reconnecting, 6 phones with 100 facts each: facts in the ledger"].value == 600
    assert found["reconnecting: requests told to come again"].value == 0
    for percent in ("median", "99th percentile"):
        assert found[f"reconnecting: under the lock, {percent}"].value > 0


def test_what_many_facts_cost_is_held_against_the_same_library_before_they_came(monkeypatch: pytest.MonkeyPatch) -> None:
    # As with pushing: that it is taken is shown by a little.
    for name in ("WORKERS", "FETCHED", "ASKED"):
        monkeypatch.setattr(million, name, 1)
    size = million.Size(facts=300, kits=3, phones=2, pushed=2)

    found = {one.name: one for one in million.measure(runs=1, postgres=None, size=size) if isinstance(one, Figure)}

    assert found["300 facts: rebuild --check, exit code"].value == 0
    for what in ("a batch of 100 pushed, median", "/, median"):
        assert found[f"300 facts: {what}"].limit > 0
    assert 0 < found["300 facts: the largest worker’s memory at its most"].value < 1000
    assert 0 < found["300 facts: rebuild --check, memory at its most"].value < 1000


def test_a_slow_network_that_breaks_off_costs_less_than_three_times_the_facts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(slow, "KITS", 4)
    found = {one.name: one for one in slow.measure(runs=1, postgres=None, facts=20) if isinstance(one, Figure)}

    assert found[f"{slow.NAME}: facts that stayed on the phone"].value == 0
    assert found[f"{slow.NAME}: bytes sent"].within is True
    assert found[f"{slow.NAME}: bytes sent, beside a network that is fine"].value > 0
