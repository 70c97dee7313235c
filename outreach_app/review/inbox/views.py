"""The inbox of what does not add up, and the page of one: its story, what to do, what was done."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import enforcing, sign_in
from outreach_app.accounts import queries as accounts
from outreach_app.db import db, writing
from outreach_app.inquiries import queries as inquiries
from outreach_app.ledger import reading
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.telling import RESOLUTIONS, STAFF, Story, Told, Words
from outreach_app.problems import Refusal
from outreach_app.review.blueprint import blueprint
from outreach_app.review.forms import AskForm, AssignForm, ReopenForm, SettleForm
from outreach_app.review.inbox import queries, settling, telling
from outreach_app.review.inbox.asking import Hand
from outreach_app.review.inbox.kinds import NAMES
from outreach_app.review.inbox.queries import Wanted
from outreach_app.shapes import Id
from outreach_app.web.addresses import page_of
from outreach_app.web.errors import STATUS
from outreach_app.web.form_page import come_back, form_page
from outreach_app.web.paging import mark, marked
from outreach_app.web.text import gettext as _

_id = Id()


@blueprint.get("/discrepancies")
def discrepancies() -> str:
    """What does not add up: open, oldest first, or settled, newest first; narrowed as the address says."""
    session, me, wanted = db.session(), sign_in.person().id, _wanted()
    lines = queries.listed(session, wanted, me, after=marked(request.args.get("after")))
    found = [line.discrepancy for line in lines]
    beside = [(STAFF, line.assigned_to) for line in lines if line.assigned_to]
    told = _words().page(session, _catalogue(), [], found, beside)
    asked = _asked(wanted)
    return render_template(
        "review/discrepancies.html",
        told=told,
        lines=dict(zip((one.id for one in found), lines, strict=True)),
        ages={story.discrepancy.id: telling.age(story) for story in told.stories},
        wanted=wanted,
        count=queries.count(session, wanted, me),
        kinds=_kinds(session, wanted),
        reviewers=accounts.reviewers(session),
        asked=asked,
        after=mark(found[-1].at, found[-1].id) if len(found) == reading.PAGE else None,
    )


@blueprint.get("/discrepancies/<one>")
def discrepancy(one: str) -> Response:
    """One of them: both sides' story, what to do first, and the ways to settle it."""
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
    _need_no_answer(one)
    flash(_("Settled. The phones are told when they are next in touch; nothing is deleted."))
    return redirect(url_for("review.discrepancy", one=one), 303)


@blueprint.post("/discrepancies/<one>/assignment")
def assign(one: str) -> Response:
    """Let a coordinator see to it, or nobody in particular."""
    form = AssignForm()
    people = accounts.reviewers(db.session())
    form.to.choices = [("", ""), *people.items()]
    if not form.validate() or not _id.fits(form.fact.data):
        raise Refusal("form.invalid", _("Open the page anew."))
    to = form.to.data or None
    _by_hand(one, lambda hand: hand.assign(to, fact_id=form.fact.data or ""))
    flash(_("%(name)s sees to it.", name=people[to]) if to else _("Nobody in particular sees to it now."))
    return redirect(url_for("review.discrepancy", one=one), 303)


@blueprint.route("/discrepancies/<one>/question", methods=["GET", "POST"])
def ask(one: str) -> Response:
    """Ask somebody on the road: they see it on their phones, and answer there."""
    session = db.session()
    story = _story(one)
    people = accounts.active_staff(session)
    authors = [of.fact.author for of in story.stories[0].facts if of.fact.author in people]
    form = AskForm(data={"of": authors[-1] if authors else None, "fact": ids.new()})
    first = [(who, people[who]) for who in dict.fromkeys(authors) if who]
    form.of.choices = [*first, *(pair for pair in people.items() if pair not in first)]
    if request.method == "GET":
        with _in_language_of(form.of.data):
            form.question.data = _("How was it? Tell what you remember.")

    def write() -> None:
        with _in_language_of(form.of.data):
            told = _story(one)
            what = told.words.what(told.stories[0], told.names)[:500]
        _by_hand(one, lambda hand: hand.ask(form.of.data, form.question.data or "", told=what, fact_id=form.fact.data or ""))
        flash(_("Asked. %(name)s sees it on the phone when it is next in touch.", name=people[form.of.data]))

    then = url_for("review.discrepancy", one=one)
    return form_page("review/ask.html", form, write, then, told=story, story=story.stories[0])


@blueprint.post("/discrepancies/<one>/question/<asked>/withdrawal")
def take_back(one: str, asked: str) -> Response:
    """Let a question need no answer any more."""
    _by_hand(one, lambda hand: hand.take_back(asked, fact_id=ids.new()))
    flash(_("The question is taken back."))
    return redirect(url_for("review.discrepancy", one=one), 303)


@blueprint.route("/discrepancies/<one>/reopening", methods=["GET", "POST"])
def open_again(one: str) -> Response:
    """Open what was settled again, as if it had never been."""
    story = _story(one)
    form = ReopenForm(data={"fact": ids.new()})

    def write() -> None:
        _by_hand(one, lambda hand: hand.open_again(form.note.data, fact_id=form.fact.data or ""))
        flash(_("It is open again."))

    then = url_for("review.discrepancy", one=one)
    return form_page("review/open_again.html", form, write, then, told=story, story=story.stories[0])


def _kinds(session: Session, wanted: Wanted) -> list[tuple[str, str]]:
    """The kinds to choose from, each with how many there are, by their names."""
    many = queries.kinds(session, settled=wanted.settled)
    if wanted.kind:
        many.setdefault(wanted.kind, 0)
    named = sorted((str(NAMES[kind]), kind) for kind in many)
    return [("", _("Anything")), *((kind, f"{name} ({many[kind]})") for name, kind in named)]


def _story(one: str) -> Told:
    return telling.story(db.session(), _catalogue(), _words(), one)


def _catalogue() -> Catalogue:
    found: Catalogue = current_app.extensions["catalogue"]
    return found


def _words() -> Words:
    found: Words = current_app.extensions["words"]
    return found


def _need_no_answer(one: str) -> None:
    """What is settled asks nobody any more. Each is a fact of its own, in a transaction of its own."""
    for asked in [question.id for question in inquiries.open_questions(db.session(), one)]:
        _by_hand(one, lambda hand, asked=asked: hand.take_back(asked, fact_id=ids.new()))  # type: ignore[misc]


def _by_hand(one: str, do: Callable[[Hand], None]) -> None:
    person = sign_in.person()
    with writing(person.library.id) as handle:
        do(Hand(handle, _catalogue(), one, author=person.id, zone=person.library.time_zone))


def _in_language_of(staff: str | None) -> Any:
    library = sign_in.person().library
    language = accounts.language_of(db.session(), staff) if staff else None
    return force_locale(language or library.language_codes[0])


def _page(id_: str, form: SettleForm, sent_before: dict[str, Any] | None = None) -> str:
    session = db.session()
    one = reading.discrepancy(session, id_)
    journal = reading.journal(session, id_)
    if one is None:
        if not journal:
            abort(404)
        raise Refusal("discrepancy.gone", _("A fact that came in later explains it: there is nothing left to settle."))
    page = telling.page(session, _catalogue(), _words(), one, journal)
    form.choice.choices = [(way.choice.value, way.choice.label) for way in page.ways]
    if not form.is_submitted() and one.is_open:
        _take_suggestion(form, page)
    assigning = AssignForm(formdata=None, to=page.assigned_to or "", fact=ids.new())
    assigning.to.choices = [("", _("Nobody in particular")), *accounts.reviewers(session).items()]
    return render_template(
        "review/discrepancy.html",
        page=page,
        about=_about(page.story),
        pages={
            side.one.fact.id: _address(_catalogue().own_fold(side.one.fact) or "", side.one.fact.subject) for side in page.sides
        },
        told=page.told,
        story=page.story,
        form=form,
        assigning=assigning,
        sent_before=sent_before,
        resolutions=RESOLUTIONS,
        sets_time=any(way.choice.resolution == settling.TIME_SET for way in page.ways),
    )


def _about(story: Story) -> str | None:
    """The page of what it is about, where there is one that the person may see."""
    return _address(story.discrepancy.fold, story.discrepancy.subject)


def _page_of(fact: Fact) -> str | None:
    """The page of what a record is about."""
    return _address(_catalogue().own_fold(fact) or "", fact.subject)


def _address(fold: str, subject: str) -> str | None:
    words = _words().subjects.get(fold)
    return page_of(words.page, subject) if words and words.page and enforcing.may(words.page) else None


def _take_suggestion(form: SettleForm, page: telling.Page) -> None:
    """Mark what is suggested, so that one press settles it; whoever thinks otherwise chooses otherwise."""
    found = page.suggestion
    if found.do in {way.choice.value for way in page.ways}:
        form.choice.data = found.do
        if found.time is not None:
            form.time.data = found.time.astimezone(ZoneInfo(sign_in.person().library.time_zone)).replace(tzinfo=None)


def _time(form: SettleForm, zone: str) -> datetime | None:
    """The time that the settlement sets, in the library's zone."""
    told = form.time.data if form.choice.data == settling.TIME_SET else None
    return told.replace(tzinfo=ZoneInfo(zone)) if told else None


def _wanted() -> Wanted:
    """What the address narrows the inbox to; what it cannot mean is left out."""
    args = request.args
    whose, standing = args.get("whose", ""), args.get("standing", "")
    return Wanted(
        settled=args.get("state") == "settled",
        kind=args.get("kind", "") if args.get("kind", "") in NAMES else "",
        whose=whose if whose in (queries.MINE, queries.NOBODYS) or _id.fits(whose) else "",
        standing=standing if standing in queries.STANDINGS else "",
        newest=args.get("order") == "newest",
    )


def _asked(wanted: Wanted) -> dict[str, Any]:
    """The address's questions that make `wanted` again."""
    told = {
        "state": "settled" if wanted.settled else "",
        "kind": wanted.kind,
        "whose": wanted.whose,
        "standing": wanted.standing,
        "order": "newest" if wanted.newest else "",
    }
    return {name: value for name, value in told.items() if value}
