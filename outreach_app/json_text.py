"""JSON text, read and written fast where that changes nothing.

orjson is several times as fast as the standard library, but takes a doubled member, a number beyond its reach and a few
other things without a word. Such a text is never the one that orjson itself would write of what it read: so what comes
out byte for byte as it went in was read right, and everything else is left to a reader that is exact.
"""

import json
from collections.abc import Callable
from typing import Any

import orjson


def write(value: Any) -> str:
    """The compact JSON text of a value, in the order of its members, characters as themselves."""
    try:
        return orjson.dumps(value).decode()
    except TypeError:
        # Halves of characters, whole numbers beyond 64 bits, a depth of hundreds.
        return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def read(text: str, exact: Callable[[str], Any] = json.loads) -> Any:
    """The value of a JSON text; by `exact` where the text is not the shortest of its value."""
    try:
        raw = text.encode()
        value = orjson.loads(raw)
        if orjson.dumps(value) == raw:
            return value
    except (ValueError, TypeError):
        # Not for orjson to read or to write again; whether it is wrong says the other.
        return exact(text)
    return exact(text)
