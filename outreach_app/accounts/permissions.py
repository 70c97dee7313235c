"""Who may do what: one row for every route. A route without a row is refused to everybody.

The API checks the token itself, under the row PHONE: what it needs to know of the phone comes with the check.
"""

from dataclasses import dataclass

from flask import Flask, Response, redirect, request, url_for
from flask_wtf.csrf import CSRFError

from outreach_app.accounts import sign_in, views
from outreach_app.accounts.models import ADMIN, COORDINATOR, TRAINER
from outreach_app.problems import Refusal
from outreach_app.web.text import gettext as _

ANYONE, PHONE = "anyone", "phone"
STAFF = frozenset({TRAINER, COORDINATOR, ADMIN})
COORDINATORS = frozenset({COORDINATOR, ADMIN})
ADMINS = frozenset({ADMIN})

MOST_OF_A_FILE = 17 * 1024 * 1024
# More than is kept of a picture, so that its form itself can say what is too much.
MOST_OF_A_PICTURE = 64 * 1024 * 1024
MOST_OF_A_SHEET = 4 * 1024 * 1024
MOST_OF_A_PACKAGE = 8 * 1024 * 1024
# Far more than a comment may have, so that the form itself can say so; what is typed is longer on its way.
MOST_OF_A_COMMENT = 8 * 1024 * 1024

_SAFE = {"GET", "HEAD", "OPTIONS"}


@dataclass(frozen=True)
class Row:
    """Who may use a route."""

    who: str | frozenset[str]
    comes_back: bool = False
    """True where a form that was open for too long is shown again with what was typed; else it is refused."""
    signs_itself: bool = False
    """True for a public form, which carries a token of its own that needs no cookie, and checks it itself."""
    most_bytes: int | None = None
    """How large a request may be where that is more than elsewhere."""


TABLE: dict[str, Row] = {
    "static": Row(ANYONE),
    "scans.scanned": Row(ANYONE, signs_itself=True),
    "scans.thanks": Row(ANYONE),
    "scans.picture": Row(ANYONE),
    "scans.paper": Row(ANYONE),
    "scans.contact": Row(ANYONE),
    "scans.event": Row(ANYONE),
    "scans.counted_how": Row(ANYONE),
    "directory.search": Row(ANYONE),
    "directory.listing": Row(ANYONE),
    "directory.suggest": Row(ANYONE, signs_itself=True),
    "directory.sheet": Row(ANYONE),
    "directory.sheet_to_print": Row(ANYONE),
    "hsds.about": Row(ANYONE),
    "hsds.description": Row(ANYONE),
    "hsds.listed": Row(ANYONE),
    "hsds.show": Row(ANYONE),
    "health.alive": Row(ANYONE),
    "health.ready": Row(ANYONE),
    "health.metrics": Row(ANYONE),
    "pwa.shell": Row(ANYONE),
    "pwa.worker": Row(ANYONE),
    "pwa.manifest": Row(ANYONE),
    "api.hello": Row(ANYONE),
    "api.described": Row(ANYONE),
    "api.enrol": Row(ANYONE),
    "api.sync": Row(PHONE),
    "api.keep_in_quarantine": Row(PHONE),
    "api.tell_of_photo": Row(PHONE),
    "api.keep_photo": Row(PHONE),
    "photos.show": Row(STAFF),
    "photos.remove": Row(COORDINATORS),
    "accounts.sign_in_page": Row(ANYONE, comes_back=True),
    "accounts.sign_out": Row(STAFF),
    "review.home": Row(ANYONE),
    "review.came_in": Row(STAFF),
    "review.discrepancies": Row(STAFF),
    "review.discrepancy": Row(STAFF),
    "review.settle": Row(COORDINATORS, comes_back=True),
    "queue.listed": Row(COORDINATORS),
    "queue.keep": Row(COORDINATORS, comes_back=True),
    "queue.forget": Row(COORDINATORS),
    "records.show": Row(COORDINATORS),
    "records.decide": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_COMMENT),
    "approvals.approve": Row(COORDINATORS, comes_back=True),
    "approvals.show": Row(COORDINATORS),
    "approvals.undo": Row(COORDINATORS),
    "review.assign": Row(COORDINATORS),
    "review.ask": Row(COORDINATORS, comes_back=True),
    "review.take_back": Row(COORDINATORS),
    "review.open_again": Row(COORDINATORS, comes_back=True),
    "visits.listed": Row(STAFF),
    "visits.show": Row(STAFF),
    "following.make": Row(STAFF),
    "calendar.feed": Row(ANYONE),
    "visits.new": Row(COORDINATORS, comes_back=True),
    "visits.change": Row(COORDINATORS, comes_back=True),
    "visits.call_off": Row(COORDINATORS, comes_back=True),
    "visits.call_back": Row(COORDINATORS),
    "trends.overview": Row(STAFF),
    "trends.heard": Row(STAFF),
    "emergency.home": Row(STAFF),
    "emergency.declare": Row(COORDINATORS, comes_back=True),
    "emergency.change": Row(COORDINATORS, comes_back=True),
    "emergency.end": Row(COORDINATORS, comes_back=True),
    "emergency.new_place": Row(COORDINATORS, comes_back=True),
    "emergency.change_place": Row(COORDINATORS, comes_back=True),
    "emergency.forget_place": Row(COORDINATORS),
    "emergency.check_in": Row(STAFF),
    "emergency.show": Row(STAFF),
    "emergency.to_print": Row(STAFF),
    "emergency.export": Row(STAFF),
    "emergency.learn": Row(COORDINATORS, comes_back=True),
    "trends.months": Row(STAFF),
    "trends.months_file": Row(STAFF),
    "trends.topic": Row(STAFF),
    "trends.topic_file": Row(STAFF),
    "watched_trends.listed": Row(STAFF),
    "watched_trends.listed_file": Row(STAFF),
    "watched_trends.new": Row(COORDINATORS, comes_back=True),
    "watched_trends.show": Row(STAFF),
    "watched_trends.change": Row(COORDINATORS, comes_back=True),
    "watched_trends.look_again": Row(COORDINATORS, comes_back=True),
    "watched_trends.note": Row(STAFF, comes_back=True),
    "sessions.listed": Row(STAFF),
    "sessions.totals": Row(STAFF),
    "session_files.export": Row(STAFF),
    "sessions.show": Row(STAFF),
    "sessions.decide": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_COMMENT),
    "doubles.listed": Row(COORDINATORS),
    "sessions.merge": Row(COORDINATORS, comes_back=True),
    "sessions.unmerge": Row(COORDINATORS),
    "emergency_plan.current": Row(STAFF),
    "emergency_plan.listed": Row(STAFF),
    "emergency_plan.show": Row(STAFF),
    "emergency_plan.begin": Row(COORDINATORS),
    "emergency_plan.change": Row(COORDINATORS, comes_back=True),
    "emergency_plan.approve": Row(COORDINATORS, comes_back=True),
    "emergency_plan.drop": Row(COORDINATORS, comes_back=True),
    "emergency_entries.new": Row(COORDINATORS, comes_back=True),
    "emergency_entries.change": Row(COORDINATORS, comes_back=True),
    "emergency_entries.remove": Row(COORDINATORS),
    "emergency_entries.rise": Row(COORDINATORS),
    "emergency_drills.listed": Row(STAFF),
    "emergency_drills.new": Row(COORDINATORS, comes_back=True),
    "emergency_drills.change": Row(COORDINATORS, comes_back=True),
    "emergency_drills.remove": Row(COORDINATORS),
    "spaces.listed": Row(STAFF),
    "spaces.show": Row(STAFF),
    "spaces.new": Row(COORDINATORS, comes_back=True),
    "spaces.change": Row(COORDINATORS, comes_back=True),
    "spaces.retire": Row(COORDINATORS),
    "spaces.bring_back": Row(COORDINATORS),
    "bookings.show_booking": Row(STAFF),
    "bookings.new_booking": Row(COORDINATORS, comes_back=True),
    "bookings.change_booking": Row(COORDINATORS, comes_back=True),
    "bookings.book": Row(COORDINATORS),
    "bookings.decline": Row(COORDINATORS, comes_back=True),
    "bookings.call_off": Row(COORDINATORS, comes_back=True),
    "bookings.note_held": Row(COORDINATORS, comes_back=True),
    "flyers.listed": Row(STAFF),
    "flyers.show": Row(STAFF),
    "flyer_papers.new": Row(COORDINATORS, comes_back=True),
    "flyer_papers.run": Row(STAFF),
    "flyer_papers.run_to_print": Row(STAFF),
    "flyer_papers.run_pictured": Row(STAFF),
    "flyer_counts.totals": Row(STAFF),
    "flyer_counts.stacks": Row(STAFF),
    "stacks.show": Row(STAFF),
    "flyer_counts.distribution": Row(STAFF),
    "flyer_counts.distribution_file": Row(STAFF),
    "envelopes.labels": Row(STAFF),
    "envelopes.to_print": Row(STAFF),
    "envelopes.pictured": Row(STAFF),
    "flyers.new": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_PICTURE),
    "flyers.change": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_PICTURE),
    "flyers.retire": Row(COORDINATORS),
    "flyers.bring_back": Row(COORDINATORS),
    "questions.listed": Row(COORDINATORS),
    "questions.change": Row(COORDINATORS, comes_back=True),
    "topics.listed": Row(STAFF),
    "topics.new": Row(COORDINATORS, comes_back=True),
    "topics.change": Row(COORDINATORS, comes_back=True),
    "topics.retire": Row(COORDINATORS),
    "topics.bring_back": Row(COORDINATORS),
    "topics.rise": Row(COORDINATORS),
    "topics.fall": Row(COORDINATORS),
    "listings.listed": Row(STAFF),
    "listings.show": Row(STAFF),
    "listings.to_verify": Row(STAFF),
    "listings.new": Row(COORDINATORS, comes_back=True),
    "listings.change": Row(COORDINATORS, comes_back=True),
    "listings.change_organization": Row(COORDINATORS, comes_back=True),
    "listings.change_place": Row(COORDINATORS, comes_back=True),
    "listings.verify": Row(COORDINATORS),
    "listings.retire": Row(COORDINATORS),
    "listings.bring_back": Row(COORDINATORS),
    "partners.steps": Row(STAFF),
    "partners.step_done": Row(COORDINATORS),
    "partners.step_reopened": Row(COORDINATORS),
    "kits.listed": Row(STAFF),
    "kits.show": Row(STAFF),
    "due.listed": Row(STAFF),
    "place_pictures.show": Row(STAFF),
    "place_pictures.new": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_PICTURE),
    "place_pictures.remove": Row(COORDINATORS, comes_back=True),
    "pictures.show": Row(STAFF),
    "pictures.new": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_PICTURE),
    "pictures.remove": Row(COORDINATORS, comes_back=True),
    "guide.write": Row(COORDINATORS, comes_back=True),
    "reservations.listed": Row(STAFF),
    "reservations.show": Row(STAFF),
    "reservations.new": Row(COORDINATORS, comes_back=True),
    "reservations.change": Row(COORDINATORS, comes_back=True),
    "reservations.call_off": Row(COORDINATORS, comes_back=True),
    "reservations.call_back": Row(COORDINATORS),
    "papers.labels": Row(STAFF),
    "papers.labels_to_print": Row(STAFF),
    "papers.labels_pictured": Row(STAFF),
    "papers.calibration": Row(STAFF),
    "papers.card": Row(STAFF),
    "care.needed": Row(STAFF),
    "care.costs": Row(STAFF),
    "charges.decide": Row(COORDINATORS, comes_back=True),
    "charges.take_back": Row(COORDINATORS),
    "care.service": Row(COORDINATORS, comes_back=True),
    "care.note_condition": Row(COORDINATORS, comes_back=True),
    "care.restock": Row(COORDINATORS, comes_back=True),
    "stocktakes.listed": Row(STAFF),
    "stocktakes.export": Row(STAFF),
    "intake.choose": Row(COORDINATORS),
    "intake.look": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_SHEET),
    "intake.bring_in": Row(COORDINATORS, comes_back=True, most_bytes=2 * MOST_OF_A_SHEET),
    "intake.export": Row(STAFF),
    "directory_intake.choose": Row(COORDINATORS),
    "directory_intake.look": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_PACKAGE),
    "directory_intake.match": Row(COORDINATORS, comes_back=True, most_bytes=2 * MOST_OF_A_PACKAGE),
    "directory_intake.bring_in": Row(COORDINATORS, comes_back=True, most_bytes=2 * MOST_OF_A_PACKAGE),
    "directory_giving.choose": Row(STAFF),
    "directory_giving.export": Row(STAFF),
    "kits.new": Row(COORDINATORS, comes_back=True),
    "kits.change": Row(COORDINATORS, comes_back=True),
    "kits.retire": Row(COORDINATORS, comes_back=True),
    "kits.bring_back": Row(COORDINATORS),
    "kits.new_part": Row(COORDINATORS, comes_back=True),
    "kits.change_part": Row(COORDINATORS, comes_back=True),
    "kits.move_part": Row(COORDINATORS, comes_back=True),
    "kits.remove_part": Row(COORDINATORS, comes_back=True),
    "kits.bring_back_part": Row(COORDINATORS),
    "partners.listed": Row(STAFF),
    "partner_page.show": Row(STAFF),
    "partner_page.renew": Row(COORDINATORS),
    "partner_page.close": Row(COORDINATORS),
    "partners.change_site": Row(COORDINATORS, comes_back=True),
    "partners.new_site": Row(COORDINATORS, comes_back=True),
    "partner_pages.show": Row(STAFF),
    "partner_profile.new": Row(COORDINATORS, comes_back=True),
    "partner_profile.change": Row(COORDINATORS, comes_back=True),
    "partner_profile.come_to": Row(COORDINATORS, comes_back=True),
    "partner_contacts.new": Row(COORDINATORS, comes_back=True),
    "partner_contacts.change": Row(COORDINATORS, comes_back=True),
    "partner_contacts.remove": Row(COORDINATORS),
    "partner_strategy.write": Row(COORDINATORS, comes_back=True),
    "partner_shares.coverage": Row(STAFF),
    "partner_shares.new": Row(COORDINATORS, comes_back=True),
    "partner_shares.change": Row(COORDINATORS, comes_back=True),
    "partner_shares.remove": Row(COORDINATORS),
    "partner_agreements.new": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_FILE),
    "partner_agreements.change": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_FILE),
    "partner_agreements.remove": Row(COORDINATORS),
    "partner_agreements.paper": Row(STAFF),
    "partner_intake.choose": Row(COORDINATORS),
    "partner_intake.look": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_SHEET),
    "partner_intake.bring_in": Row(COORDINATORS, comes_back=True, most_bytes=2 * MOST_OF_A_SHEET),
    "partner_intake.export": Row(STAFF),
    "partner_merging.merge": Row(COORDINATORS, comes_back=True),
    "partner_merging.take_back": Row(COORDINATORS),
    "over_all.cold": Row(STAFF),
    "over_all.sites": Row(STAFF),
    "goals_reached.listed": Row(STAFF),
    "goals.new": Row(COORDINATORS, comes_back=True),
    "goals.change": Row(COORDINATORS, comes_back=True),
    "grants.listed": Row(STAFF),
    "grants.show": Row(STAFF),
    "grants.new": Row(COORDINATORS, comes_back=True),
    "grants.change": Row(COORDINATORS, comes_back=True),
    "grants.come_to": Row(COORDINATORS, comes_back=True),
    "grant_roles.new": Row(COORDINATORS, comes_back=True),
    "grant_roles.change": Row(COORDINATORS, comes_back=True),
    "grant_roles.remove": Row(COORDINATORS),
    "grant_tasks.new": Row(COORDINATORS, comes_back=True),
    "grant_tasks.change": Row(COORDINATORS, comes_back=True),
    "grant_tasks.finish": Row(COORDINATORS),
    "grant_tasks.open_again": Row(COORDINATORS),
    "grant_tasks.remove": Row(COORDINATORS),
    "grant_results.choose": Row(COORDINATORS, comes_back=True),
    "grant_results.new_rule": Row(COORDINATORS, comes_back=True),
    "grant_results.change_rule": Row(COORDINATORS, comes_back=True),
    "grant_results.remove_rule": Row(COORDINATORS),
    "grant_report.show": Row(STAFF),
    "grant_report.export": Row(STAFF),
    "grant_calendar.show": Row(STAFF),
    "grant_calendar.make": Row(STAFF),
    "grant_calendar.close": Row(STAFF),
    "calendar_of_grants.feed": Row(ANYONE),
    "grant_files.new": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_FILE),
    "grant_files.show": Row(STAFF),
    "grant_files.remove": Row(COORDINATORS),
    "devices.listed": Row(COORDINATORS),
    "devices.show": Row(COORDINATORS),
    "devices.leave": Row(COORDINATORS, comes_back=True),
    "devices.stay": Row(COORDINATORS),
    "devices.note_loss": Row(COORDINATORS),
    "devices.rename": Row(COORDINATORS, comes_back=True),
    "devices.take_off": Row(COORDINATORS, comes_back=True),
    "devices.revoke": Row(COORDINATORS, comes_back=True),
    "devices.new": Row(COORDINATORS, comes_back=True),
    "signing.terms": Row(ADMINS, comes_back=True),
    "signing.receipt": Row(STAFF),
    "own.change": Row(STAFF, comes_back=True),
    "library.change": Row(ADMINS, comes_back=True),
    "rescue.page": Row(COORDINATORS),
    "rescue.bring_in": Row(COORDINATORS, comes_back=True, most_bytes=MOST_OF_A_FILE),
    "quarantine.listed": Row(COORDINATORS),
    "quarantine.show": Row(COORDINATORS),
    "quarantine.raw": Row(COORDINATORS),
    "quarantine.try_again": Row(COORDINATORS),
    "quarantine.try_all": Row(COORDINATORS),
    "quarantine.set_aside": Row(COORDINATORS, comes_back=True),
    "quarantine.by_hand": Row(COORDINATORS, comes_back=True),
    "styleguide.show": Row(STAFF),
    "audit.listed": Row(COORDINATORS),
    "audit.export": Row(COORDINATORS),
    "audit.decided": Row(COORDINATORS),
    "audit.export_decided": Row(COORDINATORS),
    "staff.listed": Row(ADMINS),
    "staff.invite": Row(ADMINS, comes_back=True),
    "staff.show": Row(ADMINS, comes_back=True),
    "staff.deactivate": Row(ADMINS, comes_back=True),
    "staff.reactivate": Row(ADMINS, comes_back=True),
    "staff.password_link": Row(ADMINS, comes_back=True),
    "staff.renew": Row(ADMINS),
    "staff.withdraw": Row(ADMINS, comes_back=True),
    "staff.welcome": Row(ANYONE, comes_back=True),
    "staff.new_password": Row(ANYONE, comes_back=True),
}


def init(app: Flask) -> None:
    """Enforce the table before every request, and let templates ask it."""
    app.before_request(enforce)
    app.jinja_env.globals["may"] = may


def enforce() -> Response | None:
    """Let the request pass, send the person to sign in, or refuse."""
    if request.endpoint is None:
        return None
    row = TABLE.get(request.endpoint)
    if row is None:
        raise RuntimeError(f"{request.endpoint} has no row in accounts/permissions.py")
    if row.most_bytes is not None:
        request.max_content_length = row.most_bytes
    if row.who != PHONE and not isinstance(row.who, str):
        person = sign_in.signed_in()
        if person is None:
            if row.comes_back and request.form:
                return views.sign_in_again()
            wanted = request.full_path.rstrip("?") if request.method in _SAFE else _page_before()
            return redirect(url_for("accounts.sign_in_page", next=wanted), 303)  # type: ignore[return-value]
        if person.role not in row.who:
            raise Refusal("not_allowed", _("Your role does not allow it. Ask an admin of your library if it should."))
    if request.method not in _SAFE and request.blueprint != "api" and not row.signs_itself:
        _guard(row)
    return None


def may(endpoint: str) -> bool:
    """Whether the person who asks may use a route."""
    who, person = TABLE[endpoint].who, sign_in.signed_in()
    return who == ANYONE or (person is not None and person.role in who)


def _guard(row: Row) -> None:
    try:
        sign_in.csrf.protect()
    except CSRFError:
        # The form itself finds the same fault, and comes back with what was typed.
        if not row.comes_back:
            raise


def _page_before() -> str:
    """The page that the form was on, to come back to."""
    before = request.referrer or ""
    return sign_in.own_path(before.removeprefix(request.host_url.rstrip("/"))) or "/"
