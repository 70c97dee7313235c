"""The desk's page of sessions that were perhaps logged twice."""

from flask import Blueprint, current_app, render_template

from outreach_app.db import db
from outreach_app.training_sessions import words
from outreach_app.training_sessions.doubles import queries
from outreach_app.training_sessions.views import mentions

blueprint = Blueprint("doubles", __name__, url_prefix="/sessions/doubles")


@blueprint.get("")
def listed() -> str:
    """Records of perhaps one session side by side, and which of them to keep."""
    session = db.session()
    found = queries.doubles(session)
    records = [one for double in found for one in double.records]
    names = current_app.extensions["words"].names(session, (mention for one in records for mention in mentions(one)))
    return render_template("training_sessions/doubles.html", doubles=found, names=names, words=words)
