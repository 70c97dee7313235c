"""The token of a public form: signed, bound to its page, good for a while. In place of a cookie, which nobody is given."""

from datetime import timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from outreach_app import clock, ids

LASTS = timedelta(hours=2)


def sealed(key: str, page: str) -> str:
    """A new token for a form of this page. It is sealed round a secret of its own, so that a double click is told as one."""
    text: str = _seal(key).dumps([page, ids.token(), clock.micros(clock.now())])
    return text


def opened(key: str, page: str, token: str) -> str | None:
    """The secret that a token is sealed round; None where it is another page's, too old, or none of ours."""
    try:
        where, secret, at = _seal(key).loads(token)
    except BadSignature:
        return None
    return str(secret) if where == page and clock.now() - clock.from_micros(at) <= LASTS else None


def _seal(key: str) -> URLSafeSerializer:
    return URLSafeSerializer(key, salt="public form")
