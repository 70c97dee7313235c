"""Partners out of a spreadsheet: columns are matched, it is looked over, done once however often, and nothing is taken away."""

import io
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import Workbook

from fixtures.at_the_desk import Desk, hidden
from fixtures.library import Library
from outreach_app.db import reading, writing
from outreach_app.partners.intake import bringing, columns, giving, tables
from outreach_app.partners.models import Partner

FILE = (
    "Agency;Type;Site;Street;Contact person;Email\n"
    "Valley Clinic;Health;North hall;1 North Road;Dana;dana@clinic.example.org\n"
    "Valley Clinic;;South hall;2 South Road;;\n"
    "Nobody's;flowers;;;;\n"
    ";health;;;;\n"
    "Job Center;workforce;;;Luis;not an address\n"
)


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def looked_over(cleo: Desk, raw: bytes, called: str = "partners.csv") -> str:
    answer = cleo.send("/partners/import", file=(io.BytesIO(raw), called))
    assert answer.status_code == 200, answer.text
    return answer.text


def agreed(cleo: Desk, page: str, **told: object) -> int:
    chosen = {name: number for number, name in enumerate(("partner", "kind", "place", "address", "contact", "mail"))}
    typed = {**chosen, "stage": "", "notes": "", "role": "", "phone": "", **told}
    return cleo.send("", "content", "digest", "name", page=page, to="/partners/import/agreed", **typed).status_code


def names(library: Library) -> set[str]:
    return {row["name"] for row in library.rows("partners").values()}


def test_a_file_is_looked_over_then_done_and_done_again_does_nothing(library: Library, cleo: Desk) -> None:
    page = looked_over(cleo, FILE.encode("cp1252"))
    assert "1 new partner" in page
    assert "3 lines with a fault" in page
    assert names(library) == {"Partner P1"}

    assert agreed(cleo, page) == 303

    assert names(library) == {"Partner P1", "Valley Clinic"}
    (clinic,) = [row for row in library.rows("partners").values() if row["name"] == "Valley Clinic"]
    assert clinic["contacts"][0]["mail"] == "dana@clinic.example.org"
    assert {row["address"] for row in library.rows("sites").values()} >= {"1 North Road", "2 South Road"}
    assert "There is nothing to be done" in looked_over(cleo, FILE.encode())


def test_a_name_that_is_much_like_another_is_told_and_goes_into_it_where_somebody_says_so(library: Library, cleo: Desk) -> None:
    raw = b"partner,kind,place,address,contact,mail\nPartner P-1.,other,Annex,5 Back Road,,\nThe partner P1,other,,,,\n"
    page = looked_over(cleo, raw)
    assert "These may be partners that you have already" in page
    digest = hidden(page, "digest")

    page = cleo.send("", "content", "digest", "name", page=page, to="/partners/import/agreed", again="1", partner="0",
                     kind="1", place="2", address="3", same=["The partner P1"]).text  # fmt: skip

    assert hidden(page, "digest") != digest
    assert agreed(cleo, page, same=["The partner P1"]) == 303
    assert names(library) == {"Partner P1"}
    assert "5 Back Road" in {row["address"] for row in library.rows("sites").values()}


def test_what_was_changed_meanwhile_is_looked_over_again(library: Library, cleo: Desk) -> None:
    page = looked_over(cleo, FILE.encode())
    agreed(cleo, page)

    assert agreed(cleo, page) == 409


def test_a_sheet_of_a_spreadsheet_program_says_the_same(cleo: Desk) -> None:
    book, out = Workbook(), io.BytesIO()
    for line in FILE.splitlines():
        book.active.append(line.split(";"))
    book.save(out)

    assert "1 new partner" in looked_over(cleo, out.getvalue(), "partners.xlsx")


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 no zip at all"])
def test_what_is_no_table_is_told(cleo: Desk, raw: bytes) -> None:
    assert cleo.send("/partners/import", file=(io.BytesIO(raw), "odd.xlsx")).status_code == 422


def test_what_goes_out_comes_in_again_as_what_it_was(cleo: Desk) -> None:
    cleo.send("/partners/P1/contacts/new", "id", name="Dana", role="Director", phone="+1 555", mail="")

    answer = cleo.get("/partners/export.csv")
    assert answer.data.decode("utf-8-sig").startswith("partner,kind,stage,notes,place")
    assert "There is nothing to be done" in looked_over(cleo, answer.data)


@pytest.mark.parametrize("name", ["partners.csv", "partners.xlsx"])
def test_a_file_that_was_given_out_changes_nothing_when_it_comes_in_again(
    library: Library, cleo: Desk, tmp_path: Path, name: str
) -> None:
    with writing(library.id) as handle:
        partner = handle.session.get(Partner, (library.id, "P1"))
        assert partner is not None
        partner.name, partner.notes = "=1+1 Clinic", "Ring twice.\nThe bell is quiet."
    cleo.send("/partners/P1/contacts/new", "id", name="Dana", role="Director", phone="+1 555", mail="")
    with reading(library.id) as session:
        lines = giving.write(session, tmp_path / name, Path(name).suffix[1:])

    table = tables.read((tmp_path / name).read_bytes())
    assert [one for one in table.head if one] == list(columns.COLUMNS)
    assert len(table.lines) == lines
    assert table.lines[0][1][0] == "=1+1 Clinic"
    with reading(library.id) as session:
        plan = bringing.planned(session, table, columns.guessed(table.head), [])
    assert (plan.steps, plan.troubles) == ([], [])
