"""The list of kits: what it is narrowed to, its order, its pages, and what it costs."""

import pytest

from fixtures.desk import Desk
from fixtures.library import PASSWORD, out_to
from fixtures.queries import queries_of
from outreach_app.db import writing
from outreach_app.kits import projection, queries


@pytest.fixture
def desk(library, app):
    library.staff("dora", role="coordinator", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


def kits_on(desk, query: str) -> list[str]:
    """The codes of the kits on a page of the list, in its order."""
    page = desk.client.get(f"/kits{query}").text
    return [piece.split("<")[0] for piece in page.split('"><b>')[1:]]


@pytest.fixture
def three(desk):
    """Three kits: K1 out to Ann since earlier and due later, K2 in store, K3 out to Bob, overdue."""
    desk.library.kit("K3")
    ann, bob = desk.library.phone("phone-a", "ann"), desk.library.phone("phone-b", "bob")
    ann.record("kit.checked_out", "K1", out_to("ann", due_on="2026-12-01"))
    bob.record("kit.checked_out", "K3", out_to("bob", due_on="2026-11-20"))
    ann.sync()
    bob.sync()
    return desk


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("", ["K1", "K2", "K3"]),
        ("?q=k2", ["K2"]),
        ("?q=100%25", []),
        ("?state=out", ["K1", "K3"]),
        ("?state=in_store", ["K2"]),
        ("?state=overdue", ["K3"]),
        ("?place=staff:bob", ["K3"]),
        ("?place=nonsense", ["K1", "K2", "K3"]),
        ("?sort=due", ["K3", "K1", "K2"]),
        ("?sort=longest", ["K1", "K3", "K2"]),
        ("?state=%00&sort=x&page=-4", ["K1", "K2", "K3"]),
        ("?page=99", []),
    ],
)
def test_a_list_shows_what_fits_in_the_order_that_was_asked_for(three, query, codes):
    assert kits_on(three, query) == codes


def many(library, count: int) -> None:
    with writing(library.id) as handle:
        for number in range(count):
            parts = [{"id": f"part-{number}", "name": "Thing", "count": 1, "tag": f"T-{number}"}]
            projection.put_kit(handle, id_=f"many-{number}", code=f"M-{number:04}", name=f"Kit {number}", parts=parts)


def test_a_thousand_kits_come_in_pages_that_miss_and_double_none(desk):
    many(desk.library, 998)
    codes = [code for page in range(1, 21) for code in kits_on(desk, f"?sort=name&page={page}")]

    assert (len(codes), len(set(codes))) == (1000, 1000)
    assert "page 20 of 20" in desk.client.get("/kits?page=20").text


def test_a_list_costs_as_many_queries_with_a_full_page_as_with_three(three):
    few = queries_of(lambda: three.client.get("/kits"))
    many(three.library, queries.PAGE)

    assert queries_of(lambda: three.client.get("/kits")) == few


def test_a_kit_costs_as_many_queries_after_thirty_facts_as_after_one(three):
    few = queries_of(lambda: three.client.get("/kits/K1"))
    phone = three.library.phone("phone-c", "ann")
    for _ in range(15):
        phone.checks_in("K1")
        phone.checks_out("K1")
    phone.sync()

    assert queries_of(lambda: three.client.get("/kits/K1")) == few
