"""A partner's own page: when somebody comes, what they have of ours, flyers, whom to call, and a way to ask."""

from datetime import timedelta
from typing import Any

from flask import abort, current_app, g, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app.accounts import failures
from outreach_app.accounts.models import Library
from outreach_app.db import reading, writing
from outreach_app.doors.models import Door
from outreach_app.flyers import queries as flyers
from outreach_app.flyers.rules import is_current
from outreach_app.flyers.words import TEMPLATE
from outreach_app.kits import queries as kits
from outreach_app.ledger import desk
from outreach_app.partners import queries as partners
from outreach_app.partners.page.facts import ASKED
from outreach_app.problems import Refusal
from outreach_app.scans import signed
from outreach_app.scans.framed import PARTNER, framed
from outreach_app.scans.partner.forms import AskForm
from outreach_app.visits import queries as visits
from outreach_app.web import language
from outreach_app.web.errors import STATUS, message_of
from outreach_app.web.text import gettext as _

AHEAD = timedelta(days=90)
# An office behind one network address asks for less in a quarter of an hour.
MOST_AT_ONCE = 20


def show(code: str, door: Door) -> Response:
    """The page, and what is sent from it."""
    with reading(door.library_id) as session:
        home = session.get_one(Library, door.library_id)
        g.languages, g.time_zone = home.language_codes, home.time_zone
        shown = _shown(session, home, door.target)
    form = AskForm([(one.id, one.name) for one in shown["sites"]])
    if request.method == "GET":
        return _page(form, code, 200, **shown)
    answer = signed.opened(_key(), code, form.token.data or "")
    if answer is None:
        says = _("This page was open for too long. What you wrote is still here: send it again.")
        return _page(form, code, 422, says=says, **shown)
    if not form.validate() or not (form.words.data or form.contact.data):
        wrong = next((str(one[0]) for one in form.errors.values() if one), None)
        return _page(form, code, 422, says=wrong or _("Write a line about it, or say whom to answer."), **shown)
    try:
        failures.refuse_if_too_many("answers.too_many", _who(), most=MOST_AT_ONCE)
        with writing(door.library_id) as handle:
            desk.record_one(
                handle, current_app.extensions["catalogue"], fact_id=answer, kind=ASKED, subject=door.target,
                author=None, payload=form.told, zone=home.time_zone, via="public",
            )  # fmt: skip
    except Refusal as refusal:
        said = message_of(refusal)
        if refusal.code == "fact.changed_meanwhile":
            said = _("You have sent this already, and it is kept. To ask for something else, open the page anew.")
        response = _page(form, code, STATUS.get(refusal.code, 409), says=said, **shown)
        if "retry_after" in refusal.details:
            response.headers["Retry-After"] = str(refusal.details["retry_after"])
        return response
    failures.note(_who())
    # Sealed, so that an address that somebody keeps or makes up says "sent" of nothing.
    sent = signed.sealed(_key(), f"{code} sent")
    return redirect(url_for("scans.scanned", code=code, lang=language.asked(), sent=sent), 303)


def _shown(session: Session, home: Library, partner: str) -> dict[str, Any]:
    name = partners.partner_names(session, [partner]).get(partner) or abort(404)
    # The poster of one that was merged goes on to work, for the other.
    partner = partners.now_called(session, partner)
    sites, today = partners.sites_of(session, partner), language.today()
    coming = [one for one in visits.between(session, today, today + AHEAD, sites=[one.id for one in sites])]
    lent = kits.with_partner(session, *partners.known_as(session, partner))
    handed_out = [
        one for one in flyers.flyers(session, retired=False) if is_current(one.valid_from, one.valid_until, str(today))
    ]
    return {
        "library": home,
        "partner": name,
        "sites": sites,
        "site_names": {one.id: one.name for one in sites},
        "visits": [one for one in coming if one.called_off_because is None and one.state == "planned"],
        "kits": [(kit, kits.door(session, kit.id), kits.parts(session, kit.id)) for kit in lent],
        "flyers": [(one, *one.in_words(language.code())) for one in handed_out],
        "spoken": sorted({code for one in handed_out for code in one.words}),
        "templates": TEMPLATE,
    }


def _page(form: AskForm, code: str, status: int, *, says: str | None = None, **shown: Any) -> Response:
    form.token.data = signed.sealed(_key(), code)
    page = framed(
        current_app.extensions["built"], "scans/partner.html", PARTNER, is_large="large" in request.args, has_form=True,
        form=form, code=code, says=says, is_sent=status == 200 and _was_sent(code), **shown,
    )  # fmt: skip
    response = page.response(status)
    # Whoever is in the office reads it; nobody's cache between shall hold it, and a token of a form does not last.
    response.headers["Cache-Control"] = "private, max-age=300, stale-if-error=86400" if status == 200 else "no-store"
    return response


def _was_sent(code: str) -> bool:
    return signed.opened(_key(), f"{code} sent", request.args.get("sent", "")) is not None


def _who() -> str:
    return f"asking {request.remote_addr}"


def _key() -> str:
    key: str = current_app.config["SECRET_KEY"]
    return key
