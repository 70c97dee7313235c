"""A flyer's picture: made small at the desk, told where it is none, shown behind its code, on paper and to phones."""

import ctypes
import io
import json
import re
from collections import Counter
from collections.abc import Iterator
from contextvars import Context
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest
import zxingcpp
from flask import Flask
from PIL import Image
from werkzeug.test import TestResponse

from fixtures.at_the_desk import Desk, hidden
from fixtures.library import Library, ToldClock, furnished
from fixtures.photos import picture, with_exif
from outreach_app.audit import changes
from outreach_app.db import reading
from outreach_app.flyers import codes, queries
from outreach_app.flyers.models import TEMPLATES, Flyer

TOLD = {
    "title_en": "Borrow the internet", "text_en": "Take a hotspot home.", "alt_en": "A hotspot",
    "title_es": "Internet en casa", "alt_es": "Un punto de acceso", "template": "handout", "target": "nowhere",
}  # fmt: skip
RUN = {"language": "es", "stacks": "1", "copies": "25"}


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        yield furnished(app)


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


def send(cleo: Desk, raw: bytes | None = None, path: str = "/flyers/new", **told: Any) -> TestResponse:
    page = cleo.page(path)
    kept = {name: hidden(page, name) for name in ("csrf_token", "id" if path.endswith("new") else "version")}
    file = {"picture": (io.BytesIO(raw), "flyer.jpg")} if raw is not None else {}
    return cleo.post(path, {**kept, **TOLD, **file, **told})


def added(library: Library, cleo: Desk, raw: bytes | None = None, **told: Any) -> Flyer:
    response = send(cleo, raw, **told)
    assert response.status_code == 303, response.text
    return there(library, str(response.location).rsplit("/", 1)[1])


def there(library: Library, id_: str) -> Flyer:
    with reading(library.id) as session:
        found = queries.flyer(session, id_)
        assert found is not None
        return found


def asked(app: Flask, path: str) -> TestResponse:
    response: TestResponse = Context().run(lambda: app.test_client().get(path))
    return response


def shown(page: str) -> str:
    """The one picture of a page, as it is written."""
    (found,) = re.findall(r"<img[^>]*>", page)
    return str(found)


def test_a_picture_is_made_small_and_shown_behind_the_code_in_a_request_of_its_own(
    app: Flask, library: Library, cleo: Desk
) -> None:
    flyer = added(library, cleo, picture(size=(2400, 1800)))
    response = asked(app, f"/q/{flyer.code}")
    assert len(response.data) < 15_000
    there = shown(response.text)
    assert 'width="900" height="675" alt="A hotspot"' in there
    assert 'alt="Un punto de acceso"' in shown(asked(app, f"/q/{flyer.code}?lang=es").text)
    address = f"/q/{flyer.code}/pictures/{flyer.picture}"
    assert f'src="{address}"' in there
    answer = asked(app, address)
    assert (answer.status_code, answer.mimetype) == (200, "image/webp")
    assert Image.open(io.BytesIO(answer.data)).size == (900, 675)
    assert "immutable" in answer.headers["Cache-Control"]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert "Set-Cookie" not in answer.headers
    assert address in cleo.page(f"/flyers/{flyer.id}")
    # A stack's code leads to the same picture, and no other picture lies behind it.
    assert asked(app, f"/q/{codes.new_for(flyer.code)}/pictures/{flyer.picture}").data == answer.data
    assert asked(app, f"/q/{flyer.code}/pictures/{'0' * 64}").status_code == 404


def test_where_it_was_taken_is_not_kept_and_what_one_sees_through_is_white(app: Flask, library: Library, cleo: Desk) -> None:
    flyer = added(library, cleo, with_exif())
    raw = asked(app, f"/q/{flyer.code}/pictures/{flyer.picture}").data
    assert b"ACME" not in raw
    out = io.BytesIO()
    Image.new("RGBA", (90, 60), (0, 0, 0, 0)).save(out, "PNG")
    flyer = added(library, cleo, out.getvalue())
    raw = asked(app, f"/q/{flyer.code}/pictures/{flyer.picture}").data
    assert Image.open(io.BytesIO(raw)).getpixel((45, 30)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"%PDF-1.7 no picture", "That is no picture that the library can keep."),
        (b"x" * (40 * 1024 * 1024), "This file has more than 20 MB."),
    ],
    ids=["a document", "40 MB"],
)
def test_what_is_no_picture_or_too_large_is_told_at_the_form_and_the_words_stay(
    app: Flask, library: Library, cleo: Desk, raw: bytes, says: str
) -> None:
    answer = send(cleo, raw)
    assert answer.status_code == 422
    assert says in answer.text
    assert 'value="Borrow the internet"' in answer.text
    assert 'value="Un punto de acceso"' in answer.text
    assert library.rows("flyers") == {}
    assert list(app.extensions["photos"].names()) == []


def test_each_language_of_the_flyer_says_what_its_picture_shows(library: Library, cleo: Desk) -> None:
    assert "Say what it shows" in send(cleo, picture(), alt_es="").text
    assert send(cleo, picture(), alt_es="", title_es="").status_code == 303
    # Without a picture there is nothing to be told.
    assert "alt" not in added(library, cleo).words["en"]


def test_phones_hear_of_the_picture_and_a_flyer_without_one_is_told_as_before(library: Library, cleo: Desk) -> None:
    without, with_one = added(library, cleo), added(library, cleo, picture())
    rows = library.rows("flyers")
    assert "picture" not in rows[without.id]
    assert "alt" not in rows[without.id]["words"][0]
    assert rows[with_one.id]["picture"] == {"content": with_one.picture, "width": 64, "height": 48}
    assert [one["alt"] for one in rows[with_one.id]["words"]] == ["A hotspot", "Un punto de acceso"]


def test_another_picture_is_another_version_and_one_taken_away_is_gone(app: Flask, library: Library, cleo: Desk) -> None:
    flyer = added(library, cleo, picture())
    twin = added(library, cleo, picture())
    path = f"/flyers/{flyer.id}/details"
    assert send(cleo, None, path, title_en="Other words").status_code == 303
    kept = there(library, flyer.id)
    assert (kept.picture, kept.version) == (flyer.picture, 2)
    assert send(cleo, picture(seed=2), path).status_code == 303
    other = there(library, flyer.id)
    assert (other.picture != flyer.picture, other.version) == (True, 3)
    # Whose page was opened a moment ago is not remembered without it.
    assert asked(app, f"/q/{flyer.code}/pictures/{other.picture}").status_code == 200
    assert asked(app, f"/q/{twin.code}/pictures/{twin.picture}").status_code == 200
    assert send(cleo, None, path, without_picture="y").status_code == 303
    assert there(library, flyer.id).picture is None
    assert "<img" not in cleo.page(f"/flyers/{flyer.id}")
    assert list(app.extensions["photos"].names()) == [queries.picture_name(library.id, str(twin.picture))]
    with reading(library.id) as session:
        told = [json.loads(line.after or "{}").get("picture") for line in changes.of(session, "flyers", flyer.id)]
    assert sorted(Counter(told).values()) == [1, 1, 2]
    assert "What the picture shows (English)" in Desk(app, library, "ada", "admin").page("/audit?what=flyers")


def test_one_of_a_stale_form_is_told_and_nothing_of_it_is_written(library: Library, cleo: Desk) -> None:
    flyer = added(library, cleo, picture())
    path = f"/flyers/{flyer.id}/details"
    page = cleo.page(path)
    send(cleo, picture(seed=2), path)
    kept = {name: hidden(page, name) for name in ("csrf_token", "version")}
    answer = cleo.post(path, {**kept, **TOLD, "picture": (io.BytesIO(picture(seed=3)), "flyer.jpg")})
    assert answer.status_code == 409
    assert there(library, flyer.id).version == 2


@pytest.mark.parametrize("template", TEMPLATES)
def test_it_is_on_paper_in_each_form_told_once_and_codes_are_still_read(library: Library, cleo: Desk, template: str) -> None:
    flyer = added(library, cleo, picture(size=(600, 450)))
    path = str(cleo.send(f"/flyers/{flyer.id}/print", "id", **{**RUN, "template": template}).location)
    assert 'alt="Un punto de acceso"' in cleo.page(path)
    pdf = pypdfium2.PdfDocument(raw := cleo.get(f"{path}.pdf").data)
    assert b"pdfuaid" in raw
    page = pdf[0]
    said = list(_said(page))
    assert said.count("Un punto de acceso") == 1
    drawn = page.render(scale=150 / 72).to_pil().convert("L")
    assert len(zxingcpp.read_barcodes(drawn)) == {"handout": 1, "poster": 1, "business_card": 10}.get(template, 2)


def _said(page: Any) -> Iterator[str]:
    """What the page's pictures say to those who do not see them."""
    raw = pypdfium2.raw
    tree = raw.FPDF_StructTree_GetForPage(page.raw)
    below = [raw.FPDF_StructTree_GetChildAtIndex(tree, n) for n in range(raw.FPDF_StructTree_CountChildren(tree))]
    while below:
        element = below.pop()
        if not element:
            continue
        size = raw.FPDF_StructElement_GetAltText(element, None, 0)
        buffer = ctypes.create_string_buffer(size)
        raw.FPDF_StructElement_GetAltText(element, buffer, size)
        yield buffer.raw.decode("utf-16-le").rstrip("\0")
        below += [
            raw.FPDF_StructElement_GetChildAtIndex(element, n) for n in range(raw.FPDF_StructElement_CountChildren(element))
        ]
