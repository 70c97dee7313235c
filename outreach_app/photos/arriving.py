"""A photo comes in, whole or in pieces; it is held when its bytes are those that its name says and are a picture.

This is an edge: it opens and ends transactions. What is answered as held is on disk.
"""

import hashlib
import re
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import delete, func, select, update

from outreach_app.db import Writing, reading, writing
from outreach_app.photos import queries
from outreach_app.photos.facts import is_name
from outreach_app.photos.looking import Picture, looked_at
from outreach_app.photos.models import Photo, PhotoMention, PhotoPiece
from outreach_app.photos.storage import Storage, name_of
from outreach_app.problems import Refusal
from outreach_app.statements import insert

MOST_PHOTO = 2 * 1024 * 1024
MOST_PIECE = 256 * 1024
_RANGE = re.compile(r"bytes (\d{1,9})-(\d{1,9})/(\d{1,9})").fullmatch


@dataclass(frozen=True)
class From:
    """Who brings it."""

    library: str
    device: str | None
    is_revoked: bool = False


@dataclass(frozen=True)
class Standing:
    """How much of a photo is held; all of it once it is `whole`."""

    offset: int
    whole: bool


@dataclass(frozen=True)
class Place:
    """Where a piece belongs."""

    start: int
    length: int
    total: int

    @property
    def is_last(self) -> bool:
        return self.start + self.length == self.total


def place_of(content_range: str | None, length: int) -> Place:
    """What a Content-Range says of a body of this length; none means all of it.

    Raises `Refusal` "envelope.broken" where they do not fit, "too_large" for a photo over the limit.
    """
    if length > MOST_PIECE:
        raise Refusal("too_large", f"A piece of a photo has at most {MOST_PIECE} bytes.")
    found = _RANGE(content_range) if content_range is not None else _RANGE(f"bytes 0-{length - 1}/{length}") if length else None
    start, last, total = map(int, found.groups()) if found else (0, -2, 0)
    if last - start + 1 != length or last >= total or not length:
        told = {"Content-Range": ["must say where these bytes belong, such as bytes 0-262143/300000"]}
        raise Refusal("envelope.broken", "The request is not of the agreed shape.", fields=told)
    if total > MOST_PHOTO:
        raise Refusal("too_large", f"A photo has at most {MOST_PHOTO} bytes. Make it smaller.")
    return Place(start, length, total)


def standing(library: str, name: str) -> Standing:
    """How much of a photo is held. Raises `Refusal` "not_found" for what is no photo's name."""
    _check(name)
    with reading(library) as session:
        if queries.found(session, name):
            return Standing(0, whole=True)
        total = session.scalar(select(func.sum(PhotoPiece.length)).where(PhotoPiece.sha256 == name))
    return Standing(int(total or 0), whole=False)


def take(storage: Storage, sender: From, name: str, place: Place, raw: bytes) -> Standing:
    """Keep a piece; with the last one the photo.

    Raises `Refusal` "photo.elsewhere" where it does not follow what is held, "photo.damaged" and "photo.no_picture"
    where the whole is not what it should be, of which nothing is kept; "photos.away".
    """
    _check(name)
    if not (place.start == 0 and place.is_last):
        pieces = _with_piece(sender.library, name, place, raw)
        if pieces is None:
            return standing(sender.library, name)
        raw = pieces
    else:
        with reading(sender.library) as session:
            if queries.found(session, name):
                return Standing(0, whole=True)
    try:
        if hashlib.sha256(raw).hexdigest() != name:
            raise Refusal("photo.damaged", "These are not the bytes that the photo's name says. Send it again from its start.")
        picture = looked_at(raw)
    except Refusal:
        _drop_pieces(sender.library, name)
        raise
    keep(storage, sender, name, picture)
    return Standing(place.total, whole=True)


def keep(storage: Storage, sender: From, name: str, picture: Picture) -> None:
    """Hold a picture under the name that facts have for it."""
    content = hashlib.sha256(picture.raw).hexdigest()
    # First the bytes, then the row that says they are there.
    storage.put(name_of(sender.library, content), picture.raw)
    with writing(sender.library) as handle:
        if queries.found(handle.session, name) is None:
            row = {
                "sha256": name, "content": content, "kind": picture.kind, "size": len(picture.raw), "width": picture.width,
                "height": picture.height, "received_at": handle.now, "via_device": sender.device,
                "is_revoked": sender.is_revoked, "removed_at": None, "removed_by": None,
            }  # fmt: skip
            insert(handle, Photo, [row])
        _forget_pieces(handle, name)
        handle.session.execute(update(PhotoMention).where(PhotoMention.photo == name).values(is_held=True))


def _with_piece(library: str, name: str, place: Place, raw: bytes) -> bytes | None:
    """All bytes of the photo where this piece makes it whole; None where more are to come, or all came before."""
    with writing(library) as handle:
        session = handle.session
        if queries.found(session, name):
            return None
        query = select(PhotoPiece.start, PhotoPiece.length, PhotoPiece.total).where(PhotoPiece.sha256 == name)
        there = session.execute(query).all()
        held = sum(length for _start, length, _total in there)
        if place.start == 0 or any(total != place.total for _start, _length, total in there):
            _forget_pieces(handle, name)
            held = 0
        if place.start != held:
            # Said after what is of no use has been let go of: the phone asks how much is held, and goes on from there.
            odd = Refusal("photo.elsewhere", "This piece does not follow what is held of the photo.", held=held)
        else:
            odd = None
            row = {
                "sha256": name, "start": place.start, "length": place.length, "total": place.total, "raw": raw,
                "received_at": handle.now,
            }  # fmt: skip
            insert(handle, PhotoPiece, [row])
    if odd:
        raise odd
    if not place.is_last:
        return None
    with reading(library) as session:
        pieces = session.scalars(select(PhotoPiece.raw).where(PhotoPiece.sha256 == name).order_by(PhotoPiece.start))
        return b"".join(pieces)


def _drop_pieces(library: str, name: str) -> None:
    with writing(library) as handle:
        _forget_pieces(handle, name)


def _forget_pieces(handle: Writing, name: str) -> None:
    handle.session.execute(delete(PhotoPiece).where(PhotoPiece.sha256 == name))


def forget_old_pieces(handle: Writing, days: int = 30) -> None:
    """Let go of the beginnings of photos that nobody went on with; their phones still hold them whole."""
    before = handle.now - timedelta(days=days)
    handle.session.execute(delete(PhotoPiece).where(PhotoPiece.received_at < before))


def _check(name: str) -> None:
    if not is_name(name):
        raise Refusal("not_found", "A photo is named by the SHA-256 of its bytes.")
