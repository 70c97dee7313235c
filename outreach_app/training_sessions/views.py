"""The desk's pages of training sessions: the list, one with its history and review, and the totals of a year."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids, shapes
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.judging import deciding as judging
from outreach_app.judging import queries as records
from outreach_app.judging.rules import SESSION
from outreach_app.ledger import reading
from outreach_app.ledger.telling import STAFF, Mention
from outreach_app.problems import Refusal
from outreach_app.settings import Settings
from outreach_app.training_sessions import deciding, outcomes, queries, words
from outreach_app.training_sessions.forms import SAID, DecisionForm, MergeForm, UnmergeForm
from outreach_app.training_sessions.rules import APPROVED, HAS_ISSUES, REJECTED, STATES
from outreach_app.training_sessions.versions import differences
from outreach_app.web import language, qr
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today
from outreach_app.web.text import gettext as _

blueprint = Blueprint("sessions", __name__, url_prefix="/sessions")
REVIEWS = (*STATES, "odd", *queries.BETWEEN_SESSIONS, "withdrawn", "merged")
HISTORY = 200
_day, _id = shapes.Day(), shapes.Id()


@blueprint.get("")
def listed() -> str:
    """The sessions that fit, the latest first."""
    session, wanted = db.session(), asked_for()
    found = queries.listed(session, wanted, before=_before())
    names = _words().names(session, (mention for one in found for mention in mentions(one)))
    after = f"{found[-1].on}~{found[-1].id}" if len(found) == queries.PAGE else None
    return render_template(
        "training_sessions/listed.html",
        sessions=found,
        count=queries.count(session, wanted),
        wanted=wanted,
        names=names,
        words=words,
        trainers=sorted(accounts.active_staff(session).items(), key=lambda one: one[1].casefold()),
        after=after,
    )


@blueprint.get("/totals")
def totals() -> str:
    """What the yearly survey asks, of any span of days."""
    now = today()
    first, last = _date("first", date(now.year, 1, 1)), _date("last", now)
    approved_only = request.args.get("count") == "approved"
    told = queries.totals(db.session(), min(first, last), max(first, last), approved_only=approved_only)
    return render_template(
        "training_sessions/totals.html",
        told=told,
        first=min(first, last),
        last=max(first, last),
        approved_only=approved_only,
        words=words,
        audiences=queries.NUMBER_OF_AUDIENCE,
        places=queries.NUMBER_OF_PLACE,
    )


@blueprint.get("/<training_session>")
def show(training_session: str) -> Response:
    """One session: what it says, what became of it, and what the desk makes of it."""
    found = _found(training_session)
    form = _form(found)
    record = records.found(db.session(), SESSION, training_session)
    form.of.data, form.fact.data = found.version, ids.new()
    form.seen.data = (record.decided_by if record else None) or ""
    return form_page("training_sessions/show.html", form, lambda: None, "", **_shown(found))


@blueprint.post("/<training_session>/decision")
def decide(training_session: str) -> Response:
    """Approve, return, reject, open again or write: a fact, recorded once however often the form is sent."""
    found, person = _found(training_session), sign_in.person()
    form = _form(found)

    def write() -> None:
        try:
            with writing(person.library.id) as handle:
                judging.decide(
                    handle,
                    current_app.extensions["catalogue"],
                    SESSION,
                    training_session,
                    word=form.word.data,
                    of=form.of.data or "",
                    seen=form.seen.data,
                    comment=form.comment.data,
                    fact_id=form.fact.data or "",
                    author=person.id,
                    zone=person.library.time_zone,
                )
        except Refusal as refusal:
            # The page that comes back shows the session as it is now, so it can be decided on again.
            form.of.data = refusal.details.get("version", form.of.data)
            form.seen.data = refusal.details.get("seen", form.seen.data)
            form.fact.data = ids.new()
            raise
        flash(_("Recorded. The trainers’ phones are told when they are next in touch."))

    then = url_for(".show", training_session=training_session)
    return form_page("training_sessions/show.html", form, write, then, **_shown(found))


@blueprint.route("/<training_session>/merging", methods=["GET", "POST"])
def merge(training_session: str) -> Response:
    """Let this record count no more, since another tells of the same session."""
    found, person, form = _found(training_session), sign_in.person(), MergeForm()
    if found.withdrawn or found.merged_into:
        return redirect(url_for(".show", training_session=training_session), 303)
    others = queries.alike(db.session(), found)
    names = _words().names(db.session(), (mention for one in (found, *others) for mention in mentions(one)))
    form.into.choices = [(one.id, "") for one in others]
    if request.method == "GET":
        form.of.data, form.fact.data = found.version, ids.new()
        asked = request.args.get("into", "")
        form.into.data = asked if asked in {one.id for one in others} else None

    def write() -> None:
        try:
            with writing(person.library.id) as handle:
                deciding.merge(
                    handle, current_app.extensions["catalogue"], training_session, into=form.into.data,
                    of=form.of.data or "", comment=form.comment.data, fact_id=form.fact.data or "", author=person.id,
                    zone=person.library.time_zone,
                )  # fmt: skip
        except Refusal as refusal:
            form.of.data = refusal.details.get("version", form.of.data)
            form.fact.data = ids.new()
            raise
        flash(_("They count as one session now. The trainers’ phones are told when they are next in touch."))

    then = url_for(".show", training_session=training_session)
    shown = {"training_session": found, "others": others, "names": names, "words": words}
    return form_page("training_sessions/merge.html", form, write, then, **shown)


@blueprint.post("/<training_session>/separation")
def unmerge(training_session: str) -> Response:
    """Let a merged record count by itself again."""
    person, form = sign_in.person(), UnmergeForm()
    _found(training_session)
    if form.validate():
        with writing(person.library.id) as handle:
            deciding.unmerge(
                handle, current_app.extensions["catalogue"], training_session, fact_id=form.fact.data or "",
                author=person.id, zone=person.library.time_zone,
            )  # fmt: skip
        flash(_("It counts by itself again. The trainers’ phones are told when they are next in touch."))
    return redirect(url_for(".show", training_session=training_session), 303)


def _found(training_session: str) -> queries.Listed:
    return queries.found(db.session(), training_session) or abort(404)


def _form(found: queries.Listed) -> DecisionForm:
    form = DecisionForm()
    is_decided = found.review in (APPROVED, HAS_ISSUES, REJECTED)
    form.word.choices = [way for way in SAID.items() if is_decided or way[0] != judging.REOPENED]
    return form


def _shown(found: queries.Listed) -> dict[str, Any]:
    session = db.session()
    catalogue = current_app.extensions["catalogue"]
    facts = reading.history(session, found.id, untold=catalogue.untold, limit=HISTORY)
    named = reading.naming(session, [one.fact.id for one in facts])
    odd = {one.id: one for several in named.values() for one in several}
    told = _words().page(session, catalogue, facts, list(odd.values()))
    changed, outcome = differences(facts), queries.outcome(session, found.id)
    was = (
        mention for several in changed.values() for one in several for mention in words.mentions_of({one.member: one.before})
    )
    names = _words().names(session, [*mentions(found), *was, *(_said(facts))])
    return {
        "training_session": found,
        "absorbed": queries.merged_into(session, found.id),
        "separation": UnmergeForm(formdata=None, fact=ids.new()) if found.merged_into else None,
        "told": told,
        "named": named,
        "changed": changed,
        "outcome": outcome,
        "lines": reading.texts_of(session, found.id, outcomes.ANSWERED, "words")
        if outcome and outcome.result is not None
        else [],
        "questions": queries.questions(session, language.code()),
        "pulse": _pulse(found),
        "names": names,
        "words": words,
        "latest": facts[0].fact.id if facts else None,
    }


def _pulse(found: queries.Listed) -> dict[str, Any] | None:
    """The address by which those who were there answer, and its code; None where nobody can answer any more."""
    if found.withdrawn or not outcomes.is_open(found.on, today()):
        return None
    settings: Settings = current_app.extensions["settings"]
    address = f"{settings.base_url}{url_for('scans.scanned', code=outcomes.code_of(found.id))}"
    return {"address": address, "drawing": qr.svg(address, _("QR code with the address of the questions"))}


def _said(facts: list[reading.Kept]) -> list[Mention]:
    found: list[Mention] = []
    for one in facts:
        found += words.mentions_of(one.fact.payload.get("changes", {}))
    return found


def mentions(one: queries.Listed) -> list[Mention]:
    """Whom and what a session names."""
    found = [*words.mentions_of(one.content)]
    if one.author:
        found.append((STAFF, one.author))
    if one.visit:
        found.append(("visits", one.visit))
    return found


def asked_for() -> queries.Wanted:
    """What the address narrows the list of sessions to."""
    told = {name: request.args.get(name, "").replace("\x00", "")[:64] for name in ("review", "trainer", "site", "kind")}
    days = {name: request.args.get(name, "") for name in ("first", "last")}
    return queries.Wanted(
        told["review"] if told["review"] in REVIEWS else "",
        told["trainer"] if _id.fits(told["trainer"]) else "",
        told["site"] if _id.fits(told["site"]) else "",
        told["kind"] if told["kind"] in words.KIND else "",
        **{name: day if _day.fits(day) else "" for name, day in days.items()},
    )


def _before() -> tuple[str, str] | None:
    on, _tilde, id_ = request.args.get("before", "").partition("~")
    return (on, id_) if _day.fits(on) and _id.fits(id_) else None


def _date(name: str, otherwise: date) -> date:
    told = request.args.get(name, "")
    return date.fromisoformat(told) if _day.fits(told) else otherwise


def _words() -> Any:
    return current_app.extensions["words"]
