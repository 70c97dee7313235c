"""A network for everybody stands on the page in words and as a code, which a reader that is not ours reads."""

import re
from collections.abc import Iterator
from contextvars import Context
from typing import Any

import pytest
import zxingcpp
from flask import Flask
from PIL import Image, ImageDraw
from sqlalchemy import update

from fixtures.at_the_desk import Desk
from fixtures.library import Library, ToldClock, furnished
from outreach_app.accounts import models
from outreach_app.db import reading, writing
from outreach_app.flyers import editing, queries
from outreach_app.flyers.models import Words
from outreach_app.partners.models import Site
from outreach_app.web import wifi
from outreach_app.web.wifi import Wifi

ALWAYS = {"valid_from": None, "valid_until": None, "on": None, "starts": None, "ends": None, "place": "", "address": ""}
PIXELS = 6


@pytest.fixture
def library(app: Flask, told: ToldClock) -> Iterator[Library]:
    with app.app_context():
        library = furnished(app)
        library.site("S1", "P1")
        yield library


def page(app: Flask, library: Library, **told: Any) -> str:
    with writing(library.id) as handle:
        texts = {"en": Words(title="Ask us", text="", action="")}
        editing.add_flyer(handle, "F1", by="cora", template="handout", target="nowhere", texts=texts, **ALWAYS, **told)
    with reading(library.id) as session:
        found = queries.flyer(session, "F1")
        assert found is not None
    text: str = Context().run(lambda: app.test_client().get(f"/q/{found.code}").text)
    return text


def offer(library: Library, row: type[models.Library] | type[Site], network: Wifi) -> None:
    with writing(library.id) as handle:
        handle.session.execute(update(row).values(wifi=wifi.written(network)))


def decoded(html: str) -> list[str]:
    """What a reader makes of the drawings of codes in a page."""
    found = []
    for side, path in re.findall(r'viewBox="0 0 (\d+) \d+".*?class="dark" d="([^"]+)"', html):
        image = Image.new("L", (int(side) * PIXELS, int(side) * PIXELS), 255)
        for x, y, width in (map(int, one) for one in re.findall(r"M(\d+) (\d+)h(\d+)", path)):
            box = (x * PIXELS, y * PIXELS, (x + width) * PIXELS - 1, (y + 1) * PIXELS - 1)
            ImageDraw.Draw(image).rectangle(box, fill=0)
        found += [one.text for one in zxingcpp.read_barcodes(image)]
    return found


@pytest.mark.parametrize(
    ("network", "payload"),
    [
        (Wifi("Library guests", "borrow-a-book"), "WIFI:T:WPA;S:Library guests;P:borrow-a-book;;"),
        (Wifi("Open house", ""), "WIFI:T:nopass;S:Open house;;"),
        (Wifi('a;b,c:d"e\\', 'p;a,s:s"w\\'), 'WIFI:T:WPA;S:a\\;b\\,c\\:d\\"e\\\\;P:p\\;a\\,s\\:s\\"w\\\\;;'),
        (Wifi("Biblioteca ñ", "12345678"), "WIFI:T:WPA;S:Biblioteca ñ;P:12345678;;"),
    ],
)
def test_a_phones_camera_reads_the_network_from_the_page(app: Flask, library: Library, network: Wifi, payload: str) -> None:
    offer(library, models.Library, network)
    html = page(app, library)
    assert decoded(html) == [payload]
    assert "Free Wi-Fi" in html
    assert ("No password is needed." in html) == (network.password == "")
    assert len(html.encode()) < 15_000


def test_a_flyer_about_a_place_tells_the_network_of_the_place(app: Flask, library: Library) -> None:
    offer(library, models.Library, Wifi("Library", "borrow-a-book"))
    offer(library, Site, Wifi("Clinic guests", ""))
    html = page(app, library, site_id="S1")
    assert decoded(html) == ["WIFI:T:nopass;S:Clinic guests;;"]
    assert "borrow-a-book" not in html


def test_nothing_is_said_where_there_is_none(app: Flask, library: Library) -> None:
    assert "Wi-Fi" not in page(app, library)


def test_it_is_typed_at_the_desk_and_the_record_of_changes_tells_it(app: Flask, library: Library) -> None:
    cleo = Desk(app, library, "cleo", "coordinator")
    typed = {"name": "Clinic", "wifi_name": "Clinic guests", "wifi_security": "wpa", "wifi_password": "come on in"}
    cleo.send("/partners/sites/S1", "version", **typed)
    assert 'value="come on in"' in cleo.page("/partners/sites/S1")
    assert "Clinic guests" in cleo.page("/audit")
    cleo.send("/partners/sites/S1", "version", **{**typed, "wifi_security": "open"})
    assert 'value="come on in"' not in cleo.page("/partners/sites/S1")


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"wifi_name": "ñ" * 17, "wifi_security": "open"}, "wifi_name"),
        ({"wifi_name": "", "wifi_security": "wpa", "wifi_password": "borrow-a-book"}, "wifi_name"),
        ({"wifi_name": "Guests", "wifi_security": "wpa", "wifi_password": "short"}, "wifi_password"),
        ({"wifi_name": "Guests", "wifi_security": "wpa", "wifi_password": "contraseña"}, "wifi_password"),
        ({"wifi_name": "Guests", "wifi_security": "wpa", "wifi_password": ""}, "wifi_password"),
    ],
)
def test_what_no_network_can_have_comes_back(app: Flask, library: Library, typed: dict[str, str], wrong: str) -> None:
    answer = Desk(app, library, "cleo", "coordinator").send("/partners/sites/S1", "version", name="Clinic", **typed)
    assert answer.status_code == 422
    assert f'id="{wrong}-wrong"' in answer.text
