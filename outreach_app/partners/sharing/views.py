"""The desk's pages of what is shared: with one partner, and where nothing is shared with anybody."""

from types import ModuleType

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.partners import queries as partners
from outreach_app.partners.sharing import editing, queries, words
from outreach_app.partners.sharing.forms import NewShareForm, ShareForm
from outreach_app.partners.sharing.models import RESOURCES
from outreach_app.partners.words import KIND_WORDS
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today
from outreach_app.web.text import gettext as _

blueprint = Blueprint("partner_shares", __name__, url_prefix="/partners")
_MEMBERS = ("direction", "resource", "year", "worth_hours", "worth_money", "note", "version")


@blueprint.app_template_global()
def sharing_words() -> ModuleType:
    """What is shared in words, for pages above."""
    return words


@blueprint.get("/coverage")
def coverage() -> str:
    """With which kinds of partners what is shared, and where the gaps are."""
    year = request.args.get("year", type=int)
    found = queries.coverage(db.session(), year)
    years = [("", _("All years")), *((str(one), str(one)) for one in found.years)]
    shown = {"kinds": KIND_WORDS, "resources": RESOURCES, "called": words.RESOURCE_WORDS}
    return render_template("partners/coverage.html", found=found, year=year, years=years, **shown)


@blueprint.route("/<partner>/shared/new", methods=["GET", "POST"])
def new(partner: str) -> Response:
    """One more thing that is shared with a partner."""
    person = sign_in.person()
    form = NewShareForm(data={"year": today().year, "direction": "given"})
    name = partners.partner_names(db.session(), [partner]).get(partner) or abort(404)
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add(handle, partner, form.id.data or "", by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for("partner_pages.show", partner=partner)
    return form_page("partners/edit.html", form, write, then, title=_("Note what is shared"), up=(then, name))


@blueprint.route("/shared/<share>", methods=["GET", "POST"])
def change(share: str) -> Response:
    """Another year, estimate or note."""
    person, session = sign_in.person(), db.session()
    found = queries.share(session, share) or abort(404)
    form = ShareForm(data={name: getattr(found, name) for name in _MEMBERS})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change(handle, share, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for("partner_pages.show", partner=found.partner_id)
    name = partners.partner_names(session, [found.partner_id])[found.partner_id]
    removal = (url_for(".remove", share=share), _("It was noted by mistake: remove it"))
    shown = {"title": _("Edit what is shared"), "up": (then, name), "removal": removal}
    return form_page("partners/edit.html", form, write, then, **shown)


@blueprint.post("/shared/<share>/removal")
def remove(share: str) -> Response:
    """It was noted by mistake."""
    person = sign_in.person()
    found = queries.share(db.session(), share) or abort(404)
    with writing(person.library.id) as handle:
        editing.remove(handle, share, by=person.id)
    flash(_("Removed. The record of changes keeps what it said."))
    return redirect(url_for("partner_pages.show", partner=found.partner_id), 303)
