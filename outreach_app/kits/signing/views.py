"""The desk's page of the terms that partners sign under, and the receipt of what one signed."""

from flask import Blueprint, abort, current_app, flash, render_template, url_for
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.kits import queries as kits
from outreach_app.kits.naming import PARTS, holder_mentions, place
from outreach_app.kits.signing import editing, queries
from outreach_app.kits.signing.facts import is_drawing
from outreach_app.kits.signing.forms import terms_form
from outreach_app.ledger import reading
from outreach_app.ledger.telling import STAFF
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("signing", __name__)
HANDED_OVER = "kit.handed_over"
SIGNED_KINDS = ("kit.checked_out", HANDED_OVER)


@blueprint.route("/settings/terms", methods=["GET", "POST"])
def terms() -> Response:
    """What partners sign under, in the library's languages."""
    person, now = sign_in.person(), queries.current(db.session())
    codes = person.library.language_codes
    form = terms_form(codes, now.texts if now else {}, now.version if now else 0)

    def write() -> None:
        with writing(person.library.id) as handle:
            version = editing.write(handle, form.told, seen=form.version.data or 0, by=person.id)
        flash(_("Saved as version %(version)s. Phones have it when they are next in touch.", version=version))

    return form_page("signing/terms.html", form, write, url_for(".terms"), terms=now)


@blueprint.get("/kits/receipts/<fact>")
def receipt(fact: str) -> str:
    """What a partner signed for, to be printed."""
    session = db.session()
    one = reading.kept(session, [fact]).get(fact)
    signed = one.fact.payload.get("signed_off") if one and one.fact.kind in SIGNED_KINDS else None
    if one is None or not signed:
        abort(404)
    told, is_handed_over = one.fact.payload, one.fact.kind == HANDED_OVER
    lines = told.get("parts", [])
    mentions = [*holder_mentions(told["to"]), *((PARTS, line["part"]) for line in lines)]
    if one.fact.author:
        mentions.append((STAFF, one.fact.author))
    parts = [] if lines or is_handed_over else [part for part in kits.parts(session, one.fact.subject) if not part.is_retired]
    return render_template(
        "signing/receipt.html",
        one=one,
        told=told,
        signed=signed,
        kit=kits.found(session, one.fact.subject),
        lines=lines,
        whole=parts,
        is_handed_over=is_handed_over,
        names=current_app.extensions["words"].names(session, mentions),
        place=place,
        drawn=signed["drawn"] if is_drawing(signed["drawn"]) else None,
    )
