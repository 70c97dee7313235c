"""Deadlines on other clocks, and which of the chosen days has come."""

from datetime import UTC, datetime

import pytest

from outreach_app.grants import rules


def test_a_deadline_is_the_moment_of_the_funders_clocks() -> None:
    assert rules.moment_of("2026-12-11", "17:00", "America/New_York") == datetime(2026, 12, 11, 22, tzinfo=UTC)


def test_an_hour_that_clocks_skip_is_none_and_one_that_comes_twice_is_the_first() -> None:
    assert rules.moment_of("2026-03-08", "02:30", "America/New_York") is None
    assert rules.moment_of("2026-11-01", "01:30", "America/New_York") == datetime(2026, 11, 1, 5, 30, tzinfo=UTC)


def test_days_are_counted_on_the_calendar_here_and_not_on_the_funders() -> None:
    due = datetime(2026, 12, 1, 5, 30, tzinfo=UTC)  # half past midnight on the first in New York, still the 30th in Chicago

    assert rules.days_left(due, datetime(2026, 11, 30, 18, tzinfo=UTC), "America/Chicago") == 0
    assert rules.days_left(due, datetime(2026, 11, 30, 18, tzinfo=UTC), "America/New_York") == 1
    assert rules.days_left(due, datetime(2026, 12, 1, 5, 31, tzinfo=UTC), "America/Chicago") == rules.PASSED


def test_another_zone_with_the_same_hour_on_its_clocks_is_not_elsewhere() -> None:
    due = datetime(2026, 12, 11, 22, tzinfo=UTC)

    assert not rules.is_elsewhere(due, "America/Detroit", "America/New_York")
    assert rules.is_elsewhere(due, "America/New_York", "America/Chicago")


@pytest.mark.parametrize(
    ("left", "step"), [(31, None), (30, 30), (12, 30), (7, 7), (2, 7), (1, 1), (0, 1), (rules.PASSED, rules.PASSED)]
)
def test_a_run_that_comes_late_tells_of_the_nearest_day_only(left: int, step: int | None) -> None:
    assert rules.due_step(left, [30, 7, 1]) == step


@pytest.mark.parametrize(
    ("typed", "days"), [("30, 7, 1", [30, 7, 1]), ("1 7;7", [7, 1]), ("", []), ("soon", None), ("400", None), ("-3", None)]
)
def test_days_before_are_typed_as_people_type_them(typed: str, days: list[int] | None) -> None:
    assert rules.chosen_days(typed) == days


def test_who_has_left_is_told_nothing_and_others_answer_for_it() -> None:
    assert rules.who_is_told("gone", "una", {"una", "cleo"}, ["cleo"]) == ["una"]
    assert rules.who_is_told("gone", None, {"cleo"}, ["cleo", "cora"]) == ["cleo", "cora"]
