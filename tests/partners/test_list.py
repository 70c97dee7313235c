"""The list of partners: what it is narrowed to, its pages, and what it costs."""

import pytest

from fixtures.desk import Desk
from fixtures.library import PASSWORD
from fixtures.queries import queries_of
from outreach_app.db import writing
from outreach_app.partners.models import KINDS, Partner, Site


def add(library, name: str, kind: str, *places: str) -> None:
    with writing(library.id) as handle:
        handle.session.add(Partner(library_id=library.id, id=name, name=name, kind=kind))
        handle.session.flush()
        handle.session.add_all(
            Site(library_id=library.id, id=place, partner_id=name, name=place, address=f"1 {place} Road") for place in places
        )


@pytest.fixture
def desk(library, app):
    library.staff("tim", role="trainer", password=PASSWORD)
    add(library, "Valley Clinic", "health", "North hall", "South hall")
    add(library, "Job Center", "workforce", "Front desk")
    return Desk(library, app.test_client(), library.email("tim"))


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", ["Job Center", "Valley Clinic"]),
        ("?q=clinic", ["Valley Clinic"]),
        ("?q=south+road", ["Valley Clinic"]),
        ("?kind=workforce", ["Job Center"]),
        ("?q=100%25", []),
        ("?kind=%00&page=x", ["Job Center", "Valley Clinic"]),
        ("?page=7", []),
    ],
)
def test_a_list_shows_the_partners_that_fit_with_their_places(desk, query, names):
    page = desk.client.get(f"/partners{query}").text

    assert [piece.split("<")[0] for piece in page.split("<b><bdi>")[1:]] == names
    assert ("South hall" in page) == ("Valley Clinic" in names)


def test_a_list_costs_as_many_queries_with_a_full_page_as_with_two(desk):
    few = queries_of(lambda: desk.client.get("/partners"))
    for number in range(60):
        add(desk.library, f"Partner {number}", KINDS[number % len(KINDS)], f"Room {number}", f"Hall {number}")

    assert queries_of(lambda: desk.client.get("/partners")) == few
    assert "page 2 of 2" in desk.client.get("/partners?page=2").text
