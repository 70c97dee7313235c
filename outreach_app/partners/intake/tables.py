"""The rows of a file, whether a program wrote it as CSV or as XLSX. Nothing that is typed into it is worked out."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from outreach_app.problems import Refusal
from outreach_app.web.lines import one_line
from outreach_app.web.spreadsheet import unsafe
from outreach_app.web.text import lazy_gettext as _

MOST_LINES, MOST_COLUMNS, MOST_OF_A_CELL = 10_000, 60, 2_000
# A zip of a few kilobytes may unpack to more than there is room for.
MOST_UNPACKED = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Table:
    """The names of the columns, and each line that says something, by its number."""

    head: list[str]
    lines: list[tuple[int, list[str]]]


def read(raw: bytes) -> Table:
    """What a file says. Raises `Refusal` "partners.file_unread" where there is no table in it."""
    rows = _sheet(raw) if raw.startswith(b"PK\x03\x04") else _csv(raw)
    head: list[str] = []
    lines: list[tuple[int, list[str]]] = []
    for number, cells in rows:
        told = [str(unsafe(str(one_line(cell))))[:MOST_OF_A_CELL] for cell in cells[:MOST_COLUMNS]]
        if not any(told):
            continue
        if not head:
            head = told
            continue
        if len(lines) == MOST_LINES:
            raise _unread(_("The file has more than %(most)s lines. Bring it in in parts.", most=MOST_LINES))
        lines.append((number, told))
    if not head:
        raise _unread(_("The file is empty."))
    return Table(head, lines)


def _csv(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    text = _decoded(raw)
    first = text.lstrip("\r\n").split("\n", 1)[0]
    # Excel writes semicolons where the comma is the decimal sign.
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            yield reader.line_num, cells
    except csv.Error as error:
        raise _unread(_("Line %(line)d cannot be read as a table.", line=reader.line_num)) from error


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets on Windows write; the few bytes that it leaves open are kept as signs that say so.
        return raw.decode("cp1252", "replace")


def _sheet(raw: bytes) -> Iterator[tuple[int, list[str]]]:
    """The first sheet, as it was last shown: formulas by what they came to."""
    # Loaded by who brings in a sheet.
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as packed:
            if sum(one.file_size for one in packed.infolist()) > MOST_UNPACKED:
                raise _unread(_("The file unpacks to more than the server takes. Save the sheet alone, or as CSV."))
        book = load_workbook(io.BytesIO(raw), read_only=True, data_only=True)
        for number, row in enumerate(book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
            yield number, list(_texts(row))
    except (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, IndexError, OSError) as error:
        raise _unread(_("The file is no spreadsheet that can be read here. Save it as XLSX or CSV.")) from error


def _texts(row: Iterable[object]) -> Iterator[str]:
    for cell in row:
        if isinstance(cell, datetime):
            yield cell.date().isoformat()
        elif isinstance(cell, date):
            yield cell.isoformat()
        elif isinstance(cell, float) and cell.is_integer():
            yield str(int(cell))
        else:
            yield "" if cell is None else str(cell)


def _unread(says: object) -> Refusal:
    return Refusal("partners.file_unread", says)
