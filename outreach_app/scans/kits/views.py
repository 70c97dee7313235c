"""The page behind the code of a kit or of a thing in it: whose it is, how to use it, what should be inside."""

from flask import abort, current_app, g, request
from werkzeug.wrappers import Response

from outreach_app.accounts.models import Library
from outreach_app.db import reading
from outreach_app.doors import codes
from outreach_app.doors.models import Door
from outreach_app.kits import queries
from outreach_app.kits.guide import queries as guides
from outreach_app.scans.framed import KIT, framed
from outreach_app.web import language


def show(_code: str, door: Door) -> Response:
    """Whose the kit is, how to use it and what belongs in it. Where it is now is nobody's business here."""
    with reading(door.library_id) as session:
        home = session.get_one(Library, door.library_id)
        g.languages, g.time_zone = home.language_codes, home.time_zone
        item = door.target if door.kind == codes.ITEM else None
        kit = queries.kit_of_part(session, item) if item else door.target
        found = (queries.found(session, kit) if kit else None) or abort(404)
        parts = queries.parts(session, found.id)
        page = framed(
            current_app.extensions["built"],
            "scans/kit.html",
            KIT,
            is_large="large" in request.args,
            library=home,
            kit=found,
            item=next((one for one in parts if one.id == item), None),
            parts=[one for one in parts if not one.is_retired],
            guide=guides.spoken(session, found.id, [language.code(), *home.language_codes]),
        )
    return page.response()
