"""Whether bytes are a picture, and what of them is the picture: the rest is not kept.

A picture is decoded whole, in memory that its size bounds before the first pixel is made. What holds anything beside
its pixels (where it was taken, with which phone, a film that it was a moment of) is written anew from its pixels.
"""

import hashlib
import io
import struct
import warnings
import zlib
from dataclasses import dataclass

from outreach_app.problems import Refusal

MOST_PIXELS = 6_000_000
LEAST_SIDE = 8
# Of what is made small at once: a JPEG is decoded at a part of its size, the others whole.
MOST_PIXELS_OF = {"JPEG": 50_000_000, "WEBP": 24_000_000, "PNG": 24_000_000}
REDUCED_SIDE, REDUCED_QUALITY, REDUCED_KIND = 900, 78, "image/webp"
_KINDS = {"JPEG": "image/jpeg", "WEBP": "image/webp", "PNG": "image/png"}
_ODD = (OSError, SyntaxError, ValueError, EOFError, struct.error, zlib.error, OverflowError, IndexError, KeyError)
# Start and end, tables, frames, scans; and the one header that says nothing but how many dots an inch has.
_TABLES = frozenset({0xDB, 0xC4, 0xDD, 0xC0, 0xC1, 0xC2})
_SCAN, _END, _JFIF, _PROFILE = 0xDA, 0xD9, 0xE0, 0xE2
_JFIF_LENGTH = 16
# Browsers write which colours they mean into whatever they draw: half a kilobyte, the same in every picture.
_MOST_PROFILE = 1024
_CHUNKS = frozenset({b"VP8 ", b"VP8L", b"VP8X", b"ALPH"})


@dataclass(frozen=True)
class Picture:
    """A picture as it is kept."""

    raw: bytes
    kind: str
    width: int
    height: int

    @property
    def content(self) -> str:
        """The SHA-256 of its bytes."""
        return hashlib.sha256(self.raw).hexdigest()


def reduced(raw: bytes) -> Picture:
    """The picture that these bytes are, small enough for a page and with nothing beside it.

    Raises `Refusal` "photo.no_picture".
    """
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=tuple(_KINDS)) as image:
                width, height = image.size
                if width * height > MOST_PIXELS_OF[str(image.format)] or min(width, height) < LEAST_SIDE:
                    raise _no_picture()
                if getattr(image, "n_frames", 1) != 1:
                    raise _no_picture()
                image.draft("RGB", (REDUCED_SIDE, REDUCED_SIDE))
                mode = "RGBA" if image.has_transparency_data else "RGB"
                turned = ImageOps.exif_transpose(image).convert(mode)
    except (*_ODD, Image.DecompressionBombError) as error:
        raise _no_picture() from error
    turned.thumbnail((REDUCED_SIDE, REDUCED_SIDE))
    if mode == "RGBA":
        # As it looks on paper: what one can see through would else turn black.
        paper = Image.new("RGB", turned.size, "white")
        paper.paste(turned, mask=turned.getchannel("A"))
        turned = paper
    turned.info.clear()
    out = io.BytesIO()
    turned.save(out, "WEBP", quality=REDUCED_QUALITY)
    return Picture(out.getvalue(), REDUCED_KIND, *turned.size)


def looked_at(raw: bytes) -> Picture:
    """The picture that these bytes are, without what is beside it. Raises `Refusal` "photo.no_picture"."""
    # It takes longer to load than most commands run.
    from PIL import Image, ImageOps

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(raw), formats=tuple(_KINDS)) as image:
                kind = _KINDS.get(image.format or "")
                width, height = image.size
                if kind is None or getattr(image, "n_frames", 1) != 1:
                    raise _no_picture()
                if width * height > MOST_PIXELS or min(width, height) < LEAST_SIDE:
                    raise _no_picture()
                image.load()
                if is_bare(raw):
                    return Picture(raw, kind, width, height)
                turned = ImageOps.exif_transpose(image).convert("RGB")
    except (*_ODD, Image.DecompressionBombError) as error:
        raise _no_picture() from error
    turned.info.clear()
    out = io.BytesIO()
    turned.save(out, "WEBP", quality=85)
    return Picture(out.getvalue(), "image/webp", *turned.size)


def is_bare(raw: bytes) -> bool:
    """True where nothing but the picture is in these bytes: no segment, chunk or tail that could tell more."""
    if raw[:2] == b"\xff\xd8":
        return _is_bare_jpeg(raw)
    if raw[:4] == b"RIFF" and raw[8:12] == b"WEBP":
        return _is_bare_webp(raw)
    return False


def _is_bare_jpeg(raw: bytes) -> bool:
    at = 2
    while at + 4 <= len(raw) and raw[at] == 0xFF:
        marker = raw[at + 1]
        length = int.from_bytes(raw[at + 2 : at + 4], "big")
        if marker == _JFIF and (length != _JFIF_LENGTH or raw[at + 4 : at + 9] != b"JFIF\0"):
            return False
        if marker == _PROFILE and (length > _MOST_PROFILE or raw[at + 4 : at + 16] != b"ICC_PROFILE\0"):
            return False
        if marker not in _TABLES and marker not in (_SCAN, _JFIF, _PROFILE):
            return False
        at += 2 + length
        if marker == _SCAN:
            at = _after_scan(raw, at)
            if raw[at : at + 2] == bytes((0xFF, _END)):
                return at + 2 == len(raw)
    return False


def _after_scan(raw: bytes, at: int) -> int:
    """Where the next marker is that is not of the scan itself."""
    while (at := raw.find(b"\xff", at)) >= 0:
        after = raw[at + 1] if at + 1 < len(raw) else _END
        if after != 0 and not 0xD0 <= after <= 0xD7:
            return at
        at += 2
    return len(raw)


def _is_bare_webp(raw: bytes) -> bool:
    if int.from_bytes(raw[4:8], "little") + 8 != len(raw):
        return False
    at = 12
    while at + 8 <= len(raw):
        length = int.from_bytes(raw[at + 4 : at + 8], "little")
        is_profile = raw[at : at + 4] == b"ICCP" and length <= _MOST_PROFILE
        if raw[at : at + 4] not in _CHUNKS and not is_profile:
            return False
        at += 8 + length + length % 2
    return at == len(raw)


def _no_picture() -> Refusal:
    return Refusal("photo.no_picture", "That is no picture that the library can keep: a JPEG, WebP or PNG of a usual size.")
