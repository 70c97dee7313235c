"""The desk's pages of who takes part in a grant."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.grants import queries
from outreach_app.grants.roles import editing
from outreach_app.grants.roles.forms import NewPartForm, PartForm
from outreach_app.grants.views import EDIT, SECTION, grant_of
from outreach_app.partners import queries as partners
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("grant_roles", __name__, url_prefix="/grants")


@blueprint.route("/<grant>/partners/new", methods=["GET", "POST"])
def new(grant: str) -> Response:
    """One more partner that takes part."""
    person, session = sign_in.person(), db.session()
    found, form = grant_of(session, grant), NewPartForm(partners.every_partner(session))
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add(handle, grant, form.id.data or "", by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for("grants.show", grant=grant)
    shown = {"title": _("Add who takes part"), "up": (then, found.name), "says": _("Add it"), "section": SECTION}
    return form_page(EDIT, form, write, then, **shown)


@blueprint.route("/partners/<taking>", methods=["GET", "POST"])
def change(taking: str) -> Response:
    """Another part in it."""
    person, session = sign_in.person(), db.session()
    found = queries.taking(session, taking) or abort(404)
    of = grant_of(session, found.grant_id)
    names = {**partners.every_partner(session), **partners.partner_names(session, [found.partner_id])}
    form = PartForm(names, data={name: getattr(found, name) for name in ("partner_id", "part", "note", "version")})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change(handle, taking, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for("grants.show", grant=of.id)
    removal = (url_for(".remove", taking=taking), _("It takes no part: take it off"))
    shown = {"title": _("Part of %(partner)s", partner=names[found.partner_id]), "up": (then, of.name), "removal": removal}
    return form_page(EDIT, form, write, then, **shown, section=SECTION)


@blueprint.post("/partners/<taking>/removal")
def remove(taking: str) -> Response:
    """It takes no part any more."""
    person = sign_in.person()
    found = queries.taking(db.session(), taking) or abort(404)
    with writing(person.library.id) as handle:
        editing.remove(handle, taking, by=person.id)
    flash(_("Removed. The record of changes keeps what it said."))
    return redirect(url_for("grants.show", grant=found.grant_id), 303)
