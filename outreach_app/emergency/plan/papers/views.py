"""The desk's pages of the go-pack: as a page and as PDF."""

from flask import Blueprint, abort, current_app, make_response, render_template
from werkzeug.wrappers import Response

from outreach_app.accounts import sign_in
from outreach_app.db import db
from outreach_app.emergency.plan import queries
from outreach_app.emergency.plan.papers import printing
from outreach_app.emergency.plan.shown import Shown
from outreach_app.paper import typesetting
from outreach_app.web import language, qr
from outreach_app.web.text import gettext as _

blueprint = Blueprint("emergency_papers", __name__, url_prefix="/emergency/plan")


@blueprint.get("/<plan>/pack")
def pack(plan: str) -> str:
    """What is in the go-pack, as a page: the twin of the PDF."""
    shown, base_url = _shown(plan), _base_url()
    parts = printing.parts(shown, f"{base_url}/q/")
    opens = {one.address for part in parts for one in part.entries if one.address} | {f"{base_url}/app/plan"}
    return render_template(
        "emergency/plan/pack.html",
        shown=shown,
        parts=parts,
        warnings=printing.warnings(shown),
        printed=printing.printed(),
        on_a_phone=f"{base_url}/app/plan",
        codes={one: qr.svg(one, _("Code that opens %(address)s", address=one)) for one in opens},
    )


@blueprint.get("/<plan>/pack.pdf")
def pack_to_print(plan: str) -> Response:
    """The go-pack as a tagged PDF."""
    shown, library = _shown(plan), sign_in.person().library
    told = printing.sheet(shown, library, language=language.code(), base_url=_base_url())
    name = f"disaster-plan-{shown.plan.told.number}.pdf"
    headers = {
        "Content-Type": "application/pdf",
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return make_response(typesetting.pdf("plan", told), 200, headers)


def _shown(plan: str) -> Shown:
    session = db.session()
    return Shown.of(session, queries.plan(session, plan) or abort(404))


def _base_url() -> str:
    return str(current_app.extensions["settings"].base_url)
