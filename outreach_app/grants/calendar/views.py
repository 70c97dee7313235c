"""The address that calendar programs follow for deadlines and tasks of grants, without signing in."""

from collections.abc import Iterator
from datetime import timedelta

from flask import Blueprint, abort, current_app, flash, g, make_response, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app import clock, ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.accounts.models import Library
from outreach_app.db import db, writing
from outreach_app.db import reading as reading_of
from outreach_app.doors import codes
from outreach_app.grants import queries, telling
from outreach_app.settings import Settings
from outreach_app.web import calendars as ics
from outreach_app.web.calendars import Errand, Event
from outreach_app.web.text import gettext as _

blueprint = Blueprint("grant_calendar", __name__, url_prefix="/grants/calendar")
calendars = Blueprint("calendar_of_grants", __name__, url_prefix="/calendar/grants")
KIND = codes.CALENDAR_OF_GRANTS
# A deadline takes no time; calendars show what takes some.
SHOWN_FOR = timedelta(minutes=30)


@blueprint.get("")
def show() -> str:
    """Whether there is an address, and the buttons that make and close it."""
    person = sign_in.person()
    is_open = codes.is_open(db.session(), person.library.id, KIND, person.id)
    return render_template("grants/calendar.html", address=None, is_open=is_open)


@blueprint.post("")
def make() -> Response:
    """A new address; one from before opens no more."""
    person, secret = sign_in.person(), ids.token()
    with writing(person.library.id) as handle:
        codes.close(handle, KIND, person.id)
        codes.hang(handle, secret, KIND, person.id)
    told: Settings = current_app.extensions["settings"]
    address = f"{told.base_url}{url_for('calendar_of_grants.feed', token=secret)}"
    return make_response(render_template("grants/calendar.html", address=address, is_open=True))


@blueprint.post("/removal")
def close() -> Response:
    """Let the address open no more."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        codes.close(handle, KIND, person.id)
    flash(_("The address opens no more."))
    return redirect(url_for(".show"), 303)


@calendars.get("/<token>.ics")
def feed(token: str) -> Response:
    """The deadlines that are still to be kept, and what is to be done; it belongs to a person, and closes when they leave."""
    door = codes.behind(db.session(), token, KIND) or abort(404)
    with reading_of(door.library_id) as session:
        if door.target not in accounts.active_staff(session):
            abort(404)
        library = session.get_one(Library, door.library_id)
        g.languages, g.own_language = library.language_codes, accounts.language_of(session, door.target)
        name = _("%(library)s: grants", library=library.name)
        body = ics.text(name, _deadlines(session, library), _tasks(session), clock.now())
    response = make_response(body)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _deadlines(session: Session, library: Library) -> Iterator[Event]:
    found = queries.open_deadlines(session)
    funders = queries.funders(session, found)
    told: Settings = current_app.extensions["settings"]
    for one in found:
        deadline = telling.deadline(one, library.time_zone)
        if deadline is None or one.due_at is None:
            raise AssertionError("only grants with a deadline were asked for")
        lines = [funders[one.id], deadline.there, *([deadline.here] if deadline.here else [])]
        page = f"{told.base_url}{url_for('grants.show', grant=one.id)}"
        summary = _("Deadline: %(grant)s", grant=one.name)
        yield Event(one.id, one.version, one.due_at - SHOWN_FOR, one.due_at, summary, told="\n".join([*lines, page]))


def _tasks(session: Session) -> Iterator[Errand]:
    for task, of in queries.to_do(session):
        yield Errand(task.id, str(task.due_on), _("%(task)s (%(grant)s)", task=task.name, grant=of.name))
