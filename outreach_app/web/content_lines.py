"""Content lines, of which calendars (RFC 5545) and contacts (RFC 6350) are made. Pure."""

from collections.abc import Iterable
from datetime import UTC, datetime

MOST_OCTETS = 75


def written(lines: Iterable[str]) -> str:
    """The file that these lines make."""
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def moment(at: datetime) -> str:
    """A moment, in UTC."""
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")


def escaped(words: str) -> str:
    """Words as a value holds them."""
    for letter in ("\\", ";", ","):
        words = words.replace(letter, f"\\{letter}")
    return words.replace("\r\n", "\n").replace("\n", "\\n")


def _folded(line: str) -> str:
    """Lines of at most 75 octets, never cut inside a letter."""
    pieces, piece, length = [], "", 0
    for letter in line:
        size = len(letter.encode())
        if length + size > MOST_OCTETS:
            pieces.append(piece)
            # The space that begins a further line counts as well.
            piece, length = "", 1
        piece, length = piece + letter, length + size
    return "\r\n ".join([*pieces, piece])
