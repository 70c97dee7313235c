"""What is called rising: by an exact test that small numbers do not fool, and of many things at once hardly ever by chance."""

import random
from fractions import Fraction
from math import comb

from hypothesis import given
from hypothesis import strategies as st

from outreach_app.trends.rising.rules import (
    FALLING,
    LEAST,
    LEAST_IN_ONE,
    RISING,
    STEADY,
    TOO_FEW,
    Compared,
    adjust,
    at_least,
    chance_of,
    verdicts,
)  # fmt: skip

counts = st.integers(0, 80)
measures = st.integers(1, 400)
compared = st.builds(Compared, counts, counts, measures, measures)


def of(now: int, before: int, measure_now: float = 40, measure_before: float = 40) -> str:
    return verdicts({"it": Compared(now, before, measure_now, measure_before)})["it"].word


def test_three_times_as_often_on_as_many_visits_is_rising_and_the_other_way_round_falling() -> None:
    assert of(34, 11) == RISING
    assert of(11, 34) == FALLING
    assert of(22, 20) == STEADY


def test_what_never_came_up_before_is_rising_once_there_is_enough_of_it() -> None:
    assert of(7, 0) == TOO_FEW
    assert of(12, 0) == RISING


def test_more_of_it_on_more_visits_is_no_trend() -> None:
    assert of(40, 20, measure_now=80, measure_before=40) == STEADY
    assert of(20, 20, measure_now=20, measure_before=80) == RISING


def test_a_certain_difference_that_nobody_would_notice_is_not_news() -> None:
    assert of(11_000, 10_000) == STEADY
    assert chance_of(Compared(11_000, 10_000, 1, 1)) < 1e-9


def test_without_anything_to_measure_by_nothing_is_said() -> None:
    assert of(30, 2, measure_now=10, measure_before=0) == TOO_FEW


@given(st.integers(0, 60), st.integers(0, 60), st.integers(1, 9))
def test_the_chance_is_the_sum_of_the_binomial_terms(some: int, more: int, tenths: int) -> None:
    many, share = some + more, Fraction(tenths, 10)
    exact = sum(comb(many, k) * share**k * (1 - share) ** (many - k) for k in range(some, many + 1))

    assert abs(at_least(some, many, tenths / 10) - float(exact)) < 1e-9


@given(compared)
def test_what_rises_falls_when_time_runs_the_other_way(one: Compared) -> None:
    back = Compared(one.before, one.now, one.measure_before, one.measure_now)
    there, again = verdicts({"it": one})["it"], verdicts({"it": back})["it"]

    assert abs(there.chance - again.chance) < 1e-9
    assert again.word == {RISING: FALLING, FALLING: RISING}.get(there.word, there.word)


@given(compared)
def test_few_occasions_and_rates_that_are_no_higher_are_never_rising(one: Compared) -> None:
    word = verdicts({"it": one})["it"].word
    if one.now + one.before < LEAST or max(one.now, one.before) < LEAST_IN_ONE:
        assert word == TOO_FEW
    if one.now * one.measure_before <= one.before * one.measure_now:
        assert word != RISING


@given(st.lists(st.floats(0, 1), min_size=1, max_size=40))
def test_being_the_best_of_many_never_makes_anything_more_certain(chances: list[float]) -> None:
    made = adjust(chances)

    assert all(before <= after <= 1 for before, after in zip(chances, made, strict=True))
    assert [made[at] for at in sorted(range(len(made)), key=chances.__getitem__)] == sorted(made)
    assert adjust([0.01]) == [0.01]
    assert adjust([0.04, 0.01]) == [0.04, 0.02]


def test_of_libraries_where_nothing_changes_hardly_any_is_told_of_a_trend() -> None:
    chance = random.Random(1871)  # noqa: S311 (the same every time)
    alarms = 0
    for _library in range(150):
        several = {}
        for topic in range(20):
            many = chance.randint(5, 60)
            now = sum(chance.random() < 0.4 for _ in range(many))
            several[topic] = Compared(now, many - now, 40, 60)
        alarms += any(one.word in (RISING, FALLING) for one in verdicts(several).values())

    assert alarms <= 150 * 0.08
