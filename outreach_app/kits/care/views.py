"""The desk's pages of what kits need, and the forms that record their condition and care."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, current_app, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.kits import queries
from outreach_app.kits.care import queries as needs
from outreach_app.kits.care.forms import WHOLE, ConditionForm, RestockingForm, ServicingForm
from outreach_app.kits.care.words import CONDITIONS
from outreach_app.kits.charges.words import DECISIONS, SAID
from outreach_app.kits.naming import holder_mentions, place
from outreach_app.ledger import desk
from outreach_app.problems import Refusal
from outreach_app.web.form_page import form_page
from outreach_app.web.language import zone
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _

blueprint = Blueprint("care", __name__, url_prefix="/kits")


@blueprint.get("/care")
def needed() -> str:
    """What kits need: service, inspection, restocking, replacement; and what that costs, all of it or what is wanted."""
    found, wanted = needs.needs(db.session()), _wanted()
    names = _names(found)
    holders = {queries.key_of(one.holder): one.holder for one in found.costs if one.holder}
    called = ((key, place(_anywhere(one), names)) for key, one in holders.items())
    costs = [one for one in found.costs if wanted.fits(one)]
    return render_template(
        "kits/care.html",
        needs=found,
        costs=costs,
        total=needs.total(costs),
        undecided=needs.total(one for one in costs if not one.charge),
        currency=sign_in.person().library.currency,
        wanted=wanted,
        holders=sorted(called, key=lambda one: one[1].casefold()),
        export=url_for(".costs", bill=wanted.bill or None, holder=wanted.holder or None),
        conditions=CONDITIONS,
        said=SAID,
        names=names,
        place=place,
    )


@blueprint.get("/costs.csv")
def costs() -> Response:
    """What lost, destroyed and damaged parts cost to replace, as a file for spreadsheets."""
    found, wanted = needs.needs(db.session()), _wanted()
    head = [
        _("Kit"), _("Part"), _("Tag"), _("Serial number"), _("Model"), _("How it is"), _("How many"), _("Each"), _("Total"),
        _("Currency"), _("With"), _("Since"), _("Bill"), _("Day"), _("Reference"),
    ]  # fmt: skip
    names, currency = _names(found), sign_in.person().library.currency
    return csv_file([head, *(_row(one, names, currency) for one in found.costs if wanted.fits(one))], "costs.csv")


def _row(one: needs.Cost, names: Any, currency: str) -> list[object]:
    decided = [one.charge.on, one.charge.reference] if one.charge else ["", ""]
    return [
        one.code, one.name, one.tag, one.serial, one.model, CONDITIONS[one.condition], one.count, one.each, one.total, currency,
        place(one.holder, names) if one.holder else "", one.at.astimezone(zone()).date().isoformat(), SAID[one.decision],
        *decided,
    ]  # fmt: skip


def _wanted() -> needs.Wanted:
    """What the address narrows the costs to; what it cannot mean is left out."""
    bill = request.args.get("bill", "")
    holder = request.args.get("holder", "").replace("\x00", "")[:100]
    return needs.Wanted(bill if bill in (needs.UNDECIDED, *DECISIONS) else "", holder)


def _anywhere(holder: Mapping[str, Any]) -> Mapping[str, Any]:
    """A partner is one, wherever it had the kit."""
    return {**holder, "site": None} if "partner" in holder else holder


@blueprint.route("/<kit>/servicing", methods=["GET", "POST"])
def service(kit: str) -> Response:
    """Record that the kit, or some of its parts, were charged, wiped, updated, inspected or repaired."""
    return _recorded("kits/servicing.html", kit, ServicingForm(_parts(kit)), "kit.serviced")


@blueprint.route("/<kit>/condition", methods=["GET", "POST"])
def note_condition(kit: str) -> Response:
    """Record how the kit is, or one of its parts."""
    form = ConditionForm()
    form.offer(_parts(kit), (WHOLE, _("The whole kit")))
    if request.method == "GET":
        form.part.data = request.args.get("part", WHOLE)
    return _recorded("kits/condition.html", kit, form, "kit.condition_noted")


@blueprint.route("/<kit>/restocking", methods=["GET", "POST"])
def restock(kit: str) -> Response:
    """Record that things were put in."""
    form = RestockingForm()
    form.offer(_parts(kit))
    if request.method == "GET":
        form.part.data = request.args.get("part")
        form.count.data = request.args.get("count", 1, type=int)
    return _recorded("kits/restock.html", kit, form, "kit.restocked")


def _recorded(template: str, kit: str, form: Any, kind: str) -> Response:
    person = sign_in.person()
    found = queries.found(db.session(), kit) or abort(404)
    if request.method == "GET":
        form.fact.data = ids.new()

    def write() -> None:
        try:
            with writing(person.library.id) as handle:
                desk.record_one(
                    handle, current_app.extensions["catalogue"], fact_id=form.fact.data or "", kind=kind, subject=kit,
                    author=person.id, payload=form.told, zone=person.library.time_zone,
                )  # fmt: skip
        except Refusal:
            form.fact.data = ids.new()
            raise
        flash(_("Recorded. Phones see it when they are next in touch."))

    return form_page(template, form, write, url_for("kits.show", kit=kit), kit=found)


def _parts(kit: str) -> list[queries.Part]:
    return [one for one in queries.parts(db.session(), kit) if not one.is_retired]


def _names(found: needs.Needs) -> Any:
    mentions = (mention for one in found.costs for mention in holder_mentions(one.holder))
    return current_app.extensions["words"].names(db.session(), mentions)
