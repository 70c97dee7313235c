"""A package is looked over first, brought in twice the same, and takes away only what is asked for."""

import hashlib
import io
import json
from typing import Any

import pytest

from desk.conftest import token_in
from fixtures.desk import Desk
from fixtures.library import PASSWORD, Library
from fixtures.packages import SMALL, example, package, table, zipped
from fixtures.queries import asked
from outreach_app.audit.models import AuditLine
from outreach_app.db import reading, writing
from outreach_app.directory import keeping
from outreach_app.directory.assembling import nested
from outreach_app.directory.intake import bringing
from outreach_app.directory.intake.unnesting import unnested
from outreach_app.directory.linking import Row

CHANGED = {**SMALL, "services.csv": SMALL["services.csv"].replace("Laptop loans", "Laptops for a month")}
TWO = {**SMALL, "services.csv": SMALL["services.csv"] + "s-2,o-2,Hotspots,active,,\n"}


@pytest.fixture
def desk(library: Library, app) -> Desk:
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


def looks(desk: Desk, files: Any = SMALL, name: str = "neighbours.zip", **typed: str) -> str:
    raw = files if isinstance(files, bytes) else zipped(files)
    return desk.send("/listings/import", file=(io.BytesIO(raw), name), **typed).text


def agrees(desk: Desk, page: str, **also: str):
    told = {name: token_in(page, name) for name in ("csrf_token", "content", "digest", "name", "source")}
    return desk.client.post("/listings/import/agreed", {**told, **also})


def brought(library: Library, files: dict[str, str] = SMALL, **more: Any) -> bringing.Plan:
    with package(files) as read:
        return bringing.bring_in(library.id, read, "neighbours", agreed=None, by=None, **more)


def test_it_is_looked_over_with_counts_examples_and_errors_and_nothing_is_done(desk: Desk, library: Library) -> None:
    page = looks(desk, {**SMALL, "phones.csv": "id,service_id,number\np-1,s-9,555\np-2,s-1,\n"})

    assert "Laptop loans" in page
    assert "phones.csv, line 3" in page
    assert "No service has the id s-9." in page
    assert library.rows("listings") == {}
    assert desk.rows(AuditLine, AuditLine.what == "directory_packages") == []

    assert agrees(desk, page).status_code == 303
    assert library.rows("listings")["s-1"]["organization"] == "Cedar Digital Alliance"
    (line,) = desk.rows(AuditLine, AuditLine.what == "directory_packages")
    assert json.loads(line.after) == {"added": 6, "changed": 0, "name": "neighbours", "removed": 0, "services": 1}
    (line,) = desk.rows(AuditLine, AuditLine.what == "listings")
    assert (line.subject, json.loads(line.after)) == ("s-1", {"name": "Laptop loans"})


def test_brought_in_a_second_time_it_changes_nothing(desk: Desk, library: Library) -> None:
    agrees(desk, looks(desk))
    before, noted = library.shown(), len(desk.rows(AuditLine))

    assert "There is nothing to be done" in looks(desk)
    assert brought(library).changes_anything is False
    assert (library.shown(), len(desk.rows(AuditLine))) == (before, noted)


def test_what_is_others_is_told_field_by_field_and_noted(desk: Desk, library: Library) -> None:
    brought(library)
    page = looks(desk, CHANGED)
    assert "Laptops for a month" in page
    agrees(desk, page)

    line = desk.rows(AuditLine, AuditLine.what == "listings")[-1]
    assert json.loads(line.before) == {"name": "Laptop loans"}
    assert library.rows("listings")["s-1"]["name"] == "Laptops for a month"


def test_what_a_source_has_no_more_is_told_and_taken_away_only_on_demand(desk: Desk, library: Library) -> None:
    brought(library, TWO)
    with writing(library.id) as handle:
        keeping.put(handle, [Row("service", "s-own", {"id": "s-own", "name": "Our own", "status": "active"})])

    page = looks(desk, source="neighbours")
    assert "Services that this source does not have any more" in page
    assert "Hotspots" in page
    assert "Our own" not in page
    agrees(desk, page)
    assert set(library.rows("listings")) == {"s-1", "s-2", "s-own"}

    agrees(desk, looks(desk, source="neighbours"), takes_away="y")
    assert set(library.rows("listings")) == {"s-1", "s-own"}
    assert "Hotspots" not in looks(desk, source="another")


def test_where_somebody_changed_it_meanwhile_nothing_is_done_until_it_is_looked_over_again(
    desk: Desk, library: Library
) -> None:
    page = looks(desk, CHANGED)
    brought(library)

    answer = agrees(desk, page)
    assert answer.status_code == 409
    assert "Somebody changed the directory meanwhile" in answer.text
    assert library.rows("listings")["s-1"]["name"] == "Laptop loans"
    assert agrees(desk, answer.text).status_code == 303
    assert library.rows("listings")["s-1"]["name"] == "Laptops for a month"


def test_no_file_a_strange_one_and_a_page_that_was_open_too_long_are_told(desk: Desk) -> None:
    assert "Choose the file first" in desk.send("/listings/import").text
    assert "There is no table" in looks(desk, b"%PDF-1.7", "directory.pdf")
    page = looks(desk)
    told = {name: token_in(page, name) for name in ("content", "digest", "name", "source")}
    assert "this page was open for too long" in desk.client.post("/listings/import/agreed", told).text
    assert desk.client.post("/listings/import/agreed", {**told, "content": "no base64"}).status_code == 422


def test_a_package_of_megabytes_is_agreed_to_at_the_desk(desk: Desk, library: Library) -> None:
    picture = hashlib.shake_256(b"a picture").digest(1_200_000)
    page = looks(desk, {**SMALL, "map.png": picture})
    assert "Files that say nothing here and are left out: map.png" in page
    assert len(token_in(page, "content")) > 1_500_000
    assert agrees(desk, page).status_code == 303
    assert set(library.rows("listings")) == {"s-1"}


def test_many_services_go_in_a_part_at_a_time_each_whole(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bringing, "AT_ONCE", 7)
    files = {
        **SMALL,
        "services.csv": table(("id", "organization_id", "name"), ((f"s-{n}", "o-1", f"S {n}") for n in range(9))),
        "phones.csv": table(("id", "service_id", "number"), ((f"p-{n}", f"s-{n % 9}", f"555-{n}") for n in range(27))),
    }  # fmt: skip
    with package(files) as read:
        parts = list(bringing.batches(read))
        assert max(len(one) for one in parts) <= 10
        assert sum(len(one) for one in parts) == 3 + 9 + 1 + 27
    brought(library, files)
    assert {len(one["phones"]) for one in library.rows("listings").values()} == {3}
    with package(files) as read, reading(library.id) as session, asked() as queries:
        bringing.planned(session, read, "neighbours")
    assert len(queries) < 6 * len(parts) + 5


NESTED = ["service_full", "organization_full", "service_at_location_full", "location", "taxonomy", "taxonomy_term"]


@pytest.mark.parametrize("name", NESTED)
def test_the_standards_own_examples_go_in_and_come_out_equal(library: Library, name: str) -> None:
    told = example(f"{name}.json")
    entity = name.removesuffix("_full")
    with writing(library.id) as handle:
        keeping.put(handle, unnested(entity, [told]), source="standard")
    left_out = {"services"} if entity == "organization" else set()
    with reading(library.id) as session:
        out = nested(session, entity, [told["id"]])[told["id"]]
    assert out == {member: value for member, value in told.items() if member not in left_out}
