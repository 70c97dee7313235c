"""The open API of HSDS 3.0 at /hsds/: read-only, for any origin, without a cookie."""

from collections.abc import Iterator
from math import ceil
from typing import Any

from flask import Blueprint, Response, current_app, request
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.http import http_date

from outreach_app import json_text
from outreach_app.accounts.models import Library
from outreach_app.db import Head, db, reading
from outreach_app.directory.models import DirectoryState
from outreach_app.directory.open_api import finding
from outreach_app.directory.open_api.asking import JSON, Asked, asked
from outreach_app.directory.open_api.describing import described
from outreach_app.directory.open_api.limiting import ALL, Limit
from outreach_app.directory.open_api.showing import shown
from outreach_app.directory.standard import AT_LOCATION, ORGANIZATION, SERVICE, TAXONOMY, TERM, VERSION
from outreach_app.problems import Refusal
from outreach_app.web.network import network_of
from outreach_app.web.text import gettext as _

blueprint = Blueprint("hsds", __name__, url_prefix="/hsds")

LASTS = "public, max-age=60, stale-while-revalidate=600"
PROFILE = "https://docs.openreferral.org/"
_AT_ONCE = 50
_EVERY_ORIGIN = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Methods": "GET, HEAD, OPTIONS",
    "Access-Control-Allow-Headers": "If-None-Match, If-Modified-Since",
    "Access-Control-Expose-Headers": "ETag, Last-Modified, Retry-After",
    "Access-Control-Max-Age": "86400",
    "Cross-Origin-Resource-Policy": "cross-origin",
}
_ENTITIES = {
    "services": SERVICE.name,
    "organizations": ORGANIZATION.name,
    "taxonomies": TAXONOMY.name,
    "taxonomy_terms": TERM.name,
    "service_at_locations": AT_LOCATION.name,
}


@blueprint.after_request
def open_to_all(response: Response) -> Response:
    """Pages of any origin may read it."""
    response.headers.update(_EVERY_ORIGIN)
    return response


@blueprint.get("/")
def about() -> Response:
    """Which version of the standard this is, and where the description of this API lies."""
    base = current_app.extensions["settings"].base_url
    library = request.args.get("library")
    which = f"?library={_library().id}" if library else ""
    told = {"version": VERSION, "profile": PROFILE, "openapi_url": f"{base}/hsds/openapi.json{which}"}
    return _json(told, {"Cache-Control": LASTS})


@blueprint.get("/openapi.json")
def description() -> Response:
    """The description of this API."""
    base = current_app.extensions["settings"].base_url
    return _json(described(_library().name, f"{base}/hsds"), {"Cache-Control": LASTS})


@blueprint.get("/<any(services, organizations, taxonomies, taxonomy_terms, service_at_locations):many>")
def listed(many: str) -> Response:
    """A page of entries, or all of them, a line each."""
    library, wanted = _library().id, asked(f"/{many}", request.args)
    _limit().take(network_of(request.remote_addr), ALL if wanted.format != JSON else 1)
    with reading(library) as session:
        fresh = _freshness(session)
        if _has_it(fresh):
            return Response(status=304, headers=fresh)
        ids, total = finding.page(session, _ENTITIES[many], wanted)
        if wanted.format == JSON:
            return _json(_page(shown(session, _ENTITIES[many], ids, wanted), total, wanted), fresh)
    answer = Response(_lines(library, _ENTITIES[many], ids, wanted), mimetype="application/x-ndjson")
    answer.headers.update(fresh)
    return answer


@blueprint.get("/<any(services, organizations, taxonomies, taxonomy_terms, service_at_locations):many>/<id_>")
def show(many: str, id_: str) -> Response:
    """An entry with all that belongs to it."""
    library, wanted = _library().id, asked(f"/{many}/{{id}}", request.args)
    _limit().take(network_of(request.remote_addr))
    with reading(library) as session:
        fresh = _freshness(session)
        if _has_it(fresh):
            return Response(status=304, headers=fresh)
        found = shown(session, _ENTITIES[many], [id_], Asked(full=True, full_service=wanted.full_service))
    if not found:
        raise Refusal("not_found", _("There is no such entry."))
    return _json(found[0], fresh)


def _page(contents: list[dict[str, Any]], total: int, wanted: Asked) -> dict[str, Any]:
    pages = ceil(total / wanted.per_page)
    return {
        "total_items": total, "total_pages": pages, "page_number": wanted.page, "size": len(contents),
        "first_page": wanted.page == 1, "last_page": wanted.page >= pages, "empty": not contents, "contents": contents,
    }  # fmt: skip


def _lines(library: str, entity: str, ids: list[str], wanted: Asked) -> Iterator[str]:
    with current_app._get_current_object().app_context():  # type: ignore[attr-defined]
        for start in range(0, len(ids), _AT_ONCE):
            # A snapshot each: a reader that takes its time holds up nobody who writes.
            with reading(library) as session:
                found = shown(session, entity, ids[start : start + _AT_ONCE], wanted)
            yield "".join(f"{json_text.write(one)}\n" for one in found)


def _library() -> Library:
    """The library that is asked for: the only one, or that of the parameter `library`."""
    named = request.args.get("library") or request.args.get("at")
    found = list(db.session.scalars(select(Library).order_by(Library.name)))
    db.session.rollback()
    fit = [one for one in found if named is None or named in (one.id, one.name)]
    if len(fit) == 1:
        return fit[0]
    if named is None and found:
        names = ", ".join(one.name for one in found)
        says = _("This server has several libraries: add library= with the name of one of them: %(names)s.", names=names)
        raise Refusal("request.broken", says, fields={"library": [str(says)]})
    raise Refusal("not_found", _("There is no such library."))


def _freshness(session: Session) -> dict[str, str]:
    """What tells whether anything changed: the directory's number in this life of the database, and when it changed."""
    (epoch,) = session.scalars(select(Head.epoch))
    state = session.execute(select(DirectoryState.version, DirectoryState.changed_at)).one_or_none()
    number, at = state or (0, None)
    told = {"Cache-Control": LASTS, "ETag": f'W/"{epoch[:12]}-{number}"'}
    return told | ({"Last-Modified": http_date(at)} if at else {})


def _has_it(fresh: dict[str, str]) -> bool:
    """Whether whoever asks has it already. An answer's tag says how it was packed, which changes nothing in it."""
    given = request.headers.get("If-None-Match", "")
    if given:
        return fresh["ETag"].removeprefix("W/").strip('"') in given
    since = request.if_modified_since
    return since is not None and fresh.get("Last-Modified") == http_date(since)


def _limit() -> Limit:
    limit: Limit = current_app.extensions["hsds_limit"]
    return limit


def _json(told: Any, headers: dict[str, str]) -> Response:
    answer = Response(json_text.write(told), mimetype="application/json")
    answer.headers.update(headers)
    return answer
