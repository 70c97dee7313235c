"""The desk's pages of agreements; and the paper itself, for staff and for nobody else."""

from datetime import date

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.partners import queries as partners
from outreach_app.partners.agreements import editing, queries
from outreach_app.partners.agreements.forms import AgreementForm, NewAgreementForm
from outreach_app.photos.papers import Shelf
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("partner_agreements", __name__, url_prefix="/partners")


@blueprint.route("/<partner>/agreements/new", methods=["GET", "POST"])
def new(partner: str) -> Response:
    """One more agreement with a partner."""
    person, form = sign_in.person(), NewAgreementForm()
    name = partners.partner_names(db.session(), [partner]).get(partner) or abort(404)
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        paper = _shelf().keep(request.files.get("file"))
        with writing(person.library.id) as handle:
            editing.add(handle, partner, form.id.data or "", paper, by=person.id, **form.told)
        flash(_("The agreement is kept."))

    then = url_for("partner_pages.show", partner=partner)
    return form_page("partners/edit.html", form, write, then, title=_("Add an agreement"), up=(then, name))


@blueprint.route("/agreements/<agreement>", methods=["GET", "POST"])
def change(agreement: str) -> Response:
    """Other days, or another paper in place of the one that there is."""
    person, session = sign_in.person(), db.session()
    found = queries.agreement(session, agreement) or abort(404)
    days = {one: date.fromisoformat(on) if (on := getattr(found, one)) else None for one in ("starts_on", "ends_on")}
    plain = {one: getattr(found, one) for one in ("name", "remind_days", "note", "version")}
    form = AgreementForm(data={**plain, **days})

    def write() -> None:
        paper = _shelf().keep(request.files.get("file"))
        with writing(person.library.id) as handle:
            gone = editing.change(handle, agreement, paper, seen=form.version.data or 0, by=person.id, **form.told)
        _shelf().drop(gone)
        flash(_("Saved."))

    then = url_for("partner_pages.show", partner=found.partner_id)
    name = partners.partner_names(session, [found.partner_id])[found.partner_id]
    removal = (url_for(".remove", agreement=agreement), _("It was noted by mistake: remove it, with its paper"))
    shown = {"title": _("Edit %(name)s", name=found.name), "up": (then, name), "removal": removal}
    lead = _("A new paper takes the place of %(file)s.", file=found.file_name) if found.content else None
    return form_page("partners/edit.html", form, write, then, **shown, lead=lead)


@blueprint.post("/agreements/<agreement>/removal")
def remove(agreement: str) -> Response:
    """It was noted by mistake; its paper goes too."""
    person = sign_in.person()
    found = queries.agreement(db.session(), agreement) or abort(404)
    with writing(person.library.id) as handle:
        gone = editing.remove(handle, agreement, by=person.id)
    _shelf().drop(gone)
    flash(_("Removed. The record of changes keeps what it said."))
    return redirect(url_for("partner_pages.show", partner=found.partner_id), 303)


@blueprint.get("/agreements/<agreement>/paper.pdf")
def paper(agreement: str) -> Response:
    """The paper, to be kept: never opened within a page of ours, whatever is in it."""
    found = queries.agreement(db.session(), agreement)
    if found is None or found.content is None:
        abort(404)
    given = _shelf().answer(found.content, found.file_kind, found.file_name)
    if given is None:
        current_app.logger.error("the paper of agreement %s is noted, but its bytes are not in the storage", agreement)
        abort(404)
    return given


def _shelf() -> Shelf:
    return Shelf(current_app.extensions["photos"], sign_in.person().library.id, "agreements")
