"""No page holds a script or a style of its own, and none asks a third party for anything."""

import re

import pytest

from house.checkout import files_of, text_of

# Letters are no pages: programs that read mail fetch no style sheet.
LETTERS = files_of(".html", under="templates/mail/")
PAGES = [one for one in files_of(".html", under="templates/") + files_of(".html", under="static/field/") if one not in LETTERS]
SCRIPTS = files_of(".ts", ".tsx", under="static/")

FORBIDDEN_IN_A_PAGE = {
    "a script in the page": r"<script(?![^>]*\ssrc=)",
    "a style in the page": r"<style\b",
    "a style attribute": r"<[^>]*\sstyle=",
    "a handler attribute": r"<[^>]*\son[a-z]+=\s*[\"']",
    "an address that is a script": r"javascript:",
    "something of a third party": r"<(?!a\b)[a-z]+\b[^>]*\s(?:src|href|action)=[\"']?(?:https?:)?//",
}
FORBIDDEN_IN_A_SCRIPT = {
    "HTML from a string": r"\b(?:innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|document\.write)\b",
    "code from a string": r"\beval\(|\bnew Function\(",
    "a style attribute": r"<[a-zA-Z][^>]*\sstyle=",
    "something of a third party": r"[\"'`]https?://(?!www\.w3\.org/)",
}


@pytest.mark.parametrize("what", FORBIDDEN_IN_A_PAGE)
def test_no_page_holds(what):
    assert found(FORBIDDEN_IN_A_PAGE[what], PAGES) == []


@pytest.mark.parametrize("what", sorted({*FORBIDDEN_IN_A_PAGE} - {"a style in the page"}))
def test_no_letter_holds(what):
    assert found(FORBIDDEN_IN_A_PAGE[what], LETTERS) == []


@pytest.mark.parametrize("what", FORBIDDEN_IN_A_SCRIPT)
def test_no_script_holds(what):
    assert found(FORBIDDEN_IN_A_SCRIPT[what], SCRIPTS) == []


def found(pattern, files):
    return [
        f"{file}:{text_of(file).count(chr(10), 0, match.start()) + 1}"
        for file in files
        for match in re.finditer(pattern, text_of(file))
    ]
