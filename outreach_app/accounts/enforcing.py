"""The table of permissions, enforced before every request."""

from flask import Flask, Response, redirect, request, url_for
from flask_wtf.csrf import CSRFError

from outreach_app.accounts import sign_in, views
from outreach_app.accounts.permissions import TABLE
from outreach_app.accounts.rows import ANYONE, PHONE, Row
from outreach_app.problems import Refusal
from outreach_app.web.text import gettext as _

_SAFE = {"GET", "HEAD", "OPTIONS"}


def init(app: Flask) -> None:
    """Enforce the table before every request, and let templates ask it."""
    app.before_request(enforce)
    app.jinja_env.globals["may"] = may


def enforce() -> Response | None:
    """Let the request pass, send the person to sign in, or refuse."""
    if request.endpoint is None:
        return None
    row = TABLE.get(request.endpoint)
    if row is None:
        raise RuntimeError(f"{request.endpoint} has no row in accounts/permissions.py")
    if row.most_bytes is not None:
        request.max_content_length = row.most_bytes
    if row.who != PHONE and not isinstance(row.who, str):
        person = sign_in.signed_in()
        if person is None:
            if row.comes_back and request.form:
                return views.sign_in_again()
            wanted = request.full_path.rstrip("?") if request.method in _SAFE else _page_before()
            return redirect(url_for("accounts.sign_in_page", next=wanted), 303)  # type: ignore[return-value]
        if person.role not in row.who:
            raise Refusal("not_allowed", _("Your role does not allow it. Ask an admin of your library if it should."))
    if request.method not in _SAFE and request.blueprint != "api" and not row.signs_itself:
        _guard(row)
    return None


def may(endpoint: str) -> bool:
    """Whether the person who asks may use a route."""
    who, person = TABLE[endpoint].who, sign_in.signed_in()
    return who == ANYONE or (person is not None and person.role in who)


def _guard(row: Row) -> None:
    try:
        sign_in.csrf.protect()
    except CSRFError:
        # The form itself finds the same fault, and comes back with what was typed.
        if not row.comes_back:
            raise


def _page_before() -> str:
    """The page that the form was on, to come back to."""
    before = request.referrer or ""
    return sign_in.own_path(before.removeprefix(request.host_url.rstrip("/"))) or "/"
