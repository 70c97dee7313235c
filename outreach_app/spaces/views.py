"""The desk's pages of spaces: what is lent, to whom, and what came of it."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids, shapes
from outreach_app.accounts import sign_in
from outreach_app.db import Writing, db, writing
from outreach_app.spaces import editing, queries, words
from outreach_app.spaces.forms import BookingForm, HeldForm, NewBookingForm, NewSpaceForm, ReasonForm, SpaceForm
from outreach_app.spaces.models import BOOKED, CALLED_OFF, DECLINED, HELD, Space
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today
from outreach_app.web.text import gettext as _

blueprint = Blueprint("spaces", __name__, url_prefix="/spaces")
bookings = Blueprint("bookings", __name__, url_prefix="/bookings")
AHEAD = timedelta(days=60)
_day, _id = shapes.Day(), shapes.Id()


@blueprint.get("")
def listed() -> str:
    """What waits for an answer, what comes next, the spaces, and what was lent in a span of days."""
    session, now = db.session(), today()
    one, other = _date("first", date(now.year, 1, 1)), _date("last", now)
    waiting, coming = queries.requests(session), queries.between(session, now, now + AHEAD)
    return render_template(
        "spaces/listed.html",
        spaces=queries.spaces(session),
        waiting=waiting,
        coming=[one for one in coming if one.state == BOOKED],
        clashing=queries.clashing(session, [one.id for one in (*waiting, *coming)]),
        lent=queries.lent(session, min(one, other), max(one, other)),
        first=min(one, other),
        last=max(one, other),
        words=words,
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """One more space."""
    person, form = sign_in.person(), NewSpaceForm()
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add_space(handle, form.id.data or "", by=person.id, **form.told)
        flash(_("%(name)s is added.", name=form.name.data))

    return form_page("spaces/new.html", form, write, url_for(".show", space=form.id.data or "-"))


@blueprint.get("/<space>")
def show(space: str) -> str:
    """One space, and its bookings."""
    session, found = db.session(), _space(space)
    told = queries.latest(session, space)
    clashing = queries.clashing(session, [one.id for one in told])
    return render_template("spaces/show.html", space=found, bookings=told, clashing=clashing, words=words)


@blueprint.route("/<space>/details", methods=["GET", "POST"])
def change(space: str) -> Response:
    """Another name, number or equipment."""
    person, found = sign_in.person(), _space(space)
    names = ("name", "sort", "capacity", "equipment", "version")
    form = SpaceForm(data={name: getattr(found, name) for name in names})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change_space(handle, space, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved. Phones see it when they are next in touch."))

    return form_page("spaces/change.html", form, write, url_for(".show", space=space), space=found)


@blueprint.post("/<space>/retirement")
def retire(space: str) -> Response:
    """Lend it no more."""
    return _at_once(lambda handle, by: editing.retire_space(handle, space, by=by), url_for(".show", space=space))


@blueprint.post("/<space>/return")
def bring_back(space: str) -> Response:
    """Lend it again."""
    return _at_once(lambda handle, by: editing.bring_back_space(handle, space, by=by), url_for(".show", space=space))


@bookings.route("/new", methods=["GET", "POST"])
def new_booking() -> Response:
    """Keep what an organisation asks for."""
    person, form = sign_in.person(), NewBookingForm()
    _offer(form)
    if request.method == "GET":
        form.id.data, form.on.data = ids.new(), today()
        asked = request.args.get("space", "")
        form.space_id.data = asked if _id.fits(asked) else None

    def write() -> None:
        with writing(person.library.id) as handle:
            zone = person.library.time_zone
            editing.request(handle, form.id.data or "", zone=zone, by=person.id, **form.told, **form.repeated)
        if form.repeated["times"] > 1:
            flash(_("The requests are kept. Each is booked when you say so."))
        else:
            flash(_("The request is kept. It is booked when you say so."))

    then = url_for("spaces.listed") if form.repeated["times"] > 1 else url_for(".show_booking", booking=form.id.data or "-")
    return form_page("spaces/new_booking.html", form, write, then)


@bookings.get("/<booking>")
def show_booking(booking: str) -> str:
    """One booking: what was asked for, what it clashes with, what may become of it."""
    session, found = db.session(), _booking(booking)
    others = queries.clashing(session, [booking]).get(booking, [])
    told = [one for one in queries.latest(session, found.space) if one.id in others]
    return render_template("spaces/booking.html", booking=found, clashes=told, words=words)


@bookings.route("/<booking>/plan", methods=["GET", "POST"])
def change_booking(booking: str) -> Response:
    """Another day, space or purpose."""
    person, found = sign_in.person(), _booking(booking)
    zone = ZoneInfo(person.library.time_zone)
    data = {
        "space_id": found.space, "partner_id": queries.known_now(db.session(), found.partner),
        "purpose": found.purpose, "contact": found.contact,
        "people_expected": found.people_expected, "on": date.fromisoformat(found.on), "version": found.version,
        "starts": found.starts_at.astimezone(zone).time(), "ends": found.ends_at.astimezone(zone).time(),
    }  # fmt: skip
    form = BookingForm(data=data)
    _offer(form, found)

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change_booking(
                handle, booking, seen=form.version.data or 0, zone=person.library.time_zone, by=person.id, **form.told
            )  # fmt: skip
        flash(_("Saved."))

    then = url_for(".show_booking", booking=booking)
    return form_page("spaces/change_booking.html", form, write, then, booking=found)


@bookings.post("/<booking>/confirmation")
def book(booking: str) -> Response:
    """Let the organisation have it; or have it again, where it was declined, called off or noted as held."""
    return _at_once(lambda handle, by: editing.decide(handle, booking, BOOKED, by=by), _of(booking))


@bookings.route("/<booking>/refusal", methods=["GET", "POST"])
def decline(booking: str) -> Response:
    """Say no to a request, with a reason."""
    return _with_a_reason(booking, DECLINED, _("Declined. The reason is kept."))


@bookings.route("/<booking>/calling-off", methods=["GET", "POST"])
def call_off(booking: str) -> Response:
    """Let what was booked not take place, with a reason."""
    return _with_a_reason(booking, CALLED_OFF, _("Called off. The reason is kept."))


@bookings.route("/<booking>/outcome", methods=["GET", "POST"])
def note_held(booking: str) -> Response:
    """Note that it was held, and how many came."""
    person, found = sign_in.person(), _booking(booking)
    form = HeldForm(data={"attendance": found.attendance})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.decide(handle, booking, HELD, by=person.id, attendance=form.attendance.data)
        flash(_("Kept. It counts in the figures now."))

    return form_page("spaces/held.html", form, write, _of(booking), booking=found)


def _with_a_reason(booking: str, state: str, done: str) -> Response:
    person, found, form = sign_in.person(), _booking(booking), ReasonForm()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.decide(handle, booking, state, by=person.id, because=form.because.data)
        flash(done)

    return form_page("spaces/reason.html", form, write, _of(booking), booking=found, declines=state == DECLINED)


def _at_once(do: Callable[[Writing, str], None], then: str) -> Response:
    person = sign_in.person()
    with writing(person.library.id) as handle:
        do(handle, person.id)
    flash(_("Saved."))
    return redirect(then, 303)


def _offer(form: NewBookingForm | BookingForm, found: queries.Listed | None = None) -> None:
    session = db.session()
    there = {one.id: one.name for one in queries.spaces(session, retired=False)}
    if found:
        there = {found.space: found.space_name, **there}
    form.space_id.choices = [("", _("Choose a space")), *there.items()]
    organisations = sorted(queries.organisations(session).items(), key=lambda one: one[1].casefold())
    form.partner_id.choices = [("", _("Choose an organisation")), *organisations]


def _space(space: str) -> Space:
    return queries.space(db.session(), space) or abort(404)


def _booking(booking: str) -> queries.Listed:
    return queries.found(db.session(), booking) or abort(404)


def _of(booking: str) -> str:
    return url_for("bookings.show_booking", booking=booking)


def _date(name: str, otherwise: date) -> date:
    told: Any = request.args.get(name, "")
    return date.fromisoformat(told) if _day.fits(told) else otherwise
