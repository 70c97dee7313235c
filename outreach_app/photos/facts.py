"""How facts name photos: by the SHA-256 of the bytes that the phone made. Pure."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from outreach_app.predicates import Source
from outreach_app.shapes import Exact, Id, Many, Part, Shape

MOST_NAMED = 20
_SHA256 = re.compile(r"[0-9a-f]{64}").fullmatch


def is_name(text: str) -> bool:
    """Whether a text may be the name of a photo."""
    return _SHA256(text) is not None


class Sha256(Exact):
    """A SHA-256 in hex, lower case."""

    typescript = "string"

    def fits(self, value: Any) -> bool:
        return type(value) is str and _SHA256(value) is not None

    def write(self, value: str, source: Source) -> None:
        source.refuse_if(f"type({value}) is not str or {source.known(_SHA256)}({value}) is None")


class NamedPhoto(Shape):
    """A photo that a fact names; `part` is the part that it shows, null the whole."""

    sha256 = Sha256()
    part = Id(null=True)


def photos() -> Many:
    """The member of a payload that names photos."""
    return Many(Part(NamedPhoto), most=MOST_NAMED, required=False)


def named(payload: Mapping[str, Any]) -> Iterator[tuple[str, str | None]]:
    """Each photo that a payload names, with the part that it shows."""
    for one in payload.get("photos") or ():
        yield one["sha256"], one["part"]
