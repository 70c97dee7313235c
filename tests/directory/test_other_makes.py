"""A directory of another make comes in: an earlier version of the standard, or a spreadsheet with a service on each line."""

import io
from typing import Any

import pytest
from openpyxl import Workbook

from desk.conftest import token_in
from fixtures.desk import Desk
from fixtures.library import PASSWORD, Library
from fixtures.packages import package, says, zipped
from outreach_app.db import reading
from outreach_app.directory.assembling import nested
from outreach_app.directory.intake import matching
from outreach_app.directory.intake.files import package_in
from outreach_app.problems import Refusal

SHEET = """Agency;Program Name;Descripción;Teléfono;Street;City;Zip;Categories;Languages;Our notes
Westfork Union;Job club;Help with résumés;(555) 010-3000;4 Mill Lane;Westfork;54999;Job search, Digital skills;English
Westfork Union;Tax nights;Free filing;(555) 010-3001;4 Mill Lane;Westfork;54999;Taxes;;bring papers
;;no name;;;;;;;
"""
ADDRESS = "id,location_id,address_1,city,state_province,postal_code,country\n"
OLDER = {
    "organizations.csv": "id,name,description,url\n1,Cedar Alliance,Helps,https://example.org\n",
    "locations.csv": "id,organization_id,name,latitude,longitude\n5,1,The Annex,44.5,-90.2\n",
    "services.csv": "id,organization_id,name,status\n7,1,Laptop loans,active\n",
    "services_at_location.csv": "id,service_id,location_id\n9,7,5\n",
    "physical_addresses.csv": ADDRESS + "3,5,1 Main,Westfork,WI,54999,US\n",
    "postal_addresses.csv": ADDRESS + "4,5,PO Box,Westfork,WI,54999,US\n",
    "regular_schedules.csv": "id,service_id,weekday,opens_at,closes_at\n2,7,1,9:00,17:00\n",
    "languages.csv": "id,service_id,language\n8,7,Spanish\n",
    "taxonomy.csv": "id,name,description,vocabulary\nT1,Devices,Devices,Ours\n",
    "services_taxonomy.csv": "id,service_id,taxonomy_id\n6,7,T1\n",
    "accessibility_for_disabilities.csv": "id,location_id,accessibility,details\n1,5,Ramp,At the back\n",
}


@pytest.fixture
def desk(library: Library, app: Any) -> Desk:
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


def looks(desk: Desk, raw: bytes, name: str = "union.csv", **typed: str) -> str:
    return desk.send("/listings/import", file=(io.BytesIO(raw), name), **typed).text


def sends(desk: Desk, page: str, to: str, columns: list[str]) -> Any:
    told = {name: token_in(page, name) for name in ("csrf_token", "content", "digest", "name", "source")}
    return desk.client.post(f"/listings/import/{to}", {**told, "column": columns})


def workbook(*rows: list[object]) -> bytes:
    book, out = Workbook(), io.BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def chosen(page: str) -> list[str]:
    """What the page takes each column for."""
    selects = page.split('name="column">')[1:]
    return [one.split(" selected")[0].rsplit('value="', 1)[1].split('"')[0] for one in selects]


def test_what_the_columns_are_is_guessed_shown_changed_and_remembered(desk: Desk, library: Library) -> None:
    page = looks(desk, SHEET.encode("cp1252"))
    guessed = chosen(page)
    assert guessed == [
        "organization", "name", "description", "phone", "address_1", "city", "postal_code", "topics", "languages", "kept"
    ]  # fmt: skip
    assert "Job club" in page
    assert "line 4" in page
    assert library.rows("listings") == {}

    changed = [*guessed[:-1], "application_process"]
    again = sends(desk, page, "columns", changed)
    assert chosen(again.text) == changed
    assert sends(desk, page, "agreed", changed).status_code == 409
    assert sends(desk, again.text, "agreed", changed).status_code == 303

    told = {one["name"]: one for one in library.rows("listings").values()}
    assert told["Tax nights"]["how_to_apply"] == "bring papers"
    assert told["Job club"]["topics"] == ["Job search", "Digital skills"]
    assert told["Job club"]["places"][0]["city"] == "Westfork"
    assert {one["organization"] for one in told.values()} == {"Westfork Union"}
    assert chosen(looks(desk, SHEET.encode())) == changed
    assert "There is nothing to be done" in looks(desk, SHEET.encode())


def test_a_line_that_changed_is_the_same_service_by_its_own_number(desk: Desk, library: Library) -> None:
    for name in ("Job club", "Job club for all"):
        raw = workbook(["ID", "Name", "Last Verified", "Colour"], [17.0, name, "2026-05-01", "red"])
        page = looks(desk, raw, "union.xlsx")
        sends(desk, page, "agreed", chosen(page))
    (told,) = library.rows("listings").values()
    assert (told["name"], told["verified_on"]) == ("Job club for all", "2026-05-01")
    with reading(library.id) as session:
        (service,) = nested(session, "service", [told["id"]]).values()
    assert service["Colour"] == "red"


def test_a_table_of_services_without_ids_is_a_spreadsheet(desk: Desk) -> None:
    assert chosen(looks(desk, b"name,agency\nJob club,Union\n", "services.csv")) == ["name", "organization"]


@pytest.mark.parametrize(
    ("raw", "name", "said"),
    [
        (b"colour,size\nred,9\n", "x.csv", "No column is the name of the service"),
        (b"", "x.csv", "The file is empty"),
        (zipped({"[Content_Types].xml": "<x/>"}), "x.xlsx", "no XLSX file"),
        (b"PK\x03\x04 no zip", "x.xlsx", "no XLSX file"),
    ],
)
def test_what_is_no_spreadsheet_of_services_is_told(raw: bytes, name: str, said: str) -> None:
    with pytest.raises(Refusal) as refused, package_in(raw, name, lambda _keys: set(), "x"):
        pass
    assert said in str(refused.value.message)


def test_an_earlier_version_of_the_standard_is_read_as_this_one() -> None:
    with package(OLDER) as read:
        assert says(read) == []
        assert "regular_schedules.csv" in read.older
        both = [*read.spool.rows(of_services=False), *read.spool.rows(of_services=True)]
    rows = {(row.entity, row.id): row.told for _service, row in both}
    assert rows["organization", "1"]["website"] == "https://example.org"
    assert rows["location", "5"]["location_type"] == "physical"
    assert rows["address", "4"]["address_type"] == "postal"
    assert rows["schedule", "2"] == {
        "id": "2", "service_id": "7", "freq": "WEEKLY", "byday": "MO", "opens_at": "09:00", "closes_at": "17:00"
    }  # fmt: skip
    assert rows["language", "8"]["name"] == "Spanish"
    assert rows["taxonomy_term", "T1"]["taxonomy"] == "Ours"
    assert rows["attribute", "6"] == {"id": "6", "link_id": "7", "link_entity": "service", "taxonomy_term_id": "T1"}
    assert rows["accessibility", "1"]["description"] == "Ramp"


def test_every_meaning_has_a_name_and_no_name_two_meanings() -> None:
    called = [name for names in matching._CALLED.values() for name in names.split()]
    assert len(called) == len(set(called))
    assert set(matching._CALLED) <= set(matching.MEANINGS)
