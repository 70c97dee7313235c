"""Bytes as a person can read them: nothing in them is hidden, and nothing of them does anything. Pure."""

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

MOST_SHOWN = 16 * 1024
_LINES = "\n\t"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, or of what is no text (`is_odd`): controls, marks that turn the direction, bytes that are no UTF-8."""

    text: str
    is_odd: bool


def pieces(raw: bytes) -> list[Piece]:
    """All that stands in the bytes, up to `MOST_SHOWN` of them, as what it is."""
    text = raw[:MOST_SHOWN].decode("utf-8", "surrogateescape")
    told = ((_named(letter), _is_odd(letter)) for letter in text)
    return [Piece("".join(one for one, _ in run), is_odd) for is_odd, run in groupby(told, key=lambda one: one[1])]


def laid_out(raw: bytes) -> str | None:
    """The bytes as JSON with a line a member, where they are JSON that fits on a page."""
    if len(raw) > MOST_SHOWN:
        return None
    try:
        return _safe(json.dumps(json.loads(raw), ensure_ascii=False, indent=2))
    except (ValueError, RecursionError):
        return None


def member(raw: bytes, name: str) -> str | None:
    """A text that stands under this name, also in JSON that was cut short."""
    found = re.search(rb'"%s"\s*:\s*"([^"\\]{1,200})"' % name.encode(), raw[:MOST_SHOWN])
    return _safe(found.group(1).decode("utf-8", "replace")) if found else None


def _safe(text: str) -> str:
    return "".join(_named(letter) if _is_odd(letter) else letter for letter in text)


def _is_odd(letter: str) -> bool:
    return letter not in _LINES and unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _named(letter: str) -> str:
    if not _is_odd(letter):
        return letter
    code = ord(letter)
    if 0xDC80 <= code <= 0xDCFF:
        return f"\\x{code - 0xDC00:02x}"
    return chr(0x2400 + code) if code < 0x20 else f"\\u{{{code:x}}}"


def lines_of(fields: object, path: str = "") -> Iterator[tuple[str, str]]:
    """What is wrong with which member, a pair a fault."""
    if isinstance(fields, dict):
        for name, inner in fields.items():
            yield from lines_of(inner, f"{path}.{name}" if path else str(name))
    elif isinstance(fields, list):
        for one in fields:
            yield from lines_of(one, path)
    else:
        yield path, _safe(str(fields))
