"""The directory in public: searched and read without account, cookie or script; printed; put right by whoever knows better."""

import io
import json
import re
from contextvars import Context
from typing import Any

import pypdfium2
import pytest
from flask import Flask

from directory.test_at_the_desk import put
from fixtures.at_the_desk import hidden
from fixtures.directory import service, term
from fixtures.library import Library, ToldClock, furnished
from fixtures.queries import queries_of
from outreach_app.accounts.models import Library as LibraryRow
from outreach_app.db import db

# The clock stands at Tuesday, 09:00, in Chicago.
EARLY = [{"id": "h-2", "freq": "WEEKLY", "byday": "TU", "opens_at": "08:00:00", "closes_at": "12:00:00"}]


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Any:
    with app.app_context():
        made = furnished(app)
        yield made


def met(app: Flask, path: str, **headers: str) -> Any:
    """What somebody meets there who has never been here, in a context of its own, as a server has it."""
    return Context().run(lambda: app.test_client().get(path, headers=headers))


def found(page: str) -> list[str]:
    return re.findall(r'<h2><a href="/directory/([^"?]*)', page)


def test_it_is_searched_by_words_and_facets_with_no_cookie_and_no_script(app: Flask, library: Library) -> None:
    fresh = {"assured_date": "2026-11-20"}
    put(library, service("S-1", "Laptop loans", **fresh), service("S-2", "Hotspots", schedules=EARLY, fees_description="Free"))
    put(library, service("S-3", "Club", status="defunct"), service("S-4", "Painting", status="temporarily closed"))

    answer = met(app, "/directory")

    assert (answer.status_code, "Set-Cookie" in answer.headers, "<script" in answer.text) == (200, False, False)
    assert found(answer.text) == ["S-2", "S-1"]
    assert len(answer.data) < 20_000
    for query, ids in {
        "q=laptop": ["S-1"], "topic=device": ["S-2", "S-1"], "city=Westfork&cost=free": ["S-2"], "open=now": ["S-2"],
        "language=fr": [], "q=club": [], "q=lap%00top": ["S-1"], "q=%22%3B+DROP": [], "page=99999": [],
    }.items():  # fmt: skip
        assert found(met(app, f"/directory?{query}").text) == ids, query


def test_a_word_that_is_typed_wrong_is_told(app: Flask, library: Library) -> None:
    put(library, service("S-1", "Laptop loans"))

    page = met(app, "/directory?q=Lapotp").text
    assert "Showing results for “laptop”." in page
    assert found(page) == ["S-1"]


def test_it_speaks_the_readers_language_and_keeps_what_was_asked_when_that_changes(app: Flask, library: Library) -> None:
    put(library, service("S-1", "Laptop loans"))

    page = met(app, "/directory?q=laptop&topic=device&_scheme=javascript&endpoint=x").text
    assert 'href="/directory?q=laptop&amp;topic=device&amp;lang=es"' in page
    spanish = met(app, "/directory?lang=es").text
    assert ('<html lang="es"' in spanish, "Quién ayuda" in spanish) == (True, True)
    assert 'href="/directory/S-1?lang=es"' in spanish
    assert '<html lang="es"' in met(app, "/directory", **{"Accept-Language": "es"}).text


def test_a_listing_tells_how_to_reach_it_and_html_is_shown_as_text(app: Flask, library: Library) -> None:
    told = {
        "description": "<img src=x onerror=alert(1)> Bring it", "schedules": EARLY, "url": "javascript:alert(1)",
        "assured_date": "2026-11-20", "minimum_age": 18, "email": "help@example.org",
        "phones": [{"id": "p-1", "number": "555.010.2000", "extension": 7, "description": "Front desk"}],
        "required_documents": [{"id": "d-1", "document": "A letter"}],
    }  # fmt: skip
    put(library, service("S-1", "Laptop loans", **told))

    answer = met(app, "/directory/S-1")

    for shown in (
        "tel:+15550102000;ext=7", "555.010.2000", "Open until Tue, Nov 24, 12:00", "mailto:help@example.org",
        "From 18 years", "A letter", "12 Depot Street", "openstreetmap.org/search?query=12%20Depot", "&lt;img src=x",
        "November 20, 2026",
    ):  # fmt: skip
        assert shown in answer.text, shown
    assert ("<img" in answer.text, "javascript:" in answer.text, "Call before you go" in answer.text) == (False, False, False)
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert met(app, "/directory/S-9").status_code == 404


def test_programs_that_read_pages_find_what_the_page_says_as_data_that_nothing_can_break_out_of(
    app: Flask, library: Library
) -> None:
    text = "Bring it</script><script>alert(1)</script> & more"
    put(library, service("S-1", "Laptop loans", description=text, schedules=EARLY, fees_description="Free"))
    put(library, service("S-2", "Gone", status="temporarily closed"))

    page = met(app, "/directory/S-1?lang=es").text

    (block,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    told = json.loads(block)
    assert page.count("<script") == 1
    assert (told["@type"], told["name"], told["description"]) == ("Service", "Laptop loans", text)
    assert told["@id"].endswith("/directory/S-1")
    assert told["offers"]["price"] == 0
    assert told["hoursAvailable"][0]["dayOfWeek"] == ["https://schema.org/Tuesday"]
    assert "audience" not in told
    assert "<script" not in met(app, "/directory/S-2").text


def test_what_nobody_checked_for_long_says_so(app: Flask, library: Library) -> None:
    put(library, service("S-1", "Laptop loans", assured_date="2026-01-10"), service("S-2", "Hotspots"))

    assert "Last checked on Saturday, January 10, 2026. Call before you go." in met(app, "/directory/S-1").text
    assert "Nobody has checked this yet." in met(app, "/directory/S-2").text
    row = db.session.get_one(LibraryRow, library.id)
    row.verify_days = 700
    db.session.commit()
    assert "Call before you go" not in met(app, "/directory/S-1").text


@pytest.mark.parametrize(("status", "code"), [("defunct", 410), ("temporarily closed", 200)])
def test_what_is_not_given_now_says_only_that(app: Flask, library: Library, status: str, code: int) -> None:
    put(library, service("S-1", "Laptop loans", status=status))

    answer = met(app, "/directory/S-1")
    assert (answer.status_code, "tel:" in answer.text, "Laptop loans" in answer.text) == (code, False, True)


def test_a_sheet_tells_the_same_as_a_page_and_as_a_tagged_pdf(app: Flask, library: Library) -> None:
    skills = [{"id": "a-9", "taxonomy_term": term("digital_skills")}]
    put(library, service("S-1", "Laptop loans #1 *free*"), service("S-2", "Classes", attributes=skills))

    page = met(app, "/directory/sheet?topic=device&lang=es")
    assert ("Un equipo" in page.text, "Laptop loans #1 *free*" in page.text, "Classes" in page.text) == (True, True, False)
    answer = met(app, "/directory/sheet.pdf?topic=device&lang=es")
    assert answer.data[:5] == b"%PDF-"
    paper = pypdfium2.PdfDocument(io.BytesIO(answer.data))
    text = "".join(paper[number].get_textpage().get_text_range() for number in range(len(paper)))
    assert ("Un equipo" in text, "Laptop loans #1 *free*" in text, "(555) 010-2000" in text) == (True, True, True)
    assert paper.is_tagged()


def suggested(app: Flask, **told: str) -> Any:
    stranger = app.test_client()
    token = hidden(stranger.get("/directory/S-1/suggestion").text, "token")
    return stranger.post("/directory/S-1/suggestion", data={"token": token, "sort": "hours", "words": "", **told})


def test_what_somebody_suggests_waits_for_a_person_and_changes_nothing(app: Flask, library: Library) -> None:
    put(library, service("S-1", "Laptop loans"))
    before = library.rows("listings")

    answer = suggested(app, words="Mornings only")

    assert (answer.status_code, "Set-Cookie" in answer.headers) == (303, False)
    assert "Thank you: the library has it." in met(app, answer.headers["Location"]).text
    assert "Thank you" not in met(app, "/directory/S-1?sent=1").text
    (row,) = library.discrepancies()
    assert (row.kind, row.subject) == ("listing.change_suggested", "S-1")
    assert library.rows("listings") == before


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ({"sort": "other"}, "Write a line about it."),
        ({"sort": "gold"}, "Not a valid choice"),
        ({"words": "x" * 1001}, "Use at most 1000 characters."),
        ({"token": "spoilt"}, "This page was open for too long."),
    ],
    ids=["nothing said", "no such thing", "too long", "a token that is no good"],
)
def test_what_cannot_be_sent_comes_back(app: Flask, library: Library, told: dict[str, str], says: str) -> None:
    put(library, service("S-1", "Laptop loans"))

    answer = suggested(app, **told)
    assert (answer.status_code, says in answer.text, library.discrepancies()) == (422, True, [])


def test_a_double_click_suggests_once_and_a_flood_is_told_to_wait(app: Flask, library: Library) -> None:
    put(library, service("S-1", "Laptop loans"))
    stranger = app.test_client()
    told = {"token": hidden(stranger.get("/directory/S-1/suggestion").text, "token"), "sort": "gone", "words": ""}
    assert [stranger.post("/directory/S-1/suggestion", data=told).status_code for _click in range(2)] == [303, 303]
    assert len(library.discrepancies()) == 1

    assert {suggested(app).status_code for _time in range(15)} == {303, 429}


def test_of_several_libraries_each_has_its_own(app: Flask, library: Library) -> None:
    other = furnished(app)
    put(library, service("S-1", "Laptop loans"))
    put(other, service("S-2", "Hotspots"))

    assert f'href="/directory?at={other.id}"' in met(app, "/directory").text
    page = met(app, f"/directory?at={other.id}").text
    assert found(page) == ["S-2"]
    assert f"/directory/S-2?at={other.id}" in page
    assert met(app, "/directory/S-1").status_code == 404
    assert met(app, f"/directory/S-1?at={other.id}").status_code == 404


def test_it_asks_as_often_for_many_as_for_few(app: Flask, library: Library) -> None:
    put(library, service("S-0", "Service 0"))
    paths = ("/directory?q=service", "/directory/S-0", "/directory/sheet?topic=device")
    few = {path: queries_of(lambda path=path: met(app, path)) for path in paths}
    put(library, *(service(f"S-{number}", f"Service {number}") for number in range(1, 15)))

    assert {path: queries_of(lambda path=path: met(app, path)) for path in paths} == few
    assert max(few.values()) < 12
