"""The desk's page where the strategy of a partnership is written."""

from datetime import date

from flask import Blueprint, abort, flash, url_for
from werkzeug.wrappers import Response

from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.partners import queries as partners
from outreach_app.partners.strategy import editing, queries
from outreach_app.partners.strategy.forms import StrategyForm
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("partner_strategy", __name__, url_prefix="/partners")
_TEXTS = ("aim", "both_want", "next_step", "owner_id", "version")


@blueprint.route("/<partner>/strategy", methods=["GET", "POST"])
def write(partner: str) -> Response:
    """Say what the partnership is for, what comes next, who sees to it."""
    person, session = sign_in.person(), db.session()
    name = partners.partner_names(session, [partner]).get(partner) or abort(404)
    found = queries.strategy(session, partner)
    data = {one: getattr(found, one) for one in _TEXTS} if found else {"version": 0}
    form = StrategyForm(data={**data, "review_on": date.fromisoformat(found.review_on) if found and found.review_on else None})
    owner = found.owner_id if found else None
    staff = {**(accounts.staff_names(session, [owner]) if owner else {}), **accounts.active_staff(session)}
    form.owner_id.choices = [("", _("Nobody yet")), *sorted(staff.items(), key=lambda one: one[1].casefold())]

    def do() -> None:
        with writing(person.library.id) as handle:
            editing.write(handle, partner, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for("partner_pages.show", partner=partner)
    title = _("Strategy of the partnership with %(partner)s", partner=name)
    return form_page("partners/edit.html", form, do, then, title=title, up=(then, name))
