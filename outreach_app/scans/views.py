"""What lies behind a scanned or typed code, by the kind of its door. No account, no cookie."""

from collections.abc import Callable

from flask import Blueprint, abort, request
from werkzeug.wrappers import Response

from outreach_app.db import db
from outreach_app.doors import codes
from outreach_app.doors.models import Door
from outreach_app.scans.flyers import views as flyers
from outreach_app.scans.kits import views as kits
from outreach_app.scans.papers import views as papers
from outreach_app.scans.partner import views as partner
from outreach_app.scans.pulse import views as pulse

blueprint = Blueprint("scans", __name__, url_prefix="/q")

_BEHIND: dict[str, Callable[[str, Door], Response]] = {
    codes.PULSE: pulse.ask,
    codes.KIT: kits.show,
    codes.ITEM: kits.show,
    codes.PARTNER: partner.show,
}
_THANKED: dict[str, Callable[[str, Door], Response]] = {
    codes.PULSE: pulse.thanks,
    codes.KIT: kits.thanks,
    codes.ITEM: kits.thanks,
}


@blueprint.route("/<code>", methods=["GET", "POST"])
def scanned(code: str) -> Response:
    """The page that a code opens."""
    if request.method != "POST" and (found := flyers.show(code)):
        return found
    door = codes.behind_any(db.session(), code, _BEHIND)
    if door is None:
        return flyers.nothing(code)
    return _BEHIND[door.kind](code, door)


@blueprint.get("/<code>/thanks")
def thanks(code: str) -> Response:
    """That an answer or a report is kept."""
    door = codes.behind_any(db.session(), code, _THANKED) or abort(404)
    return _THANKED[door.kind](code, door)


@blueprint.get("/<code>/pictures/<picture>")
def picture(code: str, picture: str) -> Response:
    """A picture of the flyer or of the kit that a code opens."""
    if found := flyers.picture(code, picture):
        return found
    door = codes.behind_any(db.session(), code, (codes.KIT, codes.ITEM)) or abort(404)
    return kits.picture(door, picture)


@blueprint.get("/<code>/flyer.pdf")
def paper(code: str) -> Response:
    """A flyer to be printed, for whoever holds a partner's page."""
    door = codes.behind_any(db.session(), code, (codes.PARTNER,)) or abort(404)
    return papers.flyer(code, door)


@blueprint.get("/<code>/contact.vcf")
def contact(code: str) -> Response:
    """The library whose flyer it is, as a contact."""
    return flyers.contact(code)


@blueprint.get("/<code>/event.ics")
def event(code: str) -> Response:
    """What a flyer invites to, for a calendar."""
    return flyers.event(code)


@blueprint.get("/counting")
def counted_how() -> Response:
    """What is counted when a code is opened."""
    return flyers.counted_how()
