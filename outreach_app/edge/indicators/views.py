"""The desk's pages of editions and indicators, and of what the library itself holds of each."""

from collections.abc import Callable, Sequence

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import sign_in
from outreach_app.db import Writing, db, writing
from outreach_app.edge import queries, words
from outreach_app.edge.indicators import editing
from outreach_app.edge.indicators.forms import EditionForm, IndicatorForm, JudgementForm, NewEditionForm, NewIndicatorForm
from outreach_app.edge.models import EdgeEdition, EdgeIndicator
from outreach_app.edge.standard import ENGLISH
from outreach_app.web.form_page import form_page
from outreach_app.web.text import gettext as _

blueprint = Blueprint("indicators", __name__, url_prefix="/edge")
FORM = "edge/edit.html"
_MEMBERS = ("number", "heading", "wording", "shown_by", "same_as", "is_verified", "position", "version")


@blueprint.get("/editions")
def editions() -> str:
    """Every edition with its indicators, and which of one ask the same as which of another."""
    session = db.session()
    every = queries.indicators(session)
    by_id = {one.id: one for one in every}
    return render_template(
        "edge/editions.html", editions=queries.editions(session), indicators=every, by_id=by_id, words=words, called=called
    )


@blueprint.post("/editions/standard")
def seed() -> Response:
    """Put what of the standard editions the library has not."""
    with writing(sign_in.person().library.id) as handle:
        editing.seed(handle)
    flash(_("The standard editions are there. What you had changed stays as it was."))
    return redirect(url_for("edge.show"), 303)


@blueprint.route("/editions/new", methods=["GET", "POST"])
def new_edition() -> Response:
    """One more edition, when the benchmark comes in a new one."""
    person, form = sign_in.person(), NewEditionForm(_languages(), data={"language": ENGLISH})
    form.like.choices = [("", _("None")), *((one.id, one.name) for one in queries.editions(db.session()))]
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add_edition(handle, form.id.data or "", like=form.like.data or None, by=person.id, **form.told)
        flash(_("The edition is added."))

    return form_page(FORM, form, write, _all(), title=_("Add an edition"), up=(_all(), _("Editions")), says=_("Add it"))


@blueprint.route("/editions/<edition>", methods=["GET", "POST"])
def change_edition(edition: str) -> Response:
    """Another name or source."""
    person, found = sign_in.person(), _edition(edition)
    told = {name: getattr(found, name) for name in ("name", "source", "language", "is_verified", "version")}
    form = EditionForm(_languages(found.language), data=told)

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change_edition(handle, edition, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved."))

    title = _("Edit %(name)s", name=found.name)
    return form_page(FORM, form, write, _all(), title=title, up=(_all(), _("Editions")))


@blueprint.route("/editions/<edition>/indicators/new", methods=["GET", "POST"])
def new(edition: str) -> Response:
    """One more indicator of an edition."""
    person, found = sign_in.person(), _edition(edition)
    every = queries.indicators(db.session())
    mine = [one for one in every if one.edition_id == edition]
    told = {"heading": mine[-1].heading if mine else "", "position": mine[-1].position + 1 if mine else 0}
    form = NewIndicatorForm(_others(every), data=told)
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.add_indicator(handle, edition, form.id.data or "", by=person.id, **form.told)
        flash(_("The indicator is added."))

    title = _("Add an indicator to %(edition)s", edition=found.name)
    return form_page(FORM, form, write, _all(), title=title, up=(_all(), _("Editions")), says=_("Add it"))


@blueprint.route("/indicators/<indicator>", methods=["GET", "POST"])
def change(indicator: str) -> Response:
    """Another number, wording or source; snapshots keep what they had."""
    person, found = sign_in.person(), _indicator(indicator)
    others = _others([one for one in queries.indicators(db.session()) if one.id != indicator])
    form = IndicatorForm(others, data={name: getattr(found, name) for name in _MEMBERS})

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change_indicator(handle, indicator, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved. Snapshots keep the wording that they had."))

    if found.retired_at is None:
        act = (url_for(".retire", indicator=indicator), _("The benchmark asks it no more"))
    else:
        act = (url_for(".bring_back", indicator=indicator), _("It is asked after all"))
    shown = {"title": _("Edit indicator %(number)s", number=called(found)), "up": (_all(), _("Editions")), "removal": act}
    return form_page(FORM, form, write, _all(), **shown)


@blueprint.post("/indicators/<indicator>/retirement")
def retire(indicator: str) -> Response:
    """The benchmark asks it no more."""
    return _at_once(lambda handle, by: editing.retire_indicator(handle, indicator, by=by))


@blueprint.post("/indicators/<indicator>/return")
def bring_back(indicator: str) -> Response:
    """It is asked after all."""
    return _at_once(lambda handle, by: editing.bring_back_indicator(handle, indicator, by=by))


@blueprint.route("/indicators/<indicator>/judgement", methods=["GET", "POST"])
def judge(indicator: str) -> Response:
    """What the library holds of it, and a note."""
    person, found = sign_in.person(), _indicator(indicator)
    held = queries.judgement(db.session(), indicator)
    told = {name: getattr(held, name) for name in ("judgement", "note", "version")} if held else {"version": 0}
    form = JudgementForm(data=told)

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.judge(handle, indicator, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved, with your name and the day."))

    then = url_for("edge.show", edition=found.edition_id, _anchor=indicator)
    title = _("Judge indicator %(number)s", number=called(found))
    return form_page(FORM, form, write, then, title=title, up=(then, _("Edge evidence")), asked=found)


def called(indicator: EdgeIndicator) -> str:
    """What an indicator is called: its number, else how its wording begins."""
    return indicator.number or f"{indicator.wording[:40]}…"


def _others(some: Sequence[EdgeIndicator]) -> list[tuple[str, str]]:
    names = {one.id: one.name for one in queries.editions(db.session())}
    return [(one.id, f"{names[one.edition_id]}: {called(one)}") for one in some]


def _languages(*more: str) -> list[str]:
    return list(dict.fromkeys((ENGLISH, *sign_in.person().library.language_codes, *more)))


def _all() -> str:
    return url_for("indicators.editions")


def _edition(id_: str) -> EdgeEdition:
    return queries.edition(db.session(), id_) or abort(404)


def _indicator(id_: str) -> EdgeIndicator:
    return queries.indicator(db.session(), id_) or abort(404)


def _at_once(do: Callable[[Writing, str], None]) -> Response:
    person = sign_in.person()
    with writing(person.library.id) as handle:
        do(handle, person.id)
    flash(_("Saved. Snapshots keep the wording that they had."))
    return redirect(_all(), 303)
