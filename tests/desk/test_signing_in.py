"""Signing in and out at the desk."""

import pytest
from sqlalchemy import select

from desk.conftest import PASSWORD, sign_in, token_in
from outreach_app.accounts.models import StaffMember
from outreach_app.accounts.people import set_password
from outreach_app.accounts.sign_in import own_path
from outreach_app.db import writing


def test_after_signing_in_one_is_where_one_wanted_to_be(client, library):
    page = client.get("/kits?q=tablet", follow_redirects=True)
    told = {"email": "trainer@one.example", "password": PASSWORD, "csrf_token": token_in(page.text)}

    answer = client.post("/sign-in", data={**told, "next": token_in(page.text, "next")})

    assert (answer.status_code, answer.location) == (303, "/kits?q=tablet")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x", "/a\nb", ""]
)
def test_no_link_can_send_one_elsewhere(elsewhere):
    assert own_path(elsewhere) is None


def test_a_wrong_password_brings_the_form_back_with_the_address(client, library):
    told = {"csrf_token": token_in(client.get("/sign-in").text), "email": "trainer@one.example", "password": "wrong"}

    answer = client.post("/sign-in", data=told)

    assert (answer.status_code, 'value="trainer@one.example"' in answer.text) == (401, True)


def test_the_eleventh_try_must_wait(client, library):
    token = token_in(client.get("/sign-in").text)
    told = {"csrf_token": token, "email": "trainer@one.example", "password": "wrong"}

    statuses = [client.post("/sign-in", data=told).status_code for _ in range(10)]
    last = client.post("/sign-in", data={**told, "password": PASSWORD})

    assert (set(statuses), last.status_code) == ({401}, 429)
    assert 0 < int(last.headers["Retry-After"]) <= 900


def test_a_page_that_was_open_too_long_comes_back_with_what_was_typed(client, library):
    answer = client.post("/sign-in", data={"csrf_token": "stale", "email": "trainer@one.example", "password": PASSWORD})

    assert (answer.status_code, 'value="trainer@one.example"' in answer.text) == (422, True)


def test_a_new_password_signs_out_everywhere(app, library):
    client = sign_in(app.test_client(), "trainer@one.example")
    with app.app_context(), writing(library) as handle:
        member = handle.session.scalars(select(StaffMember).where(StaffMember.email == "trainer@one.example")).one()
        set_password(member, "another password")

    assert client.get("/kits").status_code == 303


def test_signing_out_signs_out(app, library):
    client = sign_in(app.test_client(), "trainer@one.example")

    client.post("/sign-out", data={"csrf_token": token_in(client.get("/kits").text)})

    assert client.get("/kits").status_code == 303
