"""What every answer carries, whatever it is: headers, a number to ask about, problems in one shape, the right language."""

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from flask import Flask
from flask.testing import FlaskClient

from desk.conftest import make_library, sign_in
from fixtures.databases import settings_for
from outreach_app.accounts import permissions
from outreach_app.accounts.rows import ANYONE, Row
from outreach_app.app import create_app
from outreach_app.db import db
from outreach_app.paths import DIST
from outreach_app.settings import Settings

NONCE = {"Outreach-Nonce": "nonce-1"}
STYLE = "styles/base.css"


@pytest.fixture
def client(app: Flask, monkeypatch: pytest.MonkeyPatch) -> FlaskClient:
    """A stranger's browser at a library whose program has a fault at two addresses."""
    make_library(app, "one")

    def faulty() -> str:
        raise KeyError("what nobody is to read")

    for endpoint, path in (("faulty", "/faulty"), ("api_faulty", "/api/v1/faulty")):
        monkeypatch.setitem(permissions.TABLE, endpoint, Row(ANYONE))
        app.add_url_rule(path, endpoint, faulty)
    app.testing = False
    return app.test_client()


def built(logical: str) -> str:
    urls: dict[str, str] = json.loads((DIST / "manifest.json").read_text())["files"]
    return urls[logical]


def a_style() -> str:
    urls: dict[str, str] = json.loads((DIST / "manifest.json").read_text())["files"]
    return max((url for name, url in urls.items() if name.endswith(".css")), key=lambda url: (DIST / url[8:]).stat().st_size)


ANSWERS = [
    ("GET", "/", 200),
    ("GET", "/sign-in", 200),
    ("POST", "/sign-in", 422),
    ("GET", "/kits", 303),
    ("GET", "/nothing-here", 404),
    ("PUT", "/", 405),
    ("GET", "/faulty", 500),
    ("GET", "a style", 200),
    ("GET", "/static/nothing.css", 404),
    ("GET", "/static/../../pyproject.toml", 404),
    ("GET", "/static/manifest.json", 404),
    ("GET", "/app/", 200),
    ("GET", "/app/kits/K1", 200),
    ("GET", "/app/sw.js", 200),
    ("GET", "/app/manifest.webmanifest", 200),
    ("GET", "/api/v1/hello", 200),
    ("GET", "/api/v1/nothing", 404),
    ("GET", "/api/v1/sync", 405),
    ("POST", "/api/v1/sync", 401),
    ("POST", "/api/v1/quarantine", 401),
    ("POST", "/api/v1/enrol", 400),
    ("GET", "/api/v1/faulty", 500),
    ("GET", "/healthz", 200),
    ("GET", "/readyz", 200),
]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_answer_forbids_what_no_page_needs_and_has_a_number(client: FlaskClient, subtests: pytest.Subtests) -> None:
    for method, path, status in ANSWERS:
        with subtests.test(f"{method} {path}"), client.open(a_style() if path == "a style" else path, method=method) as answer:
            assert answer.status_code == status
            policy = dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))
            assert policy["default-src"] == "'none'"
            assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
            assert policy["form-action"] == "'self'"
            assert not any(word in "; ".join(policy.values()) for word in ("unsafe-inline", "'unsafe-eval'", "http", "*"))
            assert policy["script-src"] == ("'self' 'wasm-unsafe-eval'" if path.startswith("/app/") else "'self'")
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
            assert answer.headers["Outreach-Request"]
            wanted = "no-cache" if path.startswith("/app/") else "no-store"
            assert answer.headers["Cache-Control"] == ("public, max-age=31536000, immutable" if path == "a style" else wanted)
            assert "Strict-Transport-Security" not in answer.headers
            assert "Traceback" not in answer.text
            assert "nobody is to read" not in answer.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_all_that_the_worker_keeps_is_given_out_as_the_worker_expects_it(client: FlaskClient) -> None:
    with client.get("/app/sw.js") as answer:
        kept = re.findall(r'"url":"([^"]+)","sha256":"sha256-([^"]+)"', answer.text)

    assert len(kept) > 20
    for url, expected in kept:
        with client.get(url) as answer:
            assert (url, answer.status_code) == (url, 200)
            assert (url, base64.b64encode(hashlib.sha256(answer.data).digest()).decode()) == (url, expected)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_over_https_browsers_are_told_to_stay_there(settings: Settings) -> None:
    app = create_app(replace(settings, base_url="https://outreach.example.org"))
    for path in ("/", "/nothing", "/api/v1/hello", "/api/v1/nothing"):
        assert "max-age=31536000" in app.test_client().get(path).headers["Strict-Transport-Security"]
    with app.app_context():
        db.engine.dispose()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_the_api_refuses_is_problem_json_with_the_nonce(client: FlaskClient, subtests: pytest.Subtests) -> None:
    codes = {400: "envelope.broken", 401: "device.unknown", 404: "not_found", 405: "request.method", 500: "fault"}
    for method, path, status in ANSWERS:
        if not path.startswith("/api/") or status == 200:
            continue
        with subtests.test(f"{method} {path}"):
            answer = client.open(path, method=method, headers=NONCE)
            assert answer.mimetype == "application/problem+json"
            assert answer.json["status"] == status
            assert answer.json["code"] == codes[status]
            assert answer.json["title"]
            assert answer.json["detail"]
            assert answer.headers["Outreach-Nonce"] == "nonce-1"
            assert "Set-Cookie" not in answer.headers


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("nonce", ["x" * 65, "a b", "é", ""])
def test_a_nonce_that_is_none_is_not_repeated(client: FlaskClient, nonce: str) -> None:
    assert "Outreach-Nonce" not in client.get("/api/v1/hello", headers={"Outreach-Nonce": nonce}).headers


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_fault_gives_people_a_page_with_a_number_that_the_log_has(client: FlaskClient, capsys: pytest.CaptureFixture) -> None:
    answer = client.get("/faulty")

    number = answer.headers["Outreach-Request"]
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert "KeyError" in next(line["trace"] for line in lines if "trace" in line and line["request"] == number)
    assert number in answer.text
    assert "KeyError" not in answer.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_logs_tell_of_every_request_and_of_no_person(client: FlaskClient, capsys: pytest.CaptureFixture) -> None:
    secrets = [
        "alder@example.org",
        "horse-battery",
        "Alder",
        "203.0.113.7",
        "Mill Lane",
        "trainer@one.example",
        "a password for tests",
    ]
    told = {"environ_base": {"REMOTE_ADDR": "203.0.113.7"}}
    page = client.get("/sign-in", **told)
    token = page.text.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    typed = {"csrf_token": token, "email": "alder@example.org", "password": "horse-battery-1"}
    answers = [
        page,
        client.post("/sign-in", data=typed, **told),
        client.post("/api/v1/enrol", json={**typed, "label": "Alder's phone"}, headers=NONCE, **told),
        client.post(
            "/api/v1/enrol", json={"email": "alder@example.org", "password": "horse-battery", "label": "Alder"}, headers=NONCE
        ),
        client.get("/kits?q=Mill Lane", **told),
        client.get("/app/enrol?email=alder@example.org", **told),
        client.post("/api/v1/quarantine", data=b"Mill Lane", headers={**NONCE, "Authorization": "Device Alder"}, **told),
    ]
    sign_in(client, "trainer@one.example")
    for answer in answers:
        answer.close()

    said = capsys.readouterr().err
    lines = [json.loads(line) for line in said.splitlines()]
    assert [secret for secret in secrets if secret in said] == []
    assert {answer.headers["Outreach-Request"] for answer in answers} <= {line["request"] for line in lines}
    assert [line["status"] for line in lines if line["says"] == "answered"][:4] == [
        answer.status_code for answer in answers[:4]
    ]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("path", "accepts", "speaks"),
    [
        ("/", "es", "es"),
        ("/", "es-MX,es;q=0.9,en;q=0.1", "es"),
        ("/", "fr,de", "en"),
        ("/", "fr,es;q=0.2", "es"),
        ("/", "", "en"),
        ("/?lang=es", "en", "es"),
        ("/?lang=tlh", "es", "es"),
        ("/nothing-here", "es", "es"),
        ("/faulty", "es", "es"),
    ],
)
def test_a_page_speaks_the_language_that_its_reader_asks_for(client: FlaskClient, path: str, accepts: str, speaks: str) -> None:
    answer = client.get(path, headers={"Accept-Language": accepts})

    assert f'<html lang="{speaks}"' in answer.text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_language_that_somebody_chose_is_theirs_on_the_next_page(client: FlaskClient) -> None:
    sign_in(client, "trainer@one.example")

    assert '<html lang="es"' in client.get("/kits?lang=es").text
    assert '<html lang="es"' in client.get("/kits", headers={"Accept-Language": "en"}).text


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_over_a_kilobyte_is_packed_for_those_who_take_it(client: FlaskClient) -> None:
    page, small = (client.get(path, headers={"Accept-Encoding": "gzip"}) for path in ("/sign-in", "/healthz"))
    plain = client.get("/sign-in")

    assert page.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in page.headers["Vary"]
    assert "Content-Encoding" not in small.headers
    assert "Content-Encoding" not in plain.headers


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_built_file_has_twins_that_say_the_same(client: FlaskClient) -> None:
    with client.get(a_style()) as plain, client.get(a_style(), headers={"Accept-Encoding": "br, gzip"}) as packed:
        assert packed.headers["Content-Encoding"] == "br"
        assert brotli.decompress(packed.data) == plain.data
        assert "Accept-Encoding" in plain.headers["Vary"]


def test_ready_means_a_database_of_the_right_shape_and_healthy_does_not(tmp_path: Path, app: Flask) -> None:
    empty = create_app(settings_for(tmp_path, f"sqlite:///{tmp_path / 'empty.sqlite3'}"))

    assert [app.test_client().get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]
    answer = empty.test_client().get("/readyz")
    assert (empty.test_client().get("/healthz").status_code, answer.status_code) == (200, 503)
    assert int(answer.headers["Retry-After"]) > 0
    with empty.app_context():
        db.engine.dispose()
