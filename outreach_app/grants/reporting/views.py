"""The report of a grant: a page to print with the numbers for the funder, and the same as a file."""

from collections.abc import Iterator

from flask import Blueprint, Response, current_app, render_template
from sqlalchemy.orm import Session

from outreach_app.accounts import sign_in
from outreach_app.db import db
from outreach_app.grants import queries, words
from outreach_app.grants.models import Grant
from outreach_app.grants.results import queries as results
from outreach_app.grants.views import grant_of
from outreach_app.kits import queries as kits
from outreach_app.ledger.telling import Names
from outreach_app.partners import queries as partners
from outreach_app.partners.goals import queries as goals
from outreach_app.web.language import today
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _

blueprint = Blueprint("grant_report", __name__, url_prefix="/grants")


@blueprint.get("/<grant>/report")
def show(grant: str) -> str:
    """The numbers of a grant, and what they were counted from."""
    session = db.session()
    found = grant_of(session, grant)
    paid, names = _paid(session, found)
    served = queries.goals_of(session, [grant]).get(grant, [])
    return render_template(
        "grants/report.html",
        grant=found,
        funder=queries.funders(session, [found])[grant],
        taking=queries.taking_part(session, [grant]).get(grant, []),
        goals=[one for one in goals.goals(session) if one.id in served],
        paid=paid,
        rules=results.rules(session, grant),
        own=results.chosen(session, grant),
        places=partners.places(session),
        codes=kits.kit_codes(session, paid.kits),
        names=names,
    )


@blueprint.get("/<grant>/report.csv")
def export(grant: str) -> Response:
    """The same as a file for a spreadsheet."""
    session = db.session()
    found = grant_of(session, grant)
    return csv_file(_rows(session, found), f"grant-report-{today().isoformat()}.csv")


def _rows(session: Session, grant: Grant) -> Iterator[list[object]]:
    paid, names = _paid(session, grant)
    places, codes = partners.places(session), kits.kit_codes(session, paid.kits)
    yield [_("What"), _("Number"), "", "", ""]
    yield [_("Grant"), grant.name]
    yield [_("Funder"), queries.funders(session, [grant])[grant.id]]
    yield [_("Stage"), str(words.STAGE_WORDS[grant.stage])]
    yield [_("Amount given"), grant.given, grant.currency]
    yield [_("From"), (paid.span or ("",))[0]]
    yield [_("Until"), (paid.span or ("", ""))[1]]
    yield from figures(paid)
    yield []
    yield [_("What"), _("Day"), _("Place"), _("Topic"), _("People")]
    for visit in paid.visits:
        yield [_("Visit"), visit.on, places.get(visit.site or "", "")]
    for one in paid.sessions:
        topic = names("topics", one.topic) if one.topic else ""
        yield [_("Session"), one.on, places.get(one.site or "", ""), topic, one.people]
    for taken in paid.taken:
        yield [_("Kit"), taken.on, places.get(taken.site or "", ""), codes.get(taken.kit, "")]


def figures(paid: results.Paid) -> list[list[object]]:
    """The numbers for the funder, each with what it counts."""
    return [
        [_("Visits made"), len(paid.visits)],
        [_("Sessions held"), len(paid.sessions)],
        [_("People who came to sessions"), paid.attendance],
        [_("Sessions that do not say how many came"), paid.unknown],
        [_("People helped one to one or at a table"), paid.helped],
        [_("Referrals given"), paid.referrals],
        [_("Kits used"), len(paid.kits)],
        [_("Kits taken out, times"), len(paid.taken)],
    ]


def _paid(session: Session, grant: Grant) -> tuple[results.Paid, Names]:
    found = results.paid(session, grant, results.When(sign_in.person().library.time_zone, today()))
    names: Names = current_app.extensions["words"].names(
        session, [("topics", one.topic) for one in found.sessions if one.topic]
    )
    return found, names
