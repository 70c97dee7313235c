"""The desk's page of partners and their places."""

from flask import Blueprint, render_template, request

from outreach_app.db import db
from outreach_app.partners import queries
from outreach_app.partners.models import KINDS
from outreach_app.partners.words import KIND_WORDS

blueprint = Blueprint("partners", __name__, url_prefix="/partners")


@blueprint.get("")
def listed() -> str:
    """Every partner with its places, or those that fit, a page of them."""
    words = request.args.get("q", "").replace("\x00", "")[:100]
    kind = request.args.get("kind", "")
    wanted = queries.Wanted(words, kind if kind in KINDS else "")
    page = min(max(request.args.get("page", 1, type=int), 1), 100_000)
    session = db.session()
    partners, count = queries.listed(session, wanted, page=page), queries.count(session, wanted)
    return render_template(
        "partners/listed.html",
        partners=partners,
        count=count,
        page=page,
        pages=-(-count // queries.PAGE),
        wanted=wanted,
        kinds=KIND_WORDS,
    )
