"""The desk's pages of phones."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from outreach_app.accounts import enrolment, people, queries, sign_in
from outreach_app.accounts.models import DRAINING, REVOKED, StaffMember
from outreach_app.accounts.queries import Phone
from outreach_app.administration.devices import changing
from outreach_app.administration.devices.forms import NameForm, NewDeviceForm, SureForm
from outreach_app.db import db, writing
from outreach_app.ledger import reading
from outreach_app.problems import Refusal
from outreach_app.settings import Settings
from outreach_app.web import qr
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("devices", __name__, url_prefix="/devices")

LOOPBACK = ("127.0.0.1", "localhost", "::1")
WHICH = ("", "ask", "silent", "leaving", "revoked")
PAGE, FEW = 100, 10


@blueprint.get("")
def listed() -> str:
    """Every phone, those that need somebody first."""
    which, words = request.args.get("which", ""), request.args.get("q", "").strip()[:100]
    which = which if which in WHICH else ""
    found = [one for one in queries.phones(db.session(), revoked=which == "revoked") if _fits(one, which, words)]
    start = request.args.get("from", 0, type=int)
    start = start if 0 <= start < len(found) else 0
    return render_template(
        "devices/listed.html",
        phones=found[start : start + PAGE],
        which=which,
        words=words,
        start=start,
        next=start + PAGE if start + PAGE < len(found) else None,
        count=len(found),
    )


def _fits(phone: Phone, which: str, words: str) -> bool:
    if which == "ask" and not phone.needs_person:
        return False
    if which == "silent" and not phone.is_silent:
        return False
    if which == "leaving" and phone.state != DRAINING:
        return False
    return words.casefold() in "\n".join((phone.label, *phone.people)).casefold()


@blueprint.get("/<device>")
def show(device: str) -> str:
    """One phone: how it is doing, what came from it last, and how it is told to leave."""
    session = db.session()
    catalogue = current_app.extensions["catalogue"]
    facts = reading.recorded_by(session, device, untold=catalogue.untold, limit=FEW)
    told = current_app.extensions["words"].page(session, catalogue, facts)
    named = reading.naming(session, [one.fact.id for one in facts])
    using = people.people_of(session, device)
    phone = _phone(device)
    original = queries.device_labels(session, [phone.replaces]) if phone.replaces else {}
    copies = queries.copies_of(session, device)
    shown = {"phone": phone, "told": told, "named": named, "using": using, "original": original, "copies": copies}
    return render_template("devices/show.html", **shown)


@blueprint.route("/<device>/leaving", methods=["GET", "POST"])
def leave(device: str) -> Response:
    """Tell a phone to hand in what it holds and then to leave."""
    return _change(device, DRAINING, _("The phone is told at its next contact. It hands in all that it holds first."))


@blueprint.route("/<device>/revocation", methods=["GET", "POST"])
def revoke(device: str) -> Response:
    """A phone is lost or stolen: tell it nothing more."""
    return _change(device, REVOKED, _("The phone is told nothing more. What it still sends is kept apart, to be read."))


@blueprint.post("/<device>/stay")
def stay(device: str) -> Response:
    """Take back that a phone is to leave."""
    asker = sign_in.person()
    try:
        with writing(asker.library.id) as handle:
            changing.let_stay(handle, device, by=asker.id)
    except Refusal as refusal:
        if refusal.code not in ("device.nobody", "device.revoked"):
            raise
        flash(str(refusal.message), "need")
    else:
        flash(_("It stays. At its next contact it hears again what changes; if it has emptied itself already, add it anew."))
    return redirect(url_for("devices.show", device=device), 303)


@blueprint.post("/<device>/loss")
def note_loss(device: str) -> Response:
    """Take note that a phone had been emptied by itself: its people were asked."""
    asker = sign_in.person()
    with writing(asker.library.id) as handle:
        changing.note_loss(handle, device, by=asker.id)
    flash(_("Noted."))
    return redirect(url_for("devices.show", device=device), 303)


@blueprint.route("/<device>/name", methods=["GET", "POST"])
def rename(device: str) -> Response:
    """Call a phone something else."""
    phone, asker = _phone(device), sign_in.person()
    form = NameForm(data={"label": phone.label})

    def write() -> None:
        with writing(asker.library.id) as handle:
            changing.rename(handle, device, form.label.data or "", by=asker.id)
        flash(_("Saved."))

    return form_page("devices/rename.html", form, write, url_for("devices.show", device=device), phone=phone)


@blueprint.route("/<device>/people/<person>/removal", methods=["GET", "POST"])
def take_off(device: str, person: str) -> Response:
    """Let somebody use a shared phone no more."""
    form, phone, asker = SureForm(), _phone(device), sign_in.person()
    using = {member.id: member.name for member in people.people_of(db.session(), device)}
    name = using.get(person) or abort(404)

    def write() -> None:
        with writing(asker.library.id) as handle:
            changing.take_off(handle, device, person, by=asker.id)
        flash(_("%(name)s uses this phone no more. The phone is told at its next contact.", name=name))

    then = url_for("devices.show", device=device)
    return form_page("devices/take_off.html", form, write, then, phone=phone, name=name, staff=person)


def _change(device: str, state: str, done: str) -> Response:
    form, phone, asker = SureForm(), _phone(device), sign_in.person()
    then = url_for("devices.show", device=device)
    if request.method == "GET" and (phone.is_revoked or phone.state == state):
        return redirect(then, 303)

    def write() -> None:
        with writing(asker.library.id) as handle:
            changing.change_state(handle, device, state, by=asker.id)
        flash(done)

    return form_page("devices/change.html", form, write, then, phone=phone, state=state)


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """Add a phone: for whom, then the code that it enrols by, which is shown once."""
    asker, form = sign_in.person(), NewDeviceForm()
    staff = queries.active_staff(db.session())
    form.person.choices = list(staff.items())
    if request.method == "GET":
        wanted = request.args.get("person", "")
        form.person.data = wanted if wanted in staff else asker.id
        return _new(form)
    if not form.validate():
        return _new(form, status=422)
    with writing(asker.library.id) as handle:
        member = handle.session.scalars(select(StaffMember).where(StaffMember.id == form.person.data)).one()
        if not member.active:
            raise Refusal("not_found", _("This person was deactivated meanwhile; a phone cannot be enrolled for them."))
        code = enrolment.new_code(handle, member, by=asker.id)
    address = enrolment.address(_settings().base_url, code)
    drawing = qr.svg(address, _("QR code with the address that adds the phone"))
    until = handle.now + enrolment.CODE_LASTS
    return _new(form, name=member.name, code=enrolment.spoken(code), address=address, drawing=drawing, until=until)


def _new(form: NewDeviceForm, status: int = 200, **shown: object) -> Response:
    host = urlsplit(_settings().base_url).hostname
    seconds = int(enrolment.CODE_LASTS.total_seconds())
    page = render_template("devices/new.html", form=form, is_here_only=host in LOOPBACK, seconds=seconds, **shown)
    return make_response(page, status)


def _phone(device: str) -> Phone:
    phone = queries.phone(db.session(), device)
    return phone if phone is not None else abort(404)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
