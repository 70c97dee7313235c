"""The desk's pages of visits: the week, one visit, planning, changing and calling off."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import clock, ids, shapes
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.kits import queries as kits
from outreach_app.ledger import reading
from outreach_app.ledger.telling import STAFF, Mention
from outreach_app.partners import queries as partners
from outreach_app.spaces import queries as spaces
from outreach_app.spaces.queries import Listed as Booked
from outreach_app.visits import editing, queries, words
from outreach_app.visits.forms import TEXTS, CallingOffForm, NewVisitForm, VisitForm
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today
from outreach_app.web.paging import mark, marked
from outreach_app.web.text import gettext as _

blueprint = Blueprint("visits", __name__, url_prefix="/visits")
WEEK = timedelta(days=7)
_day, _id = shapes.Day(), shapes.Id()


@blueprint.get("")
def listed() -> str:
    """The visits of a week or a month, day by day, and what is booked in the library's own spaces."""
    session = db.session()
    month = _asked("month")
    first, last = _month(month) if month else _week(_asked("week") or today())
    wanted = {name: told if _id.fits(told := request.args.get(name, "")) else None for name in ("trainer", "kit", "site")}
    found = queries.between(session, first, last, **wanted)
    # Nobody of the staff, no kit and no partner's place is needed for them.
    booked = [] if any(wanted.values()) else spaces.taken(session, first, last)
    names = _words().names(session, (mention for one in found for mention in _mentions(one)))
    days = [_day_of(first + timedelta(days=number), found, booked) for number in range((last - first).days + 1)]
    clashing = {id_ for one in queries.clashes(session, [one.id for one in found]) for id_ in (one.visit, one.other)}
    return render_template(
        "visits/listed.html",
        days=days,
        count=len(found) + len(booked),
        first=first,
        last=last,
        month=month,
        before=(month - timedelta(days=1)).replace(day=1) if month else first - WEEK,
        after=(month + timedelta(days=31)).replace(day=1) if month else first + WEEK,
        clashing=clashing,
        names=names,
        wanted=wanted,
        trainers=_sorted(accounts.active_staff(session)),
        all_kits=kits.in_use(session),
        sites=_sorted(partners.places(session)),
        words=words,
        today=today(),
    )


@blueprint.get("/<visit>")
def show(visit: str) -> str:
    """One visit: what was planned, and what became of it."""
    session = db.session()
    found = queries.found(session, visit) or abort(404)
    plan = queries.plan(session, visit)
    facts = reading.history(session, visit, before=marked(request.args.get("before")))
    named = reading.naming(session, [one.fact.id for one in facts])
    told = _words().page(session, current_app.extensions["catalogue"], facts, reading.about(session, visit))
    clashes = queries.clashes(session, [visit])
    mentions = [*_mentions(found), *(("sites", one.other_site) for one in clashes if one.other_site)]
    promised = [one.promised.other for one in clashes if one.promised]
    mentions += [("partners", one.partner) for one in promised if one.partner]
    mentions += [("kits", one.kit) for one in clashes if one.kit]
    names = _words().names(session, mentions)
    return render_template(
        "visits/show.html",
        visit=found,
        plan=plan,
        told=told,
        named=named,
        older=mark(clock.from_micros(facts[-1].fact.effective), facts[-1].fact.id) if len(facts) == reading.PAGE else None,
        clashes=clashes,
        names=names,
        who_was_there=", ".join(names(STAFF, who) for who in found.people),
        words=words,
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """Plan a visit, or several with the same hours."""
    person, form = sign_in.person(), NewVisitForm()
    _offer(form)
    if request.method == "GET":
        form.id.data = ids.new()
        asked = request.args.get("on", "")
        form.on.data = date.fromisoformat(asked) if _day.fits(asked) else today()
        form.trainers.data = [person.id] if person.role == "trainer" else []

    def write() -> None:
        with writing(person.library.id) as handle:
            made = editing.plan(
                handle, form.id.data or "", zone=person.library.time_zone, by=person.id, **form.told, **form.repeated
            )  # fmt: skip
            clashes = queries.clashes(handle.session, made)
        flash(_("Planned. The phones of those who go are told when they are next in touch."))
        _tell_of(clashes)

    return form_page("visits/new.html", form, write, url_for(".show", visit=form.id.data or "-"))


@blueprint.route("/<visit>/plan", methods=["GET", "POST"])
def change(visit: str) -> Response:
    """Another plan."""
    person, plan = sign_in.person(), queries.plan(db.session(), visit) or abort(404)
    found = queries.found(db.session(), visit) or abort(404)
    zone = ZoneInfo(plan.zone)
    data = {
        "site_id": plan.site_id,
        "on": date.fromisoformat(plan.on),
        "starts": plan.starts_at.astimezone(zone).time(),
        "ends": plan.ends_at.astimezone(zone).time(),
        "trainers": list(found.trainers),
        "kits": list(found.kits),
        "room_holds": plan.room_holds,
        "version": plan.version,
        **{name: getattr(plan, name) for name in TEXTS},
    }
    form = VisitForm(data=data)
    _offer(form, found)

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change(handle, visit, seen=form.version.data or 0, zone=plan.zone, by=person.id, **form.told)
            clashes = queries.clashes(handle.session, [visit])
        flash(_("Saved. The phones of those who go are told when they are next in touch."))
        _tell_of(clashes)

    return form_page("visits/change.html", form, write, url_for(".show", visit=visit), visit=found)


@blueprint.route("/<visit>/calling-off", methods=["GET", "POST"])
def call_off(visit: str) -> Response:
    """Let a visit not take place, with a reason."""
    person, form = sign_in.person(), CallingOffForm()
    queries.plan(db.session(), visit) or abort(404)
    found = queries.found(db.session(), visit) or abort(404)
    names = _words().names(db.session(), _mentions(found))

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.call_off(handle, visit, because=form.because.data or "", by=person.id)
        flash(_("Called off. It stays in the calendar with the reason, and the phones are told."))

    return form_page("visits/call_off.html", form, write, url_for(".show", visit=visit), visit=found, names=names)


@blueprint.post("/<visit>/return")
def call_back(visit: str) -> Response:
    """Let a visit take place after all."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        editing.call_back(handle, visit, by=person.id)
    flash(_("It takes place after all. The phones are told when they are next in touch."))
    return redirect(url_for(".show", visit=visit), 303)


def _asked(name: str) -> date | None:
    """The day of a week or month that the address names; of a month the first."""
    told = request.args.get(name, "")
    if not (_day.fits(told) and "1900" < told < "2200"):
        return None
    return date.fromisoformat(told).replace(day=1) if name == "month" else date.fromisoformat(told)


def _week(day: date) -> tuple[date, date]:
    first = day - timedelta(days=day.weekday())
    return first, first + timedelta(days=6)


def _month(first: date) -> tuple[date, date]:
    """The whole weeks in which a month lies."""
    return _week(first)[0], _week((first + timedelta(days=31)).replace(day=1) - timedelta(days=1))[1]


def _day_of(day: date, visits: Iterable[queries.Listed], booked: Iterable[Booked]) -> dict[str, Any]:
    on = day.isoformat()
    return {"on": day, "visits": [one for one in visits if one.on == on], "booked": [one for one in booked if one.on == on]}


def _offer(form: NewVisitForm | VisitForm, found: queries.Listed | None = None) -> None:
    """The places, people and kits that can be chosen; what was chosen before stays so."""
    session = db.session()
    form.site_id.choices = [("", _("Choose a place")), *_sorted(partners.places(session))]
    people, all_kits = accounts.active_staff(session), dict(kits.in_use(session))
    if found:
        people = {**accounts.staff_names(session, found.trainers), **people}
        all_kits = {**kits.kit_codes(session, found.kits), **all_kits}
    form.trainers.choices = _sorted(people)
    form.kits.choices = _sorted(all_kits)


def _tell_of(clashes: Iterable[queries.Clash]) -> None:
    several = len({one.other for one in clashes})
    if several:
        flash(_("At the same time somebody or something is needed elsewhere: see below what it is."), "need")


def _mentions(one: queries.Listed) -> list[Mention]:
    found: list[Mention] = [(STAFF, who) for who in {*one.trainers, *one.people}]
    found += [("kits", kit) for kit in one.kits]
    return [*found, *([("sites", one.site)] if one.site else [])]


def _sorted(named: dict[str, str]) -> list[tuple[str, str]]:
    return sorted(named.items(), key=lambda one: one[1].casefold())


def _words() -> Any:
    return current_app.extensions["words"]
