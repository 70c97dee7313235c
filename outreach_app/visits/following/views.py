"""Addresses that calendar programs follow, without signing in: a person's own, and one of all that the library does."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, g, make_response, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app import clock, ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.accounts.models import Library
from outreach_app.db import db, writing
from outreach_app.db import reading as reading_of
from outreach_app.doors import codes
from outreach_app.kits import queries as kits
from outreach_app.kits.reservations import queries as reservations
from outreach_app.partners import queries as partners
from outreach_app.settings import Settings
from outreach_app.visits import queries
from outreach_app.visits.models import Visit
from outreach_app.web import calendars as ics
from outreach_app.web.calendars import Errand, Event
from outreach_app.web.text import gettext as _

blueprint = Blueprint("following", __name__, url_prefix="/visits/calendar")
calendars = Blueprint("calendar", __name__, url_prefix="/calendar")
KINDS = (codes.CALENDAR, codes.CALENDAR_OF_ALL)
BACK = timedelta(days=90)
MOST_DUE = 1000


@blueprint.post("")
def make() -> Response:
    """A new address of the person's own feed, or of one of the whole library; one from before opens no more."""
    person, secret = sign_in.person(), ids.token()
    kind = codes.CALENDAR_OF_ALL if request.form.get("of") == "all" else codes.CALENDAR
    with writing(person.library.id) as handle:
        codes.close(handle, kind, person.id)
        codes.hang(handle, secret, kind, person.id)
    told: Settings = current_app.extensions["settings"]
    address = f"{told.base_url}{url_for('calendar.feed', token=secret)}"
    return make_response(render_template("following/address.html", address=address, of_all=kind == codes.CALENDAR_OF_ALL))


@calendars.get("/<token>.ics")
def feed(token: str) -> Response:
    """What this address tells, from three months back on; it belongs to a person, and closes when they leave."""
    door = next((one for kind in KINDS if (one := codes.behind(db.session(), token, kind))), None) or abort(404)
    with reading_of(door.library_id) as session:
        # Who has left the library follows its calendar no longer.
        if not accounts.active_staff(session).get(door.target):
            abort(404)
        library = session.get_one(Library, door.library_id)
        since = clock.now().astimezone(ZoneInfo(library.time_zone)).replace(hour=0, minute=0, second=0, microsecond=0) - BACK
        g.languages, g.own_language = library.language_codes, accounts.language_of(session, door.target)
        of = None if door.kind == codes.CALENDAR_OF_ALL else door.target
        body = ics.text(library.name, _events(session, of, since), _errands(session, of), clock.now())
    response = make_response(body)
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _events(session: Session, staff: str | None, since: datetime) -> Iterable[Event]:
    """The visits of one or of all, and what is reserved for partners, which is nobody's own."""
    places = partners.places(session)
    for visit in queries.planned_from(session, since.date(), trainer=staff):
        yield _visit(visit, places.get(visit.site_id, ""))
    for one in reservations.coming(session, since) if staff is None else ():
        if one.partner:
            place = places.get(one.site or "", "")
            summary = _("%(kit)s is reserved: %(place)s", kit=f"{one.kit_code} {one.kit_name}", place=place)
            yield Event(one.id, one.version, *one.used, summary, place, one.purpose)


def _visit(visit: Visit, place: str) -> Event:
    told = "\n".join(one for one in (visit.contact, visit.access, visit.parking, visit.power, visit.wifi) if one)
    summary = ": ".join(one for one in (place, visit.holds) if one)
    is_off = visit.called_off_because is not None
    return Event(visit.id, visit.version, visit.starts_at, visit.ends_at, summary, place, told, is_off)


def _errands(session: Session, staff: str | None) -> Iterable[Errand]:
    due = kits.due_from(session, staff) if staff else kits.due(session, clock.now().date(), limit=MOST_DUE)
    for kit in due:
        yield Errand(f"due-{kit.id}", str(kit.due_on), _("%(kit)s is due back", kit=f"{kit.code} {kit.name}"))
