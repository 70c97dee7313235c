"""The desk's pages where a goal is added and changed."""

from datetime import date
from types import ModuleType

from flask import Blueprint, abort, flash, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.partners import queries as partners
from outreach_app.partners.goals import editing, queries, words
from outreach_app.partners.goals.forms import GoalForm, NewGoalForm
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("goals", __name__, url_prefix="/goals")
_PLAIN = ("name", "serves", "measure", "counted", "target", "typed", "note", "version")


@blueprint.app_template_global()
def goal_words() -> ModuleType:
    """Goals in words, for pages above."""
    return words


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """One more goal."""
    person, form = sign_in.person(), NewGoalForm(partners.every_partner(db.session()))
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add(handle, form.id.data or "", by=person.id, **form.told)
        flash(_("The goal is kept. What was recorded counts towards it by itself."))

    then = url_for("goals_reached.listed")
    return form_page("partners/edit.html", form, write, then, title=_("Add a goal"), up=(then, _("Goals")), says=_("Add it"))


@blueprint.route("/<goal>", methods=["GET", "POST"])
def change(goal: str) -> Response:
    """Another aim, span or target; what was reached, where it is typed."""
    person, session = sign_in.person(), db.session()
    found = queries.goal(session, goal) or abort(404)
    serving = queries.partners_of(session, [goal]).get(goal, [])
    days = {name: date.fromisoformat(getattr(found, name)) for name in ("starts_on", "ends_on")}
    told = {**{name: getattr(found, name) for name in _PLAIN}, **days, "partners": serving}
    form = GoalForm(partners.every_partner(session), data=told)

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change(handle, goal, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for("goals_reached.listed")
    return form_page("partners/edit.html", form, write, then, title=_("Edit %(name)s", name=found.name), up=(then, _("Goals")))
