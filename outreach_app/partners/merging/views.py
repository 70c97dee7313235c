"""The desk's page where two partners are merged, and the way back."""

from flask import Blueprint, abort, flash, redirect, url_for
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.partners import queries
from outreach_app.partners.merging import editing
from outreach_app.partners.merging.forms import MergeForm
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("partner_merging", __name__, url_prefix="/partners")


@blueprint.route("/<partner>/merging", methods=["GET", "POST"])
def merge(partner: str) -> Response:
    """Let a partner be the same as another one."""
    person, session = sign_in.person(), db.session()
    found = queries.partner(session, partner)
    if found is None or found.merged_into is not None:
        abort(404)
    form = MergeForm({id_: name for id_, name in queries.every_partner(session).items() if id_ != partner})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.merge(handle, partner, form.into.data, by=person.id)
        flash(_("They are one now. Nothing was lost; it can be undone on this page."))

    back = url_for("partner_pages.show", partner=partner)
    then = url_for("partner_pages.show", partner=form.into.data or partner)
    lead = _(
        "Places, visits, talks, contacts and all that was recorded are found with the other one; what facts say stays as it is."
    )
    shown = {"title": _("Merge %(partner)s into another partner", partner=found.name), "up": (back, found.name)}
    return form_page("partners/edit.html", form, write, then, **shown, lead=lead, says=_("Merge them"))


@blueprint.post("/<partner>/merging/return")
def take_back(partner: str) -> Response:
    """Let it be a partner of its own again."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        editing.take_back(handle, partner, by=person.id)
    flash(_("They are two partners again."))
    return redirect(url_for("partner_pages.show", partner=partner), 303)
