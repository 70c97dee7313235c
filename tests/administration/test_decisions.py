"""What the desk decided: by whom, when, what held before; narrowed, a page at a time, and as a file."""

import csv
import io

import pytest

from desk.conftest import token_in
from fixtures.desk import Desk
from fixtures.library import PASSWORD
from fixtures.queries import queries_of
from outreach_app.administration.changes import decisions, queries


@pytest.fixture
def desk(library, app):
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


def settle(desk, one, note):
    page = desk.client.get(f"/discrepancies/{one}").text
    told = {name: token_in(page, name) for name in ("csrf_token", "fact")}
    desk.client.post(f"/discrepancies/{one}/settlement", data={**told, "choice": "noted", "note": note})


@pytest.fixture
def decided(desk, told):
    """One thing settled, opened again and settled otherwise, and another settled once."""
    ann = desk.library.phone("phone-a", "ann")
    ann.sync([ann.checks_in("K1"), ann.checks_in("K2")])
    one, other = (row.id for row in sorted(desk.library.discrepancies(), key=lambda row: row.subject))
    settle(desk, one, "Ann is sure.")
    told.goes_on(minutes=1)
    desk.send(f"/discrepancies/{one}/reopening", note="Bob is surer.")
    told.goes_on(days=1)
    settle(desk, other, "Fine.")
    return one


def test_each_decision_tells_what_held_before_it(desk, decided):
    page = desk.client.get("/audit/decisions").text

    rows = page.split('<tr role="row">')[2:]
    assert ["Settled at the desk" in rows[0], "nothing was decided" in rows[0], "Fine." in rows[0]] == [True, True, True]
    assert "Opened again at the desk" in rows[1]
    assert "Bob is surer." in rows[1]
    assert "Settled at the desk" in rows[1].split('data-label="Before"')[1]
    assert f"/discrepancies/{decided}" in rows[1]
    assert len(rows) == 3


@pytest.mark.parametrize(
    ("asked", "many"),
    [("?who=dora", 3), ("?who=cora", 0), ("?what=discrepancy", 3), ("?what=training_session", 0), ("?until=2026-11-24", 2),
     ("?since=2026-11-25", 1), ("?subject=K2", 1)],
)  # fmt: skip
def test_it_is_narrowed_by_who_what_and_when_and_the_file_is_the_same(desk, decided, asked, many):
    page = desk.client.get(f"/audit/decisions{asked}").text
    assert max(0, page.count('<tr role="row">') - 1) == many
    told = list(csv.reader(io.StringIO(desk.client.get(f"/audit/decisions.csv{asked}").text.lstrip("\ufeff"))))
    assert len(told) == many + 1
    if many == 3:
        assert [line[1:5] for line in told[1:3]] == [
            ["Dora", "Settled at the desk: Noted; nothing more to do", "Note: Fine.", ""],
            ["Dora", "Opened again at the desk", "Note: Bob is surer.", "Settled at the desk: Noted; nothing more to do"],
        ]


def test_pages_follow_one_another_and_cost_the_same_for_many(desk, decided, monkeypatch):
    whole = queries_of(lambda: desk.client.get("/audit/decisions"))
    monkeypatch.setattr(decisions, "PAGE", 1)
    monkeypatch.setattr(queries, "PAGE", 1)

    first = desk.client.get("/audit/decisions").text
    assert (first.count('<tr role="row">'), "Older" in first) == (2, True)
    assert queries_of(lambda: desk.client.get("/audit/decisions")) == whole
