"""The pages behind flyers' codes, and behind codes that open nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, current_app, g, request, url_for
from flask_babel import force_locale
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app import clock
from outreach_app.accounts.models import Library
from outreach_app.db import db, reading
from outreach_app.doors import codes as doors
from outreach_app.flyers import codes, queries
from outreach_app.flyers.counts import counting
from outreach_app.flyers.models import ADDRESS, HOME, LISTING, Flyer
from outreach_app.flyers.rules import is_current
from outreach_app.photos import views as photos
from outreach_app.photos.looking import REDUCED_KIND
from outreach_app.scans import at_once
from outreach_app.scans.counted import is_scan
from outreach_app.scans.flyers import files
from outreach_app.scans.flyers.opened import Opened, opened, place_opening
from outreach_app.scans.framed import FLYER, framed
from outreach_app.scans.opening import in_lines, opening
from outreach_app.web import language, one_request, qr, wifi
from outreach_app.web.one_request import Page
from outreach_app.web.text import gettext as _

MOST_INSTEAD, MOST_NEAR = 6, 4
_PICTURE_LASTS = "public, max-age=604800, immutable"


@dataclass(frozen=True, slots=True)
class Offered:
    """Another flyer, as a link to its page."""

    code: str
    title: str
    language: str


def show(typed: str) -> Response | None:
    """The page of a flyer, by its own code or a stack's; None where it is no flyer's. A person who came so is counted."""
    code = codes.spelled(typed)
    own = codes.flyer_of(code)
    found = opened(_remembered(), own) if own else None
    if own is None or found is None:
        return None
    told = request.environ
    # Read as they came: most phones say the same, and what they mean was found out for the first of them.
    asked = (told.get("HTTP_ACCEPT_LANGUAGE", ""), told.get("QUERY_STRING", ""))
    response = found.answer(asked, lambda: _page(found)).response()
    # A code whose last letter does not fit is no stack's.
    counted, scans = code if codes.is_stack(code) else own, counting.of(current_app)

    def count(told: Mapping[str, Any]) -> None:
        if is_scan(told):
            scans.note(found.library.id, counted, found.today)

    count(told)
    told[at_once.AGAIN] = at_once.Again(found.until, count)
    return response


def _page(found: Opened) -> Page:
    """The page in the language that this request asks for."""
    speaks = found.speaks(request.args.get(language.ASKED), request.accept_languages)
    ui, is_large = found.frame(speaks, request.accept_languages), "large" in request.args
    return found.page((speaks, ui, is_large), lambda: _made(found, speaks, ui, is_large))


def nothing(typed: str) -> Response:
    """What helps where a code opens nothing: the flyers that it may have been meant for, or what there is."""
    code = codes.spelled(typed)
    homes = list(db.session().scalars(select(Library).limit(2)))
    home = homes[0] if len(homes) == 1 else None
    if home:
        g.languages, g.time_zone = home.language_codes, home.time_zone
    offered = home.language_codes if home else []
    with force_locale(language.in_public(offered)):
        near = _near(code)
        instead = []
        if home and not near:
            with reading(home.id) as session:
                instead = _current(session, home, language.code())
        return _plain("scans/unknown.html", offered, library=home, near=near, instead=instead).response(404)


def contact(typed: str) -> Response:
    """The library as a contact to be saved."""
    found = _found(typed)
    home = found.library
    with force_locale(language.in_public(home.language_codes)):
        text = files.contact(home, _address(found.flyer), in_lines(opening(home.opening, home.time_zone)))
    return _file(text, "text/vcard", "library.vcf")


def picture(typed: str, content: str) -> Response | None:
    """The picture of a flyer, which is another one under another name; None where it is no flyer's code."""
    own = codes.flyer_of(codes.spelled(typed))
    found = opened(_remembered(), own) if own else None
    if found is None:
        return None
    if found.flyer.picture != content:
        # What is remembered of the flyer may be older than the page that names this picture.
        with reading(found.library.id) as session:
            flyer = queries.flyer(session, found.flyer.id)
        if flyer is None or flyer.picture != content:
            abort(404)
    return photos.answer(queries.picture_name(found.library.id, content), REDUCED_KIND, _PICTURE_LASTS)


def event(typed: str) -> Response:
    """What a flyer invites to, for a calendar."""
    found = _found(typed)
    flyer = found.flyer
    if flyer.on is None:
        abort(404)
    says = flyer.words[found.speaks(request.args.get(language.ASKED), request.accept_languages)]
    text = files.event(
        id_=flyer.id, version=flyer.version, title=says["title"], text=says["text"], place=flyer.place, url=_address(flyer),
        on=flyer.on, starts=flyer.starts, ends=flyer.ends, zone=found.library.time_zone, now=clock.now(),
    )  # fmt: skip
    return _file(text, "text/calendar", "event.ics")


def counted_how() -> Response:
    """What is counted when a code is opened, in plain words."""
    with force_locale(language.in_public([])):
        return _plain("scans/counted_how.html", [], library=None).response()


def _made(found: Opened, speaks: str, ui: str, is_large: bool) -> Page:
    home = found.library
    g.languages, g.time_zone = home.language_codes, home.time_zone
    with force_locale(ui):
        return _told(found, speaks, ui, is_large)


def _told(found: Opened, speaks: str, ui: str, is_large: bool) -> Page:
    flyer, home = found.flyer, found.library
    over, place = _over(flyer, found.today), found.place
    is_closed = place is not None and place.closed_on is not None and place.closed_on <= found.today
    instead: list[Offered] = []
    if over:
        with reading(home.id) as session:
            instead = [one for one in _current(session, home, speaks) if one.code != flyer.code]
    wireless = wifi.read(place.wifi if place and place.wifi and not is_closed else home.wifi)
    joins = qr.svg(wireless.payload, _("The code of this Wi-Fi network: a phone's camera joins it.")) if wireless else None
    return _frame(
        "scans/flyer.html", speaks=speaks, ui=ui, is_large=is_large, others=[one for one in flyer.words if one != speaks],
        library=home, flyer=flyer, says=flyer.words[speaks], over=over, is_over=bool(over), instead=instead,
        leads=_leads(flyer, home, ui), address=_address(flyer),
        place=place, is_closed=is_closed, place_opening=place_opening(place, home.time_zone), wireless=wireless, joins=joins,
        is_of_place=bool(place and place.wifi and not is_closed),
        kept_for=found.until - clock.now().timestamp(),
    )  # fmt: skip


def _leads(flyer: Flyer, home: Library, ui: str) -> str | None:
    """Where its button leads; None where it leads nowhere."""
    if flyer.target == LISTING and flyer.listing_id:
        is_alone = len(db.session().scalars(select(Library.id).limit(2)).all()) == 1
        told: dict[str, Any] = {"lang": ui, "large": None} if is_alone else {"lang": ui, "large": None, "at": home.id}
        return url_for("directory.listing", listing=flyer.listing_id, **told)
    return {ADDRESS: flyer.address, HOME: home.web or "/"}.get(flyer.target)


def _plain(template: str, offered: Sequence[str], **told: Any) -> Page:
    """A page that is nobody's words but the product's, in the language that it speaks now."""
    return _frame(template, others=[one for one in language.public_of(offered) if one != language.code()], **told)


def _frame(template: str, **told: Any) -> Page:
    told.setdefault("is_large", "large" in request.args)
    return framed(current_app.extensions["built"], template, FLYER, **told)


def _over(flyer: Flyer, today: str) -> str | None:
    if flyer.retired_at is not None or (flyer.valid_until is not None and flyer.valid_until < today):
        return _("This is over. Here is what the library offers now.")
    if not is_current(flyer.valid_from, flyer.valid_until, today):
        return _("This has not begun yet.")
    return None


def _near(code: str) -> list[Offered]:
    """The flyers whose code is nearly that one."""
    if codes.flyer_of(code):
        # Of a stack only its flyer's letters lead anywhere.
        code = code[: codes.OF_A_FLYER]
    found = []
    for door in doors.behind_these(db.session(), list(codes.near(code)), doors.FLYER)[:MOST_NEAR]:
        with reading(door.library_id) as session:
            flyer = queries.flyer(session, door.target)
            if flyer is not None and flyer.retired_at is None:
                found.append(_offered(flyer, language.code()))
    return found


def _current(session: Session, home: Library, speaks: str) -> list[Offered]:
    today = clock.now().astimezone(language.zone()).date().isoformat()
    found = [one for one in queries.flyers(session, retired=False) if is_current(one.valid_from, one.valid_until, today)]
    return [_offered(one, speaks, *home.language_codes) for one in found[:MOST_INSTEAD]]


def _offered(flyer: Flyer, *languages: str) -> Offered:
    spoken, says = flyer.in_words(*languages)
    return Offered(flyer.code, says["title"], spoken)


def _found(typed: str) -> Opened:
    own = codes.flyer_of(codes.spelled(typed))
    return (opened(_remembered(), own) if own else None) or abort(404)


def _remembered() -> dict[str, Opened]:
    remembered: dict[str, Opened] = current_app.extensions["opened_flyers"]
    return remembered


def _address(flyer: Flyer) -> str:
    return f"{current_app.extensions['settings'].base_url}{url_for('scans.scanned', code=flyer.code)}"


def _file(text: str, kind: str, name: str) -> Response:
    headers = {"Content-Type": f"{kind}; charset=utf-8", "Content-Disposition": f'inline; filename="{name}"'}
    return Response(text, headers={**headers, "Cache-Control": one_request.LASTS})
