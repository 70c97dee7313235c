"""The list of sabotage covers every law, and the document tells of each change what goes red."""

import pytest

from house.checkout import ROOT
from laws.broken import LAWS, Sabotage
from laws.whole import WHOLE

DOCUMENT = ROOT / "docs" / "reliability.md"


@pytest.mark.parametrize("law", range(1, 10))
def test_every_law_is_broken_on_purpose(law: int) -> None:
    assert [one for one in LAWS if one.law == law]


def test_the_document_tells_of_each_change_which_tests_go_red() -> None:
    told = DOCUMENT.read_text(encoding="utf-8").splitlines()
    rows = {tuple(cell.strip() for cell in line.split("|")[2:4]) for line in told if line.startswith("|")}
    assert {(one.what, f"`tests/{one.test}`") for one in (*LAWS, *WHOLE)} - rows == set()
    for one in (*LAWS, *WHOLE):
        assert (ROOT / "tests" / one.test).is_file()
        assert one.place != one.becomes


@pytest.mark.parametrize("one", [*LAWS, *WHOLE], ids=lambda one: one.named)
def test_each_place_that_is_broken_is_still_there(one: Sabotage) -> None:
    assert (ROOT / one.file).read_text(encoding="utf-8").count(one.place) == 1
