"""The desk's papers of kits: sheets of labels, the page to calibrate a printer, the card for a case's lid."""

from typing import Any

from flask import Blueprint, abort, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.db import db
from outreach_app.kits import queries
from outreach_app.kits.papers import printing
from outreach_app.kits.papers.forms import LabelsForm
from outreach_app.kits.papers.printing import Label
from outreach_app.paper import labels as layout
from outreach_app.paper import typesetting
from outreach_app.paper.sheets import Sheet
from outreach_app.web import language
from outreach_app.web.text import gettext as _

blueprint = Blueprint("papers", __name__, url_prefix="/kits")
PREVIEW_DOTS_PER_INCH = 80


@blueprint.get("/labels")
def labels() -> Response:
    """Which labels, on which sheet, beginning where; and how the first sheet looks."""
    form, some = _asked()
    status = 422 if form.errors else 200
    return make_response(render_template("kits/labels.html", form=form, labels=some, asked=_told(form)), status)


@blueprint.get("/labels.pdf")
def labels_to_print() -> Response:
    """The labels as PDF; back to the form where that has a fault."""
    form, some = _asked()
    if form.errors:
        return redirect(url_for(".labels", **_told(form)), 303)
    if not some:
        abort(404)
    return _pdf(typesetting.pdf("labels", _sheet(form, some)), "labels.pdf")


@blueprint.get("/labels.png")
def labels_pictured() -> Response:
    """The first sheet of labels as a picture."""
    form, some = _asked()
    if form.errors or not some:
        abort(404)
    first = some[: form.chosen.cells - form.first]
    told = _sheet(form, first)
    picture = typesetting.picture("labels", told, dots_per_inch=PREVIEW_DOTS_PER_INCH)
    return make_response(picture, 200, {"Content-Type": "image/png", "Cache-Control": "no-store"})


@blueprint.get("/labels/calibration.pdf")
def calibration() -> Response:
    """The outlines of a sheet's labels, to hold against it."""
    form = LabelsForm(request.args)
    if not form.validate():
        return redirect(url_for(".labels", **_told(form)), 303)
    told = layout.calibration(form.chosen, nudge=form.nudge, language=language.code())
    return _pdf(typesetting.pdf("labels", told), f"calibration-{form.chosen.name}.pdf")


@blueprint.get("/<kit>/card.pdf")
def card(kit: str) -> Response:
    """The card for a case's lid."""
    session, library = db.session(), sign_in.person().library
    found = queries.found(session, kit) or abort(404)
    door = queries.door(session, kit) or abort(404)
    parts = [one for one in queries.parts(session, kit) if not one.is_retired]
    told = printing.card(
        found, parts, door=door, library=library.name, language=language.code(), paper=_paper(library.time_zone), scans=_scans()
    )  # fmt: skip
    return _pdf(typesetting.pdf("card", told), "card.pdf")


def _asked() -> tuple[LabelsForm, list[Label]]:
    """The form as it was asked for, checked, and the labels where nothing is wrong with it."""
    form = LabelsForm(request.args)
    session, library = db.session(), sign_in.person().library
    if not form.validate():
        return form, []
    codes = list(printing.split_codes(form.kits.data or ""))
    strangers = printing.unknown(session, codes)
    if strangers:
        form.kits.errors = [_("No kit in use has the code %(codes)s.", codes=", ".join(strangers))]
        return form, []
    some = printing.labels(session, form.what.data, codes, library.name)
    if len(some) > printing.MOST_LABELS:
        form.kits.errors = [_("At most %(most)s labels are printed at once. Name some kits.", most=printing.MOST_LABELS)]
        return form, []
    return form, some


def _sheet(form: LabelsForm, some: list[Label]) -> dict[str, Any]:
    sheet: Sheet = form.chosen
    return printing.sheet_of_labels(
        sheet, some, start=form.first, nudge=form.nudge, language=language.code(), scans=_scans()
    )  # fmt: skip


def _told(form: LabelsForm) -> dict[str, Any]:
    """What was asked for, as an address holds it."""
    return {name: request.args[name] for name in form.data if name in request.args}


def _scans() -> str:
    return f"{current_app.extensions['settings'].base_url}/q/"


def _paper(time_zone: str) -> str:
    """The paper that is at hand: letter in America, A4 elsewhere."""
    return "us-letter" if time_zone.startswith("America/") else "a4"


def _pdf(pdf: bytes, name: str) -> Response:
    told = {"Content-Type": "application/pdf", "Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "no-store"}
    return make_response(pdf, 200, told)
