"""The open API at /hsds/ answers as the standard's description says: to anybody, from any origin, and only to read."""

import json
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fixtures.directory import service, term
from fixtures.library import Library, ToldClock
from fixtures.packages import standard
from fixtures.queries import queries_of
from fixtures.standards import validator
from outreach_app.db import writing
from outreach_app.directory import keeping
from outreach_app.directory.intake.unnesting import unnested
from outreach_app.directory.open_api.asking import PARAMETERS
from outreach_app.directory.open_api.limiting import Limit
from outreach_app.problems import Refusal

CLASSES = [{"id": "a-9", "taxonomy_term": term("digital_skills")}]


@pytest.fixture
def hsds(library: Library) -> "Api":
    put(
        library,
        service("S-1", "Laptop loans", last_modified="2026-05-01T10:00:00Z", assurer_email="ann@example.org"),
        service("S-2", "Hotspots", last_modified="2026-06-01T10:00:00+02:00"),
        service("S-3", "Laptop classes", attributes=CLASSES, organization={"id": "org-2", "name": "Westfork Union"}),
    )
    return Api(library.app)


class Api:
    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def get(self, path: str, **headers: str) -> TestResponse:
        return self.client.get(f"/hsds{path}", headers=headers)

    def told(self, path: str) -> Any:
        answer = self.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json

    def ids(self, path: str) -> list[str]:
        return [one["id"] for one in self.told(path)["contents"]]


def put(library: Library, *services: dict[str, Any]) -> None:
    with writing(library.id) as handle:
        keeping.put(handle, unnested("service", services), source="package")


def test_it_says_what_it_is_to_any_origin_without_a_cookie(hsds: Api) -> None:
    answer = hsds.get("/")
    assert answer.json["version"] == "3.0"
    assert answer.json["openapi_url"].endswith("/hsds/openapi.json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Set-Cookie" not in answer.headers
    assert set(hsds.told("/openapi.json")["paths"]) == {"/", *PARAMETERS}
    preflight = hsds.client.options("/hsds/services")
    assert preflight.headers["Access-Control-Allow-Headers"] == "If-None-Match, If-Modified-Since"
    assert hsds.client.post("/hsds/services").status_code == 405
    assert hsds.client.get("/hsds").status_code == 308


def test_its_addresses_and_parameters_are_the_standards_own() -> None:
    theirs = json.loads((standard() / "schema" / "openapi.json").read_text())
    for path, told in theirs["paths"].items():
        named = [one["name"] if "name" in one else one["$ref"].rsplit("/", 1)[-1] for one in told["get"].get("parameters", [])]
        assert path == "/" or set(PARAMETERS[path]) == set(named), path


def test_a_page_has_services_with_what_they_point_to_and_says_where_it_is(hsds: Api) -> None:
    told = hsds.told("/services?per_page=2")
    contents = told.pop("contents")
    assert told == {
        "total_items": 3, "total_pages": 2, "page_number": 1, "size": 2, "first_page": True, "last_page": False, "empty": False
    }  # fmt: skip
    assert contents[0]["organization"]["name"] == "Cedar Digital Alliance"
    assert "phones" not in contents[0]
    assert "phones" in hsds.told("/services?full=true")["contents"][0]
    last = hsds.told("/services?per_page=2&page=2")
    assert (last["size"], last["last_page"]) == (1, True)
    beyond = hsds.told("/services?page=9")
    assert (beyond["empty"], beyond["contents"], beyond["total_items"]) == (True, [], 3)


FOUND = {
    "/services?search=laptop": ["S-1", "S-3"],
    "/services?search=LAPT+class": ["S-3"],
    "/services?search=%22%3B--": [],
    "/services?taxonomy_term_id=topic-device": ["S-1", "S-2"],
    "/services?taxonomy_id=outreach-topics": ["S-1", "S-2", "S-3"],
    "/services?taxonomy_id=none": [],
    "/services?organization_id=org-2": ["S-3"],
    "/services?search=laptop&organization_id=org-1": ["S-1"],
    "/services?modified_after=2026-05-15": ["S-2", "S-3"],
    "/services?modified_after=2026-05-01T12:00:00%2B02:00": ["S-1", "S-2", "S-3"],
    "/services?minimal=true": ["S-1", "S-2", "S-3"],
    "/organizations": ["org-1", "org-2"],
    "/organizations?search=uni": ["org-2"],
    "/taxonomies?search=digital": ["outreach-topics"],
    "/taxonomy_terms": ["topic-device", "topic-digital_skills"],
    "/taxonomy_terms?taxonomy_id=outreach-topics&search=skills": ["topic-digital_skills"],
    "/taxonomy_terms?parent_id=topic-device": [],
    "/taxonomy_terms?top_only=true": ["topic-device", "topic-digital_skills"],
    "/service_at_locations": ["S-1-there", "S-2-there", "S-3-there"],
    "/service_at_locations?search=hotspots": ["S-2-there"],
    "/service_at_locations?organization_id=org-2&taxonomy_term_id=topic-digital_skills": ["S-3-there"],
    "/service_at_locations?modified_after=2026-05-15&taxonomy_id=outreach-topics": ["S-2-there", "S-3-there"],
    "/service_at_locations?postcode=54%20999": ["S-1-there", "S-2-there", "S-3-there"],
    "/service_at_locations?postcode=54999&proximity=10": ["S-1-there", "S-2-there", "S-3-there"],
    "/service_at_locations?postcode=11111&proximity=10": [],
}


def test_what_is_asked_for_is_what_comes(hsds: Api) -> None:
    assert {path: sorted(hsds.ids(path)) for path in FOUND} == FOUND


def test_nearness_is_measured_in_metres_from_the_middle_of_a_postcode(library: Library, hsds: Api) -> None:
    # A hundredth of a degree to the north is 1,112 metres.
    near = {"id": "place-2", "location_type": "physical", "latitude": 44.51, "longitude": -90.25}
    put(library, service("S-9", "Repair", service_at_locations=[{"id": "S-9-there", "location": near}]))
    assert "S-9-there" not in hsds.ids("/service_at_locations?postcode=54999&proximity=1100")
    assert "S-9-there" in hsds.ids("/service_at_locations?postcode=54999&proximity=1125")


def test_terms_have_parents_and_children(library: Library, hsds: Api) -> None:
    with writing(library.id) as handle:
        below = {"id": "t-2", "name": "Tablets", "description": "Tablets", "parent_id": "topic-device"}
        keeping.put(handle, unnested("taxonomy_term", [below]))
    assert hsds.ids("/taxonomy_terms?parent_id=topic-device") == ["t-2"]
    assert "t-2" not in hsds.ids("/taxonomy_terms?top_only=true")


def test_one_entry_comes_with_all_that_belongs_to_it_and_nothing_private(hsds: Api) -> None:
    told = hsds.told("/services/S-1")
    assert told["service_at_locations"][0]["location"]["addresses"][0]["city"] == "Westfork"
    assert "assurer_email" not in told
    assert hsds.told("/organizations/org-1")["services"] == [{"id": "S-1"}, {"id": "S-2"}]
    assert hsds.told("/organizations/org-1?full_service=true")["services"][0]["phones"][0]["number"] == "(555) 010-2000"
    assert hsds.told("/service_at_locations/S-1-there")["service"]["name"] == "Laptop loans"
    assert hsds.told("/taxonomy_terms/topic-device")["taxonomy_detail"]["id"] == "outreach-topics"
    assert hsds.told("/taxonomies/outreach-topics")["name"] == "Digital help"
    missing = hsds.get("/services/none")
    assert (missing.status_code, missing.json["code"]) == (404, "not_found")
    assert missing.headers["Access-Control-Allow-Origin"] == "*"


def test_everything_comes_at_once_a_line_each(hsds: Api) -> None:
    answer = hsds.get("/services?format=ndjson&per_page=1&full=true")
    assert answer.mimetype == "application/x-ndjson"
    assert [json.loads(line)["id"] for line in answer.text.splitlines()] == ["S-1", "S-2", "S-3"]


WRONG = "page=0 page=x per_page=-1 format=xml full=maybe modified_after=monday taxonomy_id=a%20b colour=red proximity=9"


def test_a_wrong_parameter_is_told_as_a_problem_that_names_it(hsds: Api) -> None:
    for asked in WRONG.split():
        answer = hsds.get(f"/service_at_locations?{asked}")
        assert answer.status_code == 400, asked
        assert answer.mimetype == "application/problem+json"
        assert list(answer.json["fields"]) == [asked.split("=")[0]]


def test_whoever_has_it_already_is_told_so_until_something_changes(library: Library, hsds: Api, told: ToldClock) -> None:
    first = hsds.get("/services", **{"Accept-Encoding": "gzip"})
    tag, changed = first.headers["ETag"], first.headers["Last-Modified"]
    assert first.headers["Cache-Control"].startswith("public, max-age=")
    assert hsds.get("/services", **{"If-None-Match": tag, "Accept-Encoding": "gzip"}).status_code == 304
    assert hsds.get("/services", **{"If-Modified-Since": changed}).status_code == 304

    told.goes_on(minutes=1)
    with writing(library.id) as handle:
        keeping.put(handle, unnested("organization", [{"id": "org-9", "name": "Alone", "description": "x"}]))
    assert hsds.get("/services", **{"If-None-Match": tag}).status_code == 200
    assert hsds.get("/services", **{"If-Modified-Since": changed}).status_code == 200
    assert "org-9" in hsds.ids("/organizations?search=alone")


def test_a_page_is_bounded_and_asks_as_often_for_many_as_for_few(library: Library, hsds: Api) -> None:
    paths = [
        "/services?full=true",
        "/organizations?full=true&full_service=true",
        "/service_at_locations?full=true",
        "/services",
    ]
    hsds.get(paths[0])
    few = [queries_of(lambda path=path: hsds.get(path)) for path in paths]  # type: ignore[misc]
    put(library, *(service(f"M-{n}", f"Many {n}") for n in range(70)))
    assert [queries_of(lambda path=path: hsds.get(path)) for path in paths] == few  # type: ignore[misc]
    assert hsds.told("/services?full=true&per_page=1000")["size"] == 50
    assert hsds.told("/services?per_page=1000")["size"] == 73
    assert hsds.told("/services?minimal=true")["size"] == 73


def test_of_several_libraries_the_one_that_is_named_answers(library: Library, hsds: Api) -> None:
    other = Library(library.app)
    put(other, service("T-1", "Elsewhere"))
    assert hsds.get("/services").status_code == 400
    assert hsds.ids(f"/services?library={other.id}") == ["T-1"]
    assert hsds.get(f"/services/T-1?library={library.id}").status_code == 404
    assert hsds.get("/services?library=none").status_code == 404


def test_a_network_that_asks_without_end_is_told_to_wait(hsds: Api, library: Library) -> None:
    library.app.extensions["hsds_limit"] = Limit(2)
    assert [hsds.get("/services").status_code for _time in range(3)] == [200, 200, 429]
    answer = hsds.get("/services")
    assert (answer.headers["Retry-After"], answer.json["code"]) == ("60", "requests.too_many")
    limit = Limit(40)
    limit.take("a", 30)
    limit.take("b", 30)
    with pytest.raises(Refusal):
        limit.take("a", 30)


def test_every_answer_is_valid_by_the_standards_schemas(hsds: Api) -> None:
    for path in (path for path in PARAMETERS if "{" not in path):
        check = validator({"taxonomies": "taxonomy"}.get(path[1:], path[1:-1]))
        for full in ("", "?full=true") if "full" in PARAMETERS[path] else ("",):
            for one in hsds.told(path + full)["contents"]:
                check.validate(one)
                check.validate(hsds.told(f"{path}/{one['id']}"))
