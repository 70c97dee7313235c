"""Signing in at the desk: the cookie, what a stranger learns, and how it ends."""

import re
from contextvars import Context
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from desk.conftest import PASSWORD, make_library, sign_in, token_in
from fixtures.library import ToldClock
from outreach_app import clock
from outreach_app.accounts.models import SignIn, StaffMember
from outreach_app.accounts.people import deactivate
from outreach_app.accounts.sign_in import AT_MOST
from outreach_app.app import create_app
from outreach_app.db import db, reading, writing
from outreach_app.settings import Settings


@pytest.fixture
def library(app: Flask) -> str:
    return make_library(app, "one")


def _cookie(app: Flask) -> tuple[str, set[str]]:
    """The name of the cookie that a sign-in gives, and its attributes."""
    client = app.test_client()
    page = client.get("/sign-in", base_url=app.extensions["settings"].base_url)
    told = {"csrf_token": token_in(page.text), "email": "trainer@one.example", "password": PASSWORD}
    answer = client.post("/sign-in", data=told, base_url=app.extensions["settings"].base_url)
    assert answer.status_code == 303
    (cookie,) = answer.headers.getlist("Set-Cookie")
    name, *attributes = cookie.split("; ")
    return name.split("=")[0], {one for one in attributes if not one.startswith(("Expires", "Max-Age"))}


def test_over_https_the_cookie_goes_to_this_host_only_and_no_script_reads_it(settings: Settings, library: str) -> None:
    app = create_app(replace(settings, base_url="https://outreach.example.org"))

    name, attributes = _cookie(app)

    assert name == "__Host-outreach"
    assert attributes == {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"}
    with app.app_context():
        db.engine.dispose()


def test_on_loopback_the_cookie_does_without_https(app: Flask, library: str) -> None:
    name, attributes = _cookie(app)

    assert name == "outreach"
    assert attributes == {"HttpOnly", "Path=/", "SameSite=Lax"}


def test_a_stranger_gets_no_cookie_from_a_page_without_a_form(app: Flask, library: str) -> None:
    for path in ("/", "/healthz", "/app/", "/nothing-here"):
        with app.test_client().get(path) as answer:
            assert "Set-Cookie" not in answer.headers


def _refused(client: FlaskClient, email: str, password: str) -> tuple[int, str]:
    told = {"csrf_token": token_in(client.get("/sign-in").text), "email": email, "password": password}
    answer = client.post("/sign-in", data=told)
    return answer.status_code, re.sub(r'value="[^"]*"', "", answer.text)


def test_the_page_is_the_same_for_a_wrong_address_and_a_wrong_password(app: Flask, library: str) -> None:
    with app.app_context(), writing(library) as handle:
        left = handle.session.scalars(db.select(StaffMember).where(StaffMember.email == "coordinator@one.example")).one()
        deactivate(handle, left)
    told = [
        _refused(app.test_client(), email, password)
        for email, password in (
            ("trainer@one.example", "wrong and long"),
            ("nobody@one.example", "wrong and long"),
            ("coordinator@one.example", PASSWORD),
        )
    ]

    assert [status for status, _ in told] == [401] * 3
    assert {page for _, page in told} == {told[0][1]}


def test_whoever_is_deactivated_loses_the_desk_at_once(app: Flask, library: str) -> None:
    client = sign_in(app.test_client(), "trainer@one.example")
    assert client.get("/kits").status_code == 200
    with app.app_context(), writing(library) as handle:
        member = handle.session.scalars(db.select(StaffMember).where(StaffMember.email == "trainer@one.example")).one()
        deactivate(handle, member)

    assert client.get("/kits").status_code == 303
    assert "A trainer" not in client.get("/", follow_redirects=True).text


def test_a_role_that_was_taken_away_is_gone_with_the_next_request(app: Flask, library: str) -> None:
    client = sign_in(app.test_client(), "coordinator@one.example")
    assert client.get("/devices").status_code == 200
    with app.app_context(), writing(library) as handle:
        member = handle.session.scalars(db.select(StaffMember).where(StaffMember.email == "coordinator@one.example")).one()
        member.role = "trainer"

    assert client.get("/devices").status_code == 403


def test_a_cookie_that_somebody_wrote_by_hand_is_nobody(app: Flask, library: str) -> None:
    client = sign_in(app.test_client(), "trainer@one.example")
    value = client.get_cookie("outreach").value
    for forged in (value[:-2], value[5:], "eyJfdXNlcl9pZCI6ImE6YjpjIn0.aaaaaa.bbbbbb", ""):
        client.set_cookie("outreach", forged)
        assert client.get("/kits").status_code == 303


def _out(client: FlaskClient) -> None:
    assert client.post("/sign-out", data={"csrf_token": token_in(client.get("/kits").text)}).status_code == 303


def _copy_of(app: Flask, client: FlaskClient) -> FlaskClient:
    """Another browser with a copy of the cookie, such as a thief or a proxy's log may keep."""
    copy = app.test_client()
    copy.set_cookie("outreach", client.get_cookie("outreach").value)
    assert copy.get("/kits").status_code == 200
    return copy


def test_a_copy_of_the_cookie_is_worth_nothing_after_signing_out(app: Flask, library: str) -> None:
    client = sign_in(app.test_client(), "trainer@one.example")
    copy = _copy_of(app, client)

    _out(client)

    assert copy.get("/kits").status_code == 303
    assert "A trainer" not in copy.get("/").text


def test_signing_out_on_one_browser_leaves_the_others_signed_in(app: Flask, library: str) -> None:
    at_home, at_work = (sign_in(app.test_client(), "trainer@one.example") for _ in range(2))

    _out(at_home)

    assert at_work.get("/kits").status_code == 200


def test_a_new_sign_in_on_the_same_browser_ends_the_one_before(app: Flask, library: str) -> None:
    client = sign_in(app.test_client(), "trainer@one.example")
    copy = _copy_of(app, client)
    told = {"csrf_token": token_in(client.get("/kits").text), "email": "coordinator@one.example", "password": PASSWORD}

    assert client.post("/sign-in", data=told).status_code == 303

    assert copy.get("/kits").status_code == 303


def test_nobody_stays_signed_in_for_ever_and_what_has_ended_leaves_no_row(app: Flask, library: str) -> None:
    time = ToldClock()
    with clock.telling(time), app.app_context():
        client = sign_in(app.test_client(), "trainer@one.example")
        time.now += AT_MOST - timedelta(minutes=1)
        assert Context().run(client.get, "/kits").status_code == 200
        time.goes_on(minutes=1)
        assert Context().run(client.get, "/kits").status_code == 303

        Context().run(sign_in, app.test_client(), "trainer@one.example")

        with reading(library) as session:
            assert len(session.scalars(db.select(SignIn)).all()) == 1


def test_somebody_elses_browser_is_emptied_by_a_new_sign_in(app: Flask, library: str) -> None:
    client = sign_in(app.test_client(), "trainer@one.example")

    client.post("/sign-out", data={"csrf_token": token_in(client.get("/kits").text)})
    sign_in(client, "coordinator@one.example")

    page = client.get("/kits").text
    assert "A coordinator" in page
    assert "A trainer" not in page
