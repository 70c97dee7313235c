"""What can still be read of bytes that are no record, as far as a person may want to begin from it. Pure."""

import json
import re
from collections.abc import Iterator
from typing import Any

MOST_TRIED = 200
_CLOSES = {"{": "}", "[": "]"}
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]', re.DOTALL)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def guess(raw: bytes) -> dict[str, Any]:
    """The members that the bytes hold, also where they were cut short: whatever stands whole before the cut.

    Characters that no database keeps are replaced by U+FFFD. Empty where nothing can be made of them.
    """
    text = _UNSTORABLE.sub("\ufffd", raw.decode("utf-8", "replace"))
    for candidate in _closed(text):
        try:
            value = _storable(json.loads(candidate))
        except (ValueError, RecursionError):
            continue
        return value if isinstance(value, dict) else {}
    return {}


def _closed(text: str) -> Iterator[str]:
    """The text as it is, then cut after ever earlier parts, each time with what is open closed."""
    yield text
    open_, ends = [], []
    for token in _TOKEN.finditer(text):
        word = token.group()
        if word in _CLOSES:
            open_.append(_CLOSES[word])
            ends.append((token.end(), "".join(reversed(open_))))
        elif word == ",":
            ends.append((token.start(), "".join(reversed(open_))))
        elif word in "}]" and open_:
            open_.pop()
            ends.append((token.end(), "".join(reversed(open_))))
    yield text + "".join(reversed(open_))
    for end, closing in reversed(ends[-MOST_TRIED:]):
        yield text[:end] + closing


def _storable(value: Any) -> Any:
    if isinstance(value, str):
        return _UNSTORABLE.sub("\ufffd", value)
    if isinstance(value, dict):
        return {_storable(name): _storable(inner) for name, inner in value.items()}
    return [_storable(inner) for inner in value] if isinstance(value, list) else value
