"""The desk's page of a partner's page: its address and poster, a new one, none."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.partners import queries as partners
from outreach_app.partners.page import editing, queries
from outreach_app.settings import Settings
from outreach_app.web import qr
from outreach_app.web.text import gettext as _

blueprint = Blueprint("partner_page", __name__, url_prefix="/partners/<partner>/page")


@blueprint.get("")
def show(partner: str) -> str:
    """The poster with the code, to be printed for the partner's office."""
    session = db.session()
    name = partners.partner_names(session, [partner]).get(partner) or abort(404)
    found = queries.page(session, partner)
    told: Settings = current_app.extensions["settings"]
    address = f"{told.base_url}/q/{found.code}" if found else None
    drawing = qr.svg(address, _("Code of the page of %(partner)s", partner=name)) if address else None
    return render_template(
        "partner_page/show.html", partner=partner, name=name, page=found, address=address, drawing=drawing
    )  # fmt: skip


@blueprint.post("/renewal")
def renew(partner: str) -> Response:
    """A page under a new code; the old one opens no more."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        editing.renew(handle, partner, by=person.id)
    flash(_("The page is open under a new address. Print the poster, or send the address."))
    return redirect(url_for(".show", partner=partner), 303)


@blueprint.post("/closing")
def close(partner: str) -> Response:
    """No page any more."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        editing.close(handle, partner, by=person.id)
    flash(_("The page is closed; its address opens no more."))
    return redirect(url_for(".show", partner=partner), 303)
