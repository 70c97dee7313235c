"""A photo comes to the library: in pieces, in any order with its fact, from a phone in any state; and only a picture."""

import io
import struct
import zlib

import pytest
from PIL import Image
from sqlalchemy import select

from fixtures.library import Library, Phone, back, out_to, sha256
from fixtures.photos import head_photo, headers_of, large_picture, picture, put_photo, with_exif
from outreach_app import rebuild
from outreach_app.db import reading
from outreach_app.photos import looking
from outreach_app.photos.models import Photo, PhotoPiece
from outreach_app.photos.storage import name_of
from outreach_app.problems import Refusal

PIECE = 256 * 1024


@pytest.fixture
def phone(library: Library) -> Phone:
    return library.phone()


def _naming(*names: str, part: str | None = None) -> dict[str, object]:
    return {**back(), "photos": [{"sha256": name, "part": part} for name in names]}


def _held(library: Library) -> dict[str, Photo]:
    with reading(library.id) as session:
        return {one.sha256: one for one in session.scalars(select(Photo))}


def _kept(library: Library, name: str) -> bytes | None:
    return library.app.extensions["photos"].get(name_of(library.id, _held(library)[name].content))


def test_a_photo_that_a_fact_names_is_wanted_of_its_phone_until_it_is_here(library: Library, phone: Phone):
    raw = picture()
    phone.record("kit.checked_in", "K1", _naming(sha256(raw), part="tablet"))

    assert phone.sync()["photos_wanted"] == [sha256(raw)]
    assert library.phone("phone-b", "bob").sync()["photos_wanted"] == []
    assert head_photo(phone, sha256(raw)) == ("0", "?0")

    answer = put_photo(phone, raw)

    assert (answer.status_code, answer.json) == (200, {"offset": len(raw), "complete": True})
    assert head_photo(phone, sha256(raw)) == ("0", "?1")
    assert phone.sync()["photos_wanted"] == []
    assert _kept(library, sha256(raw)) == raw


def test_a_photo_may_come_before_its_fact_and_twice_is_once(library: Library, phone: Phone):
    raw = picture()
    put_photo(phone, raw)
    assert put_photo(phone, raw).json == {"offset": 0, "complete": True}

    phone.record("kit.checked_out", "K1", {**out_to("ann"), "photos": [{"sha256": sha256(raw), "part": None}]})

    assert phone.sync()["photos_wanted"] == []
    assert len(_held(library)) == 1


def test_a_rebuild_finds_which_photos_are_wanted_as_they_were(library: Library, phone: Phone):
    held, lacking = picture(), picture(seed=2)
    put_photo(phone, held)
    phone.record("kit.checked_out", "K1", {**out_to("ann"), "photos": [{"sha256": sha256(held), "part": None}]})
    phone.record("kit.checked_in", "K1", _naming(sha256(held), sha256(lacking)))
    phone.sync()

    assert [one for one in rebuild.check(library.id).differences if "photo" in one] == []
    rebuild.rebuild(library.id)
    assert phone.sync()["photos_wanted"] == [sha256(lacking)]


def test_a_photo_in_pieces_goes_on_where_it_was_cut_off(library: Library, phone: Phone):
    raw = large_picture()
    name = sha256(raw)

    put_photo(phone, raw, within=(0, PIECE))
    assert head_photo(phone, name) == (str(PIECE), "?0")
    # The answer was lost: the same piece once more is out of place, and so is one that leaves a gap.
    assert put_photo(phone, raw, within=(2 * PIECE, len(raw))).status_code == 409
    assert head_photo(phone, name) == (str(PIECE), "?0")
    put_photo(phone, raw, within=(PIECE, 2 * PIECE))
    answer = put_photo(phone, raw, within=(2 * PIECE, len(raw)))

    assert answer.json == {"offset": len(raw), "complete": True}
    assert _kept(library, name) == raw
    with reading(library.id) as session:
        assert session.scalars(select(PhotoPiece.start)).all() == []


def test_a_photo_that_begins_anew_forgets_what_came_of_it(library: Library, phone: Phone):
    raw = large_picture()
    put_photo(phone, raw, within=(0, PIECE))
    put_photo(phone, raw, within=(0, 1000))

    assert head_photo(phone, sha256(raw)) == ("1000", "?0")


def test_bytes_that_are_not_those_of_the_name_are_not_kept(library: Library, phone: Phone):
    raw = large_picture()
    spoilt = raw[:PIECE] + bytes(100) + raw[PIECE + 100 :]
    name = sha256(raw)
    for start in range(0, len(raw), PIECE):
        answer = put_photo(phone, spoilt, name=name, within=(start, min(start + PIECE, len(raw))))

    assert (answer.status_code, answer.json["code"]) == (422, "photo.damaged")
    assert head_photo(phone, name) == ("0", "?0")
    assert _held(library) == {}


@pytest.mark.parametrize("state", ["active", "draining", "revoked"])
def test_a_phone_in_any_state_hands_in_its_photos(library: Library, phone: Phone, state: str):
    library.become(phone.device, state)
    raw = picture()

    assert put_photo(phone, raw).status_code == 200
    assert _held(library)[sha256(raw)].is_revoked is (state == "revoked")


def test_nobody_hands_in_a_photo_without_a_token(library: Library, phone: Phone):
    phone.token = "nobody's"
    raw = picture()

    assert put_photo(phone, raw).status_code == 401
    assert phone.http.head(f"/api/v1/photos/{sha256(raw)}", headers={"Outreach-Nonce": "n"}).status_code == 401


@pytest.mark.parametrize(
    "content_range", ["bytes 0-9/100", "bytes 90-189/100", "bytes */100", "items 0-99/100", "bytes 0-99/*", "bytes 5-3/100"]
)
def test_a_piece_that_does_not_say_where_it_belongs_is_refused(phone: Phone, content_range: str):
    headers = {**headers_of(phone), "Content-Range": content_range}
    answer = phone.http.put(f"/api/v1/photos/{'0' * 64}", data=bytes(100), headers=headers)

    assert (answer.status_code, answer.json["code"]) == (400, "envelope.broken")


def test_a_photo_over_the_limits_is_refused_before_it_is_kept(library: Library, phone: Phone):
    name = "0" * 64
    large = phone.http.put(f"/api/v1/photos/{name}", data=bytes(PIECE + 1), headers=headers_of(phone))
    many = {**headers_of(phone), "Content-Range": f"bytes 0-99/{2 * 1024 * 1024 + 1}"}

    assert large.status_code == 413
    assert phone.http.put(f"/api/v1/photos/{name}", data=bytes(100), headers=many).status_code == 413
    assert head_photo(phone, name) == ("0", "?0")
    assert phone.http.put("/api/v1/photos/..%2fetc", data=b"x", headers=headers_of(phone)).status_code == 404


def _bomb() -> bytes:
    """A PNG of a few hundred bytes that says it has 100 million points."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))

    head = struct.pack(">IIBBBBB", 10_000, 10_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(10_000))) + chunk(b"IEND", b"")


def _film() -> bytes:
    out = io.BytesIO()
    frames = [Image.new("RGB", (32, 32), (shade, 0, 0)) for shade in (0, 200)]
    frames[0].save(out, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    return out.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        b"GIF89a, it says", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.7", bytes(1000), _bomb(), _film(),
        picture()[:-200], picture("PNG")[:-40], picture("GIF"), picture("TIFF"), picture(size=(4, 4)),
    ],
    ids=["a word", "svg", "pdf", "zeros", "bomb", "film", "cut jpeg", "cut png", "gif", "tiff", "a speck"],
)  # fmt: skip
def test_what_is_no_picture_is_told_so_and_not_kept(library: Library, phone: Phone, raw: bytes):
    answer = put_photo(phone, raw)

    assert (answer.status_code, answer.json["code"]) == (422, "photo.no_picture")
    assert _held(library) == {}


@pytest.mark.parametrize(
    "raw",
    [
        with_exif(), picture("PNG"), picture() + b"and a film after it", picture(comment=b"by Ann"),
        picture("WEBP", exif=Image.Exif().tobytes() or b"Exif\0\0"), picture("JPEG", icc_profile=bytes(2000)),
    ],
    ids=["exif", "png", "tail", "comment", "webp exif", "profile"],
)  # fmt: skip
def test_of_a_photo_that_tells_more_only_the_picture_is_kept(library: Library, phone: Phone, raw: bytes):
    assert put_photo(phone, raw).status_code == 200

    kept = _kept(library, sha256(raw))
    assert kept is not None
    assert kept != raw
    assert looking.is_bare(kept)
    with Image.open(io.BytesIO(kept)) as image:
        assert not image.getexif()
        assert not set(image.info) & {"exif", "xmp", "comment", "icc_profile"}


def test_a_photo_that_was_turned_by_what_it_told_is_kept_upright(library: Library, phone: Phone):
    raw = with_exif()
    put_photo(phone, raw)

    with Image.open(io.BytesIO(raw)) as image:
        lying = image.size
    with Image.open(io.BytesIO(_kept(library, sha256(raw)) or b"")) as image:
        assert image.size == lying[::-1]


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
@pytest.mark.parametrize(
    "told", [{}, {"progressive": True}, {"icc_profile": bytes(456)}], ids=["plain", "progressive", "profile"]
)
def test_a_photo_as_phones_make_it_is_kept_byte_for_byte(kind: str, told: dict[str, object]):
    raw = picture(kind, **told)

    assert looking.looked_at(raw).raw == raw


def test_a_payload_that_names_photos_oddly_is_quarantined(library: Library, phone: Phone):
    phone.record("kit.checked_in", "K1", _naming("not-a-hash"))

    (result,) = phone.sync()["results"]
    assert (result["outcome"], result["reason"]) == ("quarantined", "bad_shape")


def test_a_storage_that_is_away_is_told_and_the_phone_is_to_come_again(library: Library, phone: Phone, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file where the folder should be")
    from outreach_app.photos.storage import Folder

    library.app.extensions["photos"] = Folder(blocked)
    answer = put_photo(phone, picture())

    assert (answer.status_code, answer.json["code"]) == (503, "photos.away")
    assert int(answer.headers["Retry-After"]) > 0
    assert _held(library) == {}
    with pytest.raises(Refusal):
        Folder(blocked).put("a/b", b"x")
