"""The desk's page of changes, and the same as a file."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, render_template, request, url_for
from sqlalchemy.orm import Session

from outreach_app.accounts import sign_in
from outreach_app.administration.changes import decisions, queries, telling, words
from outreach_app.administration.changes.decisions import Decision
from outreach_app.administration.changes.queries import ADDED, CHANGED, NOBODY, REMOVED, Change, Wanted
from outreach_app.db import db, reading
from outreach_app.ledger.fact import Fact
from outreach_app.ledger.telling import Told
from outreach_app.shapes import Id
from outreach_app.web.language import today
from outreach_app.web.paging import mark, marked
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _

blueprint = Blueprint("audit", __name__)
_id = Id()


@blueprint.get("/audit")
def listed() -> str:
    """Who changed what, the newest first."""
    session, wanted, zone = db.session(), _wanted(), sign_in.person().library.time_zone
    found = queries.page(session, wanted, zone, before=marked(request.args.get("before")))
    names = queries.names(session, found)
    asked = _asked(wanted)
    after = mark(found[-1].at, found[-1].id) if len(found) == queries.PAGE else None
    return render_template(
        "changes/listed.html",
        changes=found,
        wanted=wanted,
        names=names,
        who=[("", _("Anybody")), *queries.staff(session).items(), (NOBODY, _("A command"))],
        telling=telling,
        words=words,
        first=url_for(".listed", **asked) if request.args.get("before") else None,
        next=url_for(".listed", **asked, before=after) if after else None,
        export=url_for(".export", **asked),
    )


@blueprint.get("/audit.csv")
def export() -> Response:
    """All of it that is wanted, as a file for spreadsheets."""
    library, wanted = sign_in.person().library, _wanted()
    head: list[object] = [_("When"), _("Who"), _("What"), _("Name"), _("Change"), _("Details"), _("Id")]
    with reading(library.id) as session:
        rows = chain([head], _rows(session, wanted, library.time_zone))
        return csv_file(rows, f"changes-{today().isoformat()}.csv")


@blueprint.get("/audit/decisions")
def decided() -> str:
    """What the desk decided, the newest first, each with what held before."""
    session, wanted, zone = db.session(), _wanted(decisions.DECIDED), sign_in.person().library.time_zone
    found = decisions.page(session, _kinds(), wanted, zone, before=marked(request.args.get("before")))
    asked = _asked(wanted)
    last = found[-1].made if found else None
    after = mark(last.received_at, last.fact.id) if last and len(found) == queries.PAGE else None
    return render_template(
        "changes/decided.html",
        found=found,
        kinds=decisions.DECIDED,
        fold=_fold,
        told=_told(session, found),
        wanted=wanted,
        who=[("", _("Anybody")), *queries.staff(session).items()],
        words=words,
        first=url_for(".decided", **asked) if request.args.get("before") else None,
        next=url_for(".decided", **asked, before=after) if after else None,
        export=url_for(".export_decided", **asked),
    )


@blueprint.get("/audit/decisions.csv")
def export_decided() -> Response:
    """All of them that are wanted, as a file for spreadsheets."""
    library, wanted, kinds = sign_in.person().library, _wanted(decisions.DECIDED), _kinds()
    head: list[object] = [_("When"), _("Who"), _("Decision"), _("Details"), _("Before"), _("About"), _("Record")]
    with reading(library.id) as session:
        rows = chain([head], _decided_rows(session, kinds, wanted, library.time_zone))
        return csv_file(rows, f"decisions-{today().isoformat()}.csv")


def _decided_rows(session: Session, kinds: list[str], wanted: Wanted, zone: str) -> Iterator[list[object]]:
    for found in decisions.batches(session, kinds, wanted, zone):
        told = _told(session, found)
        for one in found:
            fact = one.made.fact
            at = one.made.received_at.astimezone(ZoneInfo(zone)).isoformat(sep=" ", timespec="seconds")
            before = told.words.title(one.before.fact, told.names) if one.before else ""
            about = told.words.named(_fold(fact), fact.subject, told.names) or ""
            details = "; ".join(told.words.lines(fact, told.names))
            who = told.names("staff", fact.author)
            yield [at, who, told.words.title(fact, told.names), details, before, about, fact.id]


def _told(session: Session, found: list[Decision]) -> Told:
    every = {it.fact.id: it for one in found for it in (one.made, one.before) if it}
    told: Told = current_app.extensions["words"].page(session, current_app.extensions["catalogue"], list(every.values()))
    return told


def _fold(fact: Fact) -> str | None:
    found: str | None = current_app.extensions["catalogue"].own_fold(fact)
    return found


def _kinds() -> list[str]:
    """Every kind of fact that only the desk decides."""
    return sorted({kind.name for kind in current_app.extensions["catalogue"].kinds if kind.decision})


def _rows(session: Session, wanted: Wanted, zone: str) -> Iterator[list[object]]:
    for found in queries.batches(session, wanted, zone):
        names = queries.names(session, found)
        yield from (_row(one, names, ZoneInfo(zone)) for one in found)


def _row(one: Change, names: dict[str, str], zone: ZoneInfo) -> list[object]:
    who = names.get(one.staff or "", one.staff) if one.staff else _("A command")
    at = one.at.astimezone(zone).isoformat(sep=" ", timespec="seconds")
    what, kind = str(words.WHAT.get(one.what, one.what)), str(words.KINDS[one.kind])
    return [at, who, what, telling.called(one), kind, telling.in_one(one, names), one.subject]


def _wanted(what: Mapping[str, str] = words.WHAT) -> Wanted:
    """What the address narrows the record to; what it cannot mean is left out."""
    args = request.args
    who, kind = args.get("who", ""), args.get("kind", "")
    return Wanted(
        who=who if _id.fits(who) else "",
        what=args.get("what", "") if args.get("what", "") in what else "",
        kind=kind if kind in (ADDED, CHANGED, REMOVED) else "",
        subject=args.get("subject", "") if _id.fits(args.get("subject", "")) else "",
        since=_day("since"),
        until=_day("until"),
    )


def _day(name: str) -> date | None:
    try:
        day = date.fromisoformat(request.args.get(name, ""))
    except ValueError:
        return None
    # The ends of the calendar have no day before or after.
    return day if 1970 <= day.year < 9999 else None


def _asked(wanted: Wanted) -> dict[str, Any]:
    """The address's questions that make `wanted` again."""
    told = {
        "who": wanted.who,
        "what": wanted.what,
        "kind": wanted.kind,
        "subject": wanted.subject,
        "since": wanted.since.isoformat() if wanted.since else "",
        "until": wanted.until.isoformat() if wanted.until else "",
    }
    return {name: value for name, value in told.items() if value}
