"""The desk's pages of labels for envelopes: on which sheet, how the first one looks, and the PDF."""

from typing import Any

from flask import Blueprint, abort, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app.db import db
from outreach_app.flyers.counts import queries as counts
from outreach_app.flyers.counts.views import narrowed
from outreach_app.flyers.envelopes import printing, queries
from outreach_app.flyers.envelopes.forms import EnvelopesForm
from outreach_app.flyers.envelopes.queries import Envelope
from outreach_app.paper import typesetting
from outreach_app.paper.labels import MOST_LABELS
from outreach_app.web import language
from outreach_app.web.text import gettext as _

blueprint = Blueprint("envelopes", __name__, url_prefix="/flyers/distribution")
PREVIEW_DOTS_PER_INCH = 80


@blueprint.get("/labels")
def labels() -> Response:
    """Which sheet, beginning where; how the first one looks, and whose address nobody told."""
    form, some, without = _asked()
    page = render_template("flyers/envelopes.html", form=form, labels=some, without=without, asked=_told(form), list=narrowed())
    return make_response(page, 422 if form.errors else 200)


@blueprint.get("/labels.pdf")
def to_print() -> Response:
    """The labels as PDF; back to the form where that has a fault."""
    form, some, _without = _asked()
    if form.errors:
        return redirect(url_for(".labels", **_told(form)), 303)
    if not some:
        abort(404)
    headers = {"Content-Type": "application/pdf", "Content-Disposition": 'inline; filename="envelopes.pdf"'}
    pdf = typesetting.pdf("labels", _sheet(form, some))
    return make_response(pdf, 200, {**headers, "Cache-Control": "no-store"})


@blueprint.get("/labels.png")
def pictured() -> Response:
    """The first sheet as a picture."""
    form, some, _without = _asked()
    if form.errors or not some:
        abort(404)
    told = _sheet(form, some[: form.chosen.cells - form.first])
    picture = typesetting.picture("labels", told, dots_per_inch=PREVIEW_DOTS_PER_INCH)
    return make_response(picture, 200, {"Content-Type": "image/png", "Cache-Control": "no-store"})


def _asked() -> tuple[EnvelopesForm, list[Envelope], list[Envelope]]:
    """The form, checked, and the envelopes of the list as it is narrowed, with an address and without."""
    form, session, wanted = EnvelopesForm(request.args), db.session(), narrowed()
    stacks = counts.stacks(session, flyer=wanted.get("flyer", ""), partner=wanted.get("partner", ""))
    spoken = wanted.get("language")
    listed = [one for one in stacks if not spoken or one.row.language == spoken]
    some, without = queries.envelopes(session, listed, language.today())
    if form.validate() and len(some) > MOST_LABELS:
        form.sheet.errors = [_("At most %(most)s labels are printed at once. Narrow the list.", most=MOST_LABELS)]
    return form, some[:MOST_LABELS], without


def _sheet(form: EnvelopesForm, some: list[Envelope]) -> dict[str, Any]:
    return printing.sheet_of_addresses(form.chosen, some, start=form.first, nudge=form.nudge, language=language.code())


def _told(form: EnvelopesForm) -> dict[str, Any]:
    """What was asked for, as an address holds it."""
    return {name: request.args[name] for name in form.data if request.args.get(name)}
