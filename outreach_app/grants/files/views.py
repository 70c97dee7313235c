"""The desk's pages of a grant's papers; and each paper itself, for staff and for nobody else."""

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.grants import queries
from outreach_app.grants.files import editing
from outreach_app.grants.files.forms import NewFileForm
from outreach_app.grants.views import EDIT, SECTION, grant_of
from outreach_app.photos.papers import Shelf
from outreach_app.problems import Refusal
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("grant_files", __name__, url_prefix="/grants")


@blueprint.route("/<grant>/papers/new", methods=["GET", "POST"])
def new(grant: str) -> Response:
    """One more paper."""
    person, found, form = sign_in.person(), grant_of(db.session(), grant), NewFileForm()
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        paper = _shelf().keep(request.files.get("file"))
        if paper is None:
            says = _("Choose the file first.")
            raise Refusal("papers.unread", says, fields={"file": [says]})
        with writing(person.library.id) as handle:
            editing.add(handle, grant, form.id.data or "", paper, name=form.name.data or "", by=person.id)
        flash(_("The paper is kept."))

    then = url_for("grants.show", grant=grant)
    shown = {"title": _("Add a paper"), "up": (then, found.name), "says": _("Add it"), "section": SECTION}
    return form_page(EDIT, form, write, then, **shown)


@blueprint.get("/papers/<paper>/paper.pdf")
def show(paper: str) -> Response:
    """The paper, to be kept."""
    found = queries.file(db.session(), paper) or abort(404)
    given = _shelf().answer(found.content, found.file_kind, found.file_name)
    if given is None:
        current_app.logger.error("paper %s of a grant is noted, but its bytes are not in the storage", paper)
        abort(404)
    return given


@blueprint.post("/papers/<paper>/removal")
def remove(paper: str) -> Response:
    """It was put there by mistake."""
    person = sign_in.person()
    found = queries.file(db.session(), paper) or abort(404)
    with writing(person.library.id) as handle:
        gone = editing.remove(handle, paper, by=person.id)
    _shelf().drop(gone)
    flash(_("Removed. The record of changes keeps what it said."))
    return redirect(url_for("grants.show", grant=found.grant_id), 303)


def _shelf() -> Shelf:
    return Shelf(current_app.extensions["photos"], sign_in.person().library.id, "grants")
