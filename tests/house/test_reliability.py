"""The list of failure modes is whole, and each test that it names is there under that name."""

import re
from pathlib import Path

from house.checkout import ROOT, files_of, text_of

DOCUMENT = Path("docs/reliability.md")
LINE = re.compile(r"^\| (F\d\d) \| (.+) \| (.+) \|$", re.M)
NOT_PROVEN = re.compile(r"\bNot (?:handled|tested)\b")


def lines() -> list[tuple[str, str, str]]:
    return LINE.findall(text_of(DOCUMENT))


def is_there(named: str) -> bool:
    """True where the file has a test of that name; a file alone stands for all of its tests."""
    path, _, test = named.partition("::")
    if not (ROOT / path).is_file():
        return False
    text = text_of(Path(path))
    return not test or f"def {test}(" in text or f'test("{test}"' in text


def test_each_failure_mode_has_one_line():
    assert [number for number, _, _ in lines()] == [f"F{n:02}" for n in range(1, 67)]


def test_each_test_that_is_named_is_there():
    wrong = [named for _, _, proof in lines() for named in re.findall(r"`([^`]+)`", proof) if not is_there(named)]
    assert wrong == []


def test_what_no_test_proves_says_so():
    assert [number for number, what, proof in lines() if "`" not in proof and not NOT_PROVEN.search(what)] == []


def test_a_test_that_is_gone_would_be_found():
    assert is_there("tests/house/test_reliability.py::test_a_test_that_is_gone_would_be_found")
    assert is_there("tests/client/sending.test.ts::when the answer is lost the same bytes are sent again")
    assert not is_there("tests/house/test_reliability.py::test_of_yesterday")
    assert not is_there("tests/house/test_nowhere.py")


def test_nothing_asks_the_browser_whether_there_is_a_network():
    asking = [file for file in files_of(".ts", ".tsx", under="static/") if re.search(r"\bonLine\b", text_of(file))]
    assert asking == []
