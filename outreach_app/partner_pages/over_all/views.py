"""The desk's pages over all partners."""

from urllib.parse import urlsplit

from flask import Blueprint, current_app, make_response, render_template
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.accounts.models import Library
from outreach_app.db import db
from outreach_app.partner_pages.over_all import drawing, queries
from outreach_app.partners.over_all.queries import spots as every_spot
from outreach_app.settings import Settings
from outreach_app.web.headers import with_pictures_from
from outreach_app.web.language import today

blueprint = Blueprint("over_all", __name__, url_prefix="/partners")


@blueprint.get("/cold")
def cold() -> str:
    """Partnerships that go on, and of which nothing was heard for long."""
    session, home = db.session(), sign_in.person().library
    days = session.get_one(Library, home.id).cold_days
    found = queries.cold(session, today(), days, home.time_zone)
    return render_template("partner_pages/cold.html", found=found, days=days)


@blueprint.get("/sites")
def sites() -> Response:
    """Every place: on a map where the library has one of its own, and as a list with links for a person's own maps."""
    told: Settings = current_app.extensions["settings"]
    spots = every_spot(db.session())
    on_map = [one for one in spots if one.position]
    drawn = (
        drawing.drawn([one.position for one in on_map if one.position], told.map_tiles) if told.map_tiles and on_map else None
    )
    marks = list(zip(on_map, drawn.marks, strict=True)) if drawn else []
    answer = make_response(
        render_template("partner_pages/sites.html", spots=spots, drawn=drawn, marks=marks, size=(drawing.WIDTH, drawing.HEIGHT))
    )
    if drawn and told.map_tiles:
        with_pictures_from(answer, urlsplit(told.map_tiles))
    return answer
