"""The desk's page of what was heard and counted."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, current_app, render_template, request

from outreach_app import shapes
from outreach_app.db import db
from outreach_app.trends import queries, words
from outreach_app.trends.rules import NEED, NO_TOPIC, ONE_TO_ONE, REFERRAL, TABLE
from outreach_app.web.language import today
from outreach_app.web.text import gettext as _

blueprint = Blueprint("trends", __name__, url_prefix="/trends")
SPAN = timedelta(days=90)
_day = shapes.Day()


@blueprint.get("")
def heard() -> str:
    """How often something came up in a span of days, by topic."""
    one, other = _date("first", today() - SPAN), _date("last", today())
    first, last = min(one, other), max(one, other)
    session = db.session()
    found = queries.by_topic(session, first, last)
    names = _words().names(session, {("topics", topic) for sort in (ONE_TO_ONE, TABLE) for topic in found.get(sort, ())})

    def called(sort: str, topic: str) -> str:
        if topic == NO_TOPIC:
            return _("no topic")
        return str(words.TOPIC.get(topic, topic)) if sort in (NEED, REFERRAL) else str(names("topics", topic))

    told = [
        (
            words.SORT[sort],
            sum(found[sort].values()),
            sorted(((n, called(sort, one)) for one, n in found[sort].items()), reverse=True),
        )
        for sort in (NEED, REFERRAL, ONE_TO_ONE, TABLE)
        if sort in found
    ]
    return render_template("trends/heard.html", told=told, first=first, last=last)


def _date(name: str, otherwise: date) -> date:
    told = request.args.get(name, "")
    return date.fromisoformat(told) if _day.fits(told) else otherwise


def _words() -> Any:
    return current_app.extensions["words"]
