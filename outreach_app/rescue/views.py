"""The desk's page where a file that a phone saved is brought in."""

from collections import Counter
from dataclasses import dataclass

from flask import Blueprint, current_app, jsonify, make_response, render_template, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.administration.quarantine.words import WHY
from outreach_app.db import reading
from outreach_app.ledger import reading as ledger
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.recording import DUPLICATE, FLAGGED, QUARANTINED, STORED, Outcome
from outreach_app.problems import Refusal
from outreach_app.rescue import keeping
from outreach_app.rescue.file import Saved
from outreach_app.rescue.forms import FileForm
from outreach_app.web.errors import STATUS
from outreach_app.web.form_page import come_back
from outreach_app.web.text import gettext as _

blueprint = Blueprint("rescue", __name__, url_prefix="/rescue")

MOST_SHOWN = 200
# What needs a person is told first.
_ORDER = {QUARANTINED: 0, FLAGGED: 1, STORED: 2, DUPLICATE: 3}


@blueprint.get("")
def page() -> Response:
    """Where the file is chosen."""
    return make_response(render_template("rescue/show.html", form=FileForm(formdata=None), brought=None))


@blueprint.post("")
def bring_in() -> Response:
    """Keep what the file holds, and say of each record what became of it; as JSON to a program that asks for it."""
    person, form = sign_in.person(), FileForm()
    sent = request.files.get("file")
    wants_json = request.accept_mimetypes.best_match(["text/html", "application/json"]) == "application/json"
    try:
        if not form.validate():
            return _again(form, 400)
        if sent is None or not sent.filename:
            raise Refusal("rescue.empty", _("Choose the file first."))
        saved, outcomes = keeping.bring_in(person.library.id, _catalogue(), sent.read(), by=person.id)
    except Refusal as refusal:
        if wants_json or refusal.code not in STATUS or not refusal.code.startswith(("rescue.", "busy")):
            raise
        come_back(form, refusal)
        answer = _again(form, STATUS[refusal.code])
        if "retry_after" in refusal.details:
            answer.headers["Retry-After"] = str(refusal.details["retry_after"])
        return answer
    if wants_json:
        return jsonify(is_whole=saved.is_whole, results=[_result(one) for one in outcomes])
    # The request's own session reads as of before: it looked up who asks.
    with reading(person.library.id) as session:
        brought = _brought(session, saved, outcomes, sent.filename)
    return make_response(render_template("rescue/show.html", form=FileForm(formdata=None), brought=brought, why=WHY))


@dataclass(frozen=True)
class Brought:
    """What a file brought, for a person."""

    name: str
    is_whole: bool
    count: int
    counts: Counter[str]
    shown: list[Outcome]
    told: object
    facts: dict[str, ledger.Kept]
    named: dict[str, list[ledger.Discrepancy]]


def _brought(session: Session, saved: Saved, outcomes: list[Outcome], name: str) -> Brought:
    shown = sorted(outcomes, key=lambda one: _ORDER[one.outcome])[:MOST_SHOWN]
    ids = [one.id for one in shown if one.id and one.outcome != QUARANTINED]
    facts = ledger.kept(session, ids)
    told = current_app.extensions["words"].page(session, _catalogue(), list(facts.values()))
    counts = Counter(one.outcome for one in outcomes)
    return Brought(name, saved.is_whole, len(outcomes), counts, shown, told, facts, ledger.naming(session, ids))


def _again(form: FileForm, status: int) -> Response:
    return make_response(render_template("rescue/show.html", form=form, brought=None), status)


def _result(one: Outcome) -> dict[str, object]:
    named = [{"id": id_, "kind": kind} for id_, kind in one.discrepancies]
    return {"id": one.id, "hash": one.hash, "outcome": one.outcome, "reason": one.reason, "discrepancies": named}


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.extensions["catalogue"]
    return catalogue
