"""The page behind the code of a session: four questions, answered by whoever was there."""

from typing import Any

from flask import abort, current_app, g, make_response, redirect, render_template, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from outreach_app.accounts import failures
from outreach_app.accounts.models import Library
from outreach_app.db import reading, writing
from outreach_app.doors.models import Door
from outreach_app.ledger import desk
from outreach_app.problems import Refusal
from outreach_app.scans import signed
from outreach_app.scans.pulse.forms import PulseForm
from outreach_app.training_sessions import outcomes, queries
from outreach_app.training_sessions.queries import Listed
from outreach_app.web import language
from outreach_app.web.errors import STATUS, message_of
from outreach_app.web.text import gettext as _

# A full room behind one network address; more than that is no room.
MOST_AT_ONCE = 120


def ask(code: str, door: Door) -> Response:
    """Four questions about a session, answered by whoever was there."""
    library, session_id = door.library_id, door.target
    form = PulseForm()
    with reading(library) as session:
        home = session.get_one(Library, library)
        g.languages, g.time_zone = home.language_codes, home.time_zone
        found = queries.found(session, session_id) or abort(404)
        shown = _shown(session, home, found)
    if request.method == "GET" or not shown["is_open"]:
        form.token.data = signed.sealed(_key(), code)
        return _page(form, 200 if shown["is_open"] else 410, **shown)
    answer = signed.opened(_key(), code, form.token.data or "")
    wrong = _wrong(form, answer)
    if wrong is not None or answer is None:
        form.token.data = signed.sealed(_key(), code)
        return _page(form, 422, says=wrong, **shown)
    try:
        failures.refuse_if_too_many("answers.too_many", _who(), most=MOST_AT_ONCE)
        with writing(library) as handle:
            desk.record_one(
                handle, current_app.extensions["catalogue"], fact_id=answer, kind=outcomes.ANSWERED, subject=session_id,
                author=None, payload=form.told, zone=home.time_zone, via="public",
                # Only the day is told: an hour would say who it was.
                at=handle.now.astimezone(language.zone()).replace(hour=12, minute=0, second=0, microsecond=0),
            )  # fmt: skip
    except Refusal as refusal:
        said = message_of(refusal)
        if refusal.code == "fact.changed_meanwhile":
            said = _("You have answered already. Your first answer is kept; nothing was changed.")
        response = _page(form, STATUS.get(refusal.code, 409), says=said, **shown)
        if "retry_after" in refusal.details:
            response.headers["Retry-After"] = str(refusal.details["retry_after"])
        return response
    failures.note(_who())
    return redirect(url_for("scans.thanks", code=code, lang=language.asked()), 303)


def thanks(_code: str, door: Door) -> Response:
    """That an answer is kept."""
    with reading(door.library_id) as session:
        home = session.get_one(Library, door.library_id)
        g.languages, g.time_zone = home.language_codes, home.time_zone
        return make_response(render_template("scans/thanks.html", library=home))


def _shown(session: Session, library: Library, found: Listed) -> dict[str, Any]:
    return {
        "library": library,
        "questions": queries.questions(session, language.code()),
        "topic": queries.topic_names(session, [found.topic]).get(found.topic) if found.topic else None,
        "on": found.on,
        "is_open": not found.withdrawn and outcomes.is_open(found.on, language.today()),
        "points": range(1, outcomes.POINTS + 1),
    }


def _wrong(form: PulseForm, answer: str | None) -> str | None:
    if answer is None:
        return _("This page was open for too long. Your answers are still here: send them again.")
    if not form.validate():
        return str(next(iter(form.words.errors), _("Choose one of the five points, or leave the question out.")))
    if all(one is None for one in form.told.values()):
        return _("Answer at least one question.")
    return None


def _page(form: PulseForm, status: int, says: str | None = None, **shown: Any) -> Response:
    return make_response(render_template("scans/ask.html", form=form, says=says, **shown), status)


def _who() -> str:
    return f"answers {request.remote_addr}"


def _key() -> str:
    key: str = current_app.config["SECRET_KEY"]
    return key
