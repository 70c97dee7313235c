"""Every route has a row in the one table of who may do what, and the table is what happens."""

import pytest
from flask import Flask

from desk.conftest import make_library, sign_in
from outreach_app.accounts import permissions
from outreach_app.accounts.permissions import TABLE
from outreach_app.accounts.rows import ANYONE, PHONE
from outreach_app.db import writing
from outreach_app.kits import projection

ROLES = ("trainer", "coordinator", "admin")


def routes(app: Flask) -> list[tuple[str, str, str]]:
    """Every (endpoint, method, address) there is; what stands in an address names nothing."""
    found = []
    for rule in app.url_map.iter_rules():
        built = "".join(part if not is_value else "unknown" for is_value, part in rule._trace)
        # One that answers nothing but HEAD is a route of its own; elsewhere it comes with GET.
        methods = rule.methods - {"HEAD", "OPTIONS"} or {"HEAD"}
        found += [(rule.endpoint, method, built.lstrip("|")) for method in sorted(methods)]
    return found


def test_every_route_has_a_row(app):
    assert {endpoint for endpoint, _, _ in routes(app)} - TABLE.keys() == set()


def test_a_route_without_a_row_is_refused(app):
    app.add_url_rule("/forgotten", "forgotten", lambda: "told")
    app.testing = False

    answer = app.test_client().get("/forgotten")

    assert (answer.status_code, "told" in answer.text, "Traceback" in answer.text) == (500, False, False)


def test_whoever_is_signed_out_reaches_only_what_is_for_anyone(app, library):
    client, wrong = app.test_client(), []
    for endpoint, method, address in routes(app):
        with client.open(address, method=method) as answer:
            status = answer.status_code
        who = TABLE[endpoint].who
        fits = status == 401 if who == PHONE else status not in (401, 403) if who == ANYONE else status == 303
        if not fits and endpoint != "accounts.sign_in_page":
            wrong.append((endpoint, method, status))

    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_a_role_reaches_what_is_its_and_no_more(app, as_role, role):
    client, wrong = as_role(role), []
    for endpoint, method, address in routes(app):
        who = TABLE[endpoint].who
        if isinstance(who, str) or endpoint == "accounts.sign_out":
            continue
        status = client.open(address, method=method).status_code
        if (status == 403) != (role not in who) or status in (303, 500):
            wrong.append((endpoint, method, status))

    assert wrong == []


def test_no_form_is_taken_without_its_token(app, as_role):
    client = as_role("admin")
    posts = [(endpoint, address) for endpoint, method, address in routes(app) if method == "POST"]

    taken = [
        endpoint
        for endpoint, address in posts
        if not endpoint.startswith("api.") and client.post(address).status_code not in (400, 422, 404, 410)
    ]

    assert taken == []


def test_another_librarys_rows_are_not_there(app, library):
    make_library(app, "two")
    with app.app_context(), writing(library) as handle:
        projection.put_kit(handle, id_="kit-of-one", code="K-01", name="Tablets", parts=[])
    own, other = sign_in(app.test_client(), "admin@one.example"), sign_in(app.test_client(), "admin@two.example")

    assert (own.get("/kits/kit-of-one").status_code, other.get("/kits/kit-of-one").status_code) == (200, 404)
    assert ("K-01" in own.get("/kits").text, "K-01" in other.get("/kits").text) == (True, False)


def test_the_api_does_not_read_cookies(app, as_role):
    assert as_role("admin").post("/api/v1/sync", json={}).status_code == 401


def test_the_table_names_no_route_that_is_gone(app):
    optional = {"health.metrics"}

    assert TABLE.keys() - {endpoint for endpoint, _, _ in routes(app)} - optional == set()
    assert permissions.COORDINATORS < permissions.STAFF
