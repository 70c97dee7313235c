"""The desk's pages where it is said what a grant paid for: by rules, and by choosing from lists."""

from datetime import date, timedelta

from flask import Blueprint, abort, current_app, flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app import ids, shapes
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.grants import telling
from outreach_app.grants.models import Grant
from outreach_app.grants.results import editing, queries
from outreach_app.grants.results.forms import ChoiceForm, NewRuleForm, RuleForm
from outreach_app.grants.results.models import KIT, SORTS, VISIT, GrantRule
from outreach_app.grants.views import EDIT, SECTION, grant_of
from outreach_app.kits import queries as kits
from outreach_app.partners import queries as partners
from outreach_app.training_sessions.at_sites import queries as sessions
from outreach_app.visits import queries as visits
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today
from outreach_app.web.text import gettext as _

blueprint = Blueprint("grant_results", __name__, url_prefix="/grants")
USUAL_SPAN = timedelta(days=90)
_day = shapes.Day()


@blueprint.route("/<grant>/rules/new", methods=["GET", "POST"])
def new_rule(grant: str) -> Response:
    """One more rule."""
    person, session = sign_in.person(), db.session()
    found = grant_of(session, grant)
    days = {one: date.fromisoformat(on) if (on := getattr(found, one)) else None for one in ("starts_on", "ends_on")}
    form = NewRuleForm(partners.every_partner(session), data=days)
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add_rule(handle, grant, form.id.data or "", by=person.id, **form.told)
        flash(_("Saved. The visits, sessions and kits with this partner in these days count."))

    lead = _("Everything that was done with this partner in these days counts as paid for by the grant.")
    shown = {"title": _("Count what was done with a partner"), "up": _up(found), "lead": lead, "section": SECTION}
    return form_page(EDIT, form, write, _report(grant), **shown)


@blueprint.route("/rules/<rule>", methods=["GET", "POST"])
def change_rule(rule: str) -> Response:
    """Another partner or span."""
    person, session, found = sign_in.person(), db.session(), _rule(rule)
    of = grant_of(session, found.grant_id)
    names = {**partners.every_partner(session), **partners.partner_names(session, [found.partner_id])}
    days = {one: date.fromisoformat(getattr(found, one)) for one in ("starts_on", "ends_on")}
    form = RuleForm(names, data={"partner_id": found.partner_id, "version": found.version, **days})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change_rule(handle, rule, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved."))

    removal = (url_for(".remove_rule", rule=rule), _("It counts no more: remove it"))
    shown = {"title": _("Edit what counts"), "up": _up(of), "removal": removal, "section": SECTION}
    return form_page(EDIT, form, write, _report(of.id), **shown)


@blueprint.post("/rules/<rule>/removal")
def remove_rule(rule: str) -> Response:
    """It counts no more."""
    person, found = sign_in.person(), _rule(rule)
    with writing(person.library.id) as handle:
        editing.remove_rule(handle, rule, by=person.id)
    flash(_("Removed. The record of changes keeps what it said."))
    return redirect(_report(found.grant_id), 303)


@blueprint.route("/<grant>/results/<sort>", methods=["GET", "POST"])
def choose(grant: str, sort: str) -> Response:
    """Say of single visits, sessions or kits whether they belong to the grant."""
    if sort not in SORTS:
        abort(404)
    person, session = sign_in.person(), db.session()
    found = grant_of(session, grant)
    paid = queries.paid(session, found, queries.When(person.library.time_zone, today()))
    first, last, partner = _asked(found)
    shown = _shown(session, sort, first, last, partner)
    form = ChoiceForm(shown, _belonging(sort, paid, queries.chosen(session, grant)))

    def write() -> None:
        put, taken = form.changed
        with writing(person.library.id) as handle:
            editing.choose(handle, grant, sort, put=put, taken=taken, by=person.id)
        flash(_("Saved."))

    choices = [("", _("All partners")), *sorted(partners.every_partner(session).items(), key=lambda one: one[1].casefold())]
    told = {"grant": found, "sort": sort, "first": first, "last": last, "partner": partner, "partners": choices}
    return form_page("grants/choose.html", form, write, _report(grant), **told, shown=shown)


def _shown(session: Session, sort: str, first: date, last: date, partner: str) -> dict[str, str]:
    """By id what there is to choose from, the latest first."""
    if sort == KIT:
        return kits.every_kit(session)
    sites = [one.id for one in partners.sites_of(session, partner)] if partner else None
    spans = [(first.isoformat(), last.isoformat(), sites)]
    places = partners.places(session)
    if sort == VISIT:
        return {id_: _told(on, places.get(site or "")) for id_, on, site in visits.held(session, spans, ())}
    held = sessions.held(session, spans, (), ())
    names = current_app.extensions["words"].names(session, [("topics", one[4]) for one in held if one[4]])
    return {
        id_: _told(on, places.get(site or ""), names("topics", topic) if topic else None)
        for id_, on, site, _visit, topic, _people in held
    }


def _told(on: str, place: str | None, topic: str | None = None) -> str:
    return ", ".join(one for one in (telling.day(on), place or _("elsewhere"), topic) if one)


def _belonging(sort: str, paid: queries.Paid, own: queries.Chosen) -> set[str]:
    if sort == KIT:
        return set(own.belong[KIT])
    return {one.id for one in (paid.visits if sort == VISIT else paid.sessions)}


def _asked(grant: Grant) -> tuple[date, date, str]:
    usual_last = min(grant.ends_on or today().isoformat(), today().isoformat())
    last = _date("last", date.fromisoformat(usual_last))
    first = _date("first", date.fromisoformat(grant.starts_on) if grant.starts_on else last - USUAL_SPAN)
    return min(first, last), max(first, last), request.args.get("partner", "")


def _date(name: str, otherwise: date) -> date:
    told = request.args.get(name, "")
    return date.fromisoformat(told) if _day.fits(told) else otherwise


def _rule(rule: str) -> GrantRule:
    return queries.rule(db.session(), rule) or abort(404)


def _report(grant: str) -> str:
    return url_for("grant_report.show", grant=grant)


def _up(grant: Grant) -> tuple[str, str]:
    return _report(grant.id), _("Report of %(name)s", name=grant.name)
