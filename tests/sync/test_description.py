"""The description of the phones' API says what the server does: requests are made from it, and answers held to it."""

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given, settings
from schemathesis import checks as generic
from schemathesis.specs.openapi import checks

from fixtures.library import Library
from fixtures.server import MakeServer
from outreach_app.accounts.permissions import TABLE
from outreach_app.catalog import COLLECTIONS, KINDS

HELD = [
    generic.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
EXAMPLES = 12


def test_the_description_has_every_kind_collection_and_route(app: Flask, library: Library) -> None:
    answer = app.test_client().get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json["openapi"]) == (200, "3.1.0")
    schemas, paths = answer.json["components"]["schemas"], answer.json["paths"]
    for kind in KINDS:
        assert (kind.payload.__name__ in schemas) is not kind.decision
    assert {one.shape.__name__ for one in COLLECTIONS} <= schemas.keys()
    assert all(schema["description"] and schema["properties"] for schema in schemas.values())
    routes = {
        rule.rule.replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.endpoint in TABLE and rule.endpoint.startswith("api.")
    }
    assert routes == {*paths, "/api/v1/openapi.json"}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_real_server_answers_as_described(library: Library, database_url: str, make_server: MakeServer) -> None:
    token = library.device("phone-a", "ann")
    server = make_server(database_url).start()
    described = schemathesis.openapi.from_url(f"{server.url}/api/v1/openapi.json")
    operations = [one.ok() for one in described.get_all_operations()]

    told = {operation.label: statuses_of(operation, {"Authorization": f"Device {token}"}) for operation in operations}

    assert told.keys() == {
        "GET /api/v1/hello", "POST /api/v1/enrol", "POST /api/v1/sync", "POST /api/v1/quarantine",
        "PUT /api/v1/photos/{sha256}", "HEAD /api/v1/photos/{sha256}",
    }  # fmt: skip
    # What is made from the description is what the server takes, too.
    assert 200 in told["GET /api/v1/hello"]
    assert 200 in told["POST /api/v1/sync"]
    assert 202 in told["POST /api/v1/quarantine"]
    assert 204 in told["HEAD /api/v1/photos/{sha256}"]
    assert told["PUT /api/v1/photos/{sha256}"] <= {200, 400, 409, 413, 422}
    assert told["POST /api/v1/enrol"] <= {400, 401, 429}


def statuses_of(operation: Any, headers: dict[str, str]) -> set[int]:
    """Make requests of an operation, hold each answer to what is said of it; gives the statuses that came."""
    seen: set[int] = set()

    @settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy())
    def answers(case: Any) -> None:
        seen.add(case.call_and_validate(headers=headers, checks=HELD).status_code)

    run: Callable[[], None] = answers
    run()
    return seen
