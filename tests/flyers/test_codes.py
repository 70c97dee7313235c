"""Codes of flyers and stacks: read aloud and typed without look-alikes; a slip of the pen gives no other stack's code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach_app.flyers import codes
from outreach_app.ids import ALPHABET

flyers = st.text(ALPHABET, min_size=5, max_size=5)


def test_a_stacks_code_begins_with_its_flyers_and_knows_itself() -> None:
    one = codes.new_for("ABCDE")
    assert (len(one), codes.flyer_of(one), codes.is_stack(one)) == (12, "ABCDE", True)
    assert codes.new_for("ABCDE") != one
    assert codes.spelled(f" {codes.in_groups(one).lower()} ") == one


@given(st.text(ALPHABET, min_size=11, max_size=11), st.integers(0, 11), st.sampled_from(ALPHABET))
def test_one_wrong_letter_is_always_noticed(begun: str, place: int, letter: str) -> None:
    code = begun + codes.check(begun)
    wrong = code[:place] + letter + code[place + 1 :]
    assert codes.is_stack(code)
    assert codes.is_stack(wrong) == (wrong == code)


@given(flyers, st.integers(0, 4), st.sampled_from(ALPHABET))
def test_what_is_near_is_one_letter_away(flyer: str, place: int, letter: str) -> None:
    wrong = flyer[:place] + letter + flyer[place + 1 :]
    assert wrong == flyer or flyer in set(codes.near(wrong))


@pytest.mark.parametrize("typed", ["", "ABC", "ABCD0", "ABCDEFGHKMNPQ", "ÄBCDE", "A" * 500])
def test_what_no_code_looks_like_is_none(typed: str) -> None:
    assert codes.flyer_of(codes.spelled(typed)) is None
    assert len(list(codes.near(codes.spelled(typed)))) <= 200
