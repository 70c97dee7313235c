"""The library's partners as a file that can be brought in again: CSV, or XLSX for who would rather open it there."""

from pathlib import Path

from sqlalchemy.orm import Session

from outreach_app.partners.intake.bringing import as_rows
from outreach_app.web.spreadsheet import rows_as_csv, safe

CSV, XLSX = FORMS = ("csv", "xlsx")


def write(session: Session, file: Path, form: str) -> int:
    """Write them, whole or not at all; gives the number of lines below the head."""
    rows = list(as_rows(session))
    half = file.with_name(f".{file.name}.part")
    if form == XLSX:
        # Loaded by who takes a sheet out.
        from openpyxl import Workbook

        book = Workbook(write_only=True)
        sheet = book.create_sheet("partners")
        for row in rows:
            # As text: nothing that somebody typed is worked out as a formula.
            sheet.append([safe(cell) for cell in row])
        book.save(half)
    else:
        half.write_text("".join(rows_as_csv(rows)), encoding="utf-8", newline="")
    half.replace(file)
    return len(rows) - 1
