"""The page behind the code of a kit or of a thing in it: whose it is, what should be inside."""

from flask import abort, g, make_response, render_template
from werkzeug.wrappers import Response

from outreach_app.accounts.models import Library
from outreach_app.db import reading
from outreach_app.doors import codes
from outreach_app.doors.models import Door
from outreach_app.kits import queries


def show(_code: str, door: Door) -> Response:
    """Whose the kit is and what belongs in it. Where it is now is nobody's business here."""
    with reading(door.library_id) as session:
        home = session.get_one(Library, door.library_id)
        g.languages, g.time_zone = home.language_codes, home.time_zone
        item = door.target if door.kind == codes.ITEM else None
        kit = queries.kit_of_part(session, item) if item else door.target
        found = (queries.found(session, kit) if kit else None) or abort(404)
        parts = queries.parts(session, found.id)
        page = render_template(
            "scans/kit.html",
            library=home,
            kit=found,
            item=next((one for one in parts if one.id == item), None),
            parts=[one for one in parts if not one.is_retired],
        )
    return make_response(page)
