"""Tables of text, line by line: whatever alphabet and separator a program wrote them with, and never much in memory."""

import codecs
import csv
import io
from collections.abc import Generator, Iterator
from typing import BinaryIO

from outreach_app.directory.intake.opening import Files, unread
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _

MOST_OF_A_LINE = 1024 * 1024
MOST_OF_A_FIELD = 128 * 1024
"""What a field may hold at most: a quote that is missing makes one field of all that follows."""
_PIECE = 256 * 1024
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def lines(files: Files, name: str) -> Generator[tuple[int, list[str]], None, None]:
    """Each line of a table with its number, the line of names first; empty lines are left out."""
    encoding = encoding_of(files, name)
    with files.opened(name) as raw, io.TextIOWrapper(raw, encoding=encoding, errors="replace", newline="") as text:
        whole = _bounded(text, name)
        first = next(whole, "")
        while first and not first.strip():
            first = next(whole, "")
        # Excel writes semicolons where the comma is the decimal sign.
        separator = max(",;\t", key=first.count)
        reader = csv.reader(_after(first, whole), delimiter=separator)
        try:
            for cells in reader:
                # The reader's own limit is the whole process's, and another program in it may have raised it.
                if any(len(cell) > MOST_OF_A_FIELD for cell in cells):
                    raise _odd(reader.line_num, name)
                if any(cells):
                    yield reader.line_num, cells
        except csv.Error as error:
            raise _odd(reader.line_num, name) from error


def _odd(line: int, name: str) -> Refusal:
    return unread(_("Line %(line)d of %(file)s cannot be read as a table. Is a quote missing?", line=line, file=name))


def encoding_of(files: Files, name: str) -> str:
    """How a file's text is written: by its mark, else UTF-8, else what Windows writes."""
    with files.opened(name) as raw:
        begins = raw.read(4)
        for mark, encoding in _MARKS:
            if begins.startswith(mark):
                return encoding
    with files.opened(name) as raw:
        return "utf-8" if _is_utf_8(raw) else "cp1252"


def _is_utf_8(raw: BinaryIO) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        while piece := raw.read(_PIECE):
            decoder.decode(piece)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _bounded(text: io.TextIOWrapper, name: str) -> Iterator[str]:
    while line := text.readline(MOST_OF_A_LINE):
        if len(line) == MOST_OF_A_LINE:
            raise unread(_("%(file)s has a line of more than %(most)d kB.", file=name, most=MOST_OF_A_LINE // 1024))
        yield line.replace("\0", "\N{REPLACEMENT CHARACTER}")


def _after(first: str, others: Iterator[str]) -> Iterator[str]:
    yield first
    yield from others
