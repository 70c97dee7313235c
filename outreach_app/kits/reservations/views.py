"""The desk's pages of reservations: the week of the kits, one reservation, promising a kit to a partner."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import clock, ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.kits import queries as kits
from outreach_app.kits.naming import holder_mentions, place
from outreach_app.kits.reservations import editing, queries, week
from outreach_app.kits.reservations.forms import CallingOffForm, NewReservationForm, ReservationForm
from outreach_app.kits.reservations.queries import Reserved
from outreach_app.kits.reservations.rules import Span
from outreach_app.ledger.telling import STAFF, Mention, Names
from outreach_app.partners import queries as partners
from outreach_app.problems import Refusal
from outreach_app.shapes import Day, Id
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today, when
from outreach_app.web.text import gettext as _

blueprint = Blueprint("reservations", __name__, url_prefix="/kits/reservations")
WEEK = timedelta(days=7)
_day, _id = Day(), Id()


@blueprint.get("")
def listed() -> str:
    """The kits through a week: who has each, to whom it is promised, when it is free."""
    session, person = db.session(), sign_in.person()
    asked = request.args.get("week", "")
    on = date.fromisoformat(asked) if _day.fits(asked) and "1900" < asked < "2200" else today()
    first = on - timedelta(days=on.weekday())
    page = min(max(request.args.get("page", 1, type=int), 1), 100_000)
    wanted = kits.Wanted(request.args.get("q", "").replace("\x00", "")[:100])
    shown, count = kits.listed(session, wanted, page=page), kits.count(session, wanted)
    zone = ZoneInfo(person.library.time_zone)
    span = Span(datetime.combine(first, time(), zone), datetime.combine(first + WEEK, time(), zone))
    found = queries.between(session, span, {kit.id for kit in shown})
    names = _names(session, found, [mention for kit in shown for mention in holder_mentions(kit.holder)])
    return render_template(
        "reservations/listed.html",
        rows=week.rows(shown, found, first, today(), zone),
        first=first,
        days=[first + timedelta(days=number) for number in range(7)],
        before=first - WEEK,
        after=first + WEEK,
        wanted=wanted,
        count=count,
        page=page,
        pages=-(-count // kits.PAGE),
        names=names,
        place=place,
        whose=_whose,
        today=today(),
    )


@blueprint.get("/<reservation>")
def show(reservation: str) -> Response | str:
    """One reservation; one that is for a visit is told on the visit's page."""
    session, found = db.session(), _found(reservation)
    if found.visit:
        return redirect(url_for("visits.show", visit=found.visit))
    clashes = queries.clashes(session, [reservation], now=clock.now())
    names = _names(session, [found, *(one.other for one in clashes)])
    return render_template("reservations/show.html", one=found, clashes=clashes, names=names, whose=_whose)


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """Promise a kit to a partner."""
    person, form = sign_in.person(), NewReservationForm()
    _offer(form)
    if request.method == "GET":
        asked, on = request.args.get("kit", ""), request.args.get("on", "")
        form.id.data = ids.new()
        form.kit_id.data = asked if _id.fits(asked) else None
        form.from_day.data = form.until_day.data = date.fromisoformat(on) if _day.fits(on) else today()
        form.from_hour.data, form.until_hour.data = time(9), time(17)

    def write() -> None:
        told = _told(form)
        with writing(person.library.id) as handle:
            _refuse_a_clash(handle.session, form, form.id.data or "")
            editing.reserve(handle, form.id.data or "", by=person.id, **told)
        flash(_("Reserved. Phones know of it when they are next in touch."))

    return form_page("reservations/new.html", form, write, url_for(".show", reservation=form.id.data or "-"))


@blueprint.route("/<reservation>/plan", methods=["GET", "POST"])
def change(reservation: str) -> Response:
    """Another kit, place or time."""
    person, found = sign_in.person(), _for_partner(reservation)
    zone = ZoneInfo(person.library.time_zone)
    starts, ends = (at.astimezone(zone) for at in found.used)
    data = {
        "kit_id": found.kit, "site_id": found.site, "purpose": found.purpose, "version": found.version,
        "from_day": starts.date(), "from_hour": starts.time(), "until_day": ends.date(), "until_hour": ends.time(),
    }  # fmt: skip
    form = ReservationForm(data=data)
    _offer(form, found)

    def write() -> None:
        told = _told(form)
        with writing(person.library.id) as handle:
            _refuse_a_clash(handle.session, form, reservation)
            editing.change(handle, reservation, seen=form.version.data or 0, by=person.id, **told)
        flash(_("Saved. Phones know of it when they are next in touch."))

    return form_page("reservations/change.html", form, write, url_for(".show", reservation=reservation), one=found)


@blueprint.route("/<reservation>/calling-off", methods=["GET", "POST"])
def call_off(reservation: str) -> Response:
    """Let it stand no more, with a reason."""
    person, found, form = sign_in.person(), _for_partner(reservation), CallingOffForm()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.call_off(handle, reservation, because=form.because.data or "", by=person.id)
        flash(_("Called off. The kit is free again, and the phones are told."))

    return form_page("reservations/call_off.html", form, write, url_for(".show", reservation=reservation), one=found)


@blueprint.post("/<reservation>/return")
def call_back(reservation: str) -> Response:
    """Let it stand again."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        editing.call_back(handle, reservation, by=person.id)
    flash(_("It stands again. Phones know of it when they are next in touch."))
    return redirect(url_for(".show", reservation=reservation), 303)


def _told(form: NewReservationForm | ReservationForm) -> dict[str, Any]:
    span = form.span(ZoneInfo(sign_in.person().library.time_zone))
    site = partners.site(db.session(), form.site_id.data or "")
    return {
        "kit_id": form.kit_id.data,
        "partner_id": site.partner_id if site else None,
        "site_id": form.site_id.data,
        "starts_at": span.start,
        "ends_at": span.end,
        "purpose": form.purpose.data or "",
    }


def _refuse_a_clash(session: Any, form: NewReservationForm | ReservationForm, beside: str) -> None:
    """Raises `Refusal` "reservations.clash" where somebody else needs the kit by then and nobody said all the same."""
    if form.all_the_same.data:
        return
    used = form.span(ZoneInfo(sign_in.person().library.time_zone))
    clash = queries.clash_at(session, form.kit_id.data or "", used, now=clock.now(), beside=beside)
    if clash is None:
        return
    names = _names(session, [clash.other])
    told = {"whose": _whose(clash.other, names), "start": when(clash.other.used.start), "end": when(clash.other.used.end)}
    says = _("It is promised to %(whose)s, %(start)s to %(end)s, with the time to get it ready.", **told)
    if clash.free:
        free = {"start": when(clash.free.start), "end": when(clash.free.end)}
        says += " " + _("The nearest time at which it is free: %(start)s to %(end)s.", **free)
    raise Refusal("reservations.clash", says, fields={"all_the_same": [says]})


def _offer(form: NewReservationForm | ReservationForm, found: Reserved | None = None) -> None:
    """The kits and places that can be chosen; what was chosen before stays so."""
    session = db.session()
    there = dict(kits.in_use(session))
    if found:
        there = {found.kit: f"{found.kit_code} {found.kit_name}", **there}
    form.kit_id.choices = [("", _("Choose a kit")), *there.items()]
    sites = sorted(partners.places(session).items(), key=lambda one: one[1].casefold())
    form.site_id.choices = [("", _("Choose a place")), *sites]


def _names(session: Any, found: Iterable[Reserved], beside: Iterable[Mention] = ()) -> Names:
    mentions = list(beside)
    for one in found:
        mentions += [(STAFF, who) for who in one.staff]
        mentions += holder_mentions({"partner": one.partner, "site": one.site} if one.partner else None)
        mentions += [("sites", one.site)] if one.site else []
    told: Names = current_app.extensions["words"].names(session, mentions)
    return told


def _whose(one: Reserved, names: Names) -> str:
    """Whom a kit is promised to: a partner's place, or whoever goes on a visit there."""
    if one.partner:
        return place({"partner": one.partner, "site": one.site}, names)
    where = names("sites", one.site)
    who = ", ".join(names(STAFF, staff) for staff in one.staff)
    return _("%(site)s, with %(who)s", site=where, who=who) if who else where


def _found(reservation: str) -> Reserved:
    return queries.found(db.session(), reservation) or abort(404)


def _for_partner(reservation: str) -> Reserved:
    found = _found(reservation)
    return found if found.partner else abort(404)
