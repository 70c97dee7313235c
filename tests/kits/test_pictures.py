"""Pictures of kits: made small and bare, told in plain words where they are none, seen by whoever scans the label."""

import io
from contextvars import Context
from typing import Any

import pytest
from flask import Flask
from PIL import Image
from playwright.sync_api import Page, expect
from werkzeug.test import TestResponse

from fixtures.at_the_desk import Desk, hidden
from fixtures.library import PASSWORD, Library
from fixtures.photos import picture, with_exif
from outreach_app.audit.models import AuditLine
from outreach_app.db import reading
from outreach_app.kits import queries as kits
from outreach_app.kits.pictures import queries
from outreach_app.kits.pictures.models import KitPicture

NEW = "/kits/K1/pictures/new"


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def send(cleo: Desk, raw: bytes | None, *, page: str | None = None, **told: Any) -> TestResponse:
    page = page or cleo.page(NEW)
    kept = {name: hidden(page, name) for name in ("csrf_token", "id")}
    file = {"file": (io.BytesIO(raw), "kit.jpg")} if raw is not None else {}
    return cleo.post(NEW, {**kept, "alt": "The open case", "part": "", **file, **told})


def there(library: Library) -> list[KitPicture]:
    with reading(library.id) as session:
        return queries.of(session, "K1")


def scanned(app: Flask, library: Library, more: str = "") -> TestResponse:
    with reading(library.id) as session:
        path = f"/q/{kits.door(session, 'K1')}{more}"
    response: TestResponse = Context().run(lambda: app.test_client().get(path))
    return response


def test_a_picture_is_made_small_and_bare_and_shown_to_whoever_scans_the_label(
    app: Flask, library: Library, cleo: Desk
) -> None:
    assert send(cleo, picture(size=(2400, 1800))).status_code == 303
    (one,) = there(library)
    assert (one.kind, one.width, one.height) == ("image/webp", 900, 675)
    page = scanned(app, library).text
    assert 'alt="The open case" loading="lazy"' in page
    answer = scanned(app, library, f"/pictures/{one.id}")
    assert (answer.status_code, answer.mimetype, len(answer.data)) == (200, "image/webp", one.size)
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert f"/kits/K1/pictures/{one.id}" in cleo.page("/kits/K1")
    assert cleo.get(f"/kits/K1/pictures/{one.id}").data == answer.data


def test_where_it_was_taken_and_with_what_is_not_kept_and_it_stands_upright(app: Flask, library: Library, cleo: Desk) -> None:
    send(cleo, with_exif())
    (one,) = there(library)
    raw = scanned(app, library, f"/pictures/{one.id}").data
    assert b"ACME" not in raw
    assert b"Ann" not in raw
    assert (one.width, one.height) == (48, 64)
    assert not Image.open(io.BytesIO(raw)).getexif()


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (None, "Choose a picture first."),
        (b"", "Choose a picture first."),
        (b"%PDF-1.7 no picture", "That is no picture that the library can keep."),
        (picture()[:400], "That is no picture that the library can keep."),
        (b"x" * (40 * 1024 * 1024), "This file has more than 20 MB."),
    ],
    ids=["none", "empty", "a document", "half of one", "40 MB"],
)
def test_what_is_no_picture_or_too_large_is_told_at_the_form_and_the_words_stay(
    library: Library, cleo: Desk, raw: bytes | None, says: str
) -> None:
    answer = send(cleo, raw)
    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="The open case"' in answer.text
    assert there(library) == []


def test_one_of_more_pixels_than_can_be_held_is_no_picture(library: Library, cleo: Desk) -> None:
    out = io.BytesIO()
    Image.new("1", (6000, 5000)).save(out, "PNG")
    assert "no picture that the library can keep" in send(cleo, out.getvalue()).text


def test_it_must_be_said_what_it_shows(library: Library, cleo: Desk) -> None:
    assert "Say what it shows" in send(cleo, picture(), alt=" ").text
    assert there(library) == []


def test_a_double_click_is_one_and_a_seventh_is_too_many(library: Library, cleo: Desk) -> None:
    page = cleo.page(NEW)
    for _time in range(2):
        assert send(cleo, picture(), page=page).status_code == 303
    assert len(there(library)) == 1
    for seed in range(2, 7):
        assert send(cleo, picture(seed=seed)).status_code == 303
    answer = send(cleo, picture(seed=7))
    assert (answer.status_code, "at most 6 pictures" in answer.text) == (409, True)


def test_one_that_is_taken_away_is_gone_for_good_and_both_are_on_record(app: Flask, library: Library, cleo: Desk) -> None:
    for _time in range(2):
        send(cleo, picture())
    first, second = there(library)
    assert first.content == second.content
    cleo.send(f"/kits/K1/pictures/{first.id}/removal")
    assert scanned(app, library, f"/pictures/{first.id}").status_code == 404
    assert scanned(app, library, f"/pictures/{second.id}").status_code == 200
    cleo.send(f"/kits/K1/pictures/{second.id}/removal")
    assert list(app.extensions["photos"].names()) == []
    with reading(library.id) as session:
        lines = session.query(AuditLine).filter(AuditLine.what == "kit_pictures").all()
    assert len(lines) == 4
    assert "The open case" in Desk(app, library, "ada", "admin").page("/audit?what=kit_pictures")


def test_whoever_scans_a_thing_sees_its_own_picture(app: Flask, library: Library, cleo: Desk) -> None:
    send(cleo, picture(seed=1))
    send(cleo, picture(seed=2), part="tablet", alt="A tablet")
    assert scanned(app, library).text.count("<img") == 2
    assert "A tablet" in cleo.page("/kits/K1")
    assert send(cleo, picture(seed=3), part="hotspot").status_code == 422


def test_a_picture_of_one_kit_is_behind_no_other_code(app: Flask, library: Library, cleo: Desk) -> None:
    send(cleo, picture())
    (one,) = there(library)
    with reading(library.id) as session:
        other = kits.door(session, "K2")
    response: TestResponse = Context().run(lambda: app.test_client().get(f"/q/{other}/pictures/{one.id}"))
    assert response.status_code == 404


def test_trainers_see_pictures_and_add_none(app: Flask, library: Library, cleo: Desk) -> None:
    send(cleo, picture())
    (one,) = there(library)
    tess = Desk(app, library, "tess", "trainer")
    assert tess.get(f"/kits/K1/pictures/{one.id}").status_code == 200
    assert tess.get(NEW).status_code == 403
    assert tess.get(f"/kits/K1/pictures/{one.id}/removal").status_code == 403


def test_a_picture_is_added_and_looked_at_in_a_browser(served: Any, page: Page, accessibility_faults: Any) -> None:
    served.library.staff("dora", role="coordinator", password=PASSWORD)
    served.server.start()
    with reading(served.library.id) as session:
        label = kits.door(session, "K1")
    page.goto(f"{served.server.url}/sign-in?next={NEW}")
    page.get_by_label("Email address").fill(served.library.email("dora"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    file = {"name": "case.jpg", "mimeType": "image/jpeg", "buffer": picture(size=(1200, 900))}
    page.get_by_label("The picture").set_input_files(file)
    page.get_by_label("What it shows").fill("The open case")
    page.get_by_role("button", name="Add the picture").click()
    shown = page.get_by_role("img", name="The open case")
    expect(shown).to_be_visible()
    assert accessibility_faults(page) == []
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_role("link", name="Remove The open case").click()
    expect(shown).to_be_visible()
    assert accessibility_faults(page) == []
    page.goto(f"{served.server.url}/q/{label}")
    expect(shown).to_be_visible()
    assert shown.evaluate("one => one.decode().then(() => one.naturalWidth)") == 900
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert accessibility_faults(page) == []
