"""The desk's page on which a kit's quick guide is written."""

from flask import Blueprint, abort, flash, url_for
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.kits import queries as kits
from outreach_app.kits.guide import editing, queries
from outreach_app.kits.guide.forms import guide_form
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("guide", __name__, url_prefix="/kits")


@blueprint.route("/<kit>/guide", methods=["GET", "POST"])
def write(kit: str) -> Response:
    """How to use the kit, in each language of the library."""
    person, session = sign_in.person(), db.session()
    found = kits.found(session, kit) or abort(404)
    now = queries.guide(session, kit)
    form = guide_form(person.library.language_codes, now.words if now else {}, now.version if now else 0)

    def write_it() -> None:
        with writing(person.library.id) as handle:
            editing.write(handle, kit, form.told, seen=form.version.data or 0, by=person.id)
        flash(_("Saved. Phones see it when they are next in touch."))

    return form_page("guide/write.html", form, write_it, url_for("kits.show", kit=kit), kit=found)
