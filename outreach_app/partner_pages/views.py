"""The desk's page of one partner."""

from datetime import date

from flask import Blueprint, abort, current_app, redirect, render_template, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app.db import db
from outreach_app.grants import queries as grants
from outreach_app.ledger import reading
from outreach_app.ledger.telling import STAFF, Told, Words
from outreach_app.opening_hours import rules as opening_hours
from outreach_app.partner_pages import queries
from outreach_app.partners import queries as partners
from outreach_app.partners.agreements import queries as agreements
from outreach_app.partners.contacts import queries as contacts
from outreach_app.partners.goals import queries as goals
from outreach_app.partners.pictures import queries as pictures
from outreach_app.partners.profile import queries as profile
from outreach_app.partners.sharing import queries as shares
from outreach_app.partners.strategy import queries as strategy
from outreach_app.web.language import today

blueprint = Blueprint("partner_pages", __name__, url_prefix="/partners")
FEW_TALKS = 10
HOURS_AHEAD = 60

Times = tuple[date | str, date | str, list[opening_hours.Span]]
"""Some days, the first and the last, and when it is open on them."""


@blueprint.get("/<partner>")
def show(partner: str) -> str | Response:
    """Everything that the library knows of one partner."""
    session = db.session()
    found = partners.partner(session, partner) or abort(404)
    if found.merged_into is not None:
        return redirect(url_for(".show", partner=found.merged_into))
    ids = partners.known_as(session, partner)
    places = partners.sites_of(session, partner)
    stages = profile.stages(session, ids)
    found_strategy = strategy.strategy(session, partner)
    staff = [one.staff_id for one in stages] + [found_strategy.owner_id if found_strategy else None]
    return render_template(
        "partner_pages/show.html",
        partner=found,
        places=places,
        hours={one.id: _hours(one.opening) for one in places if one.opening},
        pictures=pictures.of(session, [one.id for one in places]),
        contacts=contacts.of(session, ids),
        stages=stages,
        strategy=found_strategy,
        shares=shares.of(session, ids),
        agreements=agreements.of(session, ids),
        merged=partners.merged_into(session, partner),
        goals=goals.served_by(session, ids),
        grants=grants.of_partner(session, ids),
        together=queries.together(session, ids, [one.id for one in places], today()),
        talks=_talks(session, ids),
        names=_words().names(session, [(STAFF, one) for one in staff if one]),
        site_names={one.id: one.name for one in places},
        today=today().isoformat(),
    )


def _hours(opening: str) -> dict[str, list[Times]]:
    hours = opening_hours.read(opening)
    week: list[Times] = [(_a_day(first), _a_day(last), spans) for first, last, spans in opening_hours.grouped(hours)]
    return {"week": week, "otherwise": list(opening_hours.ahead(hours, today().isoformat(), HOURS_AHEAD))}


def _a_day(weekday: str) -> date:
    return date(2024, 1, 1 + opening_hours.DAYS.index(weekday))


def _talks(session: Session, ids: list[str]) -> Told:
    facts = [one for id_ in ids for one in reading.history(session, id_, limit=FEW_TALKS)]
    latest = sorted(facts, key=lambda one: one.fact.effective, reverse=True)[:FEW_TALKS]
    return _words().page(session, current_app.extensions["catalogue"], latest)


def _words() -> Words:
    told: Words = current_app.extensions["words"]
    return told
