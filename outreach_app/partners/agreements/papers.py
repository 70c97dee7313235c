"""The file of an agreement: which are taken, what each is by its first bytes, and where it lies."""

import hashlib
import re
from dataclasses import dataclass
from typing import IO

from outreach_app.problems import Refusal
from outreach_app.web.lines import one_line
from outreach_app.web.text import lazy_gettext as _

MEGABYTE = 1024 * 1024
MOST_MEGABYTES = 10
MOST_OF_A_NAME = 120
# By what a file begins with, never by what whoever sent it calls it.
_KINDS = (
    (b"%PDF-", "application/pdf", ".pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", ".png"),
    (b"\xff\xd8\xff", "image/jpeg", ".jpg"),
)
_is_odd = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


@dataclass(frozen=True, slots=True)
class Paper:
    """A file as it came."""

    name: str
    kind: str
    content: str
    raw: bytes


def read(stream: IO[bytes], called: str) -> Paper:
    """The file that was sent. Raises `Refusal` "agreement.no_paper", with what is said at the field."""
    raw = stream.read(MOST_MEGABYTES * MEGABYTE + 1)
    if len(raw) > MOST_MEGABYTES * MEGABYTE:
        raise _wrong(_("This file has more than %(max)s MB. Make it smaller first.", max=MOST_MEGABYTES))
    for begins, kind, ending in _KINDS:
        if raw.startswith(begins):
            return Paper(_named(called, ending), kind, hashlib.sha256(raw).hexdigest(), raw)
    raise _wrong(_("That is no file that the library can keep here. Choose a PDF, or a picture as JPEG or PNG."))


def name_of(library: str, content: str) -> str:
    """Where the bytes lie: apart from photos, so that neither goes with the other."""
    return f"{library}/agreements/{content}"


def _named(called: str, ending: str) -> str:
    plain = _is_odd.sub(" ", str(one_line(called))).strip(" .") or "agreement"
    stem = plain.rpartition(".")[0] or plain
    return f"{stem[:MOST_OF_A_NAME]}{ending}"


def _wrong(says: str) -> Refusal:
    return Refusal("agreement.no_paper", says, fields={"file": [says]})
