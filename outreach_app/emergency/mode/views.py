"""The desk's pages of an emergency: switch it on, see how it stands, tell where what is open, switch it off, look back."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as Answer

from outreach_app import ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.accounts.models import TRAINER
from outreach_app.db import db, writing
from outreach_app.emergency.mode import board, facts, forms, papers, queries, switching, words
from outreach_app.emergency.mode.models import Emergency
from outreach_app.emergency.mode.rules import ALL, day_id
from outreach_app.emergency.mode.summary import Summary, summary
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.telling import Words
from outreach_app.partners import queries as partners
from outreach_app.problems import Refusal
from outreach_app.web.fields import Minted
from outreach_app.web.form_page import form_page
from outreach_app.web.forms import DeskForm
from outreach_app.web.language import today
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _

blueprint = Blueprint("emergency", __name__, url_prefix="/emergency")


@blueprint.get("")
def home() -> str:
    """The emergency that runs, as it stands; else how to switch it on, and those that were."""
    session, person = db.session(), sign_in.person()
    one = queries.running(session)
    if one is None:
        return render_template("emergency/home.html", past=queries.every(session))
    seen = board.board(session, one)
    form = forms.CheckInForm()
    mine = seen.of(person.id)
    return render_template("emergency/board.html", one=one, seen=seen, mine=mine, form=form, words=words, fact=ids.new)


@blueprint.route("/new", methods=["GET", "POST"])
def declare() -> Answer:
    """Switch emergency mode on."""
    session, person = db.session(), sign_in.person()
    last = next(iter(queries.every(session)), None)
    form = forms.declare_form(person.library.language_codes, after=last.id if last and last.ended else None)
    _mint(form)
    if request.method == "GET" and last and not last.ended:
        return redirect(url_for(".home"))

    def write() -> None:
        told = {"emergency": form.id.data, "name": form.name.data, "words": form.words, "after": form.after.data or None}
        _record(facts.DECLARED, ALL, told, form.id.data or "")
        flash(_("Emergency mode is on. The public page is open; phones show it when they are next in touch."))

    return form_page("emergency/declare.html", form, write, url_for(".home"))


@blueprint.route("/<emergency>/details", methods=["GET", "POST"])
def change(emergency: str) -> Answer:
    """Call it otherwise, or say something else to everybody."""
    one = _running(emergency)
    form = forms.change_form(sign_in.person().library.language_codes, one.name, one.words)
    _mint(form)

    def write() -> None:
        told = {"emergency": one.id, "name": form.name.data, "words": form.words}
        _record(facts.UPDATED, ALL, told, form.id.data)
        flash(_("Saved. Phones see it when they are next in touch."))

    return _page(form, write, _("What is said to everybody"))


@blueprint.route("/<emergency>/end", methods=["GET", "POST"])
def end(emergency: str) -> Answer:
    """Switch emergency mode off."""
    one, form = _running(emergency), forms.EndForm()
    _mint(form)

    def write() -> None:
        _record(facts.ENDED, ALL, {"emergency": one.id, "note": form.note.data or None}, form.id.data or "")
        flash(_("Emergency mode is off. This is what came of it; what phones still hold is added when they are in touch."))

    then = url_for(".show", emergency=one.id)
    lead = _("The banner goes, and the public page says that it is over. What phones recorded meanwhile is still counted.")
    return _page(form, write, _("Switch emergency mode off"), then=then, says=_("Switch it off"), lead=lead)


@blueprint.route("/<emergency>/places/new", methods=["GET", "POST"])
def new_place(emergency: str) -> Answer:
    """Tell of one more place."""
    one = _running(emergency)
    sites = partners.places(db.session())
    form = forms.place_form(sign_in.person().library.language_codes, sites, "", {})
    _mint(form)

    def write() -> None:
        place = form.place.data or form.id.data
        _record(facts.PLACE_TOLD, one.id, {"place": place, **form.told}, form.id.data)
        flash(_("Saved. It is on the public page."))

    return _page(form, write, _("A place that is open"))


@blueprint.route("/<emergency>/places/<place>", methods=["GET", "POST"])
def change_place(emergency: str, place: str) -> Answer:
    """Tell of a place otherwise."""
    one = _running(emergency)
    found = next((it for it in queries.places(db.session(), one) if it.place_id == place), None) or abort(404)
    sites = partners.places(db.session())
    is_site = place in sites
    told = {"place": place if is_site else "", "name": found.name, "address": found.address, "state": found.state}
    offered = {place: sites[place]} if is_site else {}
    languages = sign_in.person().library.language_codes
    form = forms.place_form(languages, offered, found.opening, found.words, services=found.offers, **told)
    form.place.choices = list(offered.items()) or form.place.choices
    _mint(form)

    def write() -> None:
        _record(facts.PLACE_TOLD, one.id, {"place": place, **form.told}, form.id.data)
        flash(_("Saved. It is on the public page."))

    gone = (url_for(".forget_place", emergency=one.id, place=place), _("Take it off the public page"))
    return _page(form, write, sites.get(place) or found.name or "", removal=gone, fields={"id": ids.new()})


@blueprint.post("/<emergency>/places/<place>/removal")
def forget_place(emergency: str, place: str) -> Answer:
    """Tell of a place no more."""
    one = _running(emergency)
    found = next((it for it in queries.places(db.session(), one) if it.place_id == place), None) or abort(404)
    told: dict[str, Any] = {
        "place": place, "name": found.name, "address": found.address, "state": facts.GONE, "hours": None, "services": [],
        "words": [],
    }  # fmt: skip
    _record(facts.PLACE_TOLD, one.id, told, _fact())
    flash(_("It is off the public page."))
    return redirect(url_for(".home"), 303)


@blueprint.post("/<emergency>/check-ins")
def check_in(emergency: str) -> Answer:
    """Note how somebody is: oneself, or whom a coordinator has reached."""
    one, person, form = _running(emergency), sign_in.person(), forms.CheckInForm()
    staff = form.staff.data or person.id
    if not form.validate() or staff not in accounts.active_staff(db.session()):
        abort(400)
    if staff != person.id and person.role == TRAINER:
        raise Refusal("not_allowed", _("Only coordinators note how others are."))
    told = {"staff": staff, "state": form.state.data, "place": None}
    _record(facts.CHECKED_IN, day_id(one.id, today().isoformat()), told, form.id.data or "")
    flash(_("Noted."))
    return redirect(f"{url_for('.home')}#staff", 303)


@blueprint.get("/<emergency>")
def show(emergency: str) -> str:
    """What came of it."""
    told = _summary(emergency)
    shown = {"span": papers.span(told), "figures": papers.figures(told), "sections": papers.sections(told)}
    return render_template("emergency/summary.html", told=told, **shown)


@blueprint.get("/<emergency>/summary.pdf")
def to_print(emergency: str) -> Response:
    """The same as a tagged PDF."""
    told = _summary(emergency)
    name = f"emergency-{told.emergency.began_at.date().isoformat()}.pdf"
    headers = {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}"'}
    return Response(papers.as_pdf(told, sign_in.person().library), headers=headers)


@blueprint.get("/<emergency>/summary.csv")
def export(emergency: str) -> Response:
    """The same as a table."""
    told = _summary(emergency)
    return csv_file(papers.as_rows(told), f"emergency-{told.emergency.began_at.date().isoformat()}.csv")


@blueprint.route("/<emergency>/lessons", methods=["GET", "POST"])
def learn(emergency: str) -> Answer:
    """Write what was learned."""
    session, person = db.session(), sign_in.person()
    one = queries.emergency(session, emergency) or abort(404)
    found = queries.lessons(session, one)
    names = ("went_well", "to_improve", "to_do", "version")
    form = forms.LessonsForm(data={name: getattr(found, name) for name in names} if found else {"version": 0})

    def write() -> None:
        with writing(person.library.id) as handle:
            switching.learn(handle, found.id if found else one.id, form.told, seen=form.version.data or 0, by=person.id)
        flash(_("Saved."))

    return _page(form, write, _("What was learned"), then=url_for(".show", emergency=one.id))


def _page(form: DeskForm, write: Callable[[], object], title: str, *, then: str | None = None, **shown: Any) -> Answer:
    up = then or url_for(".home")
    return form_page("emergency/edit.html", form, write, up, title=title, up=(up, _("Emergency")), **shown)


def _running(emergency: str) -> Emergency:
    """The emergency that runs; one that is over is changed no more."""
    one = queries.emergency(db.session(), emergency) or abort(404)
    if one.ended is not None:
        raise Refusal("not_found", _("This emergency is over."))
    return one


def _summary(emergency: str) -> Summary:
    session = db.session()
    one = queries.emergency(session, emergency) or abort(404)
    return summary(session, _catalogue(), _words(), one)


def _mint(form: Any) -> None:
    if request.method == "GET":
        form.id.data = ids.new()


def _fact() -> str:
    form = Minted()
    return (form.id.data or "") if form.validate() else abort(400)


def _record(kind: str, subject: str, payload: dict[str, Any], fact: str) -> None:
    person = sign_in.person()
    switching.record(person.library, _catalogue(), kind, subject, payload, fact=fact, by=person.id)


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.extensions["catalogue"]
    return catalogue


def _words() -> Words:
    told: Words = current_app.extensions["words"]
    return told
