"""The desk's pages of the directory: whom to send people to, kept up to date."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import clock, ids
from outreach_app.accounts import sign_in
from outreach_app.accounts.models import Library
from outreach_app.db import db, writing
from outreach_app.directory import editing, entering, hours, narrowing, queries, said, topics
from outreach_app.directory.forms import OrganizationForm, PlaceForm, listing_form
from outreach_app.directory.standard import ACTIVE
from outreach_app.directory.suggestions.queries import suggested
from outreach_app.directory.suggestions.words import FAULTS
from outreach_app.partners import queries as partners
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today, zone
from outreach_app.web.text import gettext as _

blueprint = Blueprint("listings", __name__, url_prefix="/listings")
GONE = "defunct"


@blueprint.get("")
def listed() -> str:
    """What is found, a page of it."""
    session, before = db.session(), _stale_before()
    asked = narrowing.at_the_desk(request.args, before)
    found, pages = narrowing.found(session, asked)
    return render_template(
        "listings/listed.html", found=found, pages=pages, asked=asked, offered=narrowing.choices(session), before=before,
        said=said, called=topics.called, stale=queries.count_to_verify(session, before),
    )  # fmt: skip


@blueprint.get("/to-verify")
def to_verify() -> str:
    """What somebody suggested, and what nobody has asked about for long, oldest first."""
    session, before = db.session(), _stale_before()
    page = min(max(request.args.get("page", 1, type=int), 1), narrowing.LAST_PAGE)
    count = queries.count_to_verify(session, before)
    return render_template(
        "listings/to_verify.html", suggested=suggested(session), cards=queries.to_verify(session, before, page=page),
        count=count, page=page, pages=-(-count // queries.PAGE), said=said, days=_library().verify_days, faults=FAULTS,
    )  # fmt: skip


@blueprint.get("/<listing>")
def show(listing: str) -> str:
    """One listing with all that is known of it."""
    session, found = db.session(), _whole(listing)
    now = clock.now().astimezone(zone())
    return render_template(
        "listings/show.html", found=found, card=found.card, said=said, called=topics.called, before=_stale_before(),
        verified_by=_who(queries.verified_by(session, listing)), suggested=suggested(session, listing),
        others=[one for one in queries.of_organization(session, found.organization_id) if one["id"] != listing],
        state=hours.state(found.card["hours"], now.date().isoformat(), f"{now:%H:%M}"), gone=GONE, faults=FAULTS,
    )  # fmt: skip


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response | str:
    """One more service: first whose it is, then what it is."""
    person, session = sign_in.person(), db.session()
    whose = entering.whose(session, request.args)
    if whose is None:
        if request.method == "POST":
            abort(404)
        words = request.args.get("q", "").replace("\x00", "")[: narrowing.MOST_OF_WORDS]
        return render_template(
            "listings/whose.html", words=words, organizations=queries.organizations(session, words) if words else [],
            partners=entering.partners_called(session, words) if words else [],
        )  # fmt: skip
    form = listing_form(whose.places, {"country": entering.country_of(person.library.time_zone), "languages": ["en"]})
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            entering.add(handle, form, whose, library=person.library, by=person.id)
        flash(_("Added. It is found at once, here, in public and on phones that are in touch."))

    then = url_for(".show", listing=form.id.data or "-")
    return form_page("listings/new.html", form, write, then, whose=whose)


@blueprint.route("/<listing>/details", methods=["GET", "POST"])
def change(listing: str) -> Response:
    """Other words, numbers, hours or places."""
    person, session, found = sign_in.person(), db.session(), _whole(listing)
    data = entering.as_typed(found, entering.country_of(person.library.time_zone))
    form = listing_form(entering.places_of(session, found.organization_id), data)

    def write() -> None:
        with writing(person.library.id) as handle:
            entering.change(handle, form, found, library=person.library, by=person.id)
        flash(_("Saved. Phones see it when they are next in touch."))

    return form_page("listings/change.html", form, write, url_for(".show", listing=listing), found=found)


@blueprint.post("/<listing>/verification")
def verify(listing: str) -> Response:
    """Somebody asked there today: all is as it stands."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        editing.verify(handle, listing, today().isoformat(), by=person.id, mail=person.library.mail)
    flash(_("Noted: checked today."))
    return redirect(url_for(".to_verify") if "queue" in request.form else url_for(".show", listing=listing), 303)


@blueprint.post("/<listing>/retirement")
def retire(listing: str) -> Response:
    """It is given no more."""
    return _set_status(listing, GONE)


@blueprint.post("/<listing>/return")
def bring_back(listing: str) -> Response:
    """It is given again."""
    return _set_status(listing, ACTIVE)


@blueprint.route("/organizations/<organization>", methods=["GET", "POST"])
def change_organization(organization: str) -> Response:
    """What is said of an organisation, in all its listings."""
    person, session = sign_in.person(), db.session()
    told, version = queries.organization(session, organization) or abort(404)
    data = {**editing.organization_typed(told), "version": version}
    form = OrganizationForm(partners.every_partner(session), data=data)

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change_organization(handle, organization, form.told, seen=form.version.data or 0, by=person.id)
        flash(_("Saved. Phones see it when they are next in touch."))

    shown = {"name": told.get("name") or "", "services": queries.of_organization(session, organization)}
    return form_page(
        "listings/organization.html", form, write, url_for(".change_organization", organization=organization), **shown
    )


@blueprint.route("/places/<place>", methods=["GET", "POST"])
def change_place(place: str) -> Response:
    """What is said of a place, for all services that are given there."""
    person, session = sign_in.person(), db.session()
    told, version = queries.place(session, place) or abort(404)
    form = PlaceForm(data={**editing.place_typed(told), "version": version})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change_place(handle, place, form.told, seen=form.version.data or 0, by=person.id)
        flash(_("Saved. Phones see it when they are next in touch."))

    then = url_for(".change_place", place=place)
    return form_page(
        "listings/place.html", form, write, then, name=told.get("name") or _("Place"), services=queries.at_place(session, place)
    )


def _set_status(listing: str, status: str) -> Response:
    person = sign_in.person()
    with writing(person.library.id) as handle:
        editing.set_status(handle, listing, status, by=person.id)
    flash(_("Saved. Phones see it when they are next in touch."))
    return redirect(url_for(".show", listing=listing), 303)


def _whole(listing: str) -> queries.Whole:
    return queries.whole(db.session(), listing) or abort(404)


def _who(staff: str | None) -> str | None:
    return current_app.extensions["staff_names"]([staff]).get(staff) if staff else None


def _library() -> Library:
    return sign_in.person().library


def _stale_before() -> str:
    return queries.stale_before(today(), _library().verify_days)
