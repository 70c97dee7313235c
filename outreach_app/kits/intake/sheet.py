"""What a spreadsheet of kits says, line by line, in the words and the encodings that people's programs write. Pure."""

import csv
import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from outreach_app.kits.amounts import amount
from outreach_app.kits.columns import DETAILS, MOST_OF_A_CODE, MOST_OF_A_NAME, MOST_OF_A_TAG
from outreach_app.kits.facts import MOST_OF_A_PART
from outreach_app.problems import Refusal
from outreach_app.shapes import Day
from outreach_app.web.lines import one_line
from outreach_app.web.spreadsheet import unsafe
from outreach_app.web.text import lazy_gettext as _

MOST_LINES = 30_000

COLUMNS = ("kit", "kit_name", "part", "count", "tag", *DETAILS)
"""As a file of our own is written; `count` and `least` are whole numbers, `bought_on` is a day, `cost` an amount."""

# What other programs and other people call them, lower case without accents or signs.
_CALLED = {
    "kit": "kit kitcode code case codigo maletin",
    "kit_name": "kitname name nameofkit nombre nombredelkit",
    "part": "part item partname itemname contents thing pieza articulo contenido",
    "count": "count quantity qty howmany number cantidad numero",
    "tag": "tag assettag barcode inventorynumber etiqueta codigodebarras inventario",
    "serial": "serial serialnumber serialno sn numerodeserie serie",
    "model": "model modelo",
    "bought_on": "boughton purchasedate purchased bought dateofpurchase fechadecompra compradoel",
    "cost": "cost replacementcost price value costo precio costodereposicion",
    "least": "least minimum min restockbelow minimo",
}
_COLUMN = {called: column for column, names in _CALLED.items() for called in names.split()}
_day = Day()


@dataclass(frozen=True, slots=True)
class Row:
    """A line that can be understood: a kit, and a part of it where `part` is not None. What was left empty is absent."""

    line: int
    kit: str
    kit_name: str | None
    part: str | None
    told: Mapping[str, Any] = field(default_factory=dict)
    """Of the part: count, tag, serial, model, bought_on, cost, least."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A line that nothing came of, and why."""

    line: int
    says: Any
    text: str
    """The line itself, so that it is found again."""


@dataclass(slots=True)
class Sheet:
    """All lines of a file."""

    rows: list[Row] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    """Names of columns that say nothing to us."""
    text: dict[int, str] = field(default_factory=dict)


def read(raw: bytes) -> Sheet:
    """What a file says. Raises `Refusal` "kits.file_unread" where there is no table with a column of kits in it."""
    text = _decoded(raw)
    if not text.strip():
        raise _unread(_("The file is empty."))
    lines = _lines(text)
    _number, head = next(lines)
    columns = [_COLUMN.get(_plain(name)) for name in head]
    if "kit" not in columns:
        raise _unread(_("The first line must name the columns, and one of them must be “kit”: the code of the kit."))
    twice = next((name for name in columns if name and columns.count(name) > 1), None)
    if twice:
        raise _unread(_("Two columns are called “%(name)s”. Take one away.", name=twice))
    sheet = Sheet(unread=[name.strip() for name, known in zip(head, columns, strict=True) if known is None and name.strip()])
    for number, cells in lines:
        if number - 1 > MOST_LINES:
            raise _unread(_("The file has more than %(most)s lines. Bring it in in parts.", most=MOST_LINES))
        if not any(cell.strip() for cell in cells):
            continue
        sheet.text[number] = ", ".join(cell.strip() for cell in cells if cell.strip())[:200]
        named = {name: cell for name, cell in zip(columns, cells, strict=False) if name}
        try:
            if any(cell.strip() for cell in cells[len(columns) :]):
                raise _Wrong(_("It has more cells than there are columns."))
            sheet.rows.append(_row(number, named))
        except _Wrong as wrong:
            sheet.troubles.append(Trouble(number, wrong.says, sheet.text[number]))
    return sheet


class _Wrong(Exception):
    """A line cannot be taken as it is."""

    def __init__(self, says: Any) -> None:
        super().__init__()
        self.says = says


def _row(number: int, cells: Mapping[str, str]) -> Row:
    told = {
        name: said
        for name, read_cell in _CELLS.items()
        if (said := read_cell(unsafe(one_line(cells.get(name, ""))))) is not None
    }
    kit, part = told.pop("kit", None), told.pop("part", None)
    if kit is None:
        raise _Wrong(_("It does not say which kit."))
    if part is None and told.keys() - {"kit_name"}:
        raise _Wrong(_("It does not say which part this is."))
    return Row(number, kit, told.pop("kit_name", None), part, told)


def _text(most: int, called: Any) -> Callable[[str], str | None]:
    def read_cell(cell: str) -> str | None:
        if len(cell) > most:
            raise _Wrong(_("%(what)s has more than %(most)d characters.", what=called, most=most))
        return cell or None

    return read_cell


def _number(called: Any) -> Callable[[str], int | None]:
    def read_cell(cell: str) -> int | None:
        if not cell:
            return None
        # A spreadsheet may write a whole number as 3.0.
        whole = re.fullmatch(r"(\d{1,9})([.,]0+)?", cell)
        if not whole or not 1 <= int(whole[1]) <= MOST_OF_A_PART:
            says = _(
                "%(what)s must be a number between 1 and %(most)d; it is “%(cell)s”.",
                what=called,
                most=MOST_OF_A_PART,
                cell=cell[:40],
            )
            raise _Wrong(says)
        return int(whole[1])

    return read_cell


def _bought(cell: str) -> str | None:
    if cell and not _day.fits(cell):
        raise _Wrong(_("“%(cell)s” is no day such as 2026-11-24.", cell=cell[:40]))
    return cell or None


def _cost(cell: str) -> str | None:
    try:
        return amount(cell)
    except ValueError:
        raise _Wrong(_("“%(cell)s” is no amount such as 249.00.", cell=cell[:40])) from None


_CELLS: dict[str, Callable[[str], Any]] = {
    "kit": _text(MOST_OF_A_CODE, _("The code of the kit")),
    "kit_name": _text(MOST_OF_A_NAME, _("The name of the kit")),
    "part": _text(MOST_OF_A_NAME, _("The part")),
    "count": _number(_("The count")),
    "tag": _text(MOST_OF_A_TAG, _("The tag")),
    "serial": _text(MOST_OF_A_NAME, _("The serial number")),
    "model": _text(MOST_OF_A_NAME, _("The model")),
    "bought_on": _bought,
    "cost": _cost,
    "least": _number(_("The minimum")),
}


def _decoded(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        # What spreadsheets on Windows write; the few bytes that it leaves open are kept as signs that say so.
        return raw.decode("cp1252", "replace")


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.lstrip("\r\n").split("\n", 1)[0]
    # Excel writes semicolons where the comma is the decimal sign.
    separator = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        for cells in reader:
            if cells:
                yield reader.line_num, cells
    except csv.Error as error:
        raise _unread(_("Line %(line)d cannot be read as a table.", line=reader.line_num)) from error


def _plain(name: str) -> str:
    spread = unicodedata.normalize("NFD", name.casefold())
    return "".join(sign for sign in spread if sign.isalnum())


def _unread(message: Any) -> Refusal:
    return Refusal("kits.file_unread", message)
