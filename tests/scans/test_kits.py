"""Whoever scans the label of a kit finds whose it is and how to use it: a light page, in their language, without a cookie."""

import json
import re
from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from fixtures.at_the_desk import hidden
from fixtures.library import Library, ToldClock
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


class Visitor:
    """Somebody with a phone of their own, whom nobody knows, before a kit's label."""

    def __init__(self, app: Flask, code: str) -> None:
        self.app, self.path = app, f"/q/{code}"

    def get(self, query: str = "") -> TestResponse:
        return asked(self.app, self.path + query)

    def report(self, page: str | None = None, **told: str) -> TestResponse:
        token = hidden(page or self.get().text, "token")
        return asked(self.app, self.path, method="POST", data={"token": token, "part": "", **told})


@pytest.fixture
def visitor(app: Flask, library: Library) -> Visitor:
    return Visitor(app, door(library))


def reports(library: Library) -> list[dict[str, Any]]:
    """What was reported, oldest first."""
    rows = (row for row in library.facts().values() if row.kind == "kit.problem_reported")
    return [json.loads(row.body) for row in sorted(rows, key=lambda row: row.seq)]


def test_what_somebody_reports_is_kept_of_nobody_and_thanked_for(library: Library, visitor: Visitor) -> None:
    response = visitor.report(what="not_working", part="tablet", words="No sound", where="Hall 2")
    assert (response.status_code, response.location) == (303, f"{visitor.path}/thanks")
    thanks = asked(visitor.app, response.location)
    assert "Thank you" in thanks.text
    assert "Set-Cookie" not in response.headers
    assert "Set-Cookie" not in thanks.headers
    (fact,) = reports(library)
    assert fact["payload"] == {"what": "not_working", "part": "tablet", "words": "No sound", "where": "Hall 2"}
    assert (fact["author"], fact["subject"]) == (None, "K1")
    assert [one["kind"] for one in library.rows("kits")["K1"]["discrepancies"]] == ["kit.problem_reported"]


def test_that_it_was_found_moves_nothing(library: Library, visitor: Visitor) -> None:
    visitor.report(what="found", where="Bus stop")
    row = library.rows("kits")["K1"]
    assert (row["custody"]["state"], [one["kind"] for one in row["discrepancies"]]) == ("in_store", ["kit.found"])


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({}, "Choose what it is."),
        ({"what": "stolen"}, "Not a valid choice"),
        ({"what": "other"}, "Say in a few words what it is."),
        ({"what": "damaged", "part": "hotspot"}, "Not a valid choice"),
        ({"what": "damaged", "words": "a" * 1001}, "Use at most 1000 characters."),
        ({"what": "found", "where": "a" * 301}, "Use at most 300 characters."),
    ],
)
def test_what_is_wrong_is_told_at_its_place_and_texts_stay(
    library: Library, visitor: Visitor, told: dict[str, str], says: str
) -> None:
    response = visitor.report(**{"where": "The <hall>", **told})
    assert response.status_code == 422
    assert says in response.text
    assert 'aria-invalid="true"' in response.text
    if "where" not in told:
        assert 'value="The &lt;hall&gt;"' in response.text
    assert reports(library) == []


def test_a_double_click_is_one_and_a_second_report_of_a_page_that_is_still_open_is_asked_about(
    library: Library, visitor: Visitor
) -> None:
    page = visitor.get().text
    for _time in range(2):
        assert visitor.report(page, what="damaged", words="Cracked").status_code == 303
    assert len(reports(library)) == 1
    response = visitor.report(page, what="missing", words="No cable")
    assert (response.status_code, "No cable" in response.text) == (409, True)
    assert visitor.report(response.text, what="missing", words="No cable").status_code == 303
    assert len(reports(library)) == 2


def test_a_page_that_was_open_for_too_long_comes_back_with_what_was_said(
    library: Library, visitor: Visitor, told: ToldClock
) -> None:
    page = visitor.get().text
    told.goes_on(hours=2, seconds=1)
    response = visitor.report(page, what="damaged", words="Cracked")
    assert (response.status_code, "Cracked" in response.text, "open for too long" in response.text) == (422, True, True)
    assert visitor.report(response.text, what="damaged", words="Cracked").status_code == 303


def test_a_token_of_another_kit_does_not_report(app: Flask, library: Library, visitor: Visitor) -> None:
    theirs = Visitor(app, door(library, "K2")).get().text
    assert visitor.report(theirs, what="damaged").status_code == 422
    assert reports(library) == []


def test_a_flood_waits_and_keeps_what_was_written(library: Library, visitor: Visitor) -> None:
    for number in range(10):
        assert visitor.report(what="other", words=f"Once more {number}").status_code == 303
    response = visitor.report(what="other", words="And again")
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert "And again" in response.text
    assert "Too many reports" in response.text
    assert len(reports(library)) == 10


def test_the_item_whose_label_was_scanned_is_chosen_already(app: Flask, library: Library) -> None:
    library.kit("K9", tags={"laptop": "L-1"}, laptop=1, mouse=1)
    with reading(library.id) as session:
        code = session.query(KitPart.door).filter(KitPart.id == "laptop").scalar()
    assert '<option value="laptop" selected>' in asked(app, f"/q/{code}").text


def test_the_form_speaks_the_readers_language(guided: Library, app: Flask) -> None:
    page = Visitor(app, door(guided)).get("?lang=es").text
    assert "Algo está dañado" in page
    assert "Enviar a la biblioteca" in page
