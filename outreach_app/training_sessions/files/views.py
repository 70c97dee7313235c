"""Sessions as a file for a spreadsheet: the approved ones only, unless more is asked for, which the file's name tells."""

from collections.abc import Iterator
from dataclasses import replace
from zoneinfo import ZoneInfo

from flask import Blueprint, Response, current_app, request
from sqlalchemy.orm import Session

from outreach_app.accounts import sign_in
from outreach_app.db import db
from outreach_app.ledger.telling import STAFF
from outreach_app.training_sessions import queries, words
from outreach_app.training_sessions.rules import APPROVED
from outreach_app.training_sessions.views import asked_for, mentions
from outreach_app.web.language import today
from outreach_app.web.spreadsheet import csv_file
from outreach_app.web.text import gettext as _

blueprint = Blueprint("session_files", __name__, url_prefix="/sessions")
AT_ONCE = 1000
MEMBERS = ("attendance_in_person", "attendance_virtual", "async_views_30d")


@blueprint.get("/export.csv")
def export() -> Response:
    """The sessions that fit, the latest day first; those that are not approved only where `which=all` asks for them."""
    everything = request.args.get("which") == "all"
    wanted = asked_for() if everything else replace(asked_for(), review=APPROVED)
    name = "sessions-all" if everything else "sessions-approved-only"
    zone = ZoneInfo(sign_in.person().library.time_zone)
    return csv_file(_rows(db.session(), wanted, zone), f"{name}-{today().isoformat()}.csv")


def _rows(session: Session, wanted: queries.Wanted, zone: ZoneInfo) -> Iterator[list[object]]:
    yield [
        _("Day"), _("Start"), _("End"), _("Kind"), _("Topic"), _("Where"), _("For whom"), _("Place"), _("Trainers"),
        *(str(words.MEMBER[name]) for name in MEMBERS), _("Languages"), _("Review"), _("Record"),
    ]  # fmt: skip
    before: tuple[str, str] | None = None
    while found := queries.listed(session, wanted, before=before, limit=AT_ONCE):
        before = (found[-1].on, found[-1].id)
        names = current_app.extensions["words"].names(session, (mention for one in found for mention in mentions(one)))
        for one in found:
            hours = [at.astimezone(zone).strftime("%H:%M") if at else "" for at in (one.starts_at, one.ends_at)]
            standing = _("Withdrawn") if one.withdrawn else _("Counted as another") if one.merged_into else None
            yield [
                one.on, *hours, str(words.KIND[one.kind]), names(words.TOPICS, one.topic) if one.topic else "",
                str(words.FORMAT[one.format]), str(words.AUDIENCE[one.audience]),
                names(words.SITES, one.site) if one.site else "",
                ", ".join(names(STAFF, who) for who in one.content["trainers"]),
                *(one.content[name] for name in MEMBERS), ", ".join(one.content["languages"]),
                standing or str(words.REVIEW[one.review]), one.id,
            ]  # fmt: skip
