"""The desk's pages of quarantine."""

from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids, shapes
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.administration.quarantine import by_hand as writing_by_hand
from outreach_app.administration.quarantine import deciding, guessing, queries, readable
from outreach_app.administration.quarantine.forms import AsideForm
from outreach_app.administration.quarantine.queries import Shown
from outreach_app.administration.quarantine.words import KINDS, NAMED_BY_IDS, WHY
from outreach_app.db import db, writing
from outreach_app.ledger.kinds import Catalogue
from outreach_app.ledger.telling import STAFF, Words
from outreach_app.problems import Refusal
from outreach_app.web.addresses import page_of
from outreach_app.web.form_page import form_page
from outreach_app.web.paging import mark, marked
from outreach_app.web.text import gettext as _
from outreach_app.web.text import ngettext

blueprint = Blueprint("quarantine", __name__, url_prefix="/quarantine")


@blueprint.get("")
def listed() -> str:
    """What waits for somebody to read it; or what was taken in later, or set aside."""
    session, state = db.session(), request.args.get("state", queries.WAITING)
    state = state if state in queries.STATES else queries.WAITING
    reasons, devices = queries.sources(session)
    reason, device = request.args.get("reason", ""), request.args.get("device", "")
    narrowed = queries.Narrowed(reason if reason in reasons else "", device if device in devices else "")
    found = queries.listed(session, state, narrowed, before=marked(request.args.get("before")))
    labels = accounts.device_labels(session, devices)
    return render_template(
        "quarantine/listed.html",
        found=found,
        state=state,
        counts=queries.counts(session),
        labels=labels,
        narrowed=narrowed,
        reasons=[(name, one.says) for name, one in WHY.items() if name in reasons],
        phones=sorted(((one, labels.get(one, one)) for one in devices), key=lambda one: one[1].casefold()),
        why=WHY,
        is_worth_trying=any(one.reason in deciding.WORTH_TRYING for one in found),
        after=mark(found[-1].received_at, found[-1].hash) if len(found) == queries.PAGE else None,
    )


@blueprint.get("/<hash_>")
def show(hash_: str) -> Response:
    """One of them: its bytes, why it is here, where it came from, and what can be done."""
    return make_response(render_template("quarantine/show.html", form=AsideForm(formdata=None), **_shown(hash_)))


@blueprint.get("/<hash_>/bytes")
def raw(hash_: str) -> Response:
    """The bytes as they came, as a file."""
    answer = make_response(_found(hash_).raw)
    answer.mimetype = "application/octet-stream"
    answer.headers["Content-Disposition"] = f"attachment; filename={hash_[:12]}.bin"
    return answer


@blueprint.post("/<hash_>/trial")
def try_again(hash_: str) -> Response:
    """Try to understand it once more."""
    person = sign_in.person()
    try:
        deciding.try_one(person.library.id, _catalogue(), hash_, by=person.id)
        flash(_("Taken in. It is among the records now, with the day on which it came."))
    except Refusal as refusal:
        if refusal.code not in ("quarantine.not_yet_understood", "quarantine.decided"):
            raise
        flash(str(refusal.message), "need")
    return redirect(url_for(".show", hash_=hash_), 303)


@blueprint.post("/trials")
def try_all() -> Response:
    """Try everything once more that a later release may understand."""
    person = sign_in.person()
    stored, left = deciding.try_all(person.library.id, _catalogue(), by=person.id)
    said = ngettext("%(num)s was taken in.", "%(num)s were taken in.", stored)
    flash(f"{said} {_('%(count)s are still not understood and stay here.', count=left)}", "" if stored else "need")
    return redirect(url_for(".listed"), 303)


@blueprint.post("/<hash_>/setting-aside")
def set_aside(hash_: str) -> Response:
    """Leave it unread, with a reason."""
    form, person = AsideForm(), sign_in.person()
    shown = _shown(hash_)

    def write() -> None:
        with writing(person.library.id) as handle:
            deciding.set_aside(handle, hash_, form.why.data or "", by=person.id)
        flash(_("Set aside. Its bytes are kept, and it can be tried again later."))

    return form_page("quarantine/show.html", form, write, url_for(".listed"), **shown)


@blueprint.route("/<hash_>/record", methods=["GET", "POST"])
def by_hand(hash_: str) -> Response:
    """Make a record by hand of what it was meant to say."""
    one, person = _found(hash_), sign_in.person()
    if one.state in (queries.STORED, queries.BY_HAND) or one.is_erased:
        return redirect(url_for(".show", hash_=hash_), 303)
    told, known = guessing.guess(one.raw), writing_by_hand.kinds(_catalogue())
    kind = known.get(request.args.get("kind") or str(told.get("kind")))
    shown = {**_shown(hash_), "kinds": [(name, KINDS[name]) for name in KINDS if name in known]}
    if kind is None:
        return make_response(render_template("quarantine/by_hand.html", form=None, chosen="", **shown))
    zone, words = ZoneInfo(person.library.time_zone), current_app.extensions["words"]
    choices = _choices(writing_by_hand.wanted_collections(kind), words)
    form = writing_by_hand.form_for(kind, choices)
    shown["ids"] = [(str(label), choices[name]) for name, label in NAMED_BY_IDS.items() if choices.get(name)]
    if request.method == "GET":
        writing_by_hand.fill(form, kind, told, zone, ids.new())
        form.fact.data = ids.new()
    visit = told.get("visit")

    def write() -> None:
        payload = writing_by_hand.payload_of(form, kind, zone)
        if payload is None:
            raise Refusal("form.invalid", _("Nothing is recorded yet: something is missing or does not fit."))
        with writing(person.library.id) as handle:
            deciding.turn_into(
                handle, _catalogue(), hash_, fact_id=form.fact.data or "", kind=kind.name, subject=form.subject.data,
                author=form.author.data or None, payload=payload, visit=visit if shapes.Id().fits(visit) else None,
                occurred=form.occurred.data.replace(tzinfo=zone), zone=person.library.time_zone, by=person.id,
            )  # fmt: skip
        flash(_("Recorded. What came is kept beside it."))

    then = url_for(".show", hash_=hash_)
    return form_page("quarantine/by_hand.html", form, write, then, chosen=kind.name, **shown)


def _choices(collections: set[str], words: Words) -> dict[str, list[tuple[str, str]]]:
    session = db.session()
    found: dict[str, list[tuple[str, str]]] = {}
    for collection in collections | NAMED_BY_IDS.keys():
        ids_there = queries.ids_of(session, collection) if collection != STAFF else set()
        named = words.known[collection].find(session, ids_there) if ids_there else {}
        if collection == STAFF:
            named = accounts.everybody(session)
        found[collection] = sorted(named.items(), key=lambda one: one[1].casefold())
    return found


def _shown(hash_: str) -> dict[str, object]:
    one, session = _found(hash_), db.session()
    devices = [device for device in (one.device, one.brought_by) if device]
    author = readable.member(one.raw, "author")
    return {
        "one": one,
        "became": _became(one),
        "why": WHY[one.reason],
        "laid_out": readable.laid_out(one.raw),
        "pieces": readable.pieces(one.raw),
        "is_cut": len(one.raw) > readable.MOST_SHOWN,
        "wrong": list(readable.lines_of(one.fields)),
        "kind": readable.member(one.raw, "kind"),
        "recorded_at": readable.member(one.raw, "recorded_at"),
        "author": accounts.staff_names(session, [author]).get(author) if author else None,
        "labels": accounts.device_labels(session, devices),
    }


def _became(one: Shown) -> tuple[str, str | None] | None:
    """What a person made of it: the words for its kind, and the page of what it is about."""
    found = queries.subject_of(db.session(), one.note) if one.state == queries.BY_HAND and one.note else None
    if found is None:
        return None
    kind, subject = found
    fold = _catalogue().fold_of(kind, 1, "desk")
    words = current_app.extensions["words"].subjects.get(fold)
    return str(KINDS.get(kind, kind)), page_of(words.page, subject) if words and words.page else None


def _found(hash_: str) -> Shown:
    found = queries.shown(db.session(), hash_)
    return found if found is not None else abort(404)


def _catalogue() -> Catalogue:
    catalogue: Catalogue = current_app.extensions["catalogue"]
    return catalogue
