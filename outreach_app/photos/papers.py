"""Papers that go with a row of the desk: which are taken, what each is by its first bytes, where it lies, how it is given."""

import hashlib
import io
import re
from dataclasses import dataclass
from typing import IO

from flask import send_file
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from outreach_app.photos.storage import Storage
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
    """The file that was sent. Raises `Refusal` "papers.unread", with what is said at the field."""
    raw = stream.read(MOST_MEGABYTES * MEGABYTE + 1)
    if len(raw) > MOST_MEGABYTES * MEGABYTE:
        raise _wrong(_("This file has more than %(max)s MB. Make it smaller first.", max=MOST_MEGABYTES))
    for begins, kind, ending in _KINDS:
        if raw.startswith(begins):
            return Paper(_named(called, ending), kind, hashlib.sha256(raw).hexdigest(), raw)
    raise _wrong(_("That is no file that the library can keep here. Choose a PDF, or a picture as JPEG or PNG."))


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where the papers of one sort of row lie in a library's storage: apart from photos, so that neither goes with them."""

    storage: Storage
    library: str
    name: str

    def keep(self, sent: FileStorage | None) -> Paper | None:
        """The paper that a form sent, on disk; None where it sent none. Raises `Refusal` "papers.unread"."""
        return self.keep_bytes(sent.stream, sent.filename) if sent is not None and sent.filename else None

    def keep_bytes(self, stream: IO[bytes], called: str) -> Paper:
        """A paper that is called so where it comes from, on disk. Raises `Refusal` "papers.unread"."""
        paper = read(stream, called)
        self.storage.put(self._place(paper.content), paper.raw)
        return paper

    def drop(self, content: str | None) -> None:
        """Let go of a paper that no row needs any more."""
        if content is not None:
            self.storage.drop(self._place(content))

    def answer(self, content: str, kind: str, called: str) -> Response | None:
        """The paper, to be kept: never opened within a page of ours, whatever is in it. None where its bytes are not there."""
        raw = self.storage.get(self._place(content))
        if raw is None:
            return None
        answer = send_file(io.BytesIO(raw), mimetype=kind, as_attachment=True, download_name=called)
        answer.headers["Cache-Control"] = "private, no-store"
        answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return answer

    def _place(self, content: str) -> str:
        return f"{self.library}/{self.name}/{content}"


def _named(called: str, ending: str) -> str:
    plain = _is_odd.sub(" ", str(one_line(called))).strip(" .") or "paper"
    stem = plain.rpartition(".")[0] or plain
    return f"{stem[:MOST_OF_A_NAME]}{ending}"


def _wrong(says: str) -> Refusal:
    return Refusal("papers.unread", says, fields={"file": [says]})
