"""A form that was sent after the sign-in had run out: signed in again, what was typed is there, and nothing was done."""

import html
import re

import pytest

from desk.conftest import PASSWORD, sign_in, token_in
from outreach_app.db import writing
from outreach_app.kits import projection


@pytest.fixture
def client(app, library):
    with app.app_context(), writing(library) as handle:
        projection.put_kit(handle, id_="kit-1", code="K-01", name="Tablets", parts=[])
    return sign_in(app.test_client(), "coordinator@one.example")


def value_of(page: str, name: str) -> str:
    return html.unescape(token_in(page, name))


def signed_out_and_in_again(client, path: str, **typed: str):
    """Send a form after signing out, sign in on the page that comes, and give the page after that."""
    page = client.get(path).text
    told = {"csrf_token": token_in(page), "version": "1", **typed}
    client.post("/sign-out", data={"csrf_token": token_in(page)})
    asked = client.post(path, data=told)
    assert asked.status_code == 401
    again = {"email": "coordinator@one.example", "password": PASSWORD, "csrf_token": token_in(asked.text)}
    return client.post("/sign-in", data={**again, "next": path, "typed": value_of(asked.text, "typed")})


def gone_on(client, page: str):
    """Press the button of the page that has what was typed."""
    fields = re.findall(r'<textarea name="([^"]+)" hidden>\r?\n(.*?)</textarea>', page, re.DOTALL)
    return client.post(re.search(r'action="([^"]+)"', page).group(1), data={name: html.unescape(text) for name, text in fields})


@pytest.mark.parametrize("name", ["Tablets & <things>", "عدة 📱"])
def test_what_was_typed_is_in_the_form_again_after_signing_in(client, name):
    answer = signed_out_and_in_again(client, "/kits/kit-1/details", code="K-01", name=name)
    form = gone_on(client, answer.text)

    assert answer.status_code == 200
    assert value_of(form.text, "name") == name
    assert "Tablets" in client.get("/kits/kit-1").text


def test_it_is_saved_only_when_it_is_sent_once_more(client):
    answer = signed_out_and_in_again(client, "/kits/kit-1/details", code="K-01", name="Robots")
    form = gone_on(client, answer.text)
    assert "Robots" not in client.get("/kits").text

    told = {name: value_of(form.text, name) for name in ("csrf_token", "version", "code", "name")}
    assert client.post("/kits/kit-1/details", data=told).status_code == 303
    assert "Robots" in client.get("/kits").text


def test_several_lines_come_back_as_they_were(client):
    because = "First line\nsecond line"
    answer = signed_out_and_in_again(client, "/kits/kit-1/retirement", because=because)

    assert because in gone_on(client, answer.text).text


def test_a_wrong_password_in_between_loses_nothing(client):
    page = client.get("/kits/kit-1/details").text
    client.post("/sign-out", data={"csrf_token": token_in(page)})
    asked = client.post("/kits/kit-1/details", data={"csrf_token": "old", "code": "K-01", "name": "Robots"})
    told = {"email": "coordinator@one.example", "password": "wrong", "csrf_token": token_in(asked.text)}

    answer = client.post("/sign-in", data={**told, "typed": value_of(asked.text, "typed")})

    assert (answer.status_code, "Robots" in value_of(answer.text, "typed")) == (401, True)


@pytest.mark.parametrize("typed", ["{", "[]", '{"to": "https://evil.example/", "fields": []}', '{"to": "/", "fields": 4}'])
def test_what_is_not_ours_is_left_out(client, typed):
    client.post("/sign-out", data={"csrf_token": token_in(client.get("/kits").text)})
    told = {"email": "coordinator@one.example", "password": PASSWORD, "csrf_token": token_in(client.get("/sign-in").text)}

    assert client.post("/sign-in", data={**told, "typed": typed}).location == "/"
