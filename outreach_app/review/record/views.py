"""One record of the queue: all that is known of it on one page, and what the desk makes of it."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.judging import deciding, queries
from outreach_app.judging.models import Record
from outreach_app.judging.rules import HAND_IN, WAITING
from outreach_app.ledger import reading
from outreach_app.problems import Refusal
from outreach_app.review.queue.asked import Asked, asked, wanted
from outreach_app.review.queue.forms import JudgingForm
from outreach_app.review.queue.views import mentions, page_of, sorts, vocabulary
from outreach_app.web.form_page import form_page
from outreach_app.web.language import lasting
from outreach_app.web.text import gettext as _

blueprint = Blueprint("records", __name__, url_prefix="/review/queue")
HISTORY = 200
SAID = {
    deciding.APPROVED: lambda: _("Approved."),
    deciding.RETURNED: lambda: _("Returned with your comment."),
    deciding.REJECTED: lambda: _("Rejected: it is not counted."),
    deciding.REOPENED: lambda: _("Opened again for review."),
    deciding.COMMENTED: lambda: _("Your comment is recorded."),
}


@blueprint.get("/<sort>/<record>")
def show(sort: str, record: str) -> Response:
    """A record with its history, the ones before and after it in the queue, and the form that decides on it."""
    one = _found(sort, record)
    form = JudgingForm(formdata=None, of=one.version, seen=one.decided_by or "", fact=ids.new())
    return form_page("review/queue/record.html", form, lambda: None, "", **_shown(one, asked(request.args)))


@blueprint.post("/<sort>/<record>/decision")
def decide(sort: str, record: str) -> Response:
    """Approve, return, reject, open again or write: a fact, recorded once however often the form is sent."""
    of, person, form = asked(request.args), sign_in.person(), JudgingForm()
    one = _found(sort, record)
    # Asked for now: what is decided on leaves the queue.
    then = _then(one, of, form.back.data or "")

    def write() -> None:
        try:
            with writing(person.library.id) as handle:
                deciding.decide(
                    handle, current_app.extensions["catalogue"], sort, record, word=form.word.data or "", of=form.of.data or "",
                    seen=form.seen.data, comment=form.comment.data, fact_id=form.fact.data or "", author=person.id,
                    zone=person.library.time_zone,
                )  # fmt: skip
        except Refusal as refusal:
            # The page that comes back shows the record as it is now, so it can be decided on again.
            form.of.data = refusal.details.get("version", form.of.data)
            form.seen.data = refusal.details.get("seen", form.seen.data)
            form.fact.data = ids.new()
            raise
        flash(SAID[form.word.data or ""]())

    return form_page("review/queue/record.html", form, write, then, **_shown(_found(sort, record), of))


def _then(one: Record, of: Asked, place: str) -> str:
    """Where to go on: the line of the queue that was chosen, or the next record of it, or what is left of it."""
    if place:
        row = place.removeprefix("row-")
        return url_for("queue.listed", **of.told, _anchor=f"row-{row}" if row.isdigit() else None)
    narrowed, at = wanted(db.session(), of), (one.at, one.id)
    for found in (
        queries.listed(db.session(), narrowed, before=at, limit=1),
        queries.listed(db.session(), narrowed, after=at, limit=1),
    ):
        if found:
            return page_of(found[0], of)
    return url_for("queue.listed", **of.told)


def _found(sort: str, record: str) -> Record:
    return queries.found(db.session(), sort, record) or abort(404)


def _shown(one: Record, of: Asked) -> dict[str, Any]:
    session, catalogue = db.session(), current_app.extensions["catalogue"]
    facts = reading.history(session, one.id, untold=catalogue.untold, limit=HISTORY)
    named = reading.naming(session, [kept.fact.id for kept in facts])
    odd = {each.id: each for several in named.values() for each in several}
    around = queries.of_visit(session, one.visit_id) if one.visit_id else []
    inside = sorts()[one.sort].content(session, one, facts)
    beside = [*mentions([one, *around]), *inside.mentions]
    told = current_app.extensions["words"].page(session, catalogue, facts, list(odd.values()), beside)
    narrowed, at = wanted(session, of), (one.at, one.id)
    neighbours = [
        next(iter(queries.listed(session, narrowed, **where, limit=1)), None) for where in ({"after": at}, {"before": at})
    ]
    return {
        "record": one,
        "asked": of,
        "told": told,
        "named": named,
        "is_odd": any(each.is_open for each in odd.values()),
        "lines": inside.lines(told.names),
        "differences": inside.differences(told.names),
        "decision": next((kept for kept in facts if kept.fact.id == one.decided_by), None),
        "version": next((kept for kept in facts if kept.fact.id == one.version), None),
        "around": [each for each in around if (each.sort, each.id) != (one.sort, one.id)],
        "previous": neighbours[0],
        "following": neighbours[1],
        "page": _page_of(one),
        "is_decided": one.state not in WAITING,
        "names": told.names,
        "lasting": lasting,
        **vocabulary(of),
    }


def _page_of(one: Record) -> str | None:
    """The page of the session, the visit or the kit."""
    page = sorts()[one.sort].page
    if page is None:
        return None
    values: dict[str, Any] = {page[1]: one.about if one.sort == HAND_IN else one.id}
    return url_for(page[0], **values)
