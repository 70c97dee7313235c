"""What a public page says of when a place is open is true whenever it is read, and fresh only until it changes."""

import re
from collections.abc import Iterator
from contextvars import Context
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from fixtures.library import NOW, Library, ToldClock, furnished
from outreach_app.accounts import models
from outreach_app.db import reading, writing
from outreach_app.flyers import editing, queries
from outreach_app.flyers.models import Words
from outreach_app.opening_hours import rules
from outreach_app.opening_hours.rules import DAYS, Hours, Otherwise, Weekly
from outreach_app.partners.models import Site

ALWAYS = {"valid_from": None, "valid_until": None, "on": None, "starts": None, "ends": None, "place": "", "address": ""}
WEEK = Hours(tuple(Weekly(day, "09:00", "18:00") for day in DAYS[:5]), (Otherwise("2026-11-26", "2026-11-26", None, None),))
LATE = Hours(tuple(Weekly(day, "13:00", "20:00") for day in DAYS))


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        library = furnished(app)
        library.site("S1", "P1")
        with writing(library.id) as handle:
            handle.session.execute(update(models.Library).values(opening=rules.written(WEEK)))
        yield library


def flyer(library: Library, **told: Any) -> str:
    with writing(library.id) as handle:
        texts = {"en": Words(title="Ask us", text="", action=""), "es": Words(title="Pregunte", text="", action="")}
        editing.add_flyer(handle, "F1", by="cora", template="handout", target="nowhere", texts=texts, **ALWAYS, **told)
    with reading(library.id) as session:
        found = queries.flyer(session, "F1")
        assert found is not None
        return found.code


def opened(app: Flask, path: str, **headers: str) -> TestResponse:
    response: TestResponse = Context().run(lambda: app.test_client().get(path, headers=headers))
    return response


def at(told: ToldClock, local: str) -> None:
    """Let it be that time in the library's zone, six hours behind UTC."""
    told.goes_on(seconds=(datetime.fromisoformat(f"{local}-06:00") - told()).total_seconds())


def fresh(response: TestResponse) -> int:
    found = re.search(r"max-age=(\d+)", response.headers["Cache-Control"])
    assert found
    return int(found[1])


def words(response: TestResponse) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


@pytest.mark.parametrize(
    ("local", "says", "seconds"),
    [
        ("2026-11-24T10:00", "Open until 18:00 Tuesday, November 24, 2026", 600),
        ("2026-11-24T17:55", "Open until 18:00 Tuesday, November 24, 2026", 290),
        ("2026-11-24T17:59:55", "Open until 18:00 Tuesday, November 24, 2026", 0),
        ("2026-11-24T18:00", "Closed until Wednesday, November 25, 2026, 09:00", 600),
        ("2026-11-25T20:00", "Closed until Friday, November 27, 2026, 09:00", 600),
        ("2026-11-27T08:52", "Closed until Friday, November 27, 2026, 09:00", 470),
    ],
)
def test_it_names_the_day_and_is_fresh_no_longer_than_it_is_so(
    app: Flask, library: Library, told: ToldClock, local: str, says: str, seconds: int
) -> None:
    code = flyer(library)
    at(told, local)
    response = opened(app, f"/q/{code}")
    assert says in words(response)
    assert "Monday–Friday 09:00–18:00" in words(response)
    assert "Thursday, November 26, 2026 closed" in words(response) or local > "2026-11-26"
    assert fresh(response) == seconds


def test_the_server_forgets_its_page_when_it_opens_or_closes(app: Flask, library: Library, told: ToldClock) -> None:
    code = flyer(library)
    at(told, "2026-11-24T17:59:57")
    assert "Open until" in opened(app, f"/q/{code}").text
    told.goes_on(seconds=4)
    assert "Closed until" in opened(app, f"/q/{code}").text


def test_a_flyer_about_a_place_tells_where_it_is_and_when_it_is_open(app: Flask, library: Library, told: ToldClock) -> None:
    with writing(library.id) as handle:
        handle.session.execute(update(Site).values(opening=rules.written(LATE), contact="Ann at the desk", phone="555 0100"))
    code = flyer(library, site_id="S1")
    at(told, "2026-11-24T17:58")
    response = opened(app, f"/q/{code}", Accept_Language="en")
    assert "Place S1" in words(response)
    assert "1 Main Street" in words(response)
    assert "Open until 20:00" in words(response)
    # Whom trainers ask for there is not for everybody.
    assert "Ann at the desk" not in response.text
    assert "555 0100" not in response.text
    # The library's own hours change first.
    assert fresh(response) == 110


def test_a_place_that_is_open_no_more_says_so(app: Flask, library: Library, told: ToldClock) -> None:
    with writing(library.id) as handle:
        handle.session.execute(update(Site).values(opening=rules.written(LATE), closed_on="2026-11-24"))
    response = opened(app, f"/q/{flyer(library, site_id='S1')}")
    assert "This place is open no more." in words(response)
    assert "20:00" not in words(response)


def test_it_speaks_the_readers_language(app: Flask, library: Library, told: ToldClock) -> None:
    code = flyer(library)
    at(told, "2026-11-24T10:00")
    assert "Abierto hasta las 18:00 martes, 24 de noviembre de 2026" in words(opened(app, f"/q/{code}?lang=es"))


def test_a_contact_that_is_saved_tells_the_hours_of_the_week(app: Flask, library: Library, told: ToldClock) -> None:
    code = flyer(library)
    assert "NOTE:Monday–Friday 09:00–18:00" in opened(app, f"/q/{code}/contact.vcf").text
    assert "NOTE:lunes–viernes 09:00–18:00" in opened(app, f"/q/{code}/contact.vcf?lang=es").text


def test_nothing_is_said_where_nobody_has_said(app: Flask, library: Library, told: ToldClock) -> None:
    with writing(library.id) as handle:
        handle.session.execute(update(models.Library).values(opening=""))
        assert handle.session.scalars(select(Site.opening)).all() == [""]
    response = opened(app, f"/q/{flyer(library, site_id='S1')}")
    assert "Open until" not in response.text
    assert "Closed until" not in response.text
    assert 'class="hours"' not in response.text
    assert told() >= NOW
