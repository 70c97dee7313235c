"""The desk's page of what is due and overdue."""

from flask import Blueprint, current_app, render_template, request

from outreach_app.db import db
from outreach_app.kits import queries as kits
from outreach_app.kits.due import queries
from outreach_app.kits.naming import holder_mentions, place
from outreach_app.web.language import today

blueprint = Blueprint("due", __name__, url_prefix="/kits/due")


@blueprint.get("")
def listed() -> str:
    """What is to come back, by who has it; made to be printed too."""
    session, now = db.session(), today()
    page = max(1, request.args.get("page", 1, type=int))
    held, has_more = queries.by_holder(session, page=page)
    mentions = [mention for one in held for kit in one.kits for mention in holder_mentions(kit.holder)]
    names = current_app.extensions["words"].names(session, mentions)
    late = kits.counts(session, now).overdue
    return render_template(
        "due/listed.html", held=held, late=late, names=names, place=place, today=now, page=page, has_more=has_more
    )
