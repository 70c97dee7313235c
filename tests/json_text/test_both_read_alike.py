"""The fast reader gives what the exact one gives, and what it may not judge it leaves to that one."""

import json
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app import json_text
from outreach_app.ledger.fact import digest, read

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


def same(one: object, other: object) -> bool:
    """Equal, and of equal types all the way down: 1 is not 1.0, and 0.0 is not -0.0."""
    return json.dumps(one) == json.dumps(other)


@given(VALUES, st.booleans(), st.booleans())
def test_a_text_is_read_as_the_standard_library_reads_it(value: object, ascii_only: bool, compact: bool) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, separators=(",", ":") if compact else None)

    assert same(json_text.read(text), json.loads(text))


@given(VALUES)
def test_what_was_written_is_read_back_equal(value: object) -> None:
    if "Infinity" not in json.dumps(value):
        assert same(json.loads(json_text.write(value)), value)


@pytest.mark.parametrize(
    "text",
    [
        '{"a":1,"a":1}',
        '{"a":{"b":1,"b":2}}',
        "[NaN]",
        "[1e999]",
        "[-0]",
        "[36893488147419103232]",
        "[1.0e1]",
        '["\\ud800"]',
        "[" * 400 + "]" * 400,
    ],
)
def test_what_two_programs_might_read_differently_is_left_to_the_exact_reader(text: str) -> None:
    asked: list[str] = []

    json_text.read(text, asked.append)

    assert asked == [text]


def test_half_a_character_and_a_very_large_number_are_written_all_the_same() -> None:
    assert json.loads(json_text.write(["\ud800", 2**70])) == ["\ud800", 2**70]


@pytest.mark.parametrize("said", ['"seq":1,"seq":1', '"v":NaN', '"v":1e999'])
def test_bytes_that_two_programs_might_read_differently_are_no_fact(said: str) -> None:
    raw = f"{{{said}}}".encode()

    assert (read(raw).hash, getattr(read(raw), "reason", None)) == (digest(raw), "unreadable")


def test_a_whole_number_beyond_64_bits_stays_whole() -> None:
    assert json_text.read("[36893488147419103232]") == [2**65]
    assert math.isinf(json_text.read("[1e999]")[0])
