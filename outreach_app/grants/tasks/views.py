"""The desk's pages of what is to be done for a grant."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.grants import queries
from outreach_app.grants.models import GrantTask
from outreach_app.grants.tasks import editing
from outreach_app.grants.tasks.forms import NewTaskForm, TaskForm
from outreach_app.grants.views import EDIT, SECTION, grant_of, staff_for
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("grant_tasks", __name__, url_prefix="/grants")


@blueprint.route("/<grant>/tasks/new", methods=["GET", "POST"])
def new(grant: str) -> Response:
    """One more thing to be done."""
    person, session = sign_in.person(), db.session()
    found = grant_of(session, grant)
    form = NewTaskForm(accounts.active_staff(session), data={"owner_id": found.owner_id or ""})
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add(handle, grant, form.id.data or "", by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for("grants.show", grant=grant)
    shown = {"title": _("Add a task"), "up": (then, found.name), "says": _("Add it"), "section": SECTION}
    return form_page(EDIT, form, write, then, **shown)


@blueprint.route("/tasks/<task>", methods=["GET", "POST"])
def change(task: str) -> Response:
    """Other words, another day or owner."""
    person, session, found = sign_in.person(), db.session(), _found(task)
    of = grant_of(session, found.grant_id)
    told = {"name": found.name, "owner_id": found.owner_id or "", "version": found.version}
    day = date.fromisoformat(found.due_on) if found.due_on else None
    form = TaskForm(staff_for(session, found.owner_id), data={**told, "due_on": day})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change(handle, task, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for("grants.show", grant=of.id)
    removal = (url_for(".remove", task=task), _("It was noted by mistake: remove it"))
    shown = {"title": _("Edit the task"), "up": (then, of.name), "removal": removal, "section": SECTION}
    return form_page(EDIT, form, write, then, **shown)


@blueprint.post("/tasks/<task>/done")
def finish(task: str) -> Response:
    """It is done."""
    person, found = sign_in.person(), _found(task)
    with writing(person.library.id) as handle:
        editing.finish(handle, task, by=person.id)
    flash(_("Done. It stays below, and can be opened again."))
    return _back(found)


@blueprint.post("/tasks/<task>/return")
def open_again(task: str) -> Response:
    """It is to be done after all."""
    person, found = sign_in.person(), _found(task)
    with writing(person.library.id) as handle:
        editing.open_again(handle, task, by=person.id)
    flash(_("It is open again."))
    return _back(found)


@blueprint.post("/tasks/<task>/removal")
def remove(task: str) -> Response:
    """It was noted by mistake."""
    person, found = sign_in.person(), _found(task)
    with writing(person.library.id) as handle:
        editing.remove(handle, task, by=person.id)
    flash(_("Removed. The record of changes keeps what it said."))
    return _back(found)


def _found(task: str) -> GrantTask:
    return queries.task(db.session(), task) or abort(404)


def _back(task: GrantTask) -> Response:
    return redirect(url_for("grants.show", grant=task.grant_id), 303)
