"""The directory goes out as the standard's tables and JSON: valid, and read in again it is the same."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from frictionless import Package, system

from fixtures.desk import Desk
from fixtures.directory import service
from fixtures.library import PASSWORD, Library
from fixtures.packages import SMALL, example, package, says, standard, zipped
from fixtures.server import Server
from fixtures.standards import validator
from outreach_app.db import reading, writing
from outreach_app.directory import keeping
from outreach_app.directory.assembling import nested
from outreach_app.directory.giving import documents, tables
from outreach_app.directory.giving.describing import described
from outreach_app.directory.giving.presenting import Left
from outreach_app.directory.giving.tables import Given
from outreach_app.directory.intake import bringing
from outreach_app.directory.intake.reading import FORMS
from outreach_app.directory.intake.unnesting import unnested


def put(library: Library, entity: str, *told: dict[str, Any]) -> None:
    with writing(library.id) as handle:
        keeping.put(handle, unnested(entity, told), source="package")


def as_tables(library: Library) -> tuple[dict[str, bytes], Given]:
    out = io.BytesIO()
    with reading(library.id) as session:
        given = tables.write(session, out, "Cedar County Library")
    with zipfile.ZipFile(out) as archive:
        return {name: archive.read(name) for name in archive.namelist()}, given


def as_documents(library: Library) -> tuple[dict[str, Any], Given]:
    out = io.BytesIO()
    with reading(library.id) as session:
        given = documents.write(session, out)
    with zipfile.ZipFile(out) as archive:
        return {name: json.loads(archive.read(name)) for name in archive.namelist()}, given


def faults(folder: Path, files: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """What frictionless finds in a package of tables."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with system.use_context(trusted=True):
        report = Package(str(folder / "datapackage.json")).validate()
    return [(task.name, one.type, one.message) for task in report.tasks for one in task.errors]


def keys_of(resource: dict[str, Any]) -> set[tuple[str, ...]]:
    """To which other tables a table points."""
    return {(key["fields"], *sorted(key["reference"].values())) for key in resource["schema"].get("foreignKeys", ())}


def test_tables_read_in_again_are_the_same(library: Library) -> None:
    with package(SMALL) as read:
        bringing.bring_in(library.id, read, "neighbours", agreed=None, by=None)
    with reading(library.id) as session:
        before = nested(session, "service", ["s-1"])
    files, given = as_tables(library)

    assert given.left == []
    assert files["services.csv"].decode().splitlines()[0].endswith(",x_wing")
    other = Library(library.app)
    with package(zipped(files)) as read:
        assert [one for one in says(read) if one[4] != "kept"] == []
        bringing.bring_in(other.id, read, "cedar", agreed=None, by=None)
    again, _given = as_tables(other)
    assert again["services.csv"] == files["services.csv"]
    assert before["s-1"]["x_wing"] == "left"


def test_what_more_hold_than_a_row_can_say_stands_more_than_once_under_an_id_that_stays(library: Library) -> None:
    shared = {"id": "p-1", "number": "555"}
    put(library, "service", service("S-1", "Loans", phones=[shared]), service("S-2", "Hotspots", phones=[shared]))
    first, given = as_tables(library)

    assert given.doubled == 1
    assert len(first["phones.csv"].decode().splitlines()) == 3
    assert as_tables(library)[0] == first


def test_what_lacks_what_the_standard_needs_is_left_out_and_told(library: Library) -> None:
    address = {"id": "d-1", "city": "Westfork", "address_type": "physical"}
    place = {"id": "l-1", "location_type": "physical", "addresses": [address]}
    phones = [{"id": "p", "number": "1"}]
    put(library, "service", {"id": "S-9", "name": "Nobody's", "status": "active", "url": "on our page", "phones": phones})
    put(library, "location", place)
    put(library, "organization", {"id": "o-9", "name": "No words"})

    files, given = as_tables(library)
    assert set(given.left) == {
        Left("service", "S-9", "Nobody's", "organization_id", is_row=True),
        Left("address", "d-1", "", "address_1", is_row=True),
    }
    assert files["organizations.csv"].decode().splitlines()[1].split(",")[1:4] == ["No words", "", "No words"]
    assert files["phones.csv"].decode().splitlines()[1].split(",")[2] == ""
    told, given = as_documents(library)
    assert told["services.json"][0]["phones"] == [{"id": "p", "number": "1"}]
    assert given.left == [Left("address", "d-1", "", "address_1", is_row=True)]


def test_documents_read_in_again_are_the_same(library: Library) -> None:
    put(library, "service", service("S-1", "Loans"), service("S-2", "Hotspots"))
    put(library, "phone", {"id": "p-alone", "number": "555"})
    told, _given = as_documents(library)
    assert [len(one["services"]) for one in told["organizations.json"]] == [2]

    other = Library(library.app)
    with package(zipped({name: json.dumps(one) for name, one in told.items()})) as read:
        assert says(read) == []
        bringing.bring_in(other.id, read, "cedar", agreed=None, by=None)
    assert as_documents(other)[0] == told


def test_the_description_of_the_tables_is_the_standards_in_meaning() -> None:
    theirs = json.loads((standard() / "datapackage.json").read_text())
    ours = {one["name"]: one for one in described("", {})["resources"]}

    assert set(ours) == {one["name"] for one in theirs["resources"]}
    for one in theirs["resources"]:
        mine = ours[one["name"]]
        assert mine["path"] == one["path"]
        assert mine["schema"]["primaryKey"] == one["schema"]["primaryKey"]
        assert keys_of(mine) == keys_of(one), one["name"]
        for field, wanted in zip(mine["schema"]["fields"], one["schema"]["fields"], strict=True):
            told = [{name: of.get(name) for name in ("name", "type", "format")} for of in (field, wanted)]
            assert told[0] == told[1]
            limits = [of["constraints"].get(name) for of in (field, wanted) for name in ("required", "enum")]
            assert limits[:2] == limits[2:], (one["name"], field["name"])


def test_the_standards_own_tables_come_out_equal_with_no_fault_that_they_did_not_have(library: Library, tmp_path: Path) -> None:
    folder = standard() / "examples" / "csv"
    theirs = {file.name: file.read_bytes() for file in folder.glob("*.csv")}
    described = (standard() / "datapackage.json").read_bytes()
    with package(zipped(theirs)) as read:
        bringing.bring_in(library.id, read, "standard", agreed=None, by=None)

    files, given = as_tables(library)
    assert given.left == []
    for name, content in theirs.items():
        assert files[name].decode().splitlines() == content.decode().splitlines(), name
    before, after, own = tmp_path / "before", tmp_path / "after", tmp_path / "own"
    for one in (before, after, own):
        one.mkdir()
    found = faults(before, {**theirs, "datapackage.json": described})
    assert faults(after, {**files, "datapackage.json": described}) == found
    assert faults(own, files) == found


@pytest.mark.parametrize("entity", ["organization", "service"])
def test_the_standards_own_documents_come_out_valid(library: Library, entity: str) -> None:
    put(library, entity, example(f"{entity}_full.json"))
    told, given = as_documents(library)

    assert given.left == []
    for organization in told["organizations.json"]:
        validator("organization").validate(organization)
        for one in organization["services"]:
            validator("service").validate(one)


def test_the_desk_gives_both_forms(library: Library, app: Any) -> None:
    library.staff("tom", password=PASSWORD)
    put(library, "service", service("S-1", "Loans"))
    desk = Desk(library, app.test_client(), library.email("tom"))
    for form in ("tabular", "json"):
        assert f"/listings/export/{form}.zip" in desk.client.get("/listings/export").text
        answer = desk.client.get(f"/listings/export/{form}.zip")
        assert zipfile.ZipFile(io.BytesIO(answer.data)).testzip() is None
    assert desk.client.get("/listings/export/xml.zip").status_code == 404


def test_the_directory_of_the_demonstration_library_is_valid_in_both_forms(demonstration: Server, tmp_path: Path) -> None:
    described = (standard() / "datapackage.json").read_bytes()
    given = {}
    for form in FORMS:
        file = tmp_path / f"{form}.zip"
        told = json.loads(demonstration.command("export", "directory", str(file), "--form", form, "--json").stdout)
        assert told["left_out"] == []
        with zipfile.ZipFile(file) as archive:
            given[form] = {name: archive.read(name) for name in archive.namelist()}
    for name, files in (("own", given["tabular"]), ("theirs", {**given["tabular"], "datapackage.json": described})):
        (tmp_path / name).mkdir()
        assert faults(tmp_path / name, files) == []
    organizations = json.loads(given["json"]["organizations.json"])
    assert len(organizations) > 10
    for organization in organizations:
        validator("organization").validate(organization)
        for one in organization["services"]:
            validator("service").validate(one)


def test_the_command_brings_in_what_it_gives_out_and_says_what_it_would_do(demonstration: Server, tmp_path: Path) -> None:
    file = tmp_path / "directory.zip"
    demonstration.command("export", "directory", str(file), "--form", "json")
    dry = json.loads(demonstration.command("import", "directory", str(file), "--dry-run", "--source", "us", "--json").stdout)
    assert (dry["new"], dry["changed"], dry["left_out"]) == ({}, {}, 0)
    assert dry["same"]["service"] > 20
    broken = tmp_path / "union.csv"
    broken.write_text("Name,Phone\nJob club,555\n,556\n")
    done = demonstration.command("import", "directory", str(broken), check=False)
    assert done.returncode == 1
    assert "It does not say what the service is called." in done.stderr
    assert "union: 3 entries added" in done.stdout
