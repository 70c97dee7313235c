"""What is open where in an emergency: for everybody, in every language that light pages speak, true whenever it is read."""

import re

import pytest
from flask import Flask

from fixtures.library import NOW, Library, ToldClock, fact_text
from outreach_app.emergency.mode.rules import ALL

HOURS = {"weekly": [{"byday": "TU", "opens_at": "09:00", "closes_at": "18:00"}], "otherwise": []}


@pytest.fixture
def stormy(library_with_a_place: Library) -> Library:
    """An emergency that runs, with one place that is open."""
    library = library_with_a_place
    words = [{"language": "en", "text": "Come in"}]
    told = {"emergency": "E1", "name": "Flood", "words": words, "after": None}
    place = {
        "place": "S1", "name": None, "address": None, "state": "open", "hours": HOURS, "services": ["charging"], "words": words,
    }  # fmt: skip
    of = {"device": "the-desk", "author": "cora", "at": NOW}
    library.record(
        fact_text("emergency.declared", ALL, told, id="f1", seq=1, **of),
        fact_text("emergency.place_told", "E1", place, id="f2", seq=2, **of),
        via="desk",
    )
    return library


def page(app: Flask, library: Library, query: str = "") -> str:
    response = app.test_client().get(f"/open?at={library.id}{query}")
    assert response.status_code == 200
    assert "Set-Cookie" not in response.headers
    return response.text


def test_it_says_until_when_a_place_is_open_and_never_now(app: Flask, stormy: Library, told: ToldClock) -> None:
    text = page(app, stormy)
    assert "Open until 18:00" in text
    assert "Tuesday, November 24, 2026" in text
    assert not re.search(r"\bnow\b", re.sub("<[^>]+>", " ", text.partition("<main>")[2]))
    fresh = app.test_client().get(f"/open?at={stormy.id}").headers["Cache-Control"]
    assert fresh == "public, max-age=60, stale-if-error=604800"
    assert len(text.encode()) < 15_000


def test_it_speaks_what_light_pages_speak_and_marks_what_the_library_says_in_its_own_language(
    app: Flask, stormy: Library
) -> None:
    for spoken, charging in (("es", "Carga de teléfonos"), ("ar", "شحن الهواتف"), ("zh", "手机充电"), ("ht", "Chaje telefòn")):
        text = page(app, stormy, f"&lang={spoken}")
        assert charging in text
        assert 'lang="en" dir="auto">Come in' in text
    assert 'dir="rtl"' in page(app, stormy, "&lang=ar")


def test_what_the_desk_changes_is_there_within_seconds(app: Flask, stormy: Library, told: ToldClock) -> None:
    assert "Flood" in page(app, stormy)
    ended = {"emergency": "E1", "note": None}
    told.goes_on(seconds=11)
    stormy.record(
        fact_text("emergency.ended", ALL, ended, id="f3", device="the-desk", seq=3, author="cora", at=told.now), via="desk"
    )
    assert "The library knows of no emergency." in page(app, stormy)
