"""The public directory: the same search as at the desk, a page for each listing, sheets to print, and a way to put it right."""

from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, abort, current_app, g, redirect, request, url_for
from werkzeug.wrappers import Response as Answer

from outreach_app import clock
from outreach_app.accounts import failures
from outreach_app.accounts.models import Library
from outreach_app.db import db, reading, writing
from outreach_app.directory import cards, hours, narrowing, queries, said, topics
from outreach_app.directory.search import Found
from outreach_app.directory.standard import ACTIVE
from outreach_app.directory.suggestions.facts import SUGGESTED
from outreach_app.ledger import desk
from outreach_app.problems import Refusal
from outreach_app.scans import homes, signed
from outreach_app.scans.counted import is_person
from outreach_app.scans.directory import sheets
from outreach_app.scans.directory.forms import SuggestForm
from outreach_app.scans.directory.linked import linked
from outreach_app.scans.framed import DIRECTORY, framed
from outreach_app.scans.homes import AT
from outreach_app.trends.searched import counting
from outreach_app.web import language
from outreach_app.web.errors import STATUS, message_of
from outreach_app.web.text import gettext as _

blueprint = Blueprint("directory", __name__, url_prefix="/directory")
# What an address of these pages may say; nothing else is said again.
_ASKED = ("q", "topic", "city", "language", "cost", "open", "page", AT, language.ASKED, "large")
# Somebody who goes through a list with a pencil says less in a quarter of an hour.
MOST_AT_ONCE = 10


@blueprint.url_defaults
def keep(_endpoint: str, values: dict[str, Any]) -> None:
    """Whoever chose a library or a language keeps it from page to page; there is no cookie to remember it."""
    for name in (AT, language.ASKED, "large"):
        if name not in values and request.args.get(name):
            values[name] = request.args[name]


@blueprint.get("")
def search() -> Response:
    """What is found."""
    home = _home()
    if isinstance(home, list):
        return _page("scans/directory/libraries.html", None, libraries=home)
    asked = narrowing.public(request.args)
    with reading(home.id) as session:
        found, pages = narrowing.found(session, asked)
        offered = narrowing.choices(session)
    at = _local(home)
    _count(home, asked, found, at[0])
    states = {one["id"]: hours.state(one["hours"], *at) for one in found.listings}
    return _page(
        "scans/directory/search.html", home, found=found, pages=pages, asked=asked, offered=offered, states=states,
        meant=" ".join(found.meant.get(word, word) for word in cards.split(asked.wanted.words)) if found.meant else "",
    )  # fmt: skip


@blueprint.get("/<listing>")
def listing(listing: str) -> Response:
    """One service: how to reach it, when it is open, for whom it is."""
    home, card = _card(listing)
    is_given = card["status"] == ACTIVE
    key, page = _key(), url_for(".listing", listing=listing, lang=None, large=None)
    address = f"{current_app.extensions['settings'].base_url}{page}"
    return _page(
        "scans/directory/listing.html", home, 200 if is_given or card["status"] != "defunct" else 410, card=card,
        is_given=is_given, linked=linked(card, address, home.currency), is_stale=_is_stale(home, card),
        state=hours.state(card["hours"], *_local(home)),
        is_sent=signed.opened(key, f"{listing} suggested", request.args.get("sent", "")) is not None,
    )  # fmt: skip


@blueprint.route("/<listing>/suggestion", methods=["GET", "POST"])
def suggest(listing: str) -> Answer:
    """Say that something is otherwise. It changes nothing; somebody at the library looks at it."""
    home, card = _card(listing)
    form, key, page = SuggestForm(), _key(), f"{listing} suggestion"
    if request.method == "GET":
        return _form(form, home, card)
    answer = signed.opened(key, page, form.token.data or "")
    if answer is None:
        says = _("This page was open for too long. What you wrote is still here: send it again.")
        return _form(form, home, card, 422, says)
    if not form.validate() or (form.sort.data == "other" and not form.words.data):
        wrong = next((str(one[0]) for one in form.errors.values() if one), None)
        return _form(form, home, card, 422, wrong or _("Write a line about it."))
    try:
        failures.refuse_if_too_many("answers.too_many", _who(), most=MOST_AT_ONCE)
        with writing(home.id) as handle:
            desk.record_one(
                handle, current_app.extensions["catalogue"], fact_id=answer, kind=SUGGESTED, subject=listing, author=None,
                payload=form.told, zone=home.time_zone, via="public",
            )  # fmt: skip
    except Refusal as refusal:
        said_ = message_of(refusal)
        if refusal.code == "fact.changed_meanwhile":
            said_ = _("You have sent this already, and it is kept. To say something else, open the page anew.")
        response = _form(form, home, card, STATUS.get(refusal.code, 409), said_)
        if "retry_after" in refusal.details:
            response.headers["Retry-After"] = str(refusal.details["retry_after"])
        return response
    failures.note(_who())
    # Sealed, so that an address that somebody keeps or makes up says "sent" of nothing.
    return redirect(url_for(".listing", listing=listing, sent=signed.sealed(key, f"{listing} suggested")), 303)


@blueprint.get("/sheet")
def sheet() -> Response:
    """What is to be printed, as a page."""
    home, facets = _one_home(), _facets()
    with reading(home.id) as session:
        told = sheets.sheet(session, home, facets)
    return _page("scans/directory/sheet.html", home, sheet=told, facets=facets, left_out=sheets.left_out(told))


@blueprint.get("/sheet.pdf")
def sheet_to_print() -> Response:
    """The same as a tagged PDF."""
    home, facets = _one_home(), _facets()
    with reading(home.id) as session:
        told = sheets.sheet(session, home, facets)
    address = f"{current_app.extensions['settings'].base_url}/directory"
    pdf = sheets.as_pdf(told, home, language.code(), address, facets)
    headers = {"Content-Type": "application/pdf", "Content-Disposition": 'inline; filename="directory.pdf"'}
    return Response(pdf, headers={**headers, "Cache-Control": "public, max-age=600", "Vary": "Accept-Language"})


def _count(home: Library, asked: narrowing.Asked, found: Found, day: str) -> None:
    """Note what was looked for, not by whom; a program's search and another page of the same one are none."""
    topic = asked.wanted.facets[cards.TOPIC]
    if (asked.wanted.words or topic) and asked.page == 1 and is_person(request.environ):
        topics_ = [topic] if topic and found.total else [one for card in found.listings for one in card["topics"]]
        searches = counting.of(current_app)
        searches.note(home.id, day, request.remote_addr, asked.wanted.words, topics_, is_in_vain=not found.total)


def _home() -> Library | list[Library]:
    """The library whose directory is asked for; all of them where several are here and none is named."""
    found = homes.home(db.session(), request.args.get(AT))
    if isinstance(found, Library):
        g.languages, g.time_zone = found.language_codes, found.time_zone
    return found


def _one_home() -> Library:
    home = _home()
    return abort(404) if isinstance(home, list) else home


def _card(listing: str) -> tuple[Library, dict[str, Any]]:
    home = _one_home()
    with reading(home.id) as session:
        return home, queries.card(session, listing) or abort(404)


def _facets() -> dict[str, str]:
    """Which listings are to be on paper: only such values as there are, so that nobody sets sheets without end."""
    wanted = narrowing.public(request.args).wanted.facets
    return {sort: wanted[sort] for sort in sheets.SORTS if wanted[sort]}


def _form(form: SuggestForm, home: Library, card: dict[str, Any], status: int = 200, says: str | None = None) -> Response:
    form.token.data = signed.sealed(_key(), f"{card['id']} suggestion")
    response = _page("scans/directory/suggest.html", home, status, form=form, card=card, says=says)
    # A token of a form does not last.
    response.headers["Cache-Control"] = "no-store"
    return response


def _page(template: str, home: Library | None, status: int = 200, **told: Any) -> Response:
    def here(**changed: Any) -> str:
        """This page, asked otherwise."""
        asked = {name: request.args[name] for name in _ASKED if request.args.get(name)}
        return url_for(str(request.endpoint), **{**asked, **(request.view_args or {}), **changed})

    page = framed(
        current_app.extensions["built"], template, DIRECTORY, is_large="large" in request.args, has_form=True, library=home,
        here=here, said=said, called=topics.called,
        **told,
    )  # fmt: skip
    response = page.response(status)
    if status == 200:
        # What is open, and what is stale, changes with the day; a phone without a network still shows what it has.
        response.headers["Cache-Control"] = "public, max-age=60, stale-if-error=604800"
    return response


def _local(home: Library) -> tuple[str, str]:
    now = clock.now().astimezone(ZoneInfo(home.time_zone))
    return now.date().isoformat(), f"{now:%H:%M}"


def _is_stale(home: Library, card: dict[str, Any]) -> bool:
    return (card["verified_on"] or "") < queries.stale_before(language.today(), home.verify_days)


def _who() -> str:
    return f"suggesting {request.remote_addr}"


def _key() -> str:
    key: str = current_app.config["SECRET_KEY"]
    return key
