"""Tables as CSV files that spreadsheets open well and in which no text is taken for a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

# Without it Excel takes the file for another alphabet.
_MARK = "﻿"
_STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def rows_as_csv(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    """The file, a piece a row."""
    out = io.StringIO()
    writer = csv.writer(out)
    out.write(_MARK)
    for row in rows:
        writer.writerow([safe(one) for one in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def safe(value: object) -> str:
    """A cell's text, with a quote before what a spreadsheet would work out instead of showing."""
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_STARTS_A_FORMULA) else text


def unsafe(cell: str) -> str:
    """A cell as it was before `safe`."""
    return cell[1:] if cell[:1] == "'" and cell[1:].startswith(_STARTS_A_FORMULA) else cell
