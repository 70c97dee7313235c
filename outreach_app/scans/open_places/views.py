"""What is open where in an emergency. No account, no cookie, nothing counted; it never says "now".

Everybody looks at once when it is told on the radio: a process keeps the page for some seconds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Blueprint, Response, current_app, g, request, url_for
from flask_babel import force_locale

from outreach_app import clock
from outreach_app.accounts.models import Library
from outreach_app.db import db, reading
from outreach_app.emergency.mode import queries, words
from outreach_app.emergency.mode.facts import CLOSED
from outreach_app.emergency.mode.models import EmergencyPlace
from outreach_app.partners import queries as partners
from outreach_app.scans import opening
from outreach_app.scans.framed import FLYER, framed
from outreach_app.scans.homes import AT, home
from outreach_app.web import language
from outreach_app.web.one_request import Page

blueprint = Blueprint("open_places", __name__, url_prefix="/open")
SECONDS, FRESH, MOST_PAGES = 10, 60, 200


@dataclass(frozen=True, slots=True)
class Told:
    """A place as the page shows it; `text` is what the library says of it, in `speaks`."""

    name: str
    address: str
    is_closed: bool
    opening: opening.Opening | None
    services: list[str]
    speaks: str
    text: str
    told_at: str


@blueprint.get("")
def show() -> Response:
    """Where what is open, and what there is."""
    found, is_large = home(db.session(), request.args.get(AT)), "large" in request.args
    if isinstance(found, list):
        return _choice(found)
    g.time_zone = found.time_zone
    # In an emergency everybody is spoken to, whatever the library's own languages are.
    own = [one for one in found.language_codes if one in language.public()]
    g.languages = [*own, *(one for one in language.public() if one not in own)]
    spoken = language.in_public(g.languages)
    kept: dict[tuple[str, str, bool], tuple[float, Page, float]] = current_app.extensions["open_pages"]
    key, now = (found.id, spoken, is_large), clock.now().timestamp()
    if key not in kept or kept[key][0] <= now:
        if len(kept) >= MOST_PAGES:
            kept.clear()
        with force_locale(spoken):
            page, changes = _page(found, spoken, is_large)
        kept[key] = (min(now + SECONDS, changes), page, changes)
    _until, page, changes = kept[key]
    response = page.response()
    fresh = max(0, int(min(FRESH, changes - now)))
    # A phone without a network still shows what it has: it says of which day that is.
    response.headers["Cache-Control"] = f"public, max-age={fresh}, stale-if-error=604800"
    return response


def _page(library: Library, spoken: str, is_large: bool) -> tuple[Page, float]:
    """The page, and when something that it says changes by itself."""
    now = clock.now().timestamp()
    with reading(library.id) as session:
        one = queries.running(session)
        found = queries.places(session, one) if one else []
        ids = [place.place_id for place in found]
        names, postal = queries.place_names(session, ids), partners.addresses(session, ids, language.today())
    told = [_told(place, spoken, library, names.get(place.place_id, ""), postal.get(place.place_id)) for place in found]
    last = max([one.since, *(place.at for place in found)]) if one else None
    speaks, text = _said(one.words if one else {}, spoken, library)
    page = framed(
        current_app.extensions["built"], "scans/open.html", FLYER, is_large=is_large, library=library, emergency=one,
        places=sorted(told, key=lambda place: (place.is_closed, place.name.casefold())), said_in=speaks, said=text,
        told_at=_in_full(clock.from_micros(last)) if last else None, others=[one for one in g.languages if one != spoken],
        here=_here(library, spoken, is_large),
    )  # fmt: skip
    openings = [place.opening for place in told if not place.is_closed]
    return page, opening.until([*openings, opening.opening(library.opening, library.time_zone)], now + FRESH)


def _told(place: EmergencyPlace, spoken: str, library: Library, name: str, postal: partners.Postal | None) -> Told:
    speaks, text = _said(place.words, spoken, library)
    return Told(
        is_closed=place.state == CLOSED,
        name=name,
        address=place.address or (postal.address if postal else ""),
        opening=opening.opening(place.opening, library.time_zone),
        services=[str(words.SERVICE[one]) for one in place.offers if one in words.SERVICE],
        speaks=speaks,
        text=text,
        told_at=_in_full(place.told_at),
    )


def _in_full(at: datetime) -> str:
    return f"{language.full_date(at.astimezone(language.zone()).date())}, {language.clock_time(at)}"


def _said(texts: Mapping[str, str], spoken: str, library: Library) -> tuple[str, str]:
    """What the library says, in this language or in the first of its own that it says it in."""
    found = next((one for one in (spoken, *library.language_codes) if texts.get(one)), None)
    return (found, texts[found]) if found else (spoken, "")


def _here(library: Library, spoken: str, is_large: bool) -> Any:
    asked = {AT: library.id} if request.args.get(AT) else {}

    def here(**changed: Any) -> str:
        return url_for(".show", **{**asked, "lang": spoken, "large": 1 if is_large else None, **changed})

    return here


def _choice(homes: list[Library]) -> Response:
    built = current_app.extensions["built"]
    return framed(built, "scans/open.html", FLYER, is_large=False, library=None, libraries=homes, here=None).response()
