"""A package says for each row what is wrong with it and where; good rows come in, and what hangs on a bad one does not."""

import csv
import io
import json
import zipfile

import pytest

from fixtures.packages import ORGANIZATIONS, PHONES, SERVICES, SMALL, package, says, zipped
from outreach_app.directory.intake import opening, tables
from outreach_app.problems import Refusal


def rows(read) -> dict[tuple[str, str], dict]:
    both = [*read.spool.rows(of_services=False), *read.spool.rows(of_services=True)]
    return {(row.entity, row.id): row.told for _service, row in both}


def test_a_package_comes_in_whole_with_the_fields_that_nobody_knows() -> None:
    with package(SMALL) as read:
        assert says(read) == []
        assert read.spool.counts() == {"organization": 2, "service": 1, "location": 1, "service_at_location": 1, "phone": 1}
        assert rows(read)["service", "s-1"]["x_wing"] == "left"
        assert rows(read)["service", "s-1"]["description"] == "<b>Loans</b> for all"
        assert rows(read)["location", "l-1"]["latitude"] == 44.5
        assert rows(read)["phone", "p-1"]["extension"] == 12


def test_the_rows_of_a_service_come_together_after_what_services_share() -> None:
    with package(SMALL) as read:
        assert [row.entity for _service, row in read.spool.rows(of_services=False)] == ["organization"] * 2 + ["location"]
        assert {service for service, _row in read.spool.rows(of_services=True)} == {"s-1"}


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("services.csv", "id,organization_id,name,status\ns-9,o-9,Lost,active\n",
         ("services.csv", 2, "organization_id", "No organization has the id o-9.", "row")),
        ("services.csv", "id,organization_id,name,status\ns-9,o-1,Open,open\n",
         ("services.csv", 2, "status",
          "“open” is none of: active, inactive, defunct, temporarily closed.", "row")),
        ("services.csv", "id,organization_id,name,status\ns-9,o-1,,active\n",
         ("services.csv", 2, "name", "It is empty, and the standard needs it.", "row")),
        ("services.csv", f"id,organization_id,name,status\ns-9,o-1,{'n' * 10000},active\n",
         ("services.csv", 2, "name", "It has 10000 characters; there may be 1000.", "row")),
        ("services.csv", "id,organization_id,name,status\ns 9,o-1,A,active\n",
         ("services.csv", 2, "id", "“s 9” is no id: 1 to 64 letters, digits, _ and -.", "row")),
        ("services.csv", "id,organization_id,name,status,minimum_age\ns-9,o-1,A,active,adults\n",
         ("services.csv", 2, "minimum_age", "“adults” is no number.", "field")),
        ("services.csv", "id,organization_id,name,status,assured_date\ns-9,o-1,A,active,11/24/2026\n",
         ("services.csv", 2, "assured_date", "“11/24/2026” is no day such as 2026-11-24.", "field")),
        ("services.csv", "id,organization_id,name,status,url\ns-9,o-1,A,active,on our page\n",
         ("services.csv", 2, "url", "“on our page” is no web address.", "kept")),
        ("schedules.csv", "id,service_id,freq,opens_at\nh-1,s-1,DAILY,noon\n",
         ("schedules.csv", 2, "freq", "“DAILY” is none of: WEEKLY, MONTHLY.", "field")),
        ("schedules.csv", "id,service_id,opens_at\nh-1,s-1,noon\n",
         ("schedules.csv", 2, "opens_at", "“noon” is no time of day such as 09:30.", "field")),
        ("phones.csv", "id,number\np-1,555\np-1,556\n", ("phones.csv", 3, "id", "Another row has the id p-1 already.", "row")),
        ("phones.csv", "number\n555\n",
         ("phones.csv", 1, "id", "The first line names no column “id”: nothing in the file can be read.", "row")),
        ("phones.csv", "id,number\np-1,555,more\n",
         ("phones.csv", 2, "", "The line has more cells than there are columns.", "field")),
        ("addresses.csv", "id,address_1,city,state_province,postal_code,address_type\nd-1,1 Main,W,WI,1,physical\n",
         ("addresses.csv", 2, "country", "It is empty, and the standard needs it.", "kept")),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_file_line_field_and_what_becomes_of_it(file, content, told) -> None:
    with package({**SMALL, file: content}) as read:
        assert told in says(read)


def test_what_belongs_to_a_row_that_is_left_out_is_left_out_too_and_all_else_comes_in() -> None:
    broken = "id,organization_id,name,status\ns-1,o-1,Laptop loans,open\ns-2,o-2,Hotspots,active\n"
    with package({**SMALL, "services.csv": broken}) as read:
        assert set(rows(read)) == {("organization", "o-1"), ("organization", "o-2"), ("location", "l-1"), ("service", "s-2")}
        assert [(one[0], one[2], one[4]) for one in says(read)] == [
            ("services.csv", "status", "row"),
            ("service_at_location.csv", "service_id", "row"),
            ("phones.csv", "", "row"),
        ]
        assert read.left_out == 3


def test_what_is_left_out_but_was_there_before_still_has_what_belongs_to_it() -> None:
    broken = "id,organization_id,name,status\ns-1,o-1,Laptop loans,open\n"
    with package({**SMALL, "services.csv": broken}, there=[("service", "s-1")]) as read:
        assert {("phone", "p-1"), ("service_at_location", "a-1")} <= set(rows(read))


def test_a_table_that_is_missing_is_told_with_each_row_that_points_to_it() -> None:
    with package({"services.csv": SERVICES, "phones.csv": PHONES}) as read:
        assert read.spool.counts() == {}
        assert says(read)[0] == (
            "organizations.csv", None, "", "The file is missing, and other tables of the package point to it.", "kept"
        )  # fmt: skip
    with package({"services.csv": SERVICES}, there=[("organization", "o-1")]) as read:
        assert read.spool.counts() == {"service": 1}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_table_is_read_in_whatever_alphabet_and_with_whatever_separator(encoding, separator) -> None:
    written = ORGANIZATIONS.replace("Cedar", "Señal – Café").replace(",", separator).encode(encoding)
    with package({**SMALL, "organizations.csv": written}) as read:
        assert rows(read)["organization", "o-1"]["name"] == "Señal – Café Digital Alliance"


def test_tables_in_a_folder_of_the_zip_and_by_the_packages_own_names_are_found() -> None:
    described = {"resources": [{"name": "service", "path": "data/dienste.csv"}]}
    files = {
        "pack/datapackage.json": json.dumps(described), "pack/dienste.csv": SERVICES, "pack/organizations.csv": ORGANIZATIONS,
        "__MACOSX/pack/._organizations.csv": b"\x00", "pack/read me.pdf": b"%PDF",
    }  # fmt: skip
    with package(files) as read:
        assert read.spool.counts() == {"organization": 2, "service": 1}
        assert read.unread == ["read me.pdf"]


def test_json_of_one_of_many_and_of_a_page_are_the_same_and_say_where_something_is_wrong() -> None:
    one = {"id": "s-1", "name": "Loans", "status": "active", "phones": [{"id": "p-1", "number": "555"}, {"number": "556"}, 7]}
    for document in (one, [one], {"contents": [one], "total_items": 1}):
        with package(json.dumps(document).encode(), "services.json") as read:
            assert read.spool.counts() == {"service": 1, "phone": 1}
            assert [(fault.place.split(".")[-1], fault.field) for fault in read.faults] == [
                ("phones[1]", "id"),
                ("phones[2]", ""),
            ]
    with package(zipped({"a.json": json.dumps(one), "b.json": json.dumps({**one, "id": "s-2"})}), "x.zip") as read:
        assert read.spool.counts() == {"service": 2, "phone": 1}


def test_services_stand_in_their_organisation_as_the_api_nests_them() -> None:
    told = {
        "id": "o-1",
        "name": "A",
        "description": "B",
        "services": [{"id": "s-1", "name": "C", "status": "active"}, {"id": "s-2"}],
    }
    with package(json.dumps(told).encode(), "organization.json") as read:
        assert rows(read)["service", "s-1"]["organization_id"] == "o-1"
        assert ("service", "s-2") not in rows(read)


@pytest.mark.parametrize(
    ("raw", "name", "says"),
    [
        (b"{", "services.json", "no JSON document"),
        (b"[" * 100_000, "services.json", "no JSON document"),
        (b'{"id": "x", "name": NaN}', "services.json", "no JSON document"),
        (b'[{"colour": "red"}]', "services.json", "no entry of the standard"),
        (b"hello", "notes.pdf", "There is no table"),
        (zipped({"../services.csv": SERVICES}), "x.zip", "leads out of it"),
        (zipped({"/etc/services.csv": SERVICES}), "x.zip", "leads out of it"),
        (zipped({"C:\\services.csv": SERVICES}), "x.zip", "leads out of it"),
        (zipped({"a/services.csv": SERVICES, "b/services.csv": SERVICES}), "x.zip", "two files called"),
        (zipped({"services.csv": "id,id\n1,2\n"}), "x.zip", "two columns called"),
        (zipped({"services.csv": b"id,name\n1," + b"x" * 1_200_000}), "x.zip", "a line of more than"),
        (zipped({"services.csv": b'id,name\n1,"' + b"x\n" * 200_000}), "x.zip", "Is a quote missing?"),
        (zipped({"services.csv": b"id\n" + b"0" * 20_000_000}), "x.zip", "far too large"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(raw, name, says) -> None:
    with pytest.raises(Refusal) as refused, package(raw, name):
        pass
    assert refused.value.code == "directory.file_unread"
    assert says in str(refused.value.message)


def test_a_missing_quote_is_told_whatever_another_program_in_the_process_lets_a_field_hold() -> None:
    before = csv.field_size_limit(2**30)
    try:
        with pytest.raises(Refusal) as refused, package(zipped({"services.csv": b'id,name\n1,"' + b"x\n" * 200_000}), "x.zip"):
            pass
    finally:
        csv.field_size_limit(before)
    assert "Is a quote missing?" in str(refused.value.message)


def test_a_zip_that_says_it_is_larger_than_can_be_held_is_refused_before_anything_is_unpacked(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(opening, "MOST_UNPACKED", 1000)
    monkeypatch.setattr(tables, "lines", lambda *_others: pytest.fail("unpacked"))
    with pytest.raises(Refusal) as refused, package({"services.csv": "id\n" + "12\n" * 1000}):
        pass
    assert "more than" in str(refused.value.message)


def test_a_zip_whose_bytes_are_damaged_is_told() -> None:
    raw = bytearray(zipped({"services.csv": SERVICES * 50, "organizations.csv": ORGANIZATIONS}))
    raw[60] ^= 0xFF
    with pytest.raises(Refusal) as refused, package(bytes(raw)):
        pass
    assert "damaged" in str(refused.value.message)


def test_a_link_in_a_zip_is_not_followed() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        link = zipfile.ZipInfo("services.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    with pytest.raises(Refusal), package(out.getvalue()):
        pass
