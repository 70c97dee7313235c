"""The desk's pages where a partner is added and changed, and comes to another stage."""

from flask import Blueprint, abort, flash, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.partners import queries
from outreach_app.partners.models import Partner
from outreach_app.partners.profile import editing
from outreach_app.partners.profile.forms import NewPartnerForm, PartnerForm, StageForm
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("partner_profile", __name__, url_prefix="/partners")
EDIT = "partners/edit.html"


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """One more partner."""
    person, form = sign_in.person(), NewPartnerForm()
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add(handle, form.id.data or "", stage=form.stage.data, by=person.id, **form.told)
        flash(_("%(name)s is added. Add its places next: that is where visits go.", name=form.name.data))

    up = (url_for("partners.listed"), _("Partners"))
    then = url_for("partner_pages.show", partner=form.id.data or "-")
    return form_page(EDIT, form, write, then, title=_("Add a partner"), up=up, says=_("Add it"))


@blueprint.route("/<partner>/details", methods=["GET", "POST"])
def change(partner: str) -> Response:
    """Another name, kind or note."""
    person, found = sign_in.person(), _found(partner)
    sort = f"{found.kind}/{found.finer}" if found.finer else found.kind
    told = {"name": found.name, "sort": sort, "does": found.does.split(","), "notes": found.notes}
    form = PartnerForm(data={**told, "version": found.version})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change(handle, partner, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved. Phones see it when they are next in touch."))

    title = _("Edit %(partner)s", partner=found.name)
    return form_page(EDIT, form, write, _of(partner), title=title, up=(_of(partner), found.name))


@blueprint.route("/<partner>/stage", methods=["GET", "POST"])
def come_to(partner: str) -> Response:
    """Let the partnership be at another stage; who said so and when is kept."""
    person, found = sign_in.person(), _found(partner)
    form = StageForm(data={"stage": found.stage, "version": found.version})

    def write() -> None:
        with writing(person.library.id) as handle:
            stage, because = form.stage.data, form.because.data or ""
            editing.come_to(handle, partner, stage, because, seen=form.version.data or 0, by=person.id)
        flash(_("Saved. Phones see it when they are next in touch."))

    title = _("Stage of %(partner)s", partner=found.name)
    return form_page(EDIT, form, write, _of(partner), title=title, up=(_of(partner), found.name))


def _found(partner: str) -> Partner:
    return queries.partner(db.session(), partner) or abort(404)


def _of(partner: str) -> str:
    return url_for("partner_pages.show", partner=partner)
