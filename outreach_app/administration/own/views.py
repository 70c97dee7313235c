"""The desk's page of a person's own settings."""

from flask import Blueprint, flash, url_for
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.accounts.models import TRAINER, StaffMember
from outreach_app.administration.own.forms import OwnForm
from outreach_app.audit import changes
from outreach_app.db import db, writing
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("own", __name__)


@blueprint.route("/me", methods=["GET", "POST"])
def change() -> Response:
    """Which letters I get."""
    person = sign_in.person()
    mine = db.session().get_one(StaffMember, (person.library.id, person.id))
    form = OwnForm(data={"digest": mine.digest, "returned_mail": mine.returned_mail})
    if person.role == TRAINER:
        del form.digest

    def write() -> None:
        with writing(person.library.id) as handle:
            row = handle.session.get_one(StaffMember, (person.library.id, person.id))
            before = changes.columns(row)
            row.returned_mail = form.returned_mail.data
            if "digest" in form:
                row.digest = form.digest.data
            handle.session.flush()
            changes.note(handle, "staff", person.id, before=before, after=changes.columns(row), by=person.id)
        flash(_("Saved."))

    return form_page("own/change.html", form, write, url_for(".change"), email=mine.email)
