"""The desk's pages of kits: where each is, what is in it, what happened to it."""

from typing import Any

from flask import Blueprint, abort, current_app, render_template, request

from outreach_app.db import db
from outreach_app.kits import queries
from outreach_app.kits.words import holder_mentions, place
from outreach_app.ledger import reading
from outreach_app.web.language import today

blueprint = Blueprint("kits", __name__, url_prefix="/kits")
STATES = ("", "out", "in_store", "overdue", "odd")


@blueprint.get("")
def listed() -> str:
    """Every kit, or those that fit."""
    state = request.args.get("state", "")
    wanted = queries.Wanted(request.args.get("q", "").replace("\x00", "")[:100], state if state in STATES else "")
    session = db.session()
    kits = queries.listed(session, wanted, after=request.args.get("after", "").replace("\x00", "") or None)
    names = _words().names(session, (mention for kit in kits for mention in holder_mentions(kit.holder)))
    after = kits[-1].code if len(kits) == queries.PAGE else None
    return render_template("kits/listed.html", kits=kits, names=names, place=place, wanted=wanted, after=after, today=today())


@blueprint.get("/<kit>")
def show(kit: str) -> str:
    """One kit."""
    session = db.session()
    found = queries.found(session, kit)
    if found is None:
        abort(404)
    facts = reading.history(session, kit)
    odd = reading.about(session, kit)
    told = _words().page(session, current_app.extensions["catalogue"], facts, odd)
    names = _words().names(session, holder_mentions(found.holder))
    return render_template(
        "kits/show.html",
        kit=found,
        parts=queries.parts(session, kit),
        told=told,
        where=place(found.holder, names) if found.holder else None,
        named=reading.naming(session, [one.fact.id for one in facts]),
        today=today(),
    )


def _words() -> Any:
    return current_app.extensions["words"]
