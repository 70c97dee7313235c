"""New names for things, and everything else that comes from chance.

Ids are UUIDv7 (RFC 9562), so that they sort by the time they were made; tokens and codes are unguessable. Tests
hand in their own source of bytes.
"""

import base64
import hashlib
import secrets
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from outreach_app import clock

# No 0 O o 1 I l i j: people read these aloud and type them on phones.
ALPHABET = "23456789ABCDEFGHKMNPQRSTUVWXYZ"

_bytes: Callable[[int], bytes] = secrets.token_bytes


@contextmanager
def drawing(source: Callable[[int], bytes]) -> Iterator[None]:
    """Within the block chance is what `source` gives: `source(n)` must return n bytes."""
    global _bytes
    before, _bytes = _bytes, source
    try:
        yield
    finally:
        _bytes = before


def new() -> str:
    """A new UUIDv7, lower case with hyphens."""
    millis = clock.micros(clock.now()) // 1000
    chance = int.from_bytes(_bytes(10), "big")
    value = (millis & (1 << 48) - 1) << 80 | 7 << 76 | (chance >> 68 & 0xFFF) << 64 | 2 << 62 | chance & (1 << 62) - 1
    return str(uuid.UUID(int=value))


def derived(*parts: str) -> str:
    """The UUID that always comes of these words."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, "outreach:" + "/".join(parts)))


def token() -> str:
    """A secret of 256 bits, 43 characters that are safe in an address and a header."""
    return base64.urlsafe_b64encode(_bytes(32)).rstrip(b"=").decode()


def code(length: int = 8) -> str:
    """A short secret of characters that cannot be taken for one another."""
    # 240 is the largest multiple of 30 in a byte: what lies above it would favour the first letters.
    letters: list[str] = []
    while len(letters) < length:
        letters += [ALPHABET[byte % len(ALPHABET)] for byte in _bytes(length) if byte < 240]
    return "".join(letters[:length])


def between(least: int, most: int) -> int:
    """A whole number from `least` to `most`, where which one it is matters to nobody."""
    return least + int.from_bytes(_bytes(4), "big") % (most - least + 1)


def digest(secret: str) -> str:
    """What is stored of a token or code: SHA-256 in hex."""
    return hashlib.sha256(secret.encode()).hexdigest()
