"""At the desk a photo stands beside what was recorded with it; one that is not here is told as missing."""

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk
from fixtures.library import Library, Phone, back, sha256
from fixtures.photos import headers_of, picture, put_photo


@pytest.fixture
def desk(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "carol", "coordinator")


@pytest.fixture
def named(library: Library) -> tuple[Phone, bytes]:
    """A phone that told of a damaged tablet with a photo, which it still has."""
    phone, raw = library.phone(), picture()
    phone.checks_out()
    told = {**back(("tablet", 1, "damaged")), "photos": [{"sha256": sha256(raw), "part": "tablet"}]}
    phone.record("kit.checked_in", "K1", told)
    phone.sync()
    return phone, raw


def test_a_photo_is_missing_until_it_is_here_and_then_stands_beside_part_and_fact(
    desk: Desk, library: Library, named: tuple[Phone, bytes]
):
    phone, raw = named
    address = f"/photos/{sha256(raw)}"
    (odd,) = [one for one in library.discrepancies() if one.kind == "kit.part_damaged"]
    pages = ("/kits/K1", f"/discrepancies/{odd.id}", "/inbox")
    for page in pages:
        assert "Photo of Tablet: still on the phone phone-a." in desk.page(page)
    assert desk.get(address).status_code == 404

    put_photo(phone, raw)

    for page in pages:
        assert f'src="{address}"' in desk.page(page)
        assert "still on the phone" not in desk.page(page)
    shown = desk.get(address)
    assert (shown.status_code, shown.mimetype, shown.data) == (200, "image/jpeg", raw)
    assert shown.headers["X-Content-Type-Options"] == "nosniff"
    assert shown.headers["Cache-Control"] == "private, max-age=600"
    assert "default-src 'none'" in shown.headers["Content-Security-Policy"]


def test_a_photo_is_shown_to_the_librarys_own_staff_only(app: Flask, desk: Desk, named: tuple[Phone, bytes]):
    phone, raw = named
    put_photo(phone, raw)
    other = Library(app)
    stranger = Desk(app, other, "zoe", "admin")

    assert stranger.get(f"/photos/{sha256(raw)}").status_code == 404
    assert app.test_client().get(f"/photos/{sha256(raw)}").status_code == 303
    assert phone.http.get(f"/photos/{sha256(raw)}", headers=headers_of(phone)).status_code == 303


def test_a_photo_is_taken_away_for_good_and_not_asked_for_again(
    app: Flask, desk: Desk, library: Library, named: tuple[Phone, bytes]
):
    phone, raw = named
    put_photo(phone, raw)
    removal = f"/photos/{sha256(raw)}/removal?back=/kits/K1"
    trainer = Desk(app, library, "tom", "trainer")
    assert trainer.get(removal).status_code == 403

    done = desk.send(removal)

    assert (done.status_code, done.location) == (303, "/kits/K1")
    assert desk.get(f"/photos/{sha256(raw)}").status_code == 404
    assert "Photo of Tablet: it was taken away." in desk.page("/kits/K1")
    assert list(app.extensions["photos"].names()) == []
    put_photo(phone, raw)
    assert phone.sync()["photos_wanted"] == []
    assert list(app.extensions["photos"].names()) == []
    assert "Taken away" in desk.page("/audit")


def test_a_page_asks_as_often_for_many_photos_as_for_one(desk: Desk, library: Library, named: tuple[Phone, bytes]):
    from fixtures.queries import asked

    phone, raw = named
    put_photo(phone, raw)
    with asked() as few:
        desk.page("/kits/K1")
    for seed in range(2, 12):
        told = {**back(("tablet", 1)), "photos": [{"sha256": sha256(picture(seed=seed)), "part": "charger"}]}
        phone.record("kit.checked_in", "K1", told)
        put_photo(phone, picture(seed=seed))
    phone.sync()
    with asked() as many:
        desk.page("/kits/K1")

    assert len(many) == len(few)
