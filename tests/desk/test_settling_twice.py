"""A form at the desk that is sent twice is one fact; sent again with another content it comes back with both."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from fixtures.library import PASSWORD, furnished
from outreach_app import ids


class Desk:
    """A coordinator who is signed in, and one discrepancy to settle."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        # A context of ours round a request would be taken for the request's own.
        with app.app_context():
            self.library = furnished(app)
            self.library.staff("dora", role="coordinator", password=PASSWORD)
            phone = self.library.phone()
            phone.sync([phone.checks_in("K1")])
            (row,) = self.library.discrepancies()
            email = self.library.email("dora")
        self.client: FlaskClient = app.test_client()
        self.address = f"/discrepancies/{row.id}"
        told = {"csrf_token": self._token("/sign-in"), "email": email, "password": PASSWORD}
        assert self.client.post("/sign-in", data=told).status_code == 303

    def settles(self, fact: str, note: str):
        told = {"csrf_token": self._token(self.address), "choice": "noted", "fact": fact, "note": note}
        return self.client.post(f"{self.address}/settlement", data=told)

    def settlements(self) -> int:
        with self.app.app_context():
            return [row.kind for row in self.library.facts().values()].count("discrepancy.settled")

    def _token(self, address: str) -> str:
        return re.search(r'name="csrf_token"[^>]*value="([^"]+)"', self.client.get(address).text).group(1)


@pytest.fixture
def desk(app: Flask) -> Desk:
    return Desk(app)


def test_a_double_click_is_one_fact(desk: Desk) -> None:
    fact = ids.new()
    assert [desk.settles(fact, "Seen").status_code for _ in range(2)] == [303, 303]
    assert desk.settlements() == 1


def test_another_content_under_the_same_page_comes_back_with_both_and_a_fresh_id(desk: Desk) -> None:
    fact = ids.new()
    assert desk.settles(fact, "The first words").status_code == 303
    again = desk.settles(fact, "Other words")
    assert again.status_code == 409
    assert "The first words" in again.text
    assert "Other words" in again.text
    assert fact not in re.findall(r'name="fact"[^>]*value="([^"]+)"', again.text)
    assert desk.settlements() == 1
