"""The desk's pages of the plan's entries: the same few for every section."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import Writing, db, writing
from outreach_app.emergency.plan import editing, queries, rules, words
from outreach_app.emergency.plan.entries.forms import FORMS, EntryForm, Offered
from outreach_app.emergency.plan.queries import Plan
from outreach_app.flyers import queries as flyers
from outreach_app.kits import queries as kits
from outreach_app.partners import queries as partners
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("emergency_entries", __name__, url_prefix="/emergency/plan/<plan>")


@blueprint.route("/<section>/new", methods=["GET", "POST"])
def new(plan: str, section: str) -> Response:
    """One more entry of a section."""
    person, session = sign_in.person(), db.session()
    found = _draft(session, plan)
    form = (FORMS.get(section) or abort(404))()
    form.offer(_offered(session), found, "")
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add_entry(handle, plan, section, form.id.data or "", form.told, by=person.id)
        flash(_("It is in the plan."))

    return _form(form, write, found, section, title=str(words.ADD[section]))


@blueprint.route("/<section>/<entry>", methods=["GET", "POST"])
def change(plan: str, section: str, entry: str) -> Response:
    """Let an entry say something else."""
    person, session = sign_in.person(), db.session()
    found = _draft(session, plan)
    there = (section in FORMS and found.entry(section, entry)) or abort(404)
    body = {name: getattr(there, name) for name in there.__dataclass_fields__}
    form = FORMS[section](data={**rules.as_typed(body), "version": found.versions[entry]})
    form.offer(_offered(session), found, entry)

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change_entry(handle, plan, entry, form.told, seen=form.version.data or 0, by=person.id)
        flash(_("Saved."))

    removal = url_for(".remove", plan=plan, section=section, entry=entry)
    return _form(form, write, found, section, title=str(words.SECTION[section]), removal=removal)


@blueprint.post("/<section>/<entry>/removal")
def remove(plan: str, section: str, entry: str) -> Response:
    """Take an entry out of the draft."""
    by = sign_in.person().id
    return _at_once(plan, section, lambda handle: editing.remove_entry(handle, plan, entry, by=by))


@blueprint.post("/<section>/<entry>/rise")
def rise(plan: str, section: str, entry: str) -> Response:
    """Put an entry before the one above it."""
    by = sign_in.person().id
    return _at_once(plan, section, lambda handle: editing.rise(handle, plan, entry, by=by))


def _at_once(plan: str, section: str, step: Callable[[Writing], None]) -> Response:
    with writing(sign_in.person().library.id) as handle:
        step(handle)
    return redirect(url_for("emergency_plan.show", plan=plan, _anchor=section), 303)


def _form(
    form: EntryForm, write: Callable[[], None], plan: Plan, section: str, *, title: str, removal: str | None = None
) -> Response:
    then = url_for("emergency_plan.show", plan=plan.id, _anchor=section)
    shown = {"title": title, "up": (then, plan.told.name), "removal": removal}
    return form_page("emergency/plan/edit.html", form, write, then, **shown)


def _draft(session: Session, plan: str) -> Plan:
    found = queries.plan(session, plan) or abort(404)
    if found.is_approved and request.method == "GET":
        flash(_("This version is approved and never changes. Begin a new one from it."))
        abort(redirect(url_for("emergency_plan.show", plan=plan), 303))
    return found


def _offered(session: Session) -> Offered:
    return Offered(
        staff=accounts.active_staff(session),
        everybody=accounts.everybody(session),
        sites=partners.places(session),
        kits=kits.every_kit(session),
        flyers={one.id: one.in_words()[1]["title"] for one in flyers.flyers(session, retired=False)},
    )
