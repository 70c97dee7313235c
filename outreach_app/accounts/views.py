"""Signing in and out at the desk."""

import json
import logging
from typing import NamedTuple

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from outreach_app.accounts import failures, people, sign_in
from outreach_app.accounts.forms import SignInForm
from outreach_app.accounts.models import StaffMember
from outreach_app.problems import Refusal
from outreach_app.web.errors import STATUS, message_of
from outreach_app.web.network import network_of
from outreach_app.web.text import gettext as _

_NOT_KEPT = ("csrf_token", "password")


class _Typed(NamedTuple):
    to: str
    fields: list[tuple[str, str]]


log = logging.getLogger(__name__)
blueprint = Blueprint("accounts", __name__)


@blueprint.route("/sign-in", methods=["GET", "POST"])
def sign_in_page() -> Answer:
    """Sign in, then go where one wanted to."""
    form = SignInForm(next=request.args.get("next"))
    wanted = sign_in.own_path(form.next.data) or url_for("review.home")
    if request.method == "GET":
        return redirect(wanted, 303) if sign_in.signed_in() else make_response(_page(form))
    if not form.validate_on_submit():
        said = None
        if "csrf_token" in form.errors:
            said = _("This page was open for too long. Your address is still here; type the password again.")
        return make_response(_page(form, said), 422)
    try:
        member = _checked((form.email.data or "").strip(), form.password.data or "")
    except Refusal as refusal:
        return _refused(form, refusal)
    sign_in.let_in(member)
    log.info("staff member %s signed in", member.id)
    typed = _typed(form.typed.data)
    if typed is not None:
        return make_response(render_template("accounts/typed.html", typed=typed))
    return redirect(wanted, 303)


@blueprint.post("/sign-out")
def sign_out() -> Answer:
    """Sign out on this browser."""
    log.info("staff member %s signed out", sign_in.person().id)
    sign_in.let_go()
    return redirect(url_for("review.home"), 303)


def sign_in_again() -> Response:
    """A form came from somebody whose sign-in had run out: ask for it, and keep what was typed on the page meanwhile.

    After signing in the form is shown again, not done: it comes back without a token, as one that was open for too
    long does. So nobody can have a thing done by sending a form from elsewhere and waiting for a sign-in.
    """
    address = request.full_path.rstrip("?")
    fields = [(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_KEPT]
    form = SignInForm(formdata=None, next=address, typed=json.dumps({"to": address, "fields": fields}))
    said = _("You were signed out meanwhile. What you typed is kept on this page: sign in, and it is there again.")
    return make_response(_page(form, said), 401)


def _typed(text: str | None) -> _Typed | None:
    """What a form had when it was sent, and where to; None where there is none, or the text is not ours."""
    try:
        told = json.loads(text or "null")
        to, fields = sign_in.own_path(told["to"]), [(str(name), str(value)) for name, value in told["fields"]]
    except (ValueError, TypeError, KeyError):
        return None
    return _Typed(to, fields) if to else None


def _checked(email: str, password: str) -> StaffMember:
    """The staff member who signs in so. Raises `Refusal` "sign_in.refused" or "sign_in.too_many"."""
    network = network_of(request.remote_addr)
    failures.refuse_if_too_many("sign_in.too_many", email, network)
    member = people.who_signs_in(email, password)
    if member is None:
        failures.note(email, network)
        raise Refusal("sign_in.refused", _("The address or the password is not right. Check both and try again."))
    failures.forgive(email)
    return member


def _refused(form: SignInForm, refusal: Refusal) -> Response:
    said, status = message_of(refusal), STATUS[refusal.code]
    if refusal.code == "sign_in.too_many":
        minutes = -(-refusal.details["retry_after"] // 60)
        said = _("Too many wrong tries. Wait %(minutes)s minutes, then try again.", minutes=minutes)
    answer = make_response(_page(form, said), status)
    if "retry_after" in refusal.details:
        answer.headers["Retry-After"] = str(refusal.details["retry_after"])
    return answer


def _page(form: SignInForm, said: str | None = None) -> str:
    return render_template("accounts/sign_in.html", form=form, said=said)
