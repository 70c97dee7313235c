"""The desk's home, what came in, and what does not add up."""

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, g, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import clock, ids
from outreach_app.accounts import permissions, sign_in
from outreach_app.accounts import queries as accounts
from outreach_app.db import db, writing
from outreach_app.kits import queries as kits
from outreach_app.ledger import reading
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.telling import RESOLUTIONS, Story, Told, Words
from outreach_app.partners.agreements import queries as agreements
from outreach_app.partners.strategy import queries as strategy
from outreach_app.problems import Refusal
from outreach_app.review import settling
from outreach_app.review.forms import SettleForm
from outreach_app.web.errors import STATUS
from outreach_app.web.form_page import come_back
from outreach_app.web.language import lasting, today
from outreach_app.web.paging import mark, marked
from outreach_app.web.text import gettext as _

blueprint = Blueprint("review", __name__)
FEW = 8
SOON = timedelta(minutes=10)
"""What arrives within it came at once, for a person."""
_PAGES = {
    "kit": ("kits.show", "kit"),
    "device": ("devices.show", "device"),
    "visit": ("visits.show", "visit"),
    "listing": ("listings.show", "listing"),
    "training_session": ("sessions.show", "training_session"),
    "placement": ("stacks.show", "placement"),
}


@blueprint.app_context_processor
def count_what_is_open() -> dict[str, Any]:
    """The desk's frame shows how much waits for a person."""

    def open_count() -> int:
        # Asked once a request, however often the page says it.
        if "open_count" not in g:
            g.open_count = reading.open_count(db.session())
        count: int = g.open_count
        return count

    return {"open_count": open_count}


@blueprint.get("/")
def home() -> str:
    """What needs a person, for those who are signed in; what this is, for others."""
    if sign_in.signed_in() is None:
        return render_template("review/front.html")
    session = db.session()
    waiting = reading.discrepancies(session, limit=FEW)
    told = _words().page(session, _catalogue(), reading.latest(session, untold=_catalogue().untold, limit=FEW), waiting)
    due = kits.due(session, today(), limit=FEW)
    phones = accounts.phones(session)
    return render_template(
        "review/home.html",
        told=told,
        since=reading.since(session, clock.now() - timedelta(days=1)),
        counts=kits.counts(session, today()),
        due=due,
        phones=phones[:FEW],
        to_ask=sum(one.needs_person for one in phones),
        silent=sum(one.is_silent for one in phones),
        holding=sum(one.is_silent and bool(one.waiting) for one in phones),
        unread=reading.quarantine_count(session),
        ending=agreements.ending(session, today()),
        to_review=strategy.to_review(session, today(), limit=FEW),
        today=today(),
        greeting=_greeting(),
    )


@blueprint.get("/inbox")
def came_in() -> str:
    """Every fact, the one that came last first."""
    session = db.session()
    facts = reading.latest(session, untold=_catalogue().untold, before=marked(request.args.get("before")))
    named = reading.naming(session, [one.fact.id for one in facts])
    told = _words().page(session, _catalogue(), facts)
    after = mark(facts[-1].received_at, facts[-1].fact.id) if len(facts) == reading.PAGE else None
    return render_template("review/came_in.html", told=told, named=named, after=after)


@blueprint.get("/discrepancies")
def discrepancies() -> str:
    """What does not add up: open, oldest first, or settled, newest first."""
    session, settled = db.session(), request.args.get("state") == "settled"
    found = reading.discrepancies(session, settled=settled, after=marked(request.args.get("after")))
    told = _words().page(session, _catalogue(), [], found)
    after = mark(found[-1].at, found[-1].id) if len(found) == reading.PAGE else None
    return render_template("review/discrepancies.html", told=told, settled=settled, after=after)


@blueprint.get("/discrepancies/<one>")
def discrepancy(one: str) -> Response:
    """One of them: both sides' story, and the ways to settle it."""
    return make_response(_page(one, SettleForm(formdata=None, fact=ids.new())))


@blueprint.post("/discrepancies/<one>/settlement")
def settle(one: str) -> Response:
    """Settle it: a fact, recorded once however often the form is sent."""
    form, person = SettleForm(), sign_in.person()
    form.choice.choices = [(form.choice.data, "")]
    if not form.validate():
        return make_response(_page(one, form), 422)
    time = _time(form, person.library.time_zone)
    try:
        with writing(person.library.id) as handle:
            settling.settle(
                handle,
                _catalogue(),
                one,
                chosen=form.choice.data,
                time=time,
                note=form.note.data,
                fact_id=form.fact.data or "",
                author=person.id,
                zone=person.library.time_zone,
            )
    except Refusal as refusal:
        if refusal.code in ("discrepancy.gone", "not_found"):
            raise
        sent_before = refusal.details.get("before")
        if sent_before is not None:
            form.fact.data = ids.new()
        else:
            come_back(form, refusal)
        answer = make_response(_page(one, form, sent_before=sent_before), STATUS.get(refusal.code, 409))
        if "retry_after" in refusal.details:
            answer.headers["Retry-After"] = str(refusal.details["retry_after"])
        return answer
    flash(_("Settled. The phones are told when they are next in touch; nothing is deleted."))
    return redirect(url_for("review.discrepancy", one=one), 303)


def _greeting() -> str:
    hour = clock.now().astimezone(ZoneInfo(sign_in.person().library.time_zone)).hour
    return _("Good morning") if hour < 12 else _("Good afternoon") if hour < 18 else _("Good evening")


def _page(id_: str, form: SettleForm, sent_before: dict[str, Any] | None = None) -> str:
    session = db.session()
    one = reading.discrepancy(session, id_)
    journal = reading.journal(session, id_)
    if one is None:
        if not journal:
            abort(404)
        raise Refusal("discrepancy.gone", _("A fact that came in later explains it: there is nothing left to settle."))
    settled_by = reading.kept(session, [one.settled_by] if one.settled_by else [])
    # Folded first, so that what the previews name is looked up with all else: a holder costs no query of its own.
    previews = settling.previews(session, _catalogue(), _words(), one)
    told = _words().page(session, _catalogue(), list(settled_by.values()), [one], previews.mentions)
    story = told.stories[0]
    ways = settling.ways(_catalogue(), told, story, previews)
    form.choice.choices = [(way.choice.value, way.choice.label) for way in ways]
    return render_template(
        "review/discrepancy.html",
        told=told,
        story=story,
        sides=_sides(session, told, story),
        about=_about(story),
        journal=journal,
        ways=ways,
        form=form,
        sent_before=sent_before,
        resolutions=RESOLUTIONS,
        settled=next(iter(settled_by.values()), None),
        sets_time=any(way.choice.resolution == settling.TIME_SET for way in ways),
    )


def _about(story: Story) -> str | None:
    """The page of what it is about, where there is one that the person may see."""
    endpoint, name = _PAGES.get(story.discrepancy.fold, ("", ""))
    if not endpoint or not permissions.may(endpoint):
        return None
    values: dict[str, Any] = {name: story.discrepancy.subject}
    return url_for(endpoint, **values)


def _sides(session: Any, told: Told, story: Story) -> list[dict[str, Any]]:
    """Each fact with when its phone had last heard from the library, and whether it knew of the others."""
    sides = []
    heard = reading.heard_last(session, story.facts)
    for one in story.facts:
        others = [other for other in story.facts if other is not one]
        knew = [one.had_heard_of(other) for other in others]
        sides.append(
            {
                "one": one,
                "page": _page_of(one),
                "heard": heard.get(one.fact.id),
                "heard_nothing": one.fact.via == "device" and one.seen is None,
                "knew": None if None in knew or not knew else all(knew),
                "later": lasting(one.received_at - one.happened_at) if one.received_at - one.happened_at >= SOON else None,
            }
        )
    return sides


def _page_of(one: reading.Kept) -> str | None:
    """The page of what a fact is about."""
    endpoint, name = _PAGES.get(_catalogue().own_fold(one.fact) or "", ("", ""))
    if not endpoint or not permissions.may(endpoint):
        return None
    values: dict[str, Any] = {name: one.fact.subject}
    return url_for(endpoint, **values)


def _time(form: SettleForm, zone: str) -> datetime | None:
    """The time that the settlement sets, in the library's zone."""
    told = form.time.data if form.choice.data == settling.TIME_SET else None
    return told.replace(tzinfo=ZoneInfo(zone)) if told else None


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.extensions["catalogue"]
    return catalogue


def _words() -> Words:
    words: Words = current_app.extensions["words"]
    return words
