"""The phones' API, /api/v1: hello, enrol, sync, quarantine, photos. Cookies are never read here."""

import json
import zlib
from typing import Any

from flask import Blueprint, Response, current_app, request
from marshmallow import Schema

from outreach_app import clock, json_text, shapes
from outreach_app.accounts import devices, enrolment, people
from outreach_app.accounts.models import REVOKED, Library
from outreach_app.db import Head, reading
from outreach_app.feed.rows import FORMAT
from outreach_app.ledger.kinds import Catalogue
from outreach_app.photos import arriving
from outreach_app.problems import Refusal
from outreach_app.sync import description, exchange
from outreach_app.sync.envelope import MOST_BODY, MOST_QUARANTINE, EnrolRequest, Report, SyncRequest
from outreach_app.web.headers import NONCE, is_nonce
from outreach_app.web.network import network_of

_REPORTED = frozenset(Report().fields)

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.get("/hello")
def hello() -> Response:
    """That this is the server, and what time it has."""
    return _json(json.dumps({"protocol": 1, "server_time": clock.text(clock.now())}))


@blueprint.post("/enrol")
def enrol() -> Response:
    """Make a phone a device of the library, or add a person to one."""
    # Asked first: the body of whoever shows a token that is none is not waited for.
    holder = devices.holder_of(_token()) if request.authorization or request.headers.get("Authorization") else None
    wanted = _shaped(EnrolRequest, _body(MOST_BODY))
    network = network_of(request.remote_addr)
    if "code" in wanted:
        done = enrolment.by_code(wanted["code"], wanted["label"], holder=holder, network=network)
    elif "email" in wanted and "password" in wanted:
        email, password = wanted["email"], wanted["password"]
        done = enrolment.by_password(email, password, wanted["label"], holder=holder, network=network)
    else:
        raise _broken({"email": ["an address with a password, or a code, must be given"]})
    with reading(done.library) as session:
        library = session.get_one(Library, done.library)
        who = people.people_of(session, done.device)
        head = session.get_one(Head, done.library)
        answer = {
            "device": done.device,
            "token": done.token,
            "library": json.loads(people.library_row(library)),
            "people": [{"id": one.id, "name": one.name, "role": one.role} for one in who],
            "epoch": head.epoch,
            "view": devices.view_of(who, FORMAT),
        }
    return _json(json.dumps(answer, ensure_ascii=False))


@blueprint.post("/sync")
def sync() -> Response:
    """Facts in, changes out."""
    holder = devices.holder_of(_token())
    wanted = _shaped(SyncRequest, _body(MOST_BODY))
    if wanted.get("report"):
        # It is kept with the phone: what a later version adds to it is for a later version of the server.
        wanted["report"] = {name: told for name, told in wanted["report"].items() if name in _REPORTED}
    return _json(exchange.exchange(holder, _catalogue(), wanted))


@blueprint.post("/quarantine")
def keep_in_quarantine() -> tuple[Response, int]:
    """Keep bytes that /sync could not carry; what turns out to be a good fact is kept as one."""
    holder = devices.holder_of(_token())
    kept = exchange.keep(holder, _catalogue(), [_body(MOST_QUARANTINE, any_bytes=True)])
    return _json(json.dumps({"hash": kept.outcomes[0].hash})), 202


@blueprint.route("/photos/<sha256>", methods=["HEAD"])
def tell_of_photo(sha256: str) -> Response:
    """How much of a photo is held."""
    holder = devices.holder_of(_token())
    return _upload(Response(status=204), arriving.standing(holder.library, sha256))


@blueprint.put("/photos/<sha256>")
def keep_photo(sha256: str) -> Response:
    """Keep a piece of a photo, or all of it; from a phone in any state, before or without the fact that names it."""
    holder = devices.holder_of(_token())
    body = _body(arriving.MOST_PIECE, any_bytes=True)
    place = arriving.place_of(request.headers.get("Content-Range"), len(body))
    with reading(holder.library) as session:
        is_revoked = devices.standing(session, holder.device).state == REVOKED
    sender = arriving.From(holder.library, holder.device, is_revoked)
    done = arriving.take(current_app.extensions["photos"], sender, sha256, place, body)
    return _upload(_json(json.dumps({"offset": done.offset, "complete": done.whole})), done)


def _upload(response: Response, standing: arriving.Standing) -> Response:
    """With the headers of a resumable upload, as the IETF's draft names them."""
    response.headers["Upload-Offset"] = str(standing.offset)
    response.headers["Upload-Complete"] = "?1" if standing.whole else "?0"
    return response


@blueprint.get("/openapi.json")
def described() -> Response:
    """What this API is, as OpenAPI."""
    known = current_app.extensions
    if "api_description" not in known:
        told = description.described(_catalogue().kinds, known["collections"])
        known["api_description"] = json.dumps(told, ensure_ascii=False)
    return _json(known["api_description"])


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.extensions["catalogue"]
    return catalogue


def _token() -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "device" else ""


def _body(most: int, *, any_bytes: bool = False) -> bytes:
    """The request's bytes, unpacked; never more of them in memory than the limit. Raises `Refusal` "too_large".

    With `any_bytes` what cannot be unpacked, whole and by itself, is given as it came.
    """
    if (request.content_length or 0) > most:
        raise _too_large(most)
    raw = _read(most + 1)
    if len(raw) > most:
        raise _too_large(most)
    if len(raw) < (request.content_length or 0):
        # Half of what a phone was sending is nothing that it sent: it comes again.
        raise _broken({"Content-Length": ["says more than came"]})
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding == "identity":
        return raw
    try:
        if coding != "gzip":
            raise _NotPacked("must be gzip, or left out")
        return _unpacked(raw, most)
    except _NotPacked as odd:
        if any_bytes:
            return raw
        raise _broken({"Content-Encoding": [str(odd)]}) from odd


def _read(most: int) -> bytes:
    raw = bytearray()
    # A server may hand a body on piece by piece.
    while len(raw) < most and (piece := request.stream.read(most - len(raw))):
        raw += piece
    return bytes(raw)


class _NotPacked(ValueError):
    """The body is not what its Content-Encoding says."""


def _unpacked(raw: bytes, most: int) -> bytes:
    unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
    try:
        unpacked = unpacker.decompress(raw, most + 1)
    except zlib.error as error:
        raise _NotPacked("says gzip, but the body is not") from error
    if len(unpacked) > most:
        raise _too_large(most)
    if not unpacker.eof:
        raise _NotPacked("the packed body ends too early")
    if unpacker.unused_data:
        raise _NotPacked("something follows the packed body")
    return unpacked


def _shaped(schema: type[Schema], raw: bytes) -> dict[str, Any]:
    """The request's JSON, checked. Raises `Refusal` "envelope.broken" that names the members."""
    if not is_nonce(request.headers.get(NONCE, "")):
        raise _broken({NONCE: ["the header must have 1 to 64 characters that can be seen"]})
    try:
        value = json_text.read(raw.decode())
    except (ValueError, RecursionError) as error:
        raise _broken({"body": ["is not JSON"]}) from error
    if not shapes.fits(schema)(value):
        raise _broken(shapes.wrong_members(schema, value))
    shaped: dict[str, Any] = value
    return shaped


def _broken(fields: dict[str, Any]) -> Refusal:
    return Refusal("envelope.broken", "The request is not of the agreed shape.", fields=fields)


def _too_large(most: int) -> Refusal:
    return Refusal("too_large", f"The request is larger than {most} bytes. Send less at once; nothing is lost.")


def _json(text: str) -> Response:
    return Response(text, mimetype="application/json")
