"""The field app as the server gives it out: one shell for every address under /app/, its worker and its manifest.

The shell knows nobody: whoever signs in does so inside it, over the API. All three are asked for anew each time, so
that a phone learns of a new version; everything they name lies under addresses that never change their content.
"""

from pathlib import Path

from flask import Blueprint, Response, abort, current_app, request, send_file

from outreach_app.paths import DIST

SHELL = "field/index.html"
WORKER = "sw.js"
LEAVING = "sw-leaving.js"
MANIFEST = "field/manifest.webmanifest"

blueprint = Blueprint("pwa", __name__, url_prefix="/app")

# Compressed when they were built; the smaller first.
_TWINS = (("br", ".br"), ("gzip", ".gz"))


@blueprint.get("/")
@blueprint.get("/<path:_screen>")
def shell(_screen: str = "") -> Response:
    """The app. Which screen an address means is known to the app alone."""
    return _built(DIST / SHELL, "text/html")


@blueprint.get("/sw.js")
def worker() -> Response:
    """The service worker, at this address for ever; or one that takes itself away, where the settings say so."""
    is_on = current_app.extensions["settings"].field_worker
    response = _built(DIST / (WORKER if is_on else LEAVING), "text/javascript")
    response.headers["Service-Worker-Allowed"] = "/app/"
    return response


@blueprint.get("/manifest.webmanifest")
def manifest() -> Response:
    """What a phone needs to install the app."""
    return _built(DIST / MANIFEST, "application/manifest+json")


def _built(file: Path, mimetype: str) -> Response:
    if not file.is_file():
        abort(404)
    encoding, twin = next(
        (
            (name, twin)
            for name, end in _TWINS
            if request.accept_encodings[name] > 0 and (twin := file.with_name(file.name + end)).is_file()
        ),
        (None, file),
    )
    response = send_file(twin, mimetype=mimetype, conditional=True, etag=True)
    if encoding:
        response.headers["Content-Encoding"] = encoding
    response.headers["Cache-Control"] = "no-cache"
    response.vary.add("Accept-Encoding")
    return response
