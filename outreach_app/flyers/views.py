"""The desk's pages of flyers: what each says in which language, where it leads, and from when to when."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import Writing, db, writing
from outreach_app.directory import queries as listings
from outreach_app.flyers import codes, editing, queries, rules, words
from outreach_app.flyers.counts import queries as counts
from outreach_app.flyers.forms import flyer_form, new_flyer_form
from outreach_app.flyers.models import LISTING, Flyer, Words
from outreach_app.flyers.papers import queries as papers
from outreach_app.flyers.placements import queries as placements
from outreach_app.flyers.placements.words import REASON
from outreach_app.partners import queries as partners
from outreach_app.photos import chosen
from outreach_app.photos import views as photos
from outreach_app.web.form_page import form_page
from outreach_app.web.language import code as language
from outreach_app.web.language import name_of, today
from outreach_app.web.text import gettext as _

blueprint = Blueprint("flyers", __name__, url_prefix="/flyers")


@blueprint.get("")
def listed() -> str:
    """All flyers, those that are handed out first."""
    found = queries.flyers(db.session())
    return render_template("flyers/listed.html", flyers=found, says=_says, is_true=_is_true, words=words, name_of=name_of)


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """One more flyer."""
    person = sign_in.person()
    form = new_flyer_form(person.library.language_codes, partners.places(db.session()))
    form.find_listings = _find_listings
    if request.method == "GET":
        form.id.data = ids.new()
        if (wanted := request.args.get("listing")) and (name := listings.listing_names(db.session(), [wanted]).get(wanted)):
            form.target.data, form.listing.data = LISTING, name

    def write() -> None:
        picture = _picture(form)
        with writing(person.library.id) as handle:
            editing.add_flyer(handle, form.id.data or "", by=person.id, **picture, **form.told)
        flash(_("The flyer is added. Phones show its code when they are next in touch."))

    then = url_for(".show", flyer=form.id.data or "-")
    return form_page("flyers/new.html", form, write, then, flyer=None, name_of=name_of, most=chosen.MOST_MEGABYTES)


@blueprint.get("/<flyer>")
def show(flyer: str) -> str:
    """One flyer: its code, what it says side by side, where it leads."""
    found = _flyer(flyer)
    session = db.session()
    stacks = placements.of_flyer(session, flyer)
    places = partners.site_names(session, [one.site_id for one in stacks if one.site_id])
    address = f"{current_app.extensions['settings'].base_url}/q/{found.code}"
    return render_template(
        "flyers/show.html",
        flyer=found,
        says=_says(found),
        is_true=_is_true(found),
        words=words,
        name_of=name_of,
        address=address,
        stacks=stacks,
        held_up=counts.held_up(session, flyer),
        runs=papers.runs(session, flyer),
        places=places,
        reason=REASON,
        in_groups=codes.in_groups,
        listing=_listing_name(found),
    )


@blueprint.route("/<flyer>/details", methods=["GET", "POST"])
def change(flyer: str) -> Response:
    """Other words, another target, other days; the printed code stays."""
    person, found = sign_in.person(), _flyer(flyer)
    form = flyer_form(person.library.language_codes, partners.places(db.session()), _as_typed(found))
    form.find_listings = _find_listings
    form.had_picture = found.picture is not None

    def write() -> None:
        picture = _picture(form)
        with writing(person.library.id) as handle:
            seen = form.version.data or 0
            gone = editing.change_flyer(handle, flyer, seen=seen, by=person.id, **picture, **form.told)
        if gone is not None:
            photos.storage().drop(queries.picture_name(person.library.id, gone))
        flash(_("Saved. Whoever scans what is printed already sees it so at once."))

    shown = {"flyer": found, "says": _says(found), "name_of": name_of, "most": chosen.MOST_MEGABYTES}
    return form_page("flyers/change.html", form, write, url_for(".show", flyer=flyer), **shown)


@blueprint.post("/<flyer>/retirement")
def retire(flyer: str) -> Response:
    """Hand it out no more."""
    return _at_once(lambda handle, by: editing.retire_flyer(handle, flyer, by=by), flyer)


@blueprint.post("/<flyer>/return")
def bring_back(flyer: str) -> Response:
    """Hand it out again."""
    return _at_once(lambda handle, by: editing.bring_back_flyer(handle, flyer, by=by), flyer)


def _at_once(do: Callable[[Writing, str], None], flyer: str) -> Response:
    person = sign_in.person()
    with writing(person.library.id) as handle:
        do(handle, person.id)
    flash(_("Saved."))
    return redirect(url_for(".show", flyer=flyer), 303)


def _picture(form: Any) -> dict[str, Any]:
    """What becomes of the picture; the bytes of a new one are in the storage. Raises `Refusal` "photo.no_picture"."""
    if form.has_new_picture:
        picture = chosen.picture(form.picture.data, "picture")
        photos.storage().put(queries.picture_name(sign_in.person().library.id, picture.content), picture.raw)
        return editing.pictured(picture)
    return editing.pictured(None) if form.without_picture.data else {}


def _flyer(flyer: str) -> Flyer:
    return queries.flyer(db.session(), flyer) or abort(404)


def _says(flyer: Flyer) -> Words:
    """What a flyer says in the reader's language, or in one that it speaks."""
    return flyer.in_words(language())[1]


def _is_true(flyer: Flyer) -> bool:
    return rules.is_current(flyer.valid_from, flyer.valid_until, today().isoformat())


def _find_listings(words: str) -> list[str]:
    return listings.meant(db.session(), words)


def _listing_name(flyer: Flyer) -> str | None:
    return listings.listing_names(db.session(), [flyer.listing_id]).get(flyer.listing_id) if flyer.listing_id else None


def _as_typed(flyer: Flyer) -> dict[str, Any]:
    told = {**editing.noted(flyer), "site_id": flyer.site_id or "", "listing": _listing_name(flyer) or ""}
    told.pop("picture")
    for names, read in ((("valid_from", "valid_until", "on"), date.fromisoformat), (("starts", "ends"), time.fromisoformat)):
        told |= {name: read(told[name]) if told[name] else None for name in names}
    return told
