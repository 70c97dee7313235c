"""The desk's pages of flyers on paper: a run of stacks, as a page and as PDF."""

from contextlib import AbstractContextManager

from flask import Blueprint, abort, current_app, flash, make_response, render_template, request, url_for
from flask_babel import force_locale
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.flyers import codes, words
from outreach_app.flyers import queries as flyers
from outreach_app.flyers.models import Flyer
from outreach_app.flyers.papers import editing, printing, queries
from outreach_app.flyers.papers.forms import RunForm
from outreach_app.flyers.papers.models import PrintedStack
from outreach_app.paper import typesetting
from outreach_app.photos import views as photos
from outreach_app.web import language, qr
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("flyer_papers", __name__, url_prefix="/flyers")
PREVIEW_DOTS_PER_INCH = 60


@blueprint.route("/<flyer>/print", methods=["GET", "POST"])
def new(flyer: str) -> Response:
    """One more print run: how many stacks, in which language and form."""
    person, found = sign_in.person(), flyers.flyer(db.session(), flyer) or abort(404)
    spoken, says = found.in_words(language.code())
    form = RunForm(found.words, data={"template": found.template, "language": spoken})
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        told = {name: form[name].data for name in ("language", "template", "stacks", "copies")}
        with writing(person.library.id) as handle:
            editing.add_run(handle, form.id.data or "", flyer, by=person.id, **told)
        flash(_("Each stack has a code of its own now. Print its page as often as it has copies."))

    then = url_for(".run", flyer=flyer, run=form.id.data or "-")
    return form_page("flyers/print.html", form, write, then, flyer=found, says=says)


@blueprint.get("/<flyer>/runs/<run>")
def run(flyer: str, run: str) -> str:
    """What is on the paper, as a page: the twin of the PDF."""
    found, stacks = _run(flyer, run)
    scans = _scans()
    told = [
        (stack, qr.svg(f"{scans}{stack.code}", codes.in_groups(stack.code)), codes.in_groups(stack.code)) for stack in stacks
    ]
    with _spoken(stacks):
        when = printing.when(found)
    return render_template(
        "flyers/run.html", flyer=found, run=run, stacks=told, says=found.words[stacks[0].language], first=stacks[0], when=when,
        scans=scans.partition("://")[2], words=words, name_of=language.name_of, dir=printing.direction(stacks[0].language),
    )  # fmt: skip


@blueprint.get("/<flyer>/runs/<run>.pdf")
def run_to_print(flyer: str, run: str) -> Response:
    """The run as PDF, a page for each stack."""
    told = _sheet(*_run(flyer, run))
    headers = {"Content-Type": "application/pdf", "Content-Disposition": 'inline; filename="flyer.pdf"'}
    return make_response(typesetting.pdf("flyer", told), 200, {**headers, "Cache-Control": "no-store"})


@blueprint.get("/<flyer>/runs/<run>.png")
def run_pictured(flyer: str, run: str) -> Response:
    """The first page of the run as a picture."""
    found, stacks = _run(flyer, run)
    told = _sheet(found, stacks[:1])
    picture = typesetting.picture("flyer", told, dots_per_inch=PREVIEW_DOTS_PER_INCH)
    return make_response(picture, 200, {"Content-Type": "image/png", "Cache-Control": "no-store"})


def _run(flyer: str, run: str) -> tuple[Flyer, list[PrintedStack]]:
    session = db.session()
    found, stacks = flyers.flyer(session, flyer) or abort(404), queries.run(session, run)
    if not stacks or stacks[0].flyer_id != flyer or stacks[0].language not in found.words:
        abort(404)
    return found, stacks


def _sheet(flyer: Flyer, stacks: list[PrintedStack]) -> dict[str, object]:
    library = sign_in.person().library
    page, picture = printing.paper(library.time_zone), printing.picture_of(library.id, flyer, photos.storage())
    with _spoken(stacks):
        return printing.sheet(flyer, stacks, library=library.name, page=page, scans=_scans(), picture=picture)


def _spoken(stacks: list[PrintedStack]) -> AbstractContextManager[None]:
    """What the product itself says on the paper is in the paper's language, where it speaks that."""
    spoken = stacks[0].language
    told: AbstractContextManager[None] = force_locale(spoken if spoken in language.known() else language.code())
    return told


def _scans() -> str:
    return f"{current_app.extensions['settings'].base_url}/q/"
