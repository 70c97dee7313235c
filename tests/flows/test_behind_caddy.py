"""HTTPS by Caddy in front, as docs/guides/running.md shows it: what phones and the desk get through it."""

import json
import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from fixtures.browser import MakePhone
from fixtures.caddy import Caddy
from fixtures.field import Served, ask_for_news, badge, sign_in, take_out
from fixtures.library import PASSWORD
from outreach_app import ids
from outreach_app.accounts.models import SignInFailure
from outreach_app.db import reading
from outreach_app.web.slow_bodies import MOST_OF_NETWORK


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """What stands in front does not hang on the kind of database."""
    return sqlite_url


@pytest.fixture
def behind(served: Served, caddy: Caddy) -> Served:
    """A library whose server people are to reach over HTTPS."""
    served.server.environment["OUTREACH_BASE_URL"] = caddy.url
    served.server.start()
    return served


@pytest.fixture
def secure(behind: Served, caddy: Caddy) -> Served:
    caddy.start(behind.server.port)
    return behind


def test_a_phone_enrols_installs_and_syncs_over_https(secure: Served, caddy: Caddy, make_phone: MakePhone) -> None:
    phone = make_phone(args=[caddy.trusted()])
    page = phone.open(f"{caddy.url}/app/")
    assert page.evaluate("isSecureContext") is True
    sign_in(page, secure.library.email("ann"), "Ann's phone")

    secure.server.stop()
    take_out(page, "K1")
    expect(badge(page)).to_have_text("1 waiting")
    page.reload()
    expect(page.get_by_role("link", name=re.compile("^K1"))).to_be_visible()
    secure.server.start()
    ask_for_news(page)

    expect(badge(page)).to_have_text("all kept")
    assert [fact.kind for fact in secure.library.facts().values()] == ["kit.checked_out"]


def test_the_desk_keeps_its_cookie_to_https_and_shows_phones_the_address_that_people_use(
    secure: Served, caddy: Caddy, make_phone: MakePhone
) -> None:
    page = make_phone(args=[caddy.trusted()]).open(f"{caddy.url}/sign-in")
    page.get_by_label("Email address").fill(secure.library.email("cora"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{caddy.url}/")
    (cookie,) = page.context.cookies()

    page.goto(f"{caddy.url}/devices/new")
    page.get_by_role("combobox").select_option(label="Ann")
    page.get_by_role("button", name="Make a code").click()

    assert (cookie["name"], cookie["secure"], cookie["httpOnly"]) == ("__Host-outreach", True, True)
    expect(page.get_by_text(f"{caddy.url}/app/").first).to_be_visible()


def test_a_browser_is_told_to_come_by_https_only(secure: Served, caddy: Caddy) -> None:
    with caddy.get("/") as answer:
        assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")
        assert answer.headers["Content-Security-Policy"]


def test_wrong_passwords_are_counted_for_where_they_came_from_whatever_they_say_of_themselves(
    secure: Served, caddy: Caddy
) -> None:
    told = {"email": "nobody@one.example", "password": "wrong and long", "label": "x"}

    with pytest.raises(OSError, match="401"):
        caddy.get(
            "/api/v1/enrol",
            body=json.dumps(told),
            **{"Content-Type": "application/json", "Outreach-Nonce": "a-nonce", "X-Forwarded-For": "203.0.113.7"},
        )

    with reading(secure.library.id) as session:
        counted = set(session.scalars(select(SignInFailure.who)))
    assert ids.digest("127.0.0.1") in counted
    assert ids.digest("203.0.113.7") not in counted


def test_whoever_sends_half_of_something_and_stays_is_cut_off_so_that_others_can_sign_in(behind: Served, caddy: Caddy) -> None:
    caddy.start(behind.server.port, read_body="2s")
    told = json.dumps({"email": "nobody@one.example", "password": "wrong and long", "label": "x"})
    heads = {"Content-Type": "application/json", "Outreach-Nonce": "a-nonce"}
    half = "POST /api/v1/enrol HTTP/1.1\r\nHost: localhost\r\nOutreach-Nonce: n\r\nContent-Length: 5000\r\n\r\n{"
    with ExitStack() as open_lines:
        lines = [open_lines.enter_context(caddy.line()) for _ in range(MOST_OF_NETWORK)]
        for line in lines:
            line.sendall(half.encode())
        for line in lines:
            while line.recv(4096):
                pass
        with pytest.raises(OSError, match="401"):
            caddy.get("/api/v1/enrol", body=told, **heads)
