"""What every answer of the server carries, whatever was asked and however it went."""

import json
import logging

import pytest
from flask import Flask
from flask.testing import FlaskClient

from fixtures.library import PASSWORD, Library

ASKED = {
    "the front page": "/",
    "the sign-in page": "/sign-in",
    "nothing": "/there-is-nothing-here",
    "the field app": "/app/",
    "a style": "style",
    "the API": "/api/v1/hello",
    "nothing of the API": "/api/v1/nothing",
    "health": "/healthz",
}
UNSAFE = ("unsafe-inline", "unsafe-eval'", "http:", "https:", "*")


@pytest.fixture
def addresses(app: Flask) -> dict[str, str]:
    with app.test_request_context():
        return {**ASKED, "a style": app.jinja_env.globals["asset"]("styles/desk.css")}


@pytest.mark.parametrize("asked", ASKED)
def test_every_answer_says_what_a_page_may_do(client: FlaskClient, library: Library, addresses: dict, asked: str) -> None:
    with client.get(addresses[asked]) as answer:
        policy = answer.headers["Content-Security-Policy"].replace("'wasm-unsafe-eval'", "")
        assert "default-src 'none'" in policy
        assert not any(word in policy for word in UNSAFE)
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["Outreach-Request"]


@pytest.mark.parametrize("asked", ["/", "/app/", "/api/v1/hello", "/q/nothing", "/there-is-nothing-here"])
def test_what_is_for_anyone_sets_no_cookie(client: FlaskClient, library: Library, asked: str) -> None:
    with client.get(asked) as answer:
        assert "Set-Cookie" not in answer.headers


def test_a_fault_of_the_program_is_a_page_without_its_insides(app: Flask, library: Library) -> None:
    app.testing = False
    app.view_functions["health.alive"] = lambda: 1 / 0
    answer = app.test_client().get("/healthz")
    assert answer.status_code == 500
    assert not any(word in answer.text for word in ("Traceback", "ZeroDivision", "outreach_app"))
    assert answer.headers["Outreach-Request"] in answer.text


def test_a_fault_of_the_api_is_a_problem_with_a_stable_code(app: Flask, library: Library) -> None:
    app.testing = False
    app.view_functions["api.hello"] = lambda: 1 / 0
    answer = app.test_client().get("/api/v1/hello", headers={"Outreach-Nonce": "n"})
    assert (answer.status_code, answer.mimetype, answer.json["code"]) == (500, "application/problem+json", "fault")
    assert answer.headers["Outreach-Nonce"] == "n"
    assert "Zero" not in answer.text


def test_logs_hold_ids_and_no_people(app: Flask, library: Library, caplog: pytest.LogCaptureFixture) -> None:
    library.staff("dee", password=PASSWORD)
    phone = library.phone("phone-z", "dee")
    told = {"email": library.email("dee"), "password": "a wrong secret", "label": "Dee Doe's telephone"}
    with caplog.at_level(logging.DEBUG, logger="outreach_app"):
        phone.post("enrol", told)
        phone.post("enrol", {**told, "password": PASSWORD})
        secret = phone.checks_out("K1").replace('"note":null', '"note":"She has a limp"')
        phone.ask([secret, "{nonsense about Dee"])
        app.test_client().post("/sign-in", data=told)
    lines = [json.loads(handler_line) for handler_line in _lines(caplog)]
    assert {line["endpoint"] for line in lines if "endpoint" in line} >= {"api.enrol", "api.sync"}
    text = "\n".join(_lines(caplog))
    for personal in (library.email("dee"), "secret", PASSWORD, "Dee", "limp", "nonsense", phone.token):
        assert personal not in text


def _lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    from outreach_app.web.logs import Line

    return [Line().format(record) for record in caplog.records if record.name.startswith("outreach_app")]


def test_answers_over_a_kilobyte_are_packed_for_those_who_take_it(library: Library) -> None:
    phone = library.phone()
    packed = phone.http.post(
        "/api/v1/sync",
        json=phone.request(),
        headers={"Outreach-Nonce": "n", "Authorization": f"Device {phone.token}", "Accept-Encoding": "gzip"},
    )
    assert packed.headers["Content-Encoding"] == "gzip"
    assert "Content-Encoding" not in phone.post("sync", phone.request()).headers


@pytest.mark.parametrize(("wanted", "language"), [("es-MX,es;q=0.9,en;q=0.5", "es"), ("fr", "en"), ("", "en"), (";;", "en")])
def test_pages_are_in_the_readers_language(client: FlaskClient, library: Library, wanted: str, language: str) -> None:
    answer = client.get("/", headers={"Accept-Language": wanted})
    assert f'<html lang="{language}"' in answer.text


def test_ready_means_that_the_database_is_there_and_of_the_right_shape(client: FlaskClient, library: Library) -> None:
    assert client.get("/readyz").status_code == 200
