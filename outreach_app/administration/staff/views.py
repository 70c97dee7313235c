"""The desk's pages of staff, and the two pages that a link opens for somebody who is not signed in."""

import logging
from collections.abc import Callable

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from outreach_app.accounts import invitations, people, sign_in
from outreach_app.accounts import queries as accounts
from outreach_app.accounts.invitations import Behind
from outreach_app.accounts.models import StaffMember
from outreach_app.administration.staff import changing, queries
from outreach_app.administration.staff.forms import (
    ROLE_NAMES,
    InviteForm,
    PasswordForm,
    StaffForm,
    SureForm,
    WelcomeForm,
)
from outreach_app.administration.staff.queries import Invited, Member
from outreach_app.db import Writing, db, writing
from outreach_app.doors import codes
from outreach_app.mail.letters import Letter, send
from outreach_app.problems import Refusal
from outreach_app.settings import Settings
from outreach_app.web.form_page import come_back, form_page
from outreach_app.web.text import gettext as _

log = logging.getLogger(__name__)
blueprint = Blueprint("staff", __name__)


@blueprint.get("/staff")
def listed() -> str:
    """Who is on the staff, and who is invited."""
    session, args = db.session(), request.args
    words, role = args.get("q", "").replace("\x00", "").strip()[:100], args.get("role", "")
    gone, after = args.get("which") == queries.GONE, args.get("after", "").replace("\x00", "") or None
    members = queries.listed(session, words=words, role=role, gone=gone, after=after)
    return render_template(
        "staff/listed.html",
        members=members,
        invited=queries.invited(session) if not (words or role or gone or after) else [],
        words=words,
        role=role,
        gone=gone,
        after=after,
        next=members[-1].id if len(members) == queries.PAGE else None,
        roles=ROLE_NAMES,
    )


@blueprint.route("/staff/new", methods=["GET", "POST"])
def invite() -> Response:
    """Invite somebody: a link by which they choose their password."""
    form, asker = InviteForm(), sign_in.person()
    if request.method == "POST" and form.validate():
        try:
            with writing(asker.library.id) as handle:
                told = {"email": form.email.data or "", "name": form.name.data or "", "role": form.role.data}
                invitation, token = changing.invite(handle, **told, by=asker.id)
        except Refusal as refusal:
            come_back(form, refusal)
        else:
            return _link(invitation.name, invitation.email, "staff.welcome", token, back=url_for(".listed"))
    return make_response(render_template("staff/new.html", form=form), 422 if form.errors or form.form_errors else 200)


@blueprint.route("/staff/<staff>", methods=["GET", "POST"])
def show(staff: str) -> Response:
    """One of the staff: name and role to be changed, phones, and what else can be done."""
    member, asker = _member(staff), sign_in.person()
    form = StaffForm(data={"name": member.name, "role": member.role})

    def write() -> None:
        with writing(asker.library.id) as handle:
            one = changing.found(handle, staff)
            changing.change(handle, one, name=form.name.data or "", role=form.role.data, by=asker.id)
        flash(_("Saved. Phones see it when they are next in touch."))

    phones = accounts.phones_of(db.session(), staff)
    shown = {"member": member, "phones": phones, "roles": ROLE_NAMES}
    return form_page("staff/show.html", form, write, url_for(".show", staff=staff), **shown)


@blueprint.route("/staff/<staff>/deactivation", methods=["GET", "POST"])
def deactivate(staff: str) -> Response:
    """Somebody leaves: what that means for their phones, then it is done."""
    member = _member(staff)
    phones = [one for one in accounts.phones_of(db.session(), staff) if one.is_active]
    only = {device.id for device in people.devices_only_of(db.session(), staff)}
    alone = [one for one in phones if one.id in only]
    done = _("%(name)s can sign in no more.", name=member.name)
    shared = [one for one in phones if one not in alone]
    return _sure("staff/deactivate.html", member, changing.deactivate, done, alone=alone, shared=shared)


@blueprint.route("/staff/<staff>/reactivation", methods=["GET", "POST"])
def reactivate(staff: str) -> Response:
    """Somebody comes back."""
    member = _member(staff)
    done = _("%(name)s can sign in again.", name=member.name)
    return _sure("staff/reactivate.html", member, changing.reactivate, done)


def _sure(template: str, member: Member, change: Callable[..., object], done: str, **shown: object) -> Response:
    form, asker = SureForm(), sign_in.person()

    def write() -> None:
        with writing(asker.library.id) as handle:
            change(handle, changing.found(handle, member.id), by=asker.id)
        flash(done)

    return form_page(template, form, write, url_for(".show", staff=member.id), member=member, **shown)


@blueprint.route("/staff/<staff>/password-link", methods=["GET", "POST"])
def password_link(staff: str) -> Response:
    """A link by which somebody sets a new password."""
    form, member, asker = SureForm(), _member(staff), sign_in.person()
    if request.method == "POST" and form.validate():
        with writing(asker.library.id) as handle:
            token = changing.password_link(handle, changing.found(handle, staff), by=asker.id)
        return _link(member.name, member.email, "staff.new_password", token, back=url_for(".show", staff=staff))
    page = render_template("staff/password_link.html", form=form, member=member, has_mail=bool(_settings().mail_url))
    return make_response(page, 422 if form.errors else 200)


@blueprint.post("/staff/invitations/<invitation>/link")
def renew(invitation: str) -> Response:
    """A fresh link for somebody invited."""
    asker = sign_in.person()
    with writing(asker.library.id) as handle:
        one = invitations.found(handle.session, invitation)
        token = changing.renew(handle, one, by=asker.id)
    return _link(one.name, one.email, "staff.welcome", token, back=url_for(".listed"))


@blueprint.route("/staff/invitations/<invitation>/withdrawal", methods=["GET", "POST"])
def withdraw(invitation: str) -> Response:
    """Take an invitation back."""
    found, form, asker = _invited(invitation), SureForm(), sign_in.person()

    def write() -> None:
        with writing(asker.library.id) as handle:
            changing.withdraw(handle, invitations.found(handle.session, invitation), by=asker.id)
        flash(_("The invitation is withdrawn; its link works no more."))

    return form_page("staff/withdraw.html", form, write, url_for(".listed"), invited=found)


@blueprint.route("/invitations/<token>", methods=["GET", "POST"])
def welcome(token: str) -> Response:
    """Somebody invited chooses their password, and is signed in."""
    behind = invitations.behind(token, codes.INVITATION)
    form = WelcomeForm(data={"name": behind.name})
    return _by_link(
        behind,
        form,
        "staff/welcome.html",
        lambda handle: changing.accept(handle, token, name=form.name.data or "", password=form.password.data or ""),
        _("Welcome. You are signed in with the password that you chose."),
    )


@blueprint.route("/passwords/<token>", methods=["GET", "POST"])
def new_password(token: str) -> Response:
    """Somebody chooses a new password, and is signed in."""
    behind, form = invitations.behind(token, codes.PASSWORD), PasswordForm()
    return _by_link(
        behind,
        form,
        "staff/new_password.html",
        lambda handle: changing.choose_password(handle, token, form.password.data or ""),
        _("You are signed in with your new password. Elsewhere at the desk you are signed out."),
    )


def _by_link(
    behind: Behind, form: PasswordForm, template: str, change: Callable[[Writing], StaffMember], done: str
) -> Response:
    if request.method == "POST" and form.validate():
        try:
            with writing(behind.library) as handle:
                member = change(handle)
        except Refusal as refusal:
            if refusal.code == "link.gone":
                raise
            come_back(form, refusal)
        else:
            sign_in.let_in(member)
            log.info("staff member %s chose a password by a link", member.id)
            flash(done)
            return redirect(url_for("review.home"), 303)
    return make_response(render_template(template, form=form, behind=behind), 422 if form.errors or form.form_errors else 200)


def _link(name: str, email: str, endpoint: str, token: str, back: str) -> Response:
    """Send the link by mail where there is a mail server; where not, or where it fails, show it this once."""
    link, mail_url = _settings().base_url + url_for(endpoint, token=token), _settings().mail_url
    is_new, sent, failed = endpoint == "staff.welcome", False, False
    if mail_url:
        library = sign_in.person().library
        with force_locale(library.language_codes[0]):
            text = render_template("staff/letter.txt", name=name, link=link, library=library, is_new=is_new)
            subject = _("Your sign-in for %(library)s", library=library.name)
        try:
            send(mail_url, Letter(email, subject, text))
            sent = True
        except Refusal as refusal:
            log.warning("a link was not sent: %s", refusal.code)
            failed = True
    shown = {"name": name, "email": email, "is_new": is_new, "back": back, "sent": sent, "failed": failed}
    return make_response(render_template("staff/link.html", link=None if sent else link, **shown))


def _member(staff: str) -> Member:
    found = queries.member(db.session(), staff)
    return found if found is not None else abort(404)


def _invited(invitation: str) -> Invited:
    found = queries.invitation(db.session(), invitation)
    return found if found is not None else abort(404)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
