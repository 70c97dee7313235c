"""The desk's home, and what came in."""

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import current_app, g, render_template, request

from outreach_app import clock
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import db
from outreach_app.emergency.due import queries as plan
from outreach_app.grants import queries as grants
from outreach_app.judging import queries as judging
from outreach_app.judging.rules import WAITING
from outreach_app.kits import queries as kits
from outreach_app.ledger import reading
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.telling import Words
from outreach_app.partners.agreements import queries as agreements
from outreach_app.partners.strategy import queries as strategy
from outreach_app.review.blueprint import blueprint as blueprint
from outreach_app.review.inbox import queries as inbox
from outreach_app.review.inbox import views as views  # its pages hang on the same blueprint
from outreach_app.review.inbox.telling import age
from outreach_app.web.language import today
from outreach_app.web.paging import mark, marked
from outreach_app.web.text import gettext as _

FEW = 8
GRANTS_AHEAD, TASKS_AHEAD = timedelta(days=30), timedelta(days=7)


@blueprint.app_context_processor
def count_what_is_open() -> dict[str, Any]:
    """The desk's frame shows how much waits for a person."""

    def open_count() -> int:
        # Asked once a request, however often the page says it.
        if "open_count" not in g:
            g.open_count = reading.open_count(db.session())
        count: int = g.open_count
        return count

    return {"open_count": open_count}


@blueprint.get("/")
def home() -> str:
    """What needs a person, for those who are signed in; what this is, for others."""
    if sign_in.signed_in() is None:
        return render_template("review/front.html")
    session = db.session()
    waiting = reading.discrepancies(session, limit=FEW)
    told = _words().page(session, _catalogue(), reading.latest(session, untold=_catalogue().untold, limit=FEW), waiting)
    due = kits.due(session, today(), limit=FEW)
    phones = accounts.phones(session)
    needs = plan.needs(session, today())
    return render_template(
        "review/home.html",
        first=inbox.first_of_all(session, sign_in.person().id),
        told=told,
        ages={story.discrepancy.id: age(story) for story in told.stories},
        since=reading.since(session, clock.now() - timedelta(days=1)),
        counts=kits.counts(session, today()),
        due=due,
        phones=phones[:FEW],
        to_review_count=judging.waiting(session, WAITING),
        to_ask=sum(one.needs_person for one in phones),
        silent=sum(one.is_silent for one in phones),
        holding=sum(one.is_silent and bool(one.waiting) for one in phones),
        unread=reading.quarantine_count(session),
        ending=agreements.ending(session, today()),
        to_review=strategy.to_review(session, today(), limit=FEW),
        grants_due=grants.ahead(session, clock.now() + GRANTS_AHEAD)[:FEW],
        grant_tasks=grants.to_do(session, today() + TASKS_AHEAD, whose=sign_in.person().id)[:FEW],
        plan_needs=needs.lines if needs else [],
        today=today(),
        greeting=_greeting(),
    )


@blueprint.get("/inbox")
def came_in() -> str:
    """Every fact, the one that came last first."""
    session = db.session()
    facts = reading.latest(session, untold=_catalogue().untold, before=marked(request.args.get("before")))
    named = reading.naming(session, [one.fact.id for one in facts])
    told = _words().page(session, _catalogue(), facts)
    after = mark(facts[-1].received_at, facts[-1].fact.id) if len(facts) == reading.PAGE else None
    return render_template("review/came_in.html", told=told, named=named, after=after)


def _greeting() -> str:
    hour = clock.now().astimezone(ZoneInfo(sign_in.person().library.time_zone)).hour
    return _("Good morning") if hour < 12 else _("Good afternoon") if hour < 18 else _("Good evening")


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.extensions["catalogue"]
    return catalogue


def _words() -> Words:
    words: Words = current_app.extensions["words"]
    return words
