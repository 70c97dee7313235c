"""The desk's pages of phones."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, make_response, render_template, request
from sqlalchemy import select
from werkzeug.wrappers import Response

from outreach_app.accounts import enrolment, sign_in
from outreach_app.accounts.models import StaffMember
from outreach_app.administration.devices.forms import NewDeviceForm
from outreach_app.db import db, writing
from outreach_app.problems import Refusal
from outreach_app.settings import Settings
from outreach_app.web import qr
from outreach_app.web.text import gettext as _

blueprint = Blueprint("devices", __name__, url_prefix="/devices")

LOOPBACK = ("127.0.0.1", "localhost", "::1")


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """Add a phone: for whom, then the code that it enrols by, which is shown once."""
    asker, form = sign_in.person(), NewDeviceForm()
    staff = select(StaffMember).where(StaffMember.active.is_(True)).order_by(StaffMember.name, StaffMember.id)
    members = {member.id: member.name for member in db.session.scalars(staff)}
    form.person.choices = list(members.items())
    if request.method == "GET":
        wanted = request.args.get("person", "")
        form.person.data = wanted if wanted in members else asker.id
        return _page(form)
    if not form.validate():
        return _page(form, status=422)
    with writing(asker.library.id) as handle:
        member = handle.session.scalars(select(StaffMember).where(StaffMember.id == form.person.data)).one()
        if not member.active:
            raise Refusal("not_found", _("This person was deactivated meanwhile; a phone cannot be enrolled for them."))
        code = enrolment.new_code(handle, member, by=asker.id)
    address = enrolment.address(_settings().base_url, code)
    drawing = qr.svg(address, _("QR code with the address that adds the phone"))
    until = handle.now + enrolment.CODE_LASTS
    return _page(form, name=member.name, code=enrolment.spoken(code), address=address, drawing=drawing, until=until)


def _page(form: NewDeviceForm, status: int = 200, **shown: object) -> Response:
    host = urlsplit(_settings().base_url).hostname
    seconds = int(enrolment.CODE_LASTS.total_seconds())
    page = render_template("devices/new.html", form=form, is_here_only=host in LOOPBACK, seconds=seconds, **shown)
    return make_response(page, status)


def _settings() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
