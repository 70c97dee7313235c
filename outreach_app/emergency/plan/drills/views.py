"""The desk's pages of drills."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.emergency.plan import queries, words
from outreach_app.emergency.plan.drills import editing
from outreach_app.emergency.plan.drills.forms import DrillForm
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today
from outreach_app.web.text import gettext as _

blueprint = Blueprint("emergency_drills", __name__, url_prefix="/emergency/plan/drills")
_NAMES = ("plan_id", "sort", "scenario", "people", "owner_id", "learned", "plan_changed", "changed_plan_id", "version")


@blueprint.get("")
def listed() -> str:
    """Every drill, the last one first."""
    session = db.session()
    return render_template(
        "emergency/plan/drills.html",
        drills=queries.drills(session),
        versions={one.id: one for one in queries.versions(session)},
        people=accounts.everybody(session),
        words=words,
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """One more drill; the version that holds is the one that is practised, unless somebody says otherwise."""
    person, session = sign_in.person(), db.session()
    versions = queries.versions(session)
    data = {"on": today(), "plan_id": queries.current_id(session), "owner_id": person.id}
    form = DrillForm(versions, accounts.active_staff(session), data=data)
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add(handle, form.id.data or "", by=person.id, **form.told)
        flash(_("The drill is noted."))

    then = url_for(".listed")
    lead = None if versions else _("There is no plan to practise yet. Begin it first.")
    return form_page("emergency/plan/edit.html", form, write, then, title=_("Note a drill"), up=(then, _("Drills")), lead=lead)


@blueprint.route("/<drill>", methods=["GET", "POST"])
def change(drill: str) -> Response:
    """What else was learned by it, and what changed in the plan."""
    person, session = sign_in.person(), db.session()
    found = queries.drill(session, drill) or abort(404)
    people = accounts.active_staff(session)
    if found.owner_id and found.owner_id not in people:
        people |= accounts.staff_names(session, [found.owner_id])
    data = {name: getattr(found, name) for name in _NAMES}
    form = DrillForm(queries.versions(session), people, data={**data, "on": date.fromisoformat(found.on)})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change(handle, drill, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for(".listed")
    removal = {"removal": url_for(".remove", drill=drill), "removal_says": _("It was noted by mistake: remove it")}
    return form_page("emergency/plan/edit.html", form, write, then, title=_("Edit a drill"), up=(then, _("Drills")), **removal)


@blueprint.post("/<drill>/removal")
def remove(drill: str) -> Response:
    """It was noted by mistake."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        editing.remove(handle, drill, by=person.id)
    flash(_("Removed. The record of changes keeps what it said."))
    return redirect(url_for(".listed"), 303)
