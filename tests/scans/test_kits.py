"""Whoever scans the label of a kit finds whose it is and how to use it: a light page, in their language, without a cookie."""

import re
from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fixtures.library import Library
from outreach_app.accounts.models import Library as LibraryRow
from outreach_app.db import reading, writing
from outreach_app.kits import queries
from outreach_app.kits.guide import editing
from outreach_app.kits.models import KitPart

REACHED = {"phone": "+1 319 555 0142", "mail": "desk@library.example", "address": "Mill Street 12\nTipton", "hours": "9–18"}


def door(library: Library, kit: str = "K1") -> str:
    with reading(library.id) as session:
        found = queries.door(session, kit)
    assert found is not None
    return found


def asked(app: Flask, path: str, **more: Any) -> TestResponse:
    response: TestResponse = Context().run(lambda: app.test_client().open(path, **more))
    return response


def reached(library: Library, **told: str) -> None:
    with writing(library.id) as handle:
        row = handle.session.get_one(LibraryRow, library.id)
        for name, text in told.items():
            setattr(row, name, text)


@pytest.fixture
def guided(library: Library) -> Library:
    with writing(library.id) as handle:
        handle.session.get_one(LibraryRow, library.id).languages = "en,es"
        editing.write(handle, "K1", {"en": "1. Swipe <up>\n2. Tap", "es": "Deslice"}, seen=0, by="cora")
        editing.write(handle, "K2", {"en": "Only in English"}, seen=0, by="cora")
    return library


def test_the_page_is_light_and_comes_in_one_request(app: Flask, guided: Library) -> None:
    response = asked(app, f"/q/{door(guided)}")
    assert response.status_code == 200
    assert len(response.data) < 15_000
    assert re.findall(r'<(?:script|iframe|link rel="stylesheet)|(?:src|href)="/static', response.text) == []
    assert "Set-Cookie" not in response.headers
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def test_the_guide_is_text_in_steps(app: Flask, guided: Library) -> None:
    page = asked(app, f"/q/{door(guided)}").text
    assert "<ol><li>Swipe &lt;up&gt;</li><li>Tap</li></ol>" in page


@pytest.mark.parametrize(("query", "accepts"), [("?lang=es", "en"), ("", "es-MX,es;q=0.9")])
def test_it_speaks_the_readers_language(app: Flask, guided: Library, query: str, accepts: str) -> None:
    page = asked(app, f"/q/{door(guided)}{query}", headers={"Accept-Language": accepts}).text
    assert '<section lang="es"' in page
    assert "Deslice" in page
    assert "Cómo se usa" in page


def test_a_guide_that_is_not_in_the_readers_language_says_which_it_is_in(app: Flask, guided: Library) -> None:
    page = asked(app, f"/q/{door(guided, 'K2')}?lang=es").text
    assert '<section lang="en" dir="auto">' in page
    assert "Only in English" in page


def test_it_says_how_the_library_is_reached_as_far_as_that_is_told(app: Flask, library: Library) -> None:
    page = asked(app, f"/q/{door(library)}").text
    assert "tel:" not in page
    assert "mailto:" not in page
    reached(library, **REACHED, web="https://library.example/?a=1&b=2")
    page = asked(app, f"/q/{door(library)}").text
    for part in ('href="tel:+13195550142"', 'href="mailto:desk@library.example"', "Mill Street 12\nTipton", "9–18"):
        assert part in page
    assert 'href="https://library.example/?a=1&amp;b=2"' in page


def test_the_code_of_a_thing_says_which_kit_it_belongs_in(app: Flask, library: Library) -> None:
    library.kit("K9", tags={"laptop": "L-1"}, laptop=1, mouse=1)
    with reading(library.id) as session:
        code = session.query(KitPart.door).filter(KitPart.id == "laptop").scalar()
    page = asked(app, f"/q/{code}").text
    assert ">Laptop</h1>" in page
    assert "It belongs in the kit K9" in page
