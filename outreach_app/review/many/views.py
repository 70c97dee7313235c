"""Approving many records at once: what they are, before; how each stands and taking it back, after."""

from collections import Counter

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.judging import deciding, queries
from outreach_app.judging.rules import WAITING
from outreach_app.review.queue.asked import asked, wanted
from outreach_app.review.queue.forms import LENGTH_OF_AN_ID, ManyForm, UndoForm
from outreach_app.review.queue.views import mentions, vocabulary
from outreach_app.web.form_page import form_page
from outreach_app.web.text import ngettext

blueprint = Blueprint("approvals", __name__, url_prefix="/review/queue/approvals")


@blueprint.route("", methods=["GET", "POST"])
def approve() -> Response:
    """What would be approved, and doing it: all that fits, waits and adds up, as far as a page has room."""
    of, person, session, form = asked(request.args), sign_in.person(), db.session(), ManyForm()
    narrowed = wanted(session, of)
    states = tuple(one for one in narrowed.states or WAITING if one in WAITING)
    found = queries.addable(session, narrowed, states, limit=deciding.MOST_AT_ONCE + 1) if states else []
    shown = found[: deciding.MOST_AT_ONCE]
    # A form that comes back is of what fits now, under a fresh id.
    told = "\n".join(f"{one.sort} {one.id} {one.version}" for one in shown)
    asked_for = form.versions
    if request.method == "GET":
        form.records.data, form.batch.data = told, ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            deciding.approve_all(
                handle, current_app.extensions["catalogue"], asked_for, batch=form.batch.data or "", author=person.id,
                zone=person.library.time_zone,
            )  # fmt: skip

    return form_page(
        "review/queue/approve.html", form, write, url_for(".show", batch=form.batch.data or "-", **of.told),
        records=shown,
        more=len(found) > len(shown),
        left=queries.waiting_odd(session, narrowed, states) if states else 0,
        by_sort=Counter(one.sort for one in shown),
        by_person=Counter(who for one in shown for who in one.people.split()).most_common(),
        names=current_app.extensions["words"].names(session, mentions(shown)),
        asked=of,
        **vocabulary(of),
    )  # fmt: skip


@blueprint.get("/<batch>")
def show(batch: str) -> str:
    """What was approved together, and how it stands now."""
    session = db.session()
    facts = queries.of_batch(session, batch) if len(batch) == LENGTH_OF_AN_ID else {}
    there = queries.several(session, facts.values())
    records = [there[key] for key in facts.values() if key in there]
    hold = {there[key].id for id_, key in facts.items() if key in there and there[key].decided_by == id_}
    return render_template(
        "review/queue/approved.html",
        batch=batch,
        records=records,
        hold=hold,
        names=current_app.extensions["words"].names(session, mentions(records)),
        form=UndoForm(formdata=None, fact=ids.new()),
        asked=asked(request.args),
        **vocabulary(asked(request.args)),
    )


@blueprint.post("/<batch>/undoing")
def undo(batch: str) -> Response:
    """Open again what was approved together and holds still."""
    person, form = sign_in.person(), UndoForm()
    if len(batch) != LENGTH_OF_AN_ID:
        abort(404)
    if form.validate():
        with writing(person.library.id) as handle:
            many = deciding.take_back(
                handle, current_app.extensions["catalogue"], batch, undone_as=form.fact.data or "", author=person.id,
                zone=person.library.time_zone,
            )  # fmt: skip
        flash(ngettext("%(num)s record waits for review again.", "%(num)s records wait for review again.", many))
    return redirect(url_for("queue.listed", **asked(request.args).told), 303)
