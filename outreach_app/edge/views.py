"""The desk's page of the benchmark: what the records show of each indicator, in a year or any span; as a file and on paper."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import Blueprint, abort, make_response, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app import shapes
from outreach_app.accounts import queries as accounts
from outreach_app.accounts import sign_in
from outreach_app.accounts.models import Library
from outreach_app.db import db
from outreach_app.edge import papers, queries, spans, table, words
from outreach_app.edge.evidence import Page
from outreach_app.edge.gathering.asking import Asking
from outreach_app.edge.models import EdgeEdition, EdgeIndicator
from outreach_app.edge.snapshots import keeping, taking
from outreach_app.edge.snapshots import queries as snapshots
from outreach_app.edge.spans import Span
from outreach_app.paper import typesetting
from outreach_app.web import language
from outreach_app.web.language import today
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _

blueprint = Blueprint("edge", __name__, url_prefix="/edge")
_day = shapes.Day()
FEW = 20
"""So many names of each sort stand on the page; the pack and the spreadsheet have more."""
# What else the benchmark names, each in one click.
PAGES = (
    "partners.listed", "goals_reached.listed", "partner_shares.coverage", "spaces.listed", "kits.listed", "grants.listed",
    "flyer_counts.distribution", "listings.listed", "trends.overview", "watched_trends.listed",
    "emergency_plan.current",
)  # fmt: skip


@dataclass(frozen=True)
class Wanted:
    """What was asked for: which edition, of which days; with all that there is to choose from."""

    session: Session
    editions: Sequence[EdgeEdition]
    indicators: Sequence[EdgeIndicator]
    edition: EdgeEdition
    span: Span
    month: int

    @property
    def asking(self) -> Asking:
        """One look at the records."""
        return Asking(self.session, sign_in.person().library.id, self.span, today())

    @property
    def year(self) -> spans.Year | None:
        """The fiscal year that these days are."""
        return spans.year_that_is(self.span, self.month)

    @property
    def address(self) -> dict[str, Any]:
        """The same as an address holds it."""
        return {"edition": self.edition.id, "first": self.span.first.isoformat(), "last": self.span.last.isoformat()}

    def shown(self) -> list[queries.Shown]:
        """The indicators of the edition, with evidence."""
        return queries.shown(self.asking, self.indicators, self.edition.id)


def wanted() -> Wanted | None:
    """What the address asks for: the first edition and this year, where it does not say. None where there is no edition."""
    session, home = db.session(), sign_in.person().library
    editions = queries.editions(session)
    if not editions:
        return None
    month = session.get_one(Library, home.id).fiscal_year_starts
    asked = request.args.get("edition", "")
    edition = next((one for one in editions if one.id == asked), editions[0])
    return Wanted(session, editions, queries.indicators(session), edition, _span(home.time_zone, month), month)


@blueprint.get("")
def show() -> str:
    """What the records show of every indicator, and what is missing."""
    asked = wanted()
    if asked is None:
        return render_template("edge/begin.html")
    shown = asked.shown()
    kept = snapshots.snapshots(asked.session)
    people = {one.judgement.staff_id for one in shown if one.judgement} | {one.staff_id for one in kept}
    return render_template(
        "edge/show.html",
        asked=asked,
        shown=shown,
        kept=kept,
        editions_by_id={one.id: one for one in asked.editions},
        staff=accounts.staff_names(asked.session, {one for one in people if one}),
        years=spans.years_up_to(today(), asked.month),
        year=asked.year,
        pages=PAGES,
        words=words,
        link=link,
        few=FEW,
    )


@blueprint.get("/evidence.csv")
def export() -> Response:
    """All of it as a file for a spreadsheet."""
    asked = wanted() or abort(404)
    return csv_file(table.rows(now(asked), *_days(asked)), "edge-evidence.csv")


@blueprint.get("/pack")
def pack() -> str:
    """The evidence pack as a page that can be printed."""
    asked = wanted() or abort(404)
    return pack_page(
        now(asked), span=asked.span, pdf=url_for(".pack_to_print", **asked.address), up=url_for(".show", **asked.address)
    )


@blueprint.get("/pack.pdf")
def pack_to_print() -> Response:
    """The evidence pack as a tagged PDF."""
    asked = wanted() or abort(404)
    return pack_paper(now(asked), asked.span)


def now(asked: Wanted) -> keeping.Told:
    """What is shown now, as a snapshot would keep it."""
    shown = asked.shown()
    return taking.told(asked.edition, shown, names_of(asked.session, shown))


def names_of(session: Session, shown: Sequence[queries.Shown]) -> Mapping[str, str]:
    """Who judged."""
    return accounts.staff_names(session, {one.judgement.staff_id for one in shown if one.judgement and one.judgement.staff_id})


def pack_page(told: keeping.Told, *, span: Span, pdf: str, up: str, kept: str = "") -> str:
    """A pack as a page."""
    shown = {"told": told, "span": days_of(span), "kept": kept, "pdf": pdf, "up": up}
    return render_template("edge/pack.html", **shown, papers=papers, words=words)


def pack_paper(told: keeping.Told, span: Span, kept: str = "") -> Response:
    """A pack on paper."""
    home = sign_in.person().library
    paper = "us-letter" if home.time_zone.startswith("America/") else "a4"
    about: dict[str, Any] = {"library": home.name, "span": days_of(span), "kept": kept}
    pdf = typesetting.pdf("edge", papers.pack(told, **about, language=language.code(), paper=paper))
    head = {"Content-Type": "application/pdf", "Content-Disposition": 'inline; filename="edge-evidence.pdf"'}
    return make_response(pdf, 200, {**head, "Cache-Control": "no-store"})


def days_of(span: Span) -> str:
    """The days in words."""
    return _("%(first)s to %(last)s", first=language.full_date(span.first), last=language.full_date(span.last))


def link(page: Page) -> str:
    """The address of a page that evidence names."""
    names: dict[str, Any] = dict(page.names)
    return url_for(page.endpoint, **names, _anchor=page.part or None)


def _days(asked: Wanted) -> tuple[str, str]:
    return asked.span.first.isoformat(), asked.span.last.isoformat()


def _span(zone: str, month: int) -> Span:
    """The days that are asked for: a fiscal year by the year in which it begins, or from one day to another."""
    asked = request.args.get("year", "")
    if asked.isdecimal() and len(asked) == 4 and int(asked) in range(1, 9998):
        return spans.Year(int(asked), month).span(zone)
    year = spans.year_of(today(), month).span(zone)
    one, other = _date("first", year.first), _date("last", year.last)
    return Span(min(one, other), max(one, other), zone)


def _date(name: str, otherwise: date) -> date:
    told = request.args.get(name, "")
    found = date.fromisoformat(told) if _day.fits(told) else otherwise
    # The day after the last must be one too.
    return found if found < date.max else otherwise
