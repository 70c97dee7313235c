"""What a file of facts says, whole, cut short or damaged. Pure.

`{"format": "outreach-facts", "version": 1, "library": id, "facts": [text, ...]}`, each text a fact exactly as the phone
keeps it; the phone writes each on a line of its own, so that one damaged line costs no other.
"""

import json
import re
from dataclasses import dataclass, field

from outreach_app.ledger.fact import as_bytes
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

FORMAT = "outreach-facts"
MOST_PIECE = 256 * 1024
"""As much as one row of quarantine holds."""

_FORMAT = re.compile(rf'"format"\s*:\s*"{FORMAT}"')
_LIBRARY = re.compile(r'"library"\s*:\s*"([A-Za-z0-9_-]{1,64})"')
_FACTS = re.compile(r'"facts"\s*:\s*\[')
_BETWEEN = re.compile(r"[\s,]*")
_NEXT_LINE = re.compile(r'\r?\n\s*"')
_string = json.JSONDecoder().raw_decode


@dataclass(slots=True)
class Saved:
    """What stands in a file: of which library, the facts in their order, and what could not be read of it."""

    library: str | None
    """None where it does not say."""
    facts: list[bytes] = field(default_factory=list)
    pieces: list[bytes] = field(default_factory=list)
    """Bytes that are no whole fact any more."""
    is_whole: bool = True


def read(raw: bytes) -> Saved:
    """What a file says. Raises `Refusal` "rescue.empty", "rescue.not_saved_facts" or "rescue.cut_too_early"."""
    if not raw.strip():
        raise Refusal("rescue.empty", _("The file is empty. Save it once more on the phone: what waits there is still there."))
    text = raw.decode(json.detect_encoding(raw), "surrogateescape").removeprefix("\ufeff")
    try:
        told = json.loads(text)
    except (ValueError, RecursionError):
        return _what_is_left(text)
    if not isinstance(told, dict) or told.get("format") != FORMAT or not isinstance(told.get("facts"), list):
        raise _not_saved_facts()
    saved = Saved(told["library"] if isinstance(told.get("library"), str) and told["library"] else None)
    for one in told["facts"]:
        if isinstance(one, str):
            saved.facts.append(as_bytes(one))
        else:
            # The phone saves texts only: what another program made of one would not be the fact's own bytes.
            saved.pieces += _pieces(json.dumps(one, ensure_ascii=False))
    return saved


def _what_is_left(text: str) -> Saved:
    if not _FORMAT.search(text[:MOST_PIECE]):
        raise _not_saved_facts()
    begin = _FACTS.search(text)
    if begin is None:
        message = _("The file ends before its first record. Save it once more on the phone: what waits there is still there.")
        raise Refusal("rescue.cut_too_early", message)
    library = _LIBRARY.search(text, 0, begin.start())
    saved = Saved(library.group(1) if library else None, is_whole=False)
    at = begin.end()
    while (at := _after(_BETWEEN, text, at)) < len(text) and text[at] != "]":
        try:
            one, end = _string(text, at)
            if not isinstance(one, str):
                raise ValueError("no text")
        except (ValueError, RecursionError):
            line = _NEXT_LINE.search(text, at + 1)
            end = line.start() if line else len(text)
            saved.pieces += _pieces(text[at:end])
        else:
            saved.facts.append(as_bytes(one))
        at = end
    return saved


def _after(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return found.end() if found else at


def _pieces(text: str) -> list[bytes]:
    raw = text.encode("utf-8", "surrogatepass")
    return [raw[at : at + MOST_PIECE] for at in range(0, len(raw), MOST_PIECE)]


def _not_saved_facts() -> Refusal:
    message = _(
        "This is not a file that the field app saved. Its name begins with “outreach-facts”. "
        "Nothing was changed, and what waits on the phone is still there."
    )
    return Refusal("rescue.not_saved_facts", message)
