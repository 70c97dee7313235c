"""What is printed of a flyer, for the page `flyer`. Reads only."""

from collections.abc import Sequence
from typing import Any

from babel import Locale, UnknownLocaleError

from outreach_app.flyers import codes, queries
from outreach_app.flyers.models import Flyer, Words
from outreach_app.flyers.papers.models import PrintedStack
from outreach_app.paper import codes as drawings
from outreach_app.paper.sheets import INCH
from outreach_app.paper.typesetting import printable
from outreach_app.photos.storage import Storage
from outreach_app.web.language import full_date
from outreach_app.web.text import gettext as _

LETTER, A4 = (8.5 * INCH, 11 * INCH), (210.0, 297.0)


def paper(time_zone: str) -> tuple[float, float]:
    """The paper that is at hand: letter in America, A4 elsewhere."""
    return LETTER if time_zone.startswith("America/") else A4


def picture_of(library: str, flyer: Flyer, storage: Storage) -> bytes | None:
    """The bytes of the flyer's picture; None where it has none. Raises `Refusal` "photos.away"."""
    return storage.get(queries.picture_name(library, flyer.picture)) if flyer.picture else None


def sheet(
    flyer: Flyer,
    stacks: Sequence[PrintedStack],
    *,
    library: str,
    page: tuple[float, float],
    scans: str,
    picture: bytes | None = None,
) -> dict[str, Any]:
    """These stacks of one run, a page each; `scans` is the address that codes begin with. In the language that is spoken.

    `picture` are the bytes of the flyer's picture, where it has one.
    """
    language = stacks[0].language
    says = flyer.words[language]
    return {
        "title": printable(says["title"]),
        "language": language,
        "direction": direction(language),
        "template": stacks[0].template,
        "page": {"width": page[0], "height": page[1]},
        "library": printable(library),
        "name": printable(says["title"]),
        "lines": [printable(line) for line in says["text"].split("\n") if line.strip()],
        "picture": _picture(picture, flyer, says) if picture else None,
        "when": printable(when(flyer)),
        "action": printable(says["action"]) or _("Scan it to read more"),
        "stacks": [told(stack.code, scans, flyer.version) for stack in stacks],
    }


def told(code: str, scans: str, version: int) -> dict[str, str]:
    """What is beside the code of a stack: an address to be typed, and which stack it is."""
    host, spelt = scans.partition("://")[2], codes.in_groups(code)
    return {
        "drawing": drawings.drawing(f"{scans}{code}"),
        "says": _("Code that opens %(address)s", address=f"{host}{spelt}"),
        # To be read off and typed: it is broken after a stroke, never inside the code.
        "address": host.replace("/", "/\u200b"),
        "code": spelt,
        "note": _("version %(version)s", version=version),
    }


def _picture(raw: bytes, flyer: Flyer, says: Words) -> dict[str, Any]:
    """A picture as numbers: what travels to the page is text."""
    ratio = (flyer.picture_width or 1) / (flyer.picture_height or 1)
    return {"bytes": list(raw), "ratio": ratio, "says": printable(says.get("alt") or says["title"])}


def when(flyer: Flyer) -> str:
    """The day, the hours and the place of what it invites to; empty where it invites to nothing."""
    if flyer.on is None:
        return ""
    hours = f", {flyer.starts}" + (f"–{flyer.ends}" if flyer.ends else "") if flyer.starts else ""
    return f"{full_date(flyer.on)}{hours}" + (f". {flyer.place}" if flyer.place else "")


def direction(language: str) -> str:
    """Which way a language is written."""
    try:
        return Locale.parse(language, sep="-").text_direction
    except (UnknownLocaleError, ValueError):
        return "ltr"
