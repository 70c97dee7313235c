"""The desk's form that notes what was billed, and the button that takes it back."""

from datetime import date

from flask import Blueprint, abort, current_app, flash, redirect, url_for
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.kits.care import queries as needs
from outreach_app.kits.care.words import CONDITIONS
from outreach_app.kits.charges import editing, queries
from outreach_app.kits.charges.forms import ChargeForm
from outreach_app.kits.charges.loss import Loss
from outreach_app.kits.charges.words import SAID
from outreach_app.kits.naming import holder_mentions, place
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today
from outreach_app.web.text import gettext as _

blueprint = Blueprint("charges", __name__, url_prefix="/kits")


@blueprint.route("/<kit>/costs/<loss>", methods=["GET", "POST"])
def decide(kit: str, loss: str) -> Response:
    """Note that what a part costs was billed, or is not to be."""
    person, session = sign_in.person(), db.session()
    meant = Loss.named(kit, loss) or abort(404)
    cost, charge = needs.cost(session, meant), queries.found(session, meant)
    if cost is None and charge is None:
        abort(404)
    told = {name: getattr(charge, name) for name in ("version", "decision", "reference")} if charge else {}
    form = ChargeForm(data={**told, "on": date.fromisoformat(charge.on) if charge else today()})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.decide(
                handle, meant, seen=form.version.data or 0, currency=person.library.currency, by=person.id, **form.told
            )  # fmt: skip
        flash(_("Noted. It is on record, and can be taken back."))

    mentions = holder_mentions(cost.holder) if cost else ()
    names = current_app.extensions["words"].names(session, mentions)
    shown = {"kit": kit, "loss": meant, "cost": cost, "charge": charge, "conditions": CONDITIONS, "said": SAID}
    return form_page("kits/charge.html", form, write, url_for("care.needed"), names=names, place=place, **shown)


@blueprint.post("/<kit>/costs/<loss>/return")
def take_back(kit: str, loss: str) -> Response:
    """Let it be undecided again."""
    person, meant = sign_in.person(), Loss.named(kit, loss) or abort(404)
    with writing(person.library.id) as handle:
        editing.take_back(handle, meant, by=person.id)
    flash(_("Taken back: it is not decided any more."))
    return redirect(url_for("care.needed"), 303)
