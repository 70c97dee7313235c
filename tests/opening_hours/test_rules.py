"""A week that repeats, days that are otherwise, and what they say of a moment."""

import pytest

from outreach_app.opening_hours import rules, typed
from outreach_app.opening_hours.rules import DAYS, Hours, Otherwise, Span, State, Weekly

# 2026-11-24 is a Tuesday.
WEEKDAYS = tuple(Weekly(day, "09:00", "18:00") for day in DAYS[:5])
TWICE = (("09:00", "12:00"), ("14:00", "18:00"))
BROKEN = Hours(tuple(Weekly(day, *span) for day in DAYS[:5] for span in TWICE))


@pytest.mark.parametrize(
    ("hours", "on", "at", "said"),
    [
        (Hours(WEEKDAYS), "2026-11-24", "09:00", State(True, ("2026-11-24", "18:00"))),
        (Hours(WEEKDAYS), "2026-11-24", "17:59", State(True, ("2026-11-24", "18:00"))),
        (Hours(WEEKDAYS), "2026-11-24", "18:00", State(False, ("2026-11-25", "09:00"))),
        (Hours(WEEKDAYS), "2026-11-27", "20:00", State(False, ("2026-11-30", "09:00"))),
        (BROKEN, "2026-11-24", "12:30", State(False, ("2026-11-24", "14:00"))),
        (Hours((Weekly("MO", "20:00", "02:00"),)), "2026-11-24", "01:00", State(True, ("2026-11-24", "02:00"))),
        (Hours(tuple(Weekly(day, "00:00", "00:00") for day in DAYS)), "2026-11-24", "03:00", State(True, None)),
        (Hours(), "2026-11-24", "03:00", State(False, None)),
        (
            Hours(WEEKDAYS, (Otherwise("2026-11-25", "2026-11-27", None, None),)),
            "2026-11-24", "19:00", State(False, ("2026-11-30", "09:00")),
        ),
        (
            Hours(WEEKDAYS, (Otherwise("2026-11-28", "2026-11-28", "10:00", "13:00"),)),
            "2026-11-28", "10:30", State(True, ("2026-11-28", "13:00")),
        ),
    ],
)  # fmt: skip
def test_it_is_open_or_closed_until(hours: Hours, on: str, at: str, said: State) -> None:
    assert rules.state(hours, on, at) == said


def test_a_place_that_closes_for_good_does_not_open_again() -> None:
    assert rules.state(Hours(WEEKDAYS), "2026-11-27", "20:00", "2026-11-29") == State(False, None)
    assert rules.state(Hours(WEEKDAYS), "2026-11-27", "10:00", "2026-11-29") == State(True, ("2026-11-27", "18:00"))


def test_days_that_follow_each_other_with_the_same_hours_are_one_line() -> None:
    week = rules.grouped(Hours((*WEEKDAYS, Weekly("SA", "10:00", "14:00"))))
    assert week == [
        ("MO", "FR", [Span("09:00", "18:00")]),
        ("SA", "SA", [Span("10:00", "14:00")]),
        ("SU", "SU", []),
    ]


def test_only_what_is_otherwise_soon_is_told() -> None:
    hours = Hours(WEEKDAYS, (
        Otherwise("2026-11-20", "2026-11-23", None, None),
        Otherwise("2026-12-24", "2026-12-26", None, None),
        Otherwise("2026-11-26", "2026-11-26", "09:00", "12:00"),
        Otherwise("2026-11-26", "2026-11-26", "13:00", "15:00"),
    ))  # fmt: skip
    assert rules.ahead(hours, "2026-11-24", 21) == [
        ("2026-11-26", "2026-11-26", [Span("09:00", "12:00"), Span("13:00", "15:00")])
    ]


def test_what_is_kept_is_read_as_it_was_and_nothing_is_kept_of_nothing() -> None:
    hours = Hours(WEEKDAYS, (Otherwise("2026-12-24", "2026-12-26", None, None),))
    assert rules.read(rules.written(hours)) == hours
    assert (rules.written(Hours()), bool(rules.read(""))) == ("", False)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", []),
        ("9-18", ["09:00–18:00"]),
        ("9:00–12:00, 14:00–18:00", ["09:00–12:00", "14:00–18:00"]),
        ("9am-5pm", ["09:00–17:00"]),
        ("8:30 a.m. to 12 p.m. and 1 pm - 4:30 pm", ["08:30–12:00", "13:00–16:30"]),
        ("9 a 14 y 16 a 20", ["09:00–14:00", "16:00–20:00"]),
        ("0–24", ["00:00–00:00"]),
        ("20.00-2.00", ["20:00–02:00"]),
    ],
)
def test_hours_are_read_as_people_type_them(text: str, read: list[str]) -> None:
    assert typed.typed(typed.spans_of(text)) == ", ".join(read)
    assert typed.spans_of(typed.typed(typed.spans_of(text))) == typed.spans_of(text)


@pytest.mark.parametrize("text", ["morning", "9", "9-25", "9:60-10", "13pm-2pm", "9-12, 11-14", "20-2, 21-22", "<b>9-10"])
def test_what_cannot_be_hours_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        typed.spans_of(text)


def test_days_that_are_otherwise_are_read_line_by_line() -> None:
    text = "2026-12-24 – 2026-12-26\n\n2026-12-31: 9-12\n2027-01-02 9:00-11:00, 13:00-15:00"
    found = typed.otherwise_of(text)
    assert found == [
        Otherwise("2026-12-24", "2026-12-26", None, None),
        Otherwise("2026-12-31", "2026-12-31", "09:00", "12:00"),
        Otherwise("2027-01-02", "2027-01-02", "09:00", "11:00"),
        Otherwise("2027-01-02", "2027-01-02", "13:00", "15:00"),
    ]
    assert typed.otherwise_of("\n".join(typed.typed_otherwise(Hours((), tuple(found))))) == found


@pytest.mark.parametrize("line", ["Christmas", "2026-02-30", "2026-12-26 – 2026-12-24", "2026-12-24: late"])
def test_a_line_that_cannot_be_read_is_told(line: str) -> None:
    with pytest.raises(ValueError, match=line[:10]):
        typed.otherwise_of(f"2026-12-01\n{line}")
