"""The desk's page of one stack: where it lies, how often it was scanned, and what happened to it, with the photos of it."""

from typing import Any

from flask import Blueprint, abort, current_app, render_template, request

from outreach_app import clock
from outreach_app.db import db
from outreach_app.flyers import codes
from outreach_app.flyers import queries as flyers
from outreach_app.flyers.counts import queries as counts
from outreach_app.flyers.placements.words import REASON
from outreach_app.ledger import reading
from outreach_app.web.language import code as language
from outreach_app.web.language import name_of, today
from outreach_app.web.paging import mark, marked

blueprint = Blueprint("stacks", __name__, url_prefix="/flyers/stacks")


@blueprint.get("/<placement>")
def show(placement: str) -> str:
    """One stack."""
    session = db.session()
    found = next(iter(counts.stacks(session, placement=placement)), None) or abort(404)
    flyer = flyers.flyer(session, found.row.flyer_id)
    facts = reading.history(session, placement, before=marked(request.args.get("before")))
    words: Any = current_app.extensions["words"]
    return render_template(
        "flyers/stack.html",
        stack=found,
        flyer=flyer,
        title=flyer.in_words(language())[1]["title"] if flyer else None,
        told=words.page(session, current_app.extensions["catalogue"], facts, reading.about(session, placement)),
        named=reading.naming(session, [one.fact.id for one in facts]),
        older=mark(clock.from_micros(facts[-1].fact.effective), facts[-1].fact.id) if len(facts) == reading.PAGE else None,
        reason=REASON,
        in_groups=codes.in_groups,
        name_of=name_of,
        today=today(),
    )
