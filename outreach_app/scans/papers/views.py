"""A flyer as PDF behind a partner's code: in a language and a form that are asked for, on the library's own paper."""

import hashlib
from typing import Any

from flask import current_app, g, redirect, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from outreach_app.accounts import failures
from outreach_app.accounts.models import Library
from outreach_app.db import reading
from outreach_app.doors.models import Door
from outreach_app.flyers import queries as flyers
from outreach_app.flyers.models import TEMPLATES, Flyer
from outreach_app.flyers.papers import printing
from outreach_app.flyers.papers.models import PrintedStack
from outreach_app.flyers.rules import is_current
from outreach_app.paper import typesetting
from outreach_app.photos import views as photos
from outreach_app.scans.papers.kept import Key, Papers
from outreach_app.shapes import Id
from outreach_app.web import language

# Papers made for one network address within a quarter of an hour; those that are kept ready are given without an end.
MOST_MADE = 60
_LASTS = "private, max-age=3600, stale-if-error=604800"
_id = Id()


def flyer(code: str, door: Door) -> Response:
    """The PDF; back to the partner's page where there is no such flyer to hand out. Raises `Refusal` "papers.too_many"."""
    asked = request.args.get("flyer", "")
    with reading(door.library_id) as session:
        home = session.get_one(Library, door.library_id)
        g.languages, g.time_zone = home.language_codes, home.time_zone
        found = flyers.flyer(session, asked) if _id.fits(asked) else None
    if found is None or found.retired_at or not is_current(found.valid_from, found.valid_until, str(language.today())):
        return redirect(url_for("scans.scanned", code=code), 303)
    key = _key(home, found)
    tag = hashlib.sha256(repr(key).encode()).hexdigest()[:20]
    headers = {"Cache-Control": _LASTS, "ETag": f'"{tag}"'}
    if tag in request.environ.get("HTTP_IF_NONE_MATCH", ""):
        return Response(status=304, headers=headers)
    pdf = _papers().found(key)
    if pdf is None:
        failures.refuse_if_too_many("papers.too_many", _who(), most=MOST_MADE)
        pdf = _made(key, found)
        _papers().keep(key, pdf)
        failures.note(_who())
    name = f"flyer-{found.code}-{key.language}.pdf"
    return Response(
        pdf, headers={**headers, "Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}"'}
    )


def _key(home: Library, found: Flyer) -> Key:
    """Which paper: in the language that is asked for where the flyer speaks it, in its own form unless another is asked for."""
    spoken, _says = found.in_words(request.args.get(language.ASKED, ""), language.code(), *home.language_codes)
    template = request.args.get("as", "")
    return Key(
        library=home.id,
        name=home.name,
        flyer=found.id,
        version=found.version,
        language=spoken,
        template=template if template in TEMPLATES else found.template,
        page=printing.paper(home.time_zone),
    )


def _made(key: Key, found: Flyer) -> bytes:
    # Under the flyer's own code: nobody knows yet where it will lie.
    stack = PrintedStack(code=found.code, language=key.language, template=key.template, copies=1, position=0)
    scans = f"{current_app.extensions['settings'].base_url}/q/"
    picture = printing.picture_of(key.library, found, photos.storage())
    with force_locale(key.language if key.language in language.known() else language.code()):
        told: dict[str, Any] = printing.sheet(found, [stack], library=key.name, page=key.page, scans=scans, picture=picture)
    return typesetting.pdf("flyer", told)


def _papers() -> Papers:
    papers: Papers = current_app.extensions["papers"]
    return papers


def _who() -> str:
    return f"papers {request.remote_addr}"
