"""Tables as CSV files that spreadsheets open well and in which no text is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from tempfile import SpooledTemporaryFile

from flask import Response, send_file

# Without it Excel takes the file for another alphabet.
_MARK = "﻿"
_IN_MEMORY = 1024 * 1024
_STARTS_A_FORMULA = frozenset("=+-@\t\r＝＋－＠")
_ROWS_OF_A_PIECE = 500


def csv_file(rows: Iterable[Sequence[object]], name: str) -> Response:
    """The answer that gives these rows, the head first, as a file to keep under that name.

    It is written whole before the first byte is sent: a fault in the middle is an error, never a file that lacks its end.
    """
    file = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 (the answer reads it, and closes it)
    for piece in rows_as_csv(rows):
        file.write(piece.encode())
    file.seek(0)
    return send_file(file, mimetype="text/csv", as_attachment=True, download_name=name)


def rows_as_csv(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The file, some hundred rows a piece."""
    left = iter(rows)
    mark = _MARK
    while some := [[safe(one) for one in row] for row in islice(left, _ROWS_OF_A_PIECE)]:
        out = io.StringIO()
        csv.writer(out).writerows(some)
        yield mark + out.getvalue()
        mark = ""


def safe(value: object) -> str:
    """A cell's text, with a quote before what a spreadsheet would work out instead of showing."""
    text = "" if value is None else str(value)
    return f"'{text}" if text[:1] in _STARTS_A_FORMULA else text


def unsafe(cell: str) -> str:
    """A cell as it was before `safe`."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in _STARTS_A_FORMULA else cell
