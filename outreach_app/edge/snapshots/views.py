"""The desk's pages of snapshots: one is kept, looked at, held against now, taken as a file and on paper."""

from dataclasses import replace
from datetime import date

from flask import Blueprint, abort, flash, render_template, request, url_for
from werkzeug.wrappers import Response

from outreach_app import ids
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.db import db, writing
from outreach_app.edge import papers, queries, table, words
from outreach_app.edge import views as edge
from outreach_app.edge.indicators.forms import SnapshotForm
from outreach_app.edge.models import EdgeSnapshot
from outreach_app.edge.snapshots import comparing, keeping, taking
from outreach_app.edge.snapshots import queries as snapshots
from outreach_app.edge.spans import Span, years_up_to
from outreach_app.web.form_page import form_page
from outreach_app.web.language import moment, today
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _

blueprint = Blueprint("snapshots", __name__, url_prefix="/edge/snapshots")


@blueprint.route("/new", methods=["GET", "POST"])
def new() -> Response:
    """Keep what the page shows, for good."""
    person, asked = sign_in.person(), edge.wanted() or abort(404)
    form = SnapshotForm(data={"name": asked.year.name if asked.year else edge.days_of(asked.span)})
    if request.method == "GET":
        form.id.data = ids.new()

    def write() -> None:
        with writing(person.library.id) as handle:
            # Read again under the lock: what is kept is what stands then.
            edition = queries.edition(handle.session, asked.edition.id) or abort(404)
            looked = replace(asked, session=handle.session).asking
            shown = queries.shown(looked, queries.indicators(handle.session), edition.id)
            told = taking.told(edition, shown, edge.names_of(handle.session, shown))
            texts = {"name": form.name.data or "", "note": form.note.data or ""}
            taking.keep(handle, form.id.data or "", edition.id, asked.span, told, by=person.id, **texts)
        flash(_("Kept. Nobody can change it any more, and it can be compared with any later year."))

    then = url_for(".show", snapshot=form.id.data or "-")
    up = (url_for("edge.show", **asked.address), _("Edge evidence"))
    lead = _("%(edition)s, %(days)s: figures, names, wording and judgements as they are now. It can not be changed afterwards.",
             edition=asked.edition.name, days=edge.days_of(asked.span))  # fmt: skip
    shown = {"title": _("Keep a snapshot"), "lead": lead, "says": _("Keep it"), "address": url_for(".new", **asked.address)}
    return form_page("edge/edit.html", form, write, then, up=up, **shown)


@blueprint.get("/<snapshot>")
def show(snapshot: str) -> str:
    """A snapshot beside the same indicators now: of the year that the address asks for, else of this one."""
    found = _found(snapshot)
    told = keeping.read(found.told)
    asked = edge.wanted() or abort(404)
    every = {one.id: one for one in asked.indicators}
    then = [one for one in told.indicators if one.indicator in every]
    followed = {one.indicator: snapshots.follower(every[one.indicator], asked.indicators) for one in then}
    shown = queries.told(asked.asking, list({one.id: one for one in followed.values()}.values()), asked.indicators)
    later = keeping.by_indicator(taking.told(asked.edition, shown, edge.names_of(asked.session, shown)).indicators)
    now = {old: later[new.id] for old, new in followed.items()}
    return render_template(
        "edge/snapshot.html",
        snapshot=found,
        told=told,
        compared=comparing.compared(told.indicators, now),
        gone={old for old, new in followed.items() if new.retired_at is not None},
        asked=asked,
        years=years_up_to(today(), asked.month),
        year=asked.year,
        kept=_kept(found),
        days=edge.days_of(_span(found)),
        days_now=edge.days_of(asked.span),
        words=words,
        papers=papers,
    )


@blueprint.get("/<snapshot>/pack")
def pack(snapshot: str) -> str:
    """A snapshot as an evidence pack that can be printed."""
    found = _found(snapshot)
    up, pdf = url_for(".show", snapshot=snapshot), url_for(".pack_to_print", snapshot=snapshot)
    return edge.pack_page(keeping.read(found.told), span=_span(found), pdf=pdf, up=up, kept=_kept(found))


@blueprint.get("/<snapshot>/pack.pdf")
def pack_to_print(snapshot: str) -> Response:
    """A snapshot as a tagged PDF."""
    found = _found(snapshot)
    return edge.pack_paper(keeping.read(found.told), _span(found), _kept(found))


@blueprint.get("/<snapshot>/evidence.csv")
def export(snapshot: str) -> Response:
    """A snapshot as a file for a spreadsheet."""
    found = _found(snapshot)
    return csv_file(table.rows(keeping.read(found.told), found.starts_on, found.ends_on), "edge-snapshot.csv")


def _found(id_: str) -> EdgeSnapshot:
    return snapshots.snapshot(db.session(), id_) or abort(404)


def _span(found: EdgeSnapshot) -> Span:
    zone = sign_in.person().library.time_zone
    return Span(date.fromisoformat(found.starts_on), date.fromisoformat(found.ends_on), zone)


def _kept(found: EdgeSnapshot) -> str:
    """Who kept it, and when."""
    who = accounts.staff_names(db.session(), [found.staff_id]).get(found.staff_id) if found.staff_id else None
    at = moment(found.taken_at)
    return _("Kept by %(who)s on %(at)s", who=who, at=at) if who else _("Kept on %(at)s", at=at)
