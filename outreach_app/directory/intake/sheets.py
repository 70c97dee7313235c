"""Spreadsheets, CSV or XLSX, as lines of text; and the services of one as a package."""

import zipfile
from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import date, datetime, time
from itertools import islice
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from outreach_app import ids
from outreach_app.directory.intake import matching, tables
from outreach_app.directory.intake.faults import Fate, Fault
from outreach_app.directory.intake.opening import Files, unread
from outreach_app.directory.intake.reading import SHEET, Package, There, finished, take
from outreach_app.directory.intake.spool import Spool
from outreach_app.directory.intake.unnesting import Unnesting
from outreach_app.directory.standard import BY_NAME
from outreach_app.web.spreadsheet import unsafe
from outreach_app.web.text import lazy_gettext as _

ENDINGS = (".csv", ".tsv", ".txt", ".xlsx")
MOST_LINES, MOST_COLUMNS = 50_000, 200
_EXAMPLES = 3


def is_sheet(files: Files) -> bool:
    """Whether this is one spreadsheet."""
    return len(files.names) == 1 and files.names[0].lower().endswith(ENDINGS)


def head(files: Files) -> tuple[list[str], list[list[str]]]:
    """The names of the columns, and a few lines of them. Raises `Refusal` "directory.file_unread"."""
    with closing(lines(files)) as found:
        columns = [one.strip() for one in next(found, (0, []))[1]]
        if not any(columns):
            raise unread(_("The file is empty."))
        return columns, [cells for _number, cells in islice(found, _EXAMPLES)]


def lines(files: Files) -> Generator[tuple[int, list[str]], None, None]:
    """Each line with its number, the names of the columns first."""
    (name,) = files.names
    with closing(_of_workbook(files, name) if name.lower().endswith(".xlsx") else tables.lines(files, name)) as found:
        for count, (number, cells) in enumerate(found):
            if count > MOST_LINES:
                raise unread(_("The file has more than %(most)d lines. Bring it in in parts.", most=MOST_LINES))
            yield number, [unsafe(cell) for cell in cells[:MOST_COLUMNS]]


def read(files: Files, meanings: Sequence[str], source: str, there: There) -> Package:
    """The services of a spreadsheet as a package; a line tells one. Raises `Refusal` "directory.file_unread"."""
    if "name" not in meanings:
        raise unread(_("No column is the name of the service. Say which one is."))
    package = Package(Spool(), SHEET)
    (name,) = files.names
    try:
        with closing(lines(files)) as found:
            columns = [one.strip() for one in next(found)[1]]
            _take_lines(package, name, columns, meanings, source, found)
        return finished(package, there)
    except BaseException:
        package.close()
        raise


def _take_lines(
    package: Package, name: str, columns: Sequence[str], meanings: Sequence[str], source: str,
    found: Iterable[tuple[int, list[str]]],
) -> None:  # fmt: skip
    seen: set[tuple[str, str]] = set()
    for position, (line, cells) in enumerate(found):
        told = list(zip(columns, meanings, [cell.strip() for cell in cells], strict=False))
        named = {meaning: cell for _column, meaning, cell in told if cell and meaning not in (matching.KEPT, matching.LEFT_OUT)}
        others = {column: cell for column, meaning, cell in told if cell and meaning == matching.KEPT}
        if not named.get("name"):
            package.read["service"] += 1
            says = _("It does not say what the service is called.")
            package.tell(Fault(name, "", columns[meanings.index("name")], says, Fate.ROW, line))
            continue
        taking = Unnesting()
        taking.take("service", matching.nested(named, _free(others), source, ids.derived))
        for number, row in enumerate(taking.rows()):
            key = (row.entity, row.id)
            # What lines share, such as their organisation, is told by the first of them.
            if key in seen and row.entity != "service":
                continue
            seen.add(key)
            row.position = position * 100 + number
            take(package, BY_NAME[row.entity], row.told, row, name, line, "")


def _free(others: Mapping[str, str]) -> dict[str, str]:
    """Fields under their own names, but for those that mean something to the standard."""
    service = BY_NAME["service"]
    taken = service.by_name.keys() | service.lists.keys() | service.heads.keys()
    return {f"x_{name}" if name in taken else name: value for name, value in others.items()}


def _of_workbook(files: Files, name: str) -> Generator[tuple[int, list[str]], None, None]:
    with files.opened(name) as raw:
        try:
            book = load_workbook(raw, read_only=True, data_only=True)
            try:
                page = book.worksheets[0] if book.worksheets else None
                rows: Iterator[Any] = page.iter_rows(values_only=True) if page is not None else iter(())
                for number, cells in enumerate(rows, 1):
                    told = [_text(one) for one in cells[:MOST_COLUMNS]]
                    if any(told):
                        yield number, told
            finally:
                book.close()
        except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
            raise unread(_("%(file)s is no XLSX file that can be read.", file=name)) from error


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    # A spreadsheet has no whole numbers.
    return str(int(cell)) if isinstance(cell, float) and cell.is_integer() else str(cell)
