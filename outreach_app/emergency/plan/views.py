"""The desk's pages of the plan: what holds now, its versions, the draft and its approval."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.emergency.plan import editing, queries, starter, words
from outreach_app.emergency.plan.forms import USUAL_REVIEW, ApprovalForm, PlanForm
from outreach_app.emergency.plan.queries import Plan
from outreach_app.emergency.plan.shown import Shown
from outreach_app.web.form_page import form_page
from outreach_app.web.forms import DeskForm
from outreach_app.web.language import today
from outreach_app.web.text import gettext as _

blueprint = Blueprint("emergency_plan", __name__, url_prefix="/emergency/plan")


@blueprint.get("")
def current() -> str:
    """The plan that holds now; what to do first where there is none."""
    session = db.session()
    found = queries.current(session)
    if found is None:
        return render_template("emergency/plan/none.html")
    return _page(session, found)


@blueprint.get("/versions")
def listed() -> str:
    """Every version: who approved what, and when."""
    session = db.session()
    return render_template(
        "emergency/plan/listed.html",
        versions=queries.versions(session),
        current=queries.current_id(session),
        people=accounts.everybody(session),
    )


@blueprint.post("/draft")
def begin() -> Response:
    """Begin a draft from the version that holds, or go on with the one that there is."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        first = starter.first_entries()
        draft = editing.begin(handle, ids.new(), name=_("Disaster plan"), first=first, by=person.id)
    return redirect(url_for(".show", plan=draft), 303)


@blueprint.get("/<plan>")
def show(plan: str) -> str:
    """One version, whole."""
    session = db.session()
    return _page(session, queries.plan(session, plan) or abort(404))


@blueprint.route("/<plan>/details", methods=["GET", "POST"])
def change(plan: str) -> Response:
    """Another name or purpose of a draft, and what is different in it."""
    person, found = sign_in.person(), _draft(plan)
    form = PlanForm(data={name: getattr(found.told, name) for name in ("name", "about", "changed", "version")})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change(handle, plan, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for(".show", plan=plan)
    return form_page("emergency/plan/edit.html", form, write, then, title=_("Name and purpose"), up=(then, found.told.name))


@blueprint.route("/<plan>/approval", methods=["GET", "POST"])
def approve(plan: str) -> Response:
    """Note who approved a draft: from then on it holds, and never changes."""
    person, session, found = sign_in.person(), db.session(), _draft(plan)
    data = {
        "version": found.told.version, "approver_id": person.id, "approved_on": today(), "review_on": today() + USUAL_REVIEW,
    }  # fmt: skip
    form = ApprovalForm(accounts.reviewers(session), data=data)

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.approve(handle, plan, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Version %(number)s holds now. Phones have it when they are next in touch.", number=found.told.number))

    then = url_for(".show", plan=plan)
    shown = Shown.of(session, found)
    return form_page("emergency/plan/approve.html", form, write, then, shown=shown, words=words, back=then)


@blueprint.route("/<plan>/dropping", methods=["GET", "POST"])
def drop(plan: str) -> Response:
    """Give a draft up."""
    person, form, found = sign_in.person(), DeskForm(), _draft(plan)

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.drop(handle, plan, by=person.id)
        flash(_("The draft is given up. The record of changes keeps what it said."))

    return form_page("emergency/plan/drop.html", form, write, url_for(".current"), plan=found)


def _page(session: Session, found: Plan) -> str:
    draft = queries.draft_id(session)
    return render_template(
        "emergency/plan/show.html",
        shown=Shown.of(session, found),
        plan=found,
        is_current=queries.current_id(session) == found.id,
        draft=draft if draft != found.id else None,
        drilled=queries.last_drilled(session),
        words=words,
        today=today().isoformat(),
    )


def _draft(plan: str) -> Plan:
    """A version that is still written; the page of one that is not says so."""
    found = queries.plan(db.session(), plan) or abort(404)
    if found.is_approved and request.method == "GET":
        flash(_("This version is approved and never changes. Begin a new one from it."))
        abort(redirect(url_for(".show", plan=plan), 303))
    return found
