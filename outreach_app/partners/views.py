"""The desk's pages of partners: whom the library works with, and what is to be done next with them."""

from datetime import date
from types import ModuleType

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.ledger import desk, reading
from outreach_app.ledger.telling import STAFF, Mention
from outreach_app.partners import editing, queries
from outreach_app.partners import words as all_words
from outreach_app.partners.forms import NewSiteForm, SiteForm
from outreach_app.partners.models import KINDS, STAGES, NextStep
from outreach_app.partners.words import FINER_WORDS, KIND_WORDS, STAGE_WORDS
from outreach_app.web import wifi
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today
from outreach_app.web.opening import as_typed
from outreach_app.web.text import gettext as _

blueprint = Blueprint("partners", __name__, url_prefix="/partners")


@blueprint.app_template_global()
def partner_words() -> ModuleType:
    """Partners in words, for pages above."""
    return all_words


@blueprint.get("")
def listed() -> str:
    """Every partner with its places, or those that fit, a page of them."""
    words = request.args.get("q", "").replace("\x00", "")[:100]
    kind = request.args.get("kind", "")
    stage = request.args.get("stage", "")
    wanted = queries.Wanted(words, kind if kind in KINDS else "", stage if stage in STAGES else "")
    page = min(max(request.args.get("page", 1, type=int), 1), 100_000)
    session = db.session()
    partners, count = queries.listed(session, wanted, page=page), queries.count(session, wanted)
    return render_template(
        "partners/listed.html",
        partners=partners,
        count=count,
        page=page,
        pages=-(-count // queries.PAGE),
        wanted=wanted,
        kinds=KIND_WORDS,
        finer=FINER_WORDS,
        stages=STAGE_WORDS,
    )


@blueprint.route("/sites/<site>", methods=["GET", "POST"])
def change_site(site: str) -> Response:
    """What is known of a place: its name and address, whom to ask for, whether it is closed."""
    person = sign_in.person()
    found = queries.site(db.session(), site) or abort(404)
    names = (
        "version", "name", "address", "contact", "phone", "mail", "position", "room", "capacity", "power", "access", "languages"
    )  # fmt: skip
    closed_on = date.fromisoformat(found.closed_on) if found.closed_on else None
    told = {name: getattr(found, name) for name in names}
    form = SiteForm(data={**told, **as_typed(found.opening), **wifi.as_typed(found.wifi), "closed_on": closed_on})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change_site(handle, site, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved. Phones see it when they are next in touch."))

    then = url_for("partner_pages.show", partner=found.partner_id)
    shown = {"title": _("Edit %(place)s", place=found.name), "up": (then, _of(found.partner_id))}
    return form_page("partners/edit.html", form, write, then, **shown)


@blueprint.route("/<partner>/sites/new", methods=["GET", "POST"])
def new_site(partner: str) -> Response:
    """One more place of a partner."""
    person, form = sign_in.person(), NewSiteForm()
    name = queries.partner_names(db.session(), [partner]).get(partner) or abort(404)
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add_site(handle, partner, form.id.data or "", by=person.id, **form.told)
        flash(_("The place is added. Phones see it when they are next in touch."))

    then = url_for("partner_pages.show", partner=partner)
    return form_page("partners/edit.html", form, write, then, title=_("Add a place"), up=(then, name), says=_("Add it"))


@blueprint.get("/steps")
def steps() -> str:
    """What is to be done next with partners, and what was done last."""
    session = db.session()
    ahead, done = queries.open_steps(session), queries.steps_done(session)
    talks = reading.kept(session, [one.talk for one in (*ahead, *done)])
    names = current_app.extensions["words"].names(session, [it for one in (*ahead, *done) for it in _mentions(one)])
    return render_template(
        "partners/steps.html", ahead=ahead, done=done, talks=talks, names=names, today=today().isoformat(), new_id=ids.new
    )


@blueprint.post("/steps/<talk>/done/<fact>")
def step_done(talk: str, fact: str) -> Response:
    """Note that a step is done; the same `fact` again is the same note."""
    return _decided(talk, fact, "partner.step_done", _("Done. It stays below, and can be opened again."))


@blueprint.post("/steps/<talk>/return/<fact>")
def step_reopened(talk: str, fact: str) -> Response:
    """Open a step again."""
    return _decided(talk, fact, "partner.step_reopened", _("It is open again."))


def _decided(talk: str, fact: str, kind: str, said: str) -> Response:
    person = sign_in.person()
    step = queries.step(db.session(), talk) or abort(404)
    with writing(person.library.id) as handle:
        desk.record_one(
            handle,
            current_app.extensions["catalogue"],
            fact_id=fact,
            kind=kind,
            subject=step.partner_id,
            author=person.id,
            payload={"talk": talk},
            zone=person.library.time_zone,
        )
    flash(said)
    return redirect(url_for(".steps"), 303)


def _of(partner: str) -> str:
    return queries.partner_names(db.session(), [partner])[partner]


def _mentions(step: NextStep) -> list[Mention]:
    found: list[Mention] = [("partners", step.partner_id)]
    found += [("sites", step.site_id)] if step.site_id else []
    return [*found, *((STAFF, who) for who in (step.agreed_by, step.done_by) if who)]
