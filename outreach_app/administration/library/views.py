"""The desk's page of the library's own settings."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.administration.library import changing
from outreach_app.administration.library.forms import LibraryForm
from outreach_app.db import writing
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("library", __name__)


@blueprint.route("/settings", methods=["GET", "POST"])
def change() -> Response:
    """What the library says of itself."""
    person = sign_in.person()
    form = LibraryForm(changing.noted(person.library))

    def write() -> None:
        with writing(person.library.id) as handle:
            changing.change(handle, form.wanted, seen=form.version.data or 0, by=person.id)
        flash(_("Saved. Phones see it when they are next in touch."))

    return form_page("library/change.html", form, write, url_for(".change"))
