"""Texts as people type and paste them, brought into a form that any database keeps. Pure."""

import unicodedata
from typing import Any


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def one_line(text: Any) -> Any:
    """Text without line ends, controls and outer space; letters in their composed form."""
    if not isinstance(text, str):
        return text
    return _composed(" ".join("".join(letter if letter.isprintable() or _joins(letter) else " " for letter in text).split()))


def some_lines(text: Any) -> Any:
    """Text without controls and outer space, its line ends kept."""
    if not isinstance(text, str):
        return text
    kept = (letter for letter in text.replace("\r\n", "\n") if letter in "\n\t" or letter >= " ")
    return _composed("".join(kept).replace("\x7f", "").strip())


def _joins(letter: str) -> bool:
    # Joiners inside emoji and Persian words, marks of direction: they print nothing, but mean something.
    return unicodedata.category(letter) == "Cf"
