"""The one place where a refusal or a fault becomes an answer: problem JSON for programs, a page for people.

What a person reads says what happened and what to do next, and never how the program is made.
"""

import logging

from flask import Flask, Response, json, make_response, render_template, request
from sqlalchemy.exc import InterfaceError, OperationalError
from werkzeug.exceptions import HTTPException

from outreach_app import ids
from outreach_app.db import RETRY_AFTER_SECONDS
from outreach_app.problems import Refusal
from outreach_app.web.headers import API, HSDS
from outreach_app.web.text import lazy_gettext as _

log = logging.getLogger(__name__)

STATUS = {
    "accounts.address_taken": 409,
    "accounts.last_admin": 409,
    "accounts.password_short": 422,
    "answers.too_many": 429,
    "papers.too_many": 429,
    "papers.unread": 422,
    "request.broken": 400,
    "requests.too_many": 429,
    "reports.too_many": 429,
    "busy": 503,
    "database.away": 503,
    "database.not_ready": 503,
    "directory.file_unread": 422,
    "directory.plan_changed": 409,
    "device.last_person": 409,
    "device.nobody": 409,
    "device.revoked": 409,
    "device.unknown": 401,
    "discrepancy.gone": 410,
    "discrepancy.odd_settlement": 422,
    "enrol.refused": 401,
    "enrol.too_many": 429,
    "envelope.broken": 400,
    "fact.changed_meanwhile": 409,
    "session.changed_meanwhile": 409,
    "record.changed_meanwhile": 409,
    "record.decided_meanwhile": 409,
    "record.gone": 409,
    "session.not_to_merge": 409,
    "form.invalid": 422,
    "kits.code_taken": 409,
    "kits.file_unread": 422,
    "partners.file_unread": 422,
    "partners.plan_changed": 409,
    "kits.part_amiss": 409,
    "kits.part_named": 409,
    "kits.part_out": 409,
    "kits.plan_changed": 409,
    "kits.tag_taken": 409,
    "link.gone": 410,
    "mail.not_sent": 502,
    "not_allowed": 403,
    "not_found": 404,
    "photo.damaged": 422,
    "photo.elsewhere": 409,
    "photo.no_picture": 422,
    "photos.away": 503,
    "quarantine.decided": 409,
    "quarantine.not_yet_understood": 409,
    "rescue.cut_too_early": 422,
    "rescue.empty": 422,
    "rescue.not_saved_facts": 422,
    "rescue.other_library": 409,
    "row.changed_meanwhile": 409,
    "sign_in.refused": 401,
    "sign_in.too_many": 429,
    "signing.terms_changed": 409,
    "reservations.clash": 409,
    "spaces.decided": 409,
    "topics.named": 409,
    "too_large": 413,
}
# What HTTP itself refuses, by the codes that programs know.
CODE = {400: "request.broken", 403: "not_allowed", 404: "not_found", 405: "request.method", 413: "too_large"}

TITLES = {
    400: _("That request could not be read"),
    403: _("That is not yours to do"),
    404: _("There is nothing here"),
    405: _("That cannot be done here"),
    410: _("That is settled by itself"),
    413: _("That is too large"),
    429: _("Too many tries"),
    500: _("Something went wrong here"),
    503: _("The server is busy"),
}
SENTENCES = {
    400: _("Go back, open the page anew and try again. Nothing was changed."),
    403: _("Your role does not allow it. Ask an admin of your library if it should."),
    404: _("The page may have moved, or the address has a slip in it."),
    405: _("The address exists, but not for this. Go back and use the page’s own buttons."),
    413: _("Make it smaller and send it again. Nothing was changed."),
    500: _("It is noted, with the number below, for those who run this server. Nothing that was kept is lost. Try again."),
}
# What is refused below the floor that knows languages, in the reader's.
MESSAGES = {
    "answers.too_many": _(
        "Too many answers came from this network at once. Yours is still here: send it again in a few minutes."
    ),
    "papers.too_many": _("Many flyers were made for this network a moment ago. Ask for this one again in a few minutes."),
    "reports.too_many": _("Too many reports came at once. Yours is still here: send it again in a few minutes."),
    "busy": _("The server is busy. Nothing is lost; try again in a moment."),
    "photo.no_picture": _("That is no picture that the library can keep: a JPEG, WebP or PNG of a usual size."),
    "photos.away": _("The library’s photo storage does not answer at the moment. Nothing is lost; try again in a minute."),
    "database.away": _("The library’s database does not answer at the moment. Nothing is lost; try again in a minute."),
}


def init(app: Flask) -> None:
    """Answer every refusal and every fault."""
    app.register_error_handler(Refusal, _refused)
    app.register_error_handler(HTTPException, _failed)
    for fault in (OperationalError, InterfaceError):
        app.register_error_handler(fault, _database_is_away)


def message_of(refusal: Refusal) -> str:
    """What a refusal says to a person, in their language."""
    return str(MESSAGES.get(refusal.code, refusal.message))


def _refused(refusal: Refusal) -> Response:
    status = STATUS.get(refusal.code, 409)
    if status >= 500:
        log.warning("refused: %s %s", refusal.code, refusal.details.get("reason", ""))
    message = message_of(refusal)
    response = _problem(status, refusal.code, message, refusal.fields) if _is_api() else _page(status, message)
    if "retry_after" in refusal.details:
        response.headers["Retry-After"] = str(refusal.details["retry_after"])
    return response


def _database_is_away(error: OperationalError | InterfaceError) -> Response:
    """A full disk, a database that went: no fault of the request, and a phone is to come again."""
    log.error("the database failed: %s", type(error.orig).__name__, exc_info=error)
    return _refused(Refusal("database.away", "", retry_after=ids.between(*RETRY_AFTER_SECONDS)))


def _failed(error: HTTPException) -> Response:
    if error.response is not None and error.code is None:
        return make_response(error.response)
    status = error.code or 500
    sentence = str(SENTENCES.get(status, SENTENCES[400 if status < 500 else 500]))
    if _is_api():
        response = _problem(status, CODE.get(status, "fault" if status >= 500 else "request.broken"), sentence, {})
    else:
        response = _page(status, sentence)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After", "Location"):
            response.headers[name] = value
    return response


def _is_api() -> bool:
    return request.path.startswith((API, HSDS))


def _problem(status: int, code: str, detail: str, fields: dict[str, object]) -> Response:
    told: dict[str, object] = {"title": str(_title(status)), "status": status, "detail": detail, "code": code}
    if fields:
        told["fields"] = fields
    response = make_response(json.dumps(told), status)
    response.mimetype = "application/problem+json"
    return response


def _page(status: int, sentence: str) -> Response:
    page = render_template("errors/show.html", status=status, title=_title(status), sentence=sentence)
    return make_response(page, status)


def _title(status: int) -> str:
    return TITLES.get(status, _("That did not work"))
