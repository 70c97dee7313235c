"""The desk's page of the library's goals, with what was reached."""

from flask import Blueprint, render_template

from outreach_app.accounts import sign_in
from outreach_app.db import db
from outreach_app.grants import queries as grants
from outreach_app.partner_pages.goals.queries import reached
from outreach_app.partners import queries as partners
from outreach_app.partners.goals import queries

blueprint = Blueprint("goals_reached", __name__, url_prefix="/goals")


@blueprint.get("")
def listed() -> str:
    """The library's goals, and how far each has come."""
    session, zone = db.session(), sign_in.person().library.time_zone
    found = reached(session, queries.goals(session), zone)
    names = partners.partner_names(session, {partner for one in found for partner in one.partners})
    served = grants.serving(session, [one.goal.id for one in found])
    return render_template("partner_pages/goals.html", goals=found, names=names, grants=served)
