"""The desk's pages of business contacts."""

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.partners import queries as partners
from outreach_app.partners.contacts import editing, queries
from outreach_app.partners.contacts.forms import ContactForm, NewContactForm
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("partner_contacts", __name__, url_prefix="/partners")


@blueprint.route("/<partner>/contacts/new", methods=["GET", "POST"])
def new(partner: str) -> Response:
    """One more contact of a partner."""
    person, form = sign_in.person(), NewContactForm()
    found = partners.partner(db.session(), partner) or abort(404)
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add(handle, partner, form.id.data or "", by=person.id, **form.told)
        flash(_("Saved. Phones see it when they are next in touch."))

    then = url_for("partner_pages.show", partner=partner)
    shown = {"title": _("Add a contact"), "up": (then, found.name), "says": _("Add it")}
    return form_page("partners/edit.html", form, write, then, **shown)


@blueprint.route("/contacts/<contact>", methods=["GET", "POST"])
def change(contact: str) -> Response:
    """Another name, role, number or address."""
    person, session = sign_in.person(), db.session()
    found = queries.contact(session, contact) or abort(404)
    form = ContactForm(data={name: getattr(found, name) for name in ("name", "role", "phone", "mail", "version")})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change(handle, contact, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved. Phones see it when they are next in touch."))

    then = url_for("partner_pages.show", partner=found.partner_id)
    name = partners.partner_names(session, [found.partner_id])[found.partner_id]
    removal = (url_for(".remove", contact=contact), _("Remove this contact"))
    shown = {"title": _("Edit %(name)s", name=found.name), "up": (then, name), "removal": removal}
    return form_page("partners/edit.html", form, write, then, **shown)


@blueprint.post("/contacts/<contact>/removal")
def remove(contact: str) -> Response:
    """Nobody is to be asked for by this any more."""
    person = sign_in.person()
    found = queries.contact(db.session(), contact) or abort(404)
    with writing(person.library.id) as handle:
        editing.remove(handle, contact, by=person.id)
    flash(_("The contact is removed, on phones too when they are next in touch."))
    return redirect(url_for("partner_pages.show", partner=found.partner_id), 303)
