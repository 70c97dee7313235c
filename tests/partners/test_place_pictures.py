"""Pictures of partners' places: for who goes there for the first time."""

import io

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk, hidden
from fixtures.library import Library
from fixtures.photos import picture
from outreach_app.audit.models import AuditLine
from outreach_app.db import reading

NEW = "/partners/sites/S1/pictures/new"


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    return library_with_a_place


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def send(cleo: Desk, raw: bytes, alt: str = "The side door") -> int:
    kept = {name: hidden(cleo.page(NEW), name) for name in ("csrf_token", "id")}
    return cleo.post(NEW, {**kept, "alt": alt, "file": (io.BytesIO(raw), "door.jpg")}).status_code


def test_a_picture_of_a_place_is_made_small_shown_on_the_partners_page_and_taken_away_for_good(
    library: Library, cleo: Desk
) -> None:
    assert send(cleo, b"no picture") == 422
    assert send(cleo, picture(size=(2400, 1800))) == 303
    page = cleo.page("/partners/P1")
    (address,) = {one for one in page.split('"') if one.startswith("/partners/sites/S1/pictures/") and one.count("/") == 5} - {
        NEW
    }
    assert 'alt="The side door" loading="lazy"' in page
    answer = cleo.get(address)
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")

    assert cleo.send(f"{address}/removal").status_code == 303

    assert cleo.get(address).status_code == 404
    assert "The side door" not in cleo.page("/partners/P1")
    with reading(library.id) as session:
        lines = [one for one in session.query(AuditLine) if one.what == "site_pictures"]
    assert [one.before is None for one in lines] == [True, False]


def test_a_place_has_six_pictures_at_most(cleo: Desk) -> None:
    sent = [send(cleo, picture(seed=seed)) for seed in range(1, 8)]
    assert sent == [303] * 6 + [409]
