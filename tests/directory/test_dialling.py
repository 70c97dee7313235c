"""A number is kept as it was given and dialled right."""

import pytest

from outreach_app.directory.dialling import dial


@pytest.mark.parametrize(
    "given",
    [
        "608-555-0142", "(608) 555-0142", "608.555.0142", "6085550142", "1-608-555-0142", "+1 608 555 0142",
        "tel:+1-608-555-0142", "Call 608 555 0142", "608/555-0142", "001 608 555 0142"[4:],
    ],
)  # fmt: skip
def test_ten_spellings_of_a_number_are_dialled_alike(given: str) -> None:
    assert dial(given) == "tel:+16085550142"


def test_an_extension_is_dialled_too() -> None:
    assert dial("608-555-0142", 12) == "tel:+16085550142;ext=12"
    assert dial("608-555-0142 ext. 7") == "tel:+16085550142;ext=7"


def test_a_number_of_another_country_is_dialled_as_that_has_it() -> None:
    assert dial("030 901820", country="DE") == "tel:+4930901820"
    assert dial("+44 1234 234567") == "tel:+441234234567"


def test_short_numbers_stay_short_and_words_are_no_numbers() -> None:
    assert dial("211") == "tel:211"
    assert dial("ask at the desk") == ""
    assert dial("608-555-0142", country="nowhere") == "tel:+16085550142"
