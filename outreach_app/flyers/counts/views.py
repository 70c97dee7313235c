"""The desk's pages of how flyers go: scans and hand-outs, stacks and what to do about them, who takes what."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from flask import Blueprint, render_template, request
from werkzeug.wrappers import Response

from outreach_app import shapes
from outreach_app.accounts import sign_in
from outreach_app.db import db
from outreach_app.flyers import codes
from outreach_app.flyers import queries as flyers
from outreach_app.flyers.counts import queries
from outreach_app.flyers.counts.words import SHOWN
from outreach_app.flyers.placements.words import REASON
from outreach_app.partners import queries as partners
from outreach_app.web.language import code as language
from outreach_app.web.language import name_of, today
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _

blueprint = Blueprint("flyer_counts", __name__, url_prefix="/flyers")
A_QUARTER = timedelta(days=91)
NARROWED = ("flyer", "partner", "language")
_day, _id = shapes.Day(), shapes.Id()


@blueprint.get("/counts")
def totals() -> str:
    """What came of the flyers in a span of days: by flyer, by organisation, by week."""
    session, now = db.session(), today()
    one, other = _date("first", now - A_QUARTER), _date("last", now)
    first, last = min(one, other), max(one, other)
    lines = queries.by_flyer(session, first, last, _titles())
    return render_template(
        "flyers/counts.html",
        lines=sorted(lines.items(), key=lambda one: (-one[1].scans, one[1].name.casefold())),
        weeks=queries.by_week(session, first, last),
        partners=queries.by_partner(queries.stacks(session)),
        first=first,
        last=last,
    )


@blueprint.get("/stacks")
def stacks() -> str:
    """Where stacks lie: copies left against scans, which have gone quiet, which to restock before a trip."""
    session, which = db.session(), request.args.get("show", queries.LIE)
    which = which if which in queries.SHOWN else queries.LIE
    flyer, partner = _asked("flyer"), _asked("partner")
    found = queries.stacks(session, flyer=flyer, partner=partner)
    return render_template(
        "flyers/stacks.html",
        stacks=queries.shown(found, which, today()),
        which=which,
        words=SHOWN,
        flyer=flyer,
        partner=partner,
        titles=_titles(),
        organisations=_organisations(),
        reason=REASON,
        in_groups=codes.in_groups,
        name_of=name_of,
        today=today(),
    )


@blueprint.get("/distribution")
def distribution() -> str:
    """Which organisations take which materials."""
    asked = narrowed()
    flyer, partner, spoken = (asked.get(name, "") for name in NARROWED)
    return render_template(
        "flyers/distribution.html", lines=_materials(flyer, partner, spoken), flyer=flyer, partner=partner, spoken=spoken,
        titles=_titles(), organisations=_organisations(), languages_=sign_in.person().library.language_codes, name_of=name_of,
        asked=asked,
    )  # fmt: skip


@blueprint.get("/distribution.csv")
def distribution_file() -> Response:
    """The distribution list as a file for a spreadsheet."""
    found = _materials(*(narrowed().get(name, "") for name in NARROWED))
    return csv_file(_table(found), "distribution.csv")


def narrowed() -> dict[str, str]:
    """What the distribution list is narrowed to, as an address holds it."""
    return {name: value for name in NARROWED if (value := _asked(name))}


def _table(found: Sequence[queries.Material]) -> Iterator[Sequence[object]]:
    yield (
        _("Organisation"), _("Flyer"), _("Languages"), _("Stacks"), _("Lie there"), _("Laid out in all"), _("Scans"),
        _("Last seen to"), _("By whom"),
    )  # fmt: skip
    for one in found:
        languages = ", ".join(name_of(code) for code in sorted(one.languages))
        yield one.partner_name, one.flyer, languages, one.stacks, one.copies, one.laid, one.scans, one.last_on, one.last_by


def _materials(flyer: str, partner: str, spoken: str) -> list[queries.Material]:
    found = queries.stacks(db.session(), flyer=flyer, partner=partner)
    return queries.distribution(found, _titles(), spoken)


def _titles() -> dict[str, str]:
    return {one.id: one.in_words(language())[1]["title"] for one in flyers.flyers(db.session())}


def _organisations() -> list[tuple[str, str]]:
    return sorted(partners.every_partner(db.session()).items(), key=lambda one: one[1].casefold())


def _asked(name: str) -> str:
    told = request.args.get(name, "")
    return told if _id.fits(told) else ""


def _date(name: str, otherwise: date) -> date:
    told = request.args.get(name, "")
    return date.fromisoformat(told) if _day.fits(told) else otherwise
