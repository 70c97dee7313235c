"""The desk's pages of the watch list."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.directory import queries as directory
from outreach_app.trends import naming
from outreach_app.trends import words as curve_words
from outreach_app.trends.drawing import drawn
from outreach_app.trends.facts import NEEDS
from outreach_app.trends.monthly import queries as monthly
from outreach_app.trends.monthly.rules import NEED, SEARCH, WORD, Signal, month_of, months_back
from outreach_app.trends.said import queries as said
from outreach_app.trends.watching import editing, queries, words
from outreach_app.trends.watching.forms import CURVES, NewTrendForm, NoteForm, ReviewForm, TrendForm
from outreach_app.trends.watching.models import WatchedTrend
from outreach_app.trends.words import SORT
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _

blueprint = Blueprint("watched_trends", __name__, url_prefix="/trends/watched")
MONTHS_SHOWN, USUAL = 13, timedelta(days=90)
_PLAIN = ("name", "category", "stage", "description", "sources", "response", "owner_id", "version")


@blueprint.get("")
def listed() -> str:
    """The watch list."""
    session = db.session()
    found = queries.trends(session)
    owners = accounts.staff_names(session, {one.owner_id for one in found if one.owner_id})
    return render_template("trends/watched.html", trends=found, owners=owners, words=words, today=today().isoformat())


@blueprint.get("/list.csv")
def listed_file() -> Response:
    """The watch list as a file for a spreadsheet."""
    session = db.session()
    found = queries.trends(session)
    owners = accounts.staff_names(session, {one.owner_id for one in found if one.owner_id})
    return csv_file(_table(found, owners), "watched-trends.csv")


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """One more trend to watch."""
    person, session = sign_in.person(), db.session()
    form = NewTrendForm(accounts.active_staff(session), _curves(session), data=_begun() if request.method == "GET" else None)
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add(handle, form.id.data or "", by=person.id, **form.told)
        flash(_("It is on the watch list. A letter reminds whoever sees to it when the day has come."))

    up = (url_for(".listed"), _("Watch list"))
    return form_page("trends/edit.html", form, write, up[0], title=_("Watch a trend"), up=up, says=_("Add it"))


@blueprint.get("/<trend>")
def show(trend: str) -> str:
    """A trend, with the curves that tell of it and what was heard in the field beside them."""
    session, last = db.session(), month_of(today())
    found = queries.trend(session, trend) or abort(404)
    signals, first = queries.signals_of(found), months_back(last, MONTHS_SHOWN - 1)
    counted = monthly.counted(session, first, last, sorts={one.sort for one in signals}) if signals else None
    called = naming.topics_called(session)
    curves = [(one, naming.in_full(one, called), drawn(counted, one, last)) for one in signals] if counted else []
    notes = queries.notes(session, trend)
    heard = said.lines(session, {one.topic for one in signals if one.sort == NEED})
    names = accounts.staff_names(
        session, {one for one in (found.owner_id, *(it.author_id for it in notes), *(it.author for it in heard)) if one}
    )
    return render_template(
        "trends/watched_one.html", trend=found, curves=curves, notes=notes, heard=heard, names=names, words=words,
        curve_words=curve_words, today=today().isoformat(),
    )  # fmt: skip


@blueprint.route("/<trend>/edit", methods=["GET", "POST"])
def change(trend: str) -> Response:
    """Another description, stage or day."""
    person, session = sign_in.person(), db.session()
    found = queries.trend(session, trend) or abort(404)
    staff = accounts.active_staff(session)
    if found.owner_id and found.owner_id not in staff:
        # Somebody who has left stays until another is chosen: saving the page for another reason does not drop them.
        staff = {**staff, **accounts.staff_names(session, [found.owner_id])}
    form = TrendForm(staff, _curves(session, queries.signals_of(found)), data=_told(found))

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change(handle, trend, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for(".show", trend=trend)
    return form_page("trends/edit.html", form, write, then, title=_("Edit %(name)s", name=found.name), up=(then, found.name))


@blueprint.route("/<trend>/review", methods=["GET", "POST"])
def look_again(trend: str) -> Response:
    """Somebody looked at it again."""
    person = sign_in.person()
    found = queries.trend(db.session(), trend) or abort(404)
    form = ReviewForm(data={"stage": found.stage, "review_on": today() + USUAL, "version": found.version})
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        on = form.review_on.data.isoformat() if form.review_on.data else None
        with writing(person.library.id) as handle:
            editing.look_again(
                handle, trend, form.id.data or "", note=form.note.data or "", on=today().isoformat(), seen=form.version.data,
                by=person.id, stage=form.stage.data, review_on=on,
            )  # fmt: skip
        flash(_("Kept: the trend was looked at today."))

    then = url_for(".show", trend=trend)
    title = _("Look again at %(name)s", name=found.name)
    return form_page("trends/edit.html", form, write, then, title=title, up=(then, found.name))


@blueprint.route("/<trend>/note", methods=["GET", "POST"])
def note(trend: str) -> Response:
    """Write down what was heard in the field; fit for a phone's browser too."""
    person = sign_in.person()
    found = queries.trend(db.session(), trend) or abort(404)
    form = NoteForm(data={"on": today()})
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            on = (form.on.data or today()).isoformat()
            editing.hear(handle, trend, form.id.data or "", note=form.note.data or "", on=on, by=person.id)
        flash(_("Kept beside the curve."))

    then = url_for(".show", trend=trend)
    title = _("Heard in the field: %(name)s", name=found.name)
    return form_page("trends/edit.html", form, write, then, title=title, up=(then, found.name))


def _begun() -> dict[str, Any]:
    """What a new trend begins with: the curve that its link came from, and a quarter to the first look."""
    begun = request.args.get("of", "")
    return {"review_on": today() + USUAL, **({"searched": begun[5:]} if begun.startswith(f"{WORD}:") else {"curve_1": begun})}


def _told(found: WatchedTrend) -> dict[str, Any]:
    signals = queries.signals_of(found)
    curves = [str(one) for one in signals if one.sort != WORD]
    told = {name: getattr(found, name) for name in _PLAIN}
    told |= {f"curve_{number}": curve for number, curve in enumerate(curves[:CURVES], start=1)}
    told["searched"] = ", ".join(one.topic for one in signals if one.sort == WORD)
    return {**told, "review_on": date.fromisoformat(found.review_on) if found.review_on else None}


def _curves(session: Any, kept: Sequence[Signal] = ()) -> list[tuple[str, str]]:
    """The curves that there are to choose from: what came up in a year, what may any day, what is chosen already."""
    last = month_of(today())
    counted = monthly.counted(session, months_back(last, 11), last)
    called = naming.topics_called(session)
    any_day = [Signal(NEED, one) for one in NEEDS] + [Signal(SEARCH, one) for one in directory.own_topics()]
    there = {one for one in (*counted.counts, *any_day, *kept) if one.sort != WORD and one.topic != "-"}
    order = list(SORT)
    return [
        (str(one), naming.in_full(one, called))
        for one in sorted(there, key=lambda one: (order.index(one.sort), called(one).casefold()))
    ]


def _table(found: Sequence[WatchedTrend], owners: dict[str, str]) -> Iterator[Sequence[object]]:
    yield (
        _("Name"), _("Category"), _("How far we are with it"), _("What it is"), _("Sources"),
        _("What the library does about it"), _("Who sees to it"), _("Looked at last on"), _("To be looked at again on"),
    )  # fmt: skip
    for one in found:
        yield (
            one.name, words.CATEGORY[one.category], words.STAGE[one.stage], one.description, one.sources, one.response,
            owners.get(one.owner_id or "", ""), one.reviewed_on, one.review_on,
        )  # fmt: skip
