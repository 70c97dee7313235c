"""The page behind the code of a kit or of a thing in it: whose it is, how to use it, what should be inside, and a way to
say that something is amiss or that it was found.
"""

from typing import Any

from flask import abort, current_app, g, redirect, request, url_for
from flask_babel import force_locale
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app.accounts import failures
from outreach_app.accounts.models import Library
from outreach_app.db import reading, writing
from outreach_app.doors import codes
from outreach_app.doors.models import Door
from outreach_app.kits import queries
from outreach_app.kits.guide import queries as guides
from outreach_app.kits.pictures import queries as pictures
from outreach_app.kits.pictures.models import KitPicture
from outreach_app.kits.pictures.views import answer
from outreach_app.ledger import desk
from outreach_app.problems import Refusal
from outreach_app.scans import signed
from outreach_app.scans.framed import KIT, framed
from outreach_app.scans.kits.forms import ReportForm
from outreach_app.web import language
from outreach_app.web.errors import STATUS, message_of
from outreach_app.web.one_request import Page
from outreach_app.web.text import gettext as _

# From one network address, or about one kit, within a quarter of an hour.
MOST_AT_ONCE = 10


def show(code: str, door: Door) -> Response:
    """Whose the kit is, how to use it and what belongs in it. Where it is now is nobody's business here."""
    with force_locale(_spoken(door)):
        return _shown_or_sent(code, door)


def _shown_or_sent(code: str, door: Door) -> Response:
    form = ReportForm()
    with reading(door.library_id) as session:
        shown = _shown(session, door, form)
    if request.method != "POST":
        return _page(code, form, 200, **shown)
    home, kit = shown["library"], shown["kit"].id
    secret = signed.opened(_key(), code, form.token.data or "")
    if not form.validate() or secret is None:
        says = None if secret else _("This page was open for too long. What you wrote is still here: send it again.")
        return _page(code, form, 422, says=says, **shown)
    try:
        failures.refuse_if_too_many("reports.too_many", *_counted(kit), most=MOST_AT_ONCE)
        with writing(home.id) as handle:
            desk.record_one(
                handle, current_app.extensions["catalogue"], fact_id=secret, kind="kit.problem_reported", subject=kit,
                author=None, payload=form.told, zone=home.time_zone, via="public",
            )  # fmt: skip
    except Refusal as refusal:
        response = _page(code, form, STATUS.get(refusal.code, 409), says=_says(refusal), **shown)
        if "retry_after" in refusal.details:
            response.headers["Retry-After"] = str(refusal.details["retry_after"])
        return response
    failures.note(*_counted(kit))
    spoken = language.code() if language.ASKED in request.args else None
    return redirect(url_for("scans.thanks", code=code, lang=spoken), 303)


def thanks(_code: str, door: Door) -> Response:
    """That what was said is with the library, and how to reach it."""
    with force_locale(_spoken(door)), reading(door.library_id) as session:
        return _framed("scans/kit_thanks.html", library=_home(session, door)).response()


def picture(door: Door, id_: str) -> Response:
    """A picture of the kit; a reader's own phone and whatever lies between may keep it for a while."""
    with reading(door.library_id) as session:
        kit = queries.kit_of_part(session, door.target) if door.kind == codes.ITEM else door.target
        found = (pictures.picture(session, kit, id_) if kit else None) or abort(404)
    return answer(door.library_id, found, "public, max-age=3600")


def _spoken(door: Door) -> str:
    """The language of the page, of those that the library has."""
    with reading(door.library_id) as session:
        return language.in_public(_home(session, door).language_codes)


def _home(session: Session, door: Door) -> Library:
    home = session.get_one(Library, door.library_id)
    g.languages, g.time_zone = home.language_codes, home.time_zone
    return home


def _shown(session: Session, door: Door, form: ReportForm) -> dict[str, Any]:
    home = _home(session, door)
    item = door.target if door.kind == codes.ITEM else None
    kit = queries.kit_of_part(session, item) if item else door.target
    found = (queries.found(session, kit) if kit else None) or abort(404)
    parts = queries.parts(session, found.id)
    there = [one for one in parts if not one.is_retired]
    form.offer(there, item)
    return {
        "library": home,
        "kit": found,
        "item": next((one for one in parts if one.id == item), None),
        "parts": there,
        "pictures": _pictures(session, found.id, item),
        "guide": guides.spoken(session, found.id, [language.code(), *home.language_codes]),
    }


def _pictures(session: Session, kit: str, item: str | None) -> list[KitPicture]:
    """Those of the item that was scanned, or where it has none, or it was the kit, those of the kit."""
    there = pictures.of(session, kit)
    return [one for one in there if item and one.part_id == item] or there


def _page(code: str, form: ReportForm, status: int, says: str | None = None, **shown: Any) -> Response:
    # A token is for one report: what comes back is another one.
    form.token.data = signed.sealed(_key(), code)
    return _framed("scans/kit.html", has_form=True, form=form, says=says, code=code, **shown).response(status)


def _framed(template: str, **told: Any) -> Page:
    others = [one for one in language.public_of(g.languages) if one != language.code()]
    return framed(current_app.extensions["built"], template, KIT, is_large="large" in request.args, others=others, **told)


def _says(refusal: Refusal) -> str:
    if refusal.code == "fact.changed_meanwhile":
        return _("You have reported something from this page already, and the library has it. To report this as well, send it.")
    return message_of(refusal)


def _counted(kit: str) -> tuple[str, str]:
    return f"reports {request.remote_addr}", f"reports of {kit}"


def _key() -> str:
    key: str = current_app.config["SECRET_KEY"]
    return key
