"""The desk's page of stocktakes, and the same as a file."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, render_template, request, url_for
from sqlalchemy.orm import Session

from outreach_app.accounts import sign_in
from outreach_app.db import db, reading
from outreach_app.kits import queries as kits
from outreach_app.kits.naming import KITS, PARTS
from outreach_app.kits.stocktakes import queries
from outreach_app.kits.stocktakes.queries import Counted, Stocktake, Wanted
from outreach_app.ledger import reading as ledger
from outreach_app.ledger.telling import DEVICES, STAFF, Mention, Names
from outreach_app.shapes import Id
from outreach_app.web.language import today
from outreach_app.web.paging import mark, marked
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _

blueprint = Blueprint("stocktakes", __name__, url_prefix="/kits")
_id = Id()


@blueprint.get("/stocktakes")
def listed() -> str:
    """What was counted, the latest first."""
    session, wanted, zone = db.session(), _wanted(), sign_in.person().library.time_zone
    found = queries.page(session, wanted, zone, before=marked(request.args.get("before")))
    choices = dict(kits.in_use(session))
    if wanted.kit and wanted.kit not in choices:
        choices |= kits.kit_codes(session, [wanted.kit])
    asked = _asked(wanted)
    after = mark(found[-1].kept.happened_at, found[-1].id) if len(found) == queries.PAGE else None
    return render_template(
        "kits/stocktakes.html",
        stocktakes=found,
        wanted=wanted,
        names=_names(session, found),
        named=ledger.naming(session, [one.id for one in found]),
        parts=_parts,
        kits=[("", _("Any kit")), *choices.items()],
        first=url_for(".listed", **asked) if request.args.get("before") else None,
        next=url_for(".listed", **asked, before=after) if after else None,
        export=url_for(".export", **asked),
    )


@blueprint.get("/stocktakes.csv")
def export() -> Response:
    """All of it that is wanted, as a file for spreadsheets."""
    library, wanted = sign_in.person().library, _wanted()
    head: list[object] = [
        _("When"), _("Kit"), _("Who"), _("Phone"), _("Found"), _("Missing"), _("Of another kit"), _("Codes that nobody knew"),
        _("Note"), _("Id"),
    ]  # fmt: skip
    with reading(library.id) as session:
        rows = chain([head], _rows(session, wanted, library.time_zone))
        return csv_file(rows, f"stocktakes-{today().isoformat()}.csv")


def _rows(session: Session, wanted: Wanted, zone: str) -> Iterator[list[object]]:
    for found in queries.batches(session, wanted, zone):
        names = _names(session, found)
        yield from (_row(one, names, ZoneInfo(zone)) for one in found)


def _row(one: Stocktake, names: Names, zone: ZoneInfo) -> list[object]:
    fact = one.kept.fact
    return [
        one.kept.happened_at.astimezone(zone).isoformat(sep=" ", timespec="seconds"), names(KITS, one.kit),
        names(STAFF, fact.author) if fact.author else "", names(DEVICES, fact.device), one.found,
        "; ".join(_parts(one.missing, names)), "; ".join(_parts(one.unexpected, names)),
        "; ".join(code or _("(removed)") for code in one.codes), one.note, one.id,
    ]  # fmt: skip


def _parts(counted: Sequence[Counted], names: Names) -> list[str]:
    return [f"{count} × {names(PARTS, part)}" for part, count in counted]


def _names(session: Session, found: Iterable[Stocktake]) -> Names:
    words = current_app.extensions["words"]
    names: Names = words.names(session, (mention for one in found for mention in _mentions(one)))
    return names


def _mentions(one: Stocktake) -> Iterator[Mention]:
    fact = one.kept.fact
    yield KITS, one.kit
    yield DEVICES, fact.device
    if fact.author:
        yield STAFF, fact.author
    yield from ((PARTS, part) for part, _count in (*one.missing, *one.unexpected))


def _wanted() -> Wanted:
    """What the address narrows the stocktakes to; what it cannot mean is left out."""
    kit = request.args.get("kit", "")
    return Wanted(kit if _id.fits(kit) else "", _day("since"), _day("until"))


def _day(name: str) -> date | None:
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    # The ends of the calendar have no day before or after.
    return day if 1970 <= day.year < 9999 else None


def _asked(wanted: Wanted) -> dict[str, Any]:
    """The address's questions that make `wanted` again."""
    days = {name: day.isoformat() for name, day in (("since", wanted.since), ("until", wanted.until)) if day}
    return {**({"kit": wanted.kit} if wanted.kit else {}), **days}
