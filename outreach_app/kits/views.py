"""The desk's pages of kits: where each is, what is in it, what happened to it; adding, changing and retiring them."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import clock, ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.kits import editing, queries
from outreach_app.kits.care import queries as needs
from outreach_app.kits.care.words import CONDITIONS, readiness, seen_to
from outreach_app.kits.forms import KIT_TYPED, ConfirmForm, KitForm, MoveForm, NewKitForm, NewPartForm, PartForm, RetirementForm
from outreach_app.kits.guide import queries as guides
from outreach_app.kits.naming import holder_mentions, place
from outreach_app.kits.pictures import queries as pictures
from outreach_app.kits.reservations import queries as promised
from outreach_app.ledger import reading
from outreach_app.problems import Refusal
from outreach_app.web import language
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today
from outreach_app.web.paging import mark, marked
from outreach_app.web.text import gettext as _

blueprint = Blueprint("kits", __name__, url_prefix="/kits")
FEW_RESERVED = 6


@blueprint.get("")
def listed() -> str:
    """Every kit, or those that fit, a page of them."""
    wanted, session = _wanted(), db.session()
    page = min(max(request.args.get("page", 1, type=int), 1), 100_000)
    kits, count = queries.listed(session, wanted, page=page), queries.count(session, wanted)
    holders = queries.holders(session)
    mentions = [*(kit.holder for kit in kits), *holders]
    names = _words().names(session, (mention for one in mentions for mention in holder_mentions(one)))
    places = sorted(((queries.key_of(one), place(one, names)) for one in holders), key=lambda one: one[1].casefold())
    return render_template(
        "kits/listed.html",
        kits=kits,
        count=count,
        page=page,
        pages=-(-count // queries.PAGE),
        places=places,
        names=names,
        place=place,
        wanted=wanted,
        today=wanted.today,
    )


@blueprint.get("/<kit>")
def show(kit: str) -> str:
    """One kit."""
    session = db.session()
    found = _found(kit)
    reserved = promised.coming(session, clock.now(), kit=kit, limit=FEW_RESERVED)
    facts = reading.history(session, kit, before=marked(request.args.get("before")))
    catalogue, holder = current_app.extensions["catalogue"], holder_mentions(found.holder)
    told = _words().page(session, catalogue, facts, reading.about(session, kit), holder)
    return render_template(
        "kits/show.html",
        kit=found,
        parts=queries.parts(session, kit),
        standing=needs.standing(session, kit),
        guide=guides.spoken(session, kit, [language.code(), *sign_in.person().library.language_codes]),
        pictures=pictures.of(session, kit),
        readiness=readiness,
        seen_to=seen_to,
        conditions=CONDITIONS,
        told=told,
        where=place(found.holder, told.names) if found.holder else None,
        reserved=reserved,
        reservation_names=promised.reservation_names(session, [one.id for one in reserved]),
        named=reading.naming(session, [one.fact.id for one in facts]),
        older=mark(clock.from_micros(facts[-1].fact.effective), facts[-1].fact.id) if len(facts) == reading.PAGE else None,
        today=today(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """A new kit, empty or like another."""
    person, session = sign_in.person(), db.session()
    like = queries.found(session, request.values.get("like", "").replace("\x00", ""))
    form = NewKitForm()
    if request.method == "GET":
        form.id.data = ids.new()
        form.code.data = queries.free_code(session, like.code if like else None)
        form.name.data = like.name if like else None
    form.like.data = like.id if like else ""

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add_kit(
                handle, id_=form.id.data or "", **form.told, like=form.like.data or None, by=person.id
            )  # fmt: skip
        flash(_("%(code)s is added. Phones see it when they are next in touch.", code=form.code.data))

    parts = [one for one in queries.parts(session, like.id) if not one.is_retired] if like else []
    shown = {"like": like, "parts": parts}
    return form_page("kits/new.html", form, write, url_for(".show", kit=form.id.data or "-"), **shown)


@blueprint.route("/<kit>/details", methods=["GET", "POST"])
def change(kit: str) -> Response:
    """Another code or name."""
    person, found = sign_in.person(), _found(kit)
    form = KitForm(data={name: getattr(found, name) for name in (*KIT_TYPED, "version")})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change_kit(handle, kit, seen=form.version.data or 0, **form.told, others=form.others, by=person.id)
        flash(_("Saved. Phones see it when they are next in touch."))

    return form_page("kits/change.html", form, write, url_for(".show", kit=kit), kit=found)


@blueprint.route("/<kit>/retirement", methods=["GET", "POST"])
def retire(kit: str) -> Response:
    """Take a kit out of use, with a reason."""
    person, found, form = sign_in.person(), _found(kit), RetirementForm()
    names = _words().names(db.session(), holder_mentions(found.holder))

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.retire_kit(handle, kit, because=form.because.data or "", by=person.id)
        flash(_("%(code)s is retired. What happened to it stays on record.", code=found.code))

    where = place(found.holder, names) if found.holder else None
    return form_page("kits/retire.html", form, write, url_for(".show", kit=kit), kit=found, where=where)


@blueprint.post("/<kit>/return")
def bring_back(kit: str) -> Response:
    """Use a retired kit again."""
    person = sign_in.person()
    with writing(person.library.id) as handle:
        editing.bring_back_kit(handle, kit, by=person.id)
    flash(_("In use again. Phones see it when they are next in touch."))
    return redirect(url_for(".show", kit=kit), 303)


@blueprint.route("/<kit>/parts/new", methods=["GET", "POST"])
def new_part(kit: str) -> Response:
    """One more part; the page comes again for the next one."""
    person, found, form = sign_in.person(), _found(kit), NewPartForm()
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add_part(handle, kit, id_=form.id.data or "", **form.told, details=form.details, by=person.id)
        flash(_("%(part)s is added to %(kit)s.", part=form.name.data, kit=found.code))

    then = url_for(".new_part", kit=kit) if "another" in request.form else url_for(".show", kit=kit)
    return form_page("kits/new_part.html", form, write, then, kit=found)


@blueprint.route("/<kit>/parts/<part>", methods=["GET", "POST"])
def change_part(kit: str, part: str) -> Response:
    """Another name, number or tag."""
    person, found, one = sign_in.person(), _found(kit), _found_part(kit, part)
    form = PartForm(data={"name": one.name, "count": one.count, "tag": one.tag, "version": one.version, **one.details})

    def write() -> None:
        with writing(person.library.id) as handle:
            seen = form.version.data or 0
            editing.change_part(handle, kit, part, seen=seen, **form.told, details=form.details, by=person.id)
        flash(_("Saved. Phones see it when they are next in touch."))

    return form_page("kits/change_part.html", form, write, url_for(".show", kit=kit), kit=found, part=one)


@blueprint.route("/<kit>/parts/<part>/move", methods=["GET", "POST"])
def move_part(kit: str, part: str) -> Response:
    """Let a part belong to another kit."""
    person, found, one = sign_in.person(), _found(kit), _found_part(kit, part)
    form = MoveForm(data={"id": ids.new()})
    form.to.choices = [("", _("Choose a kit")), *(kit_ for kit_ in queries.in_use(db.session()) if kit_[0] != kit)]

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.move_part(handle, kit, part, new_id=form.id.data or "", to=form.to.data or "", by=person.id)
        flash(_("%(part)s belongs to this kit now.", part=one.name))

    return form_page("kits/move_part.html", form, write, url_for(".show", kit=form.to.data or kit), kit=found, part=one)


@blueprint.route("/<kit>/parts/<part>/removal", methods=["GET", "POST"])
def remove_part(kit: str, part: str) -> Response:
    """Take a part off the list: for good where no fact names it, else it is retired."""
    person = sign_in.person()
    found, one, form = _found(kit), _found_part(kit, part), ConfirmForm()
    is_named = reading.is_named(db.session(), kit, part)

    def write() -> None:
        with writing(person.library.id) as handle:
            (editing.retire_part if is_named else editing.remove_part)(handle, kit, part, by=person.id)
        flash(_("%(part)s is off the list of %(kit)s.", part=one.name, kit=found.code))

    return form_page("kits/remove_part.html", form, write, url_for(".show", kit=kit), kit=found, part=one, is_named=is_named)


@blueprint.post("/<kit>/parts/<part>/return")
def bring_back_part(kit: str, part: str) -> Response:
    """Let a retired part belong to its kit again."""
    person = sign_in.person()
    try:
        with writing(person.library.id) as handle:
            editing.bring_back_part(handle, kit, part, by=person.id)
    except Refusal as refusal:
        if refusal.code != "kits.tag_taken":
            raise
        flash(str(refusal.message), "need")
    else:
        flash(_("On the list again. Phones see it when they are next in touch."))
    return redirect(url_for(".show", kit=kit), 303)


def _wanted() -> queries.Wanted:
    told = {name: request.args.get(name, "").replace("\x00", "")[:100] for name in ("q", "state", "place", "sort")}
    return queries.Wanted(
        told["q"],
        told["state"] if told["state"] in queries.STATES else "",
        told["place"],
        told["sort"] if told["sort"] in queries.SORTS else queries.SORTS[0],
    )


def _found(kit: str) -> queries.Listed:
    return queries.found(db.session(), kit) or abort(404)


def _found_part(kit: str, part: str) -> queries.Part:
    return next((one for one in queries.parts(db.session(), kit) if one.id == part), None) or abort(404)


def _words() -> Any:
    return current_app.extensions["words"]
