"""From what is to be printed to a tagged PDF, or a picture of a page, by typst.

What people wrote travels as JSON and is set as text, so nothing of it is ever read as the language of a page.
"""

import importlib.resources
import json
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from typing import Any

import fontpkg_noto_sans
import fontpkg_noto_sans_arabic
import typst

_FONTS = [str(package.ROOT / "files") for package in (fontpkg_noto_sans, fontpkg_noto_sans_arabic)]
_UNSHOWN = {"Cc", "Cs", "Co", "Cn"}
_LONG_WORD = re.compile(r"\S{24,}")
_BREAK_HERE = "\u200b"


def pdf(page: str, told: Mapping[str, Any]) -> bytes:
    """The page called `page` as PDF/UA-1; where a character has no glyph, as a tagged PDF without that claim."""
    try:
        return _set(page, told, format="pdf", pdf_standards=["ua-1"])
    except typst.TypstError as fault:
        if "could not be displayed" not in str(fault):
            raise
        return _set(page, told, format="pdf")


def picture(page: str, told: Mapping[str, Any], *, dots_per_inch: float) -> bytes:
    """A single page as PNG; `told` must not fill more than one."""
    return _set(page, told, format="png", ppi=dots_per_inch)


def printable(text: str) -> str:
    """The text without what has no shape on paper, long words with places where they may be broken."""
    shown = "".join(" " if letter in "\r\n\t" else letter for letter in text if _is_shown(letter))
    return _LONG_WORD.sub(lambda word: _BREAK_HERE.join(re.findall(r"\S{1,8}", word.group())), shown)


def _is_shown(letter: str) -> bool:
    return letter in "\r\n\t" or unicodedata.category(letter) not in _UNSHOWN


def _set(page: str, told: Mapping[str, Any], **how: Any) -> bytes:
    set_: bytes = typst.compile(
        _source(page), sys_inputs={"told": json.dumps(told)}, font_paths=_FONTS, ignore_system_fonts=True, **how
    )
    return set_


@cache
def _source(page: str) -> bytes:
    return importlib.resources.files(__package__).joinpath(f"{page}.typ").read_bytes()
