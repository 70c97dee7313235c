"""The desk's page of one partner."""

from flask import Blueprint, abort, current_app, render_template
from sqlalchemy.orm import Session

from outreach_app.db import db
from outreach_app.ledger import reading
from outreach_app.ledger.telling import STAFF, Told, Words
from outreach_app.partner_pages import queries
from outreach_app.partners import queries as partners
from outreach_app.partners import words
from outreach_app.partners.agreements import queries as agreements
from outreach_app.partners.contacts import queries as contacts
from outreach_app.partners.profile import queries as profile
from outreach_app.partners.shared import queries as shares
from outreach_app.partners.shared import words as shared_words
from outreach_app.partners.strategy import queries as strategy
from outreach_app.web.language import today

blueprint = Blueprint("partner_pages", __name__, url_prefix="/partners")
FEW_TALKS = 10


@blueprint.get("/<partner>")
def show(partner: str) -> str:
    """Everything that the library knows of one partner."""
    session = db.session()
    found = partners.partner(session, partner) or abort(404)
    places = partners.sites_of(session, partner)
    stages = profile.stages(session, [partner])
    found_strategy = strategy.strategy(session, partner)
    staff = [one.staff_id for one in stages] + [found_strategy.owner_id if found_strategy else None]
    return render_template(
        "partner_pages/show.html",
        partner=found,
        places=places,
        contacts=contacts.of(session, [partner]),
        stages=stages,
        strategy=found_strategy,
        shares=shares.of(session, [partner]),
        agreements=agreements.of(session, [partner]),
        shared=shared_words,
        together=queries.together(session, [partner], [one.id for one in places], today()),
        talks=_talks(session, partner),
        names=_words().names(session, [(STAFF, one) for one in staff if one]),
        site_names={one.id: one.name for one in places},
        words=words,
        today=today().isoformat(),
    )


def _talks(session: Session, partner: str) -> Told:
    facts = reading.history(session, partner, limit=FEW_TALKS)
    return _words().page(session, current_app.extensions["catalogue"], facts)


def _words() -> Words:
    told: Words = current_app.extensions["words"]
    return told
