"""Pages that come in one request: their style is in them, and the page's own policy names it by its hash.

For what people open in passing, on old phones and thin networks. No page is written with a style in it: the build makes
the style, and this puts it there whole.
"""

import base64
import gzip
import hashlib
from dataclasses import dataclass

from flask import Response, request
from markupsafe import Markup

FRESH_SECONDS = 600
_FRESH = "private, max-age={}, stale-while-revalidate=604800, stale-if-error=2592000"
LASTS = _FRESH.format(FRESH_SECONDS)
_LEVEL = 6


@dataclass(frozen=True, slots=True)
class Page:
    """A page that is ready to be sent, and again."""

    body: bytes
    zipped: bytes
    etag: str
    policy: str
    lasts: str = LASTS

    def response(self, status: int = 200) -> Response:
        """The page, or that the reader has it already."""
        headers = {
            "Content-Type": "text/html; charset=utf-8",
            "Cache-Control": self.lasts if status == 200 else "no-store",
            "Content-Security-Policy": self.policy,
            "Vary": "Accept-Language, Accept-Encoding",
        }
        if status == 200:
            headers["ETag"] = self.etag
            if self.etag in request.environ.get("HTTP_IF_NONE_MATCH", ""):
                return Response(status=304, headers=headers)
        if "gzip" in request.environ.get("HTTP_ACCEPT_ENCODING", ""):
            headers["Content-Encoding"] = "gzip"
            return Response(self.zipped, status, headers)
        return Response(self.body, status, headers)


def page(html: str, style: str, *, has_form: bool = False, fresh: float = FRESH_SECONDS) -> Page:
    """A page as it will be sent, with this style in it, good for `fresh` seconds; a form on it may send to this server."""
    body = html.encode()
    lasts = _FRESH.format(max(0, int(min(FRESH_SECONDS, fresh))))
    etag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
    return Page(body, gzip.compress(body, _LEVEL, mtime=0), etag, _policy(style, has_form), lasts)


def styled(style: str) -> Markup:
    """The style as it stands in the page's head."""
    return Markup("<style>") + Markup(style) + Markup("</style>")  # noqa: S704 (our own, from the build)


def _policy(style: str, has_form: bool) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    sends_to = "'self'" if has_form else "'none'"
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' data:; "
        f"form-action {sends_to}; frame-ancestors 'none'; base-uri 'none'"
    )
