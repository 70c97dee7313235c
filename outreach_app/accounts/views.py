"""Signing in and out at the desk."""

import logging

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from outreach_app.accounts import failures, people, sign_in
from outreach_app.accounts.forms import SignInForm
from outreach_app.accounts.models import StaffMember
from outreach_app.problems import Refusal
from outreach_app.web.text import gettext as _

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
    return redirect(wanted, 303)


@blueprint.post("/sign-out")
def sign_out() -> Answer:
    """Sign out on this browser."""
    log.info("staff member %s signed out", sign_in.person().id)
    sign_in.let_go()
    return redirect(url_for("review.home"), 303)


def _checked(email: str, password: str) -> StaffMember:
    """The staff member who signs in so. Raises `Refusal` "sign_in.refused" or "sign_in.too_many"."""
    network = request.remote_addr
    failures.refuse_if_too_many("sign_in.too_many", email, network)
    member = people.who_signs_in(email, password)
    if member is None:
        failures.note(email, network)
        raise Refusal("sign_in.refused", _("The address or the password is not right. Check both and try again."))
    failures.forgive(email)
    return member


def _refused(form: SignInForm, refusal: Refusal) -> Response:
    said, status = str(refusal.message), 401
    if refusal.code == "sign_in.too_many":
        minutes = -(-refusal.details["retry_after"] // 60)
        said, status = _("Too many wrong tries. Wait %(minutes)s minutes, then try again.", minutes=minutes), 429
    answer = make_response(_page(form, said), status)
    if "retry_after" in refusal.details:
        answer.headers["Retry-After"] = str(refusal.details["retry_after"])
    return answer


def _page(form: SignInForm, said: str | None = None) -> str:
    return render_template("accounts/sign_in.html", form=form, said=said)
