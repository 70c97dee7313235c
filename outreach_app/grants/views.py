"""The desk's pages of grants: the list, and one with all that hangs on it."""

from datetime import date
from types import ModuleType

from flask import Blueprint, abort, flash, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.grants import editing, queries, rules, telling, words
from outreach_app.grants.forms import GrantForm, NewGrantForm, StageForm
from outreach_app.grants.models import Grant
from outreach_app.partners import queries as partners
from outreach_app.partners.goals import queries as goals
from outreach_app.web.form_page import form_page
from outreach_app.web.language import today
from outreach_app.web.text import gettext as _

blueprint = Blueprint("grants", __name__, url_prefix="/grants")
EDIT, SECTION = "partners/edit.html", "grants.listed"


@blueprint.app_template_global()
def grant_words() -> ModuleType:
    """Grants in words, for pages above."""
    return words


@blueprint.app_template_global()
def deadline_of(grant: Grant) -> telling.Deadline | None:
    """The deadline of a grant in words."""
    return telling.deadline(grant, sign_in.person().library.time_zone)


@blueprint.app_template_global()
def day_of_grant(on: str) -> str:
    """A day as it stands in what goes to a funder."""
    return telling.day(on)


@blueprint.get("")
def listed() -> str:
    """The grants, narrowed as the address says."""
    session, told = db.session(), request.args
    wanted = queries.Wanted(told.get("q", "").strip(), told.get("stage", ""), told.get("year", ""), told.get("owner", ""))
    page, count = max(1, told.get("page", 1, type=int)), queries.count(session, wanted)
    found = queries.listed(session, wanted, page=page)
    stages = [("", _("All")), ("open", _("Those with something to do")), *words.STAGE_WORDS.items()]
    staff = accounts.everybody(session)
    return render_template(
        "grants/listed.html",
        grants=found,
        funders=queries.funders(session, found),
        staff=staff,
        wanted=wanted,
        count=count,
        page=page,
        pages=-(-count // queries.PAGE),
        stages=stages,
        years=[("", _("All years")), *((one, one) for one in queries.years(session))],
        owners=[("", _("Everybody")), *sorted(staff.items(), key=lambda one: one[1].casefold())],
    )


@blueprint.get("/<grant>")
def show(grant: str) -> str:
    """Everything about one grant."""
    session = db.session()
    found = grant_of(session, grant)
    tasks, stages = queries.tasks(session, grant), queries.stages(session, grant)
    served = queries.goals_of(session, [grant]).get(grant, [])
    funder = partners.called(session, [found.funder_id] if found.funder_id else [])
    return render_template(
        "grants/show.html",
        grant=found,
        funder=funder.get(found.funder_id or "", (None, found.funder)),
        taking=queries.taking_part(session, [grant]).get(grant, []),
        stages=stages,
        tasks=tasks,
        files=queries.files(session, grant),
        goals=[one for one in goals.goals(session) if one.id in served],
        staff=accounts.everybody(session),
        active=accounts.active_staff(session),
        today=today().isoformat(),
    )


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """One more grant."""
    person, session = sign_in.person(), db.session()
    here = person.library.time_zone
    usual = {"zone": here, "remind_days": rules.USUAL_DAYS, "owner_id": person.id, "stage": rules.IDEA}
    form = NewGrantForm(
        partners.every_partner(session), accounts.active_staff(session), _goals(session), here, data=usual
    )  # fmt: skip
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            told = {**form.told, "currency": person.library.currency}
            editing.add(handle, form.id.data or "", stage=form.stage.data, by=person.id, **told)
        flash(_("The grant is kept. Add who takes part and what is to be done."))

    up = (url_for(".listed"), _("Grants"))
    then = url_for(".show", grant=form.id.data or "-")
    return form_page(EDIT, form, write, then, title=_("Add a grant"), up=up, says=_("Add it"), section=SECTION)


@blueprint.route("/<grant>/edit", methods=["GET", "POST"])
def change(grant: str) -> Response:
    """Other words, money, days or goals."""
    person, session = sign_in.person(), db.session()
    found = grant_of(session, grant)
    days = {one: date.fromisoformat(on) if (on := getattr(found, one)) else None for one in ("due_on", "starts_on", "ends_on")}
    served = queries.goals_of(session, [grant]).get(grant, [])
    names = partners.every_partner(session)
    # A funder that was merged since stays what it is until somebody chooses another.
    names |= partners.partner_names(session, [found.funder_id]) if found.funder_id else {}
    data = {**GrantForm.typed(found), **days, "goals": served}
    form = GrantForm(names, staff_for(session, found.owner_id), _goals(session), person.library.time_zone, data=data)

    def write() -> None:
        with writing(person.library.id) as handle:
            editing.change(handle, grant, seen=form.version.data or 0, by=person.id, **form.told)
        flash(_("Saved."))

    then = url_for(".show", grant=grant)
    shown = {"title": _("Edit %(name)s", name=found.name), "up": (then, found.name), "section": SECTION}
    return form_page(EDIT, form, write, then, **shown)


@blueprint.route("/<grant>/stage", methods=["GET", "POST"])
def come_to(grant: str) -> Response:
    """Let a grant be at another stage; who said so and when is kept."""
    person, found = sign_in.person(), grant_of(db.session(), grant)
    form = StageForm(data={"stage": found.stage, "given": found.given, "version": found.version})

    def write() -> None:
        stage, because, given = form.stage.data, form.because.data or "", form.given.data
        with writing(person.library.id) as handle:
            editing.come_to(handle, grant, stage, because, given=given, seen=form.version.data or 0, by=person.id)
        flash(_("Saved."))

    then = url_for(".show", grant=grant)
    shown = {"title": _("Stage of %(name)s", name=found.name), "up": (then, found.name), "section": SECTION}
    return form_page(EDIT, form, write, then, **shown)


def grant_of(session: Session, id_: str) -> Grant:
    """The grant that an address names."""
    return queries.grant(session, id_) or abort(404)


def staff_for(session: Session, owner: str | None) -> dict[str, str]:
    """Who may see to something; whoever does by now is among them, also after leaving."""
    return {**(accounts.staff_names(session, [owner]) if owner else {}), **accounts.active_staff(session)}


def _goals(session: Session) -> dict[str, str]:
    return {one.id: one.name for one in goals.goals(session)}
