"""The headers that every answer carries: what a page may do, who may keep it, and the nonce of the API."""

import re
from urllib.parse import SplitResult

from flask import Flask, Response, request

from outreach_app.settings import Settings

NONCE = "Outreach-Nonce"
API, FIELD, SCANS, HSDS = "/api/", "/app/", "/q/", "/hsds/"
_NONCE = re.compile(r"[\x21-\x7e]{1,64}").fullmatch

_PAGE = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'none'",
    "base-uri": "'none'",
}
# The field app has a worker, a manifest, and a reader of codes in WebAssembly.
_FIELD = {
    **_PAGE,
    "script-src": "'self' 'wasm-unsafe-eval'",
    "img-src": "'self' data: blob:",
    "manifest-src": "'self'",
    "worker-src": "'self'",
}
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}


def with_pictures_from(response: Response, address: SplitResult) -> None:
    """Let one page show pictures from one more address: the library's own, as its settings name it."""
    if address.netloc:
        policy = {**_PAGE, "img-src": f"{_PAGE['img-src']} {address.scheme}://{address.netloc}"}
        response.headers["Content-Security-Policy"] = _policy(policy)


def init(app: Flask, settings: Settings) -> None:
    """Put the headers on every answer, errors included."""
    told = dict(_ALWAYS)
    if settings.is_secure:
        told["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    page, field = _policy(_PAGE), _policy(_FIELD)
    always = tuple(told.items())

    @app.after_request
    def add(response: Response) -> Response:
        # Looked through once: a scan of a flyer is answered in less time than seven looks take.
        there = {name.lower() for name in response.headers.keys()}  # noqa: SIM118 (its items are pairs)
        policy = field if request.path.startswith(FIELD) else page
        for name, value in (*always, ("Content-Security-Policy", policy), ("Cache-Control", "no-store")):
            if name.lower() not in there:
                response.headers.add(name, value)
        if request.path.startswith(API):
            nonce = request.headers.get(NONCE, "")
            if is_nonce(nonce):
                response.headers[NONCE] = nonce
        return response


def is_nonce(text: str) -> bool:
    """Whether a request's nonce can be repeated in the answer."""
    return _NONCE(text) is not None


def _policy(rules: dict[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in rules.items())
