"""Every figure of the evidence over the demonstration library, beside the same number asked for by hand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, text

from fixtures.databases import settings_for
from outreach_app import clock
from outreach_app.accounts.models import Library
from outreach_app.app import create_app
from outreach_app.db import db, reading
from outreach_app.edge import queries
from outreach_app.edge.evidence import NOTHING
from outreach_app.edge.gathering import keys
from outreach_app.edge.gathering.asking import Asking
from outreach_app.edge.gathering.sources import gathered
from outreach_app.edge.spans import Span
from outreach_app.edge.standard import EDITIONS

GOING_ON = "SELECT id FROM partners WHERE stage <> 'ended' AND merged_into IS NULL"
SAYS = f"(aim <> '' OR both_want <> '') AND id IN ({GOING_ON})"
SHARES = """SELECT COUNT(DISTINCT s.partner_id) FROM partner_shares s JOIN partners p ON p.id = s.partner_id
    WHERE s.direction = 'received' AND s.year BETWEEN :first_year AND :last_year
    AND s.resource IN ('expertise', 'in_kind', 'programming', 'workspace')"""
GIVEN = """FROM partner_shares WHERE direction = 'received' AND year BETWEEN :first_year AND :last_year
    AND resource IN ('expertise', 'in_kind', 'programming', 'workspace')"""
HELD = """FROM space_bookings b JOIN spaces s ON s.id = b.space_id WHERE b.state = 'held' AND b."on" BETWEEN :first AND :last"""
ROOMS = """FROM training_sessions t JOIN sites ON sites.id = t.site_id JOIN partners p ON p.id = sites.partner_id
    WHERE t."on" BETWEEN :first AND :last AND t.kind IN ('program', 'one_to_one') AND t.format IN ('offsite', 'hybrid_offsite')
    AND NOT t.withdrawn AND t.review <> 'rejected' AND (t.merged_into IS NULL
        OR EXISTS (SELECT 1 FROM training_sessions other WHERE other.id = t.merged_into AND other.withdrawn))"""
BACK = """FROM facts WHERE kind IN ('kit.checked_in', 'kit.handed_over') AND id IN
    (SELECT id FROM review_records WHERE sort = 'hand_in' AND "on" BETWEEN :first AND :last)"""
STACKS = "FROM flyer_placements f JOIN sites ON sites.id = f.site_id"
SEEN_TO = "(f.placed_on BETWEEN :first AND :last OR f.restocked_on BETWEEN :first AND :last)"
# Where a grant has no deadline it is of the year in which it was thought of.
TOGETHER = """FROM grants g WHERE g.id IN (SELECT grant_id FROM grant_partners) AND CAST(COALESCE(SUBSTR(g.due_on, 1, 4),
    (SELECT SUBSTR(CAST(MIN(at) AS TEXT), 1, 4) FROM grant_stages s WHERE s.grant_id = g.id)) AS INTEGER)
    BETWEEN :first_year AND :last_year"""
WON = "g.stage IN ('awarded', 'reporting', 'closed')"
PLAN = "FROM emergency_plans WHERE approved_on IS NOT NULL ORDER BY number DESC LIMIT 1"
ENTRIES = f"FROM emergency_plan_entries WHERE plan_id = (SELECT id {PLAN})"
LEFT = "SELECT id FROM staff WHERE NOT active"
TECHNOLOGY = """id IN (SELECT listing_id FROM listing_facets WHERE sort = 'topic' AND value IN
    ('connectivity', 'device', 'digital_skills', 'tech_support', 'online_safety', 'assistive_technology'))"""

# Of this file alone, so nothing that anybody typed is in it.
BY_HAND = {
    "strategies.written": f"SELECT COUNT(*) FROM partner_strategies WHERE {SAYS}",  # noqa: S608
    "strategies.owned": f"SELECT COUNT(*) FROM partner_strategies WHERE {SAYS} AND owner_id IS NOT NULL",  # noqa: S608
    "strategies.worked_on": """SELECT COUNT(DISTINCT subject) FROM audit WHERE what = 'partner_strategies'
        AND at >= :begins AND at < :ends""",
    "strategies.began": """SELECT COUNT(DISTINCT partner_id) FROM partner_stages WHERE stage = 'active'
        AND at >= :begins AND at < :ends""",
    "strategies.inclusion": """SELECT COUNT(*) FROM goals WHERE serves = 'inclusion' AND starts_on <= :last
        AND ends_on >= :first""",
    "strategies.innovation": """SELECT COUNT(*) FROM goals WHERE serves = 'innovation' AND starts_on <= :last
        AND ends_on >= :first""",
    "strategies.agreements": """SELECT COUNT(*) FROM partner_agreements WHERE (starts_on IS NULL OR starts_on <= :last)
        AND (ends_on IS NULL OR ends_on >= :first)""",
    **{
        f"sharing.{kind}": f"{SHARES} AND p.kind = '{kind}'"
        for kind in ("workforce", "government_or_social_service", "education", "health")
    },
    **{
        f"sharing.{one}": f"SELECT COUNT(DISTINCT partner_id) {GIVEN} AND resource = '{one}'"
        for one in ("expertise", "in_kind", "programming", "workspace")
    },
    "sharing.hours": f"SELECT COALESCE(SUM(worth_hours), 0) {GIVEN}",
    "sharing.money": f"SELECT COALESCE(SUM(worth_money), 0) {GIVEN}",
    "sharing.rooms": f"SELECT COUNT(*) {ROOMS} AND p.kind <> 'other'",
    "lending.space": f"SELECT COUNT(*) {HELD} AND s.sort = 'room'",
    "lending.devices": f"SELECT COUNT(*) {HELD} AND s.sort = 'devices'",
    "lending.organisations": f"SELECT COUNT(DISTINCT b.partner_id) {HELD}",
    "lending.people": f"SELECT COALESCE(SUM(b.attendance), 0) {HELD}",
    "equipment.kits": "SELECT COUNT(*) FROM kits WHERE retired_at IS NULL",
    "equipment.things": """SELECT SUM(count) FROM kit_parts WHERE retired_at IS NULL AND kit_id IN
        (SELECT id FROM kits WHERE retired_at IS NULL)""",
    "equipment.unfit": """SELECT COUNT(*) FROM kit_custody WHERE condition = 'out_of_service' AND kit_id IN
        (SELECT id FROM kits WHERE retired_at IS NULL)""",
    "equipment.out": """SELECT COUNT(*) FROM kit_custody WHERE (staff_id IS NOT NULL OR partner_id IS NOT NULL)
        AND state <> 'in_store' AND kit_id IN (SELECT id FROM kits WHERE retired_at IS NULL)""",
    "equipment.returns": f"SELECT COUNT(*) {BACK}",
    "equipment.used": f"SELECT COUNT(DISTINCT subject) {BACK}",
    "equipment.sessions": f"SELECT COUNT(*) {ROOMS}",
    "equipment.people": f"SELECT COALESCE(SUM(COALESCE(t.in_person, 0) + COALESCE(t.virtual, 0)), 0) {ROOMS}",
    "equipment.partners": f"SELECT COUNT(DISTINCT p.id) {ROOMS}",
    "grants.together": f"SELECT COUNT(*) {TOGETHER}",
    "grants.partners": f"SELECT COUNT(DISTINCT partner_id) FROM grant_partners WHERE grant_id IN (SELECT g.id {TOGETHER})",  # noqa: S608
    "grants.won": f"SELECT COUNT(*) {TOGETHER} AND {WON}",
    "grants.asked": f"SELECT COALESCE(SUM(g.asked), 0) {TOGETHER} AND g.currency = 'USD'",
    "grants.given": f"SELECT COALESCE(SUM(g.given), 0) {TOGETHER} AND g.currency = 'USD' AND {WON}",
    "grants.papers": f"SELECT COUNT(*) FROM grant_files WHERE grant_id IN (SELECT g.id {TOGETHER})",  # noqa: S608
    "distribution.listed": f"SELECT COUNT(DISTINCT sites.partner_id) {STACKS}",
    "distribution.have": f"SELECT COUNT(DISTINCT sites.partner_id) {STACKS} WHERE f.removed_on IS NULL",
    "distribution.stacks": f"SELECT COUNT(*) {STACKS} WHERE f.removed_on IS NULL",
    "distribution.copies": f"SELECT SUM(f.copies) {STACKS}",
    "distribution.seen_to": f"SELECT COUNT(DISTINCT sites.partner_id) {STACKS} WHERE {SEEN_TO}",
    "distribution.stacks_seen_to": f"SELECT COUNT(*) {STACKS} WHERE {SEEN_TO}",
    "distribution.last": f"SELECT MAX(COALESCE(f.restocked_on, f.placed_on)) {STACKS}",
    "distribution.flyers": "SELECT COUNT(*) FROM flyers WHERE retired_at IS NULL",
    "referral.technology": f"SELECT COUNT(*) FROM listings WHERE is_open AND {TECHNOLOGY}",  # noqa: S608
    "referral.services": "SELECT COUNT(*) FROM listings WHERE is_open",
    "referral.organisations": "SELECT COUNT(DISTINCT organization_id) FROM listings WHERE is_open",
    "referral.verified": "SELECT COUNT(*) FROM listings WHERE is_open AND verified_on BETWEEN :first AND :last",
    "referral.stale": "SELECT COUNT(*) FROM listings WHERE is_open AND COALESCE(verified_on, '') < :stale",
    "referral.last": "SELECT MAX(verified_on) FROM listings WHERE is_open",
    "referral.given": """SELECT COALESCE(SUM(count), 0) FROM heard WHERE sort = 'referral' AND "on" BETWEEN :first AND :last""",
    "trends.needs": """SELECT COALESCE(SUM(count), 0) FROM heard WHERE sort = 'need' AND "on" BETWEEN :first AND :last""",
    "trends.topics": """SELECT COUNT(DISTINCT topic) FROM heard WHERE sort = 'need' AND "on" BETWEEN :first AND :last""",
    "trends.watched": "SELECT COUNT(*) FROM watched_trends WHERE stage <> 'set_aside'",
    **{
        f"trends.{one}": f"SELECT COUNT(*) FROM watched_trends WHERE stage <> 'set_aside' AND category = '{one}'"  # noqa: S608
        for one in ("egovernment", "technology_center", "program", "device", "other")
    },
    "trends.looked_at": """SELECT COUNT(DISTINCT trend_id) FROM trend_notes WHERE sort = 'review'
        AND "on" BETWEEN :first AND :last""",
    "trends.due": "SELECT COUNT(*) FROM watched_trends WHERE stage <> 'set_aside' AND review_on <= :last",
    "emergency.approved": f"SELECT approved_on {PLAN}",
    "emergency.review": f"SELECT review_on {PLAN}",
    **{
        f"emergency.{one}": f"SELECT COUNT(*) {ENTRIES} AND section = '{one}'"
        for one in ("services", "places", "kits", "roles")
    },
    # That of whoever left: the one staff member who is active no more.
    "emergency.vacant": f"SELECT COUNT(*) {ENTRIES} AND section = 'roles' AND body LIKE '%' || ({LEFT}) || '%'",
    "emergency.versions": "SELECT COUNT(*) FROM emergency_plans WHERE approved_on BETWEEN :first AND :last",
    "emergency.drills": """SELECT COUNT(*) FROM emergency_drills WHERE "on" BETWEEN :first AND :last""",
}


@pytest.fixture
def asking(demonstration_url: str, tmp_path: Path) -> Iterator[Asking]:
    app = create_app(settings_for(tmp_path, demonstration_url))
    with app.app_context():
        with db.engine.connect() as connection:
            ((library,),) = connection.execute(select(Library.id))
        today = clock.now().date()
        span = Span(today - timedelta(days=400), today, "America/Chicago")
        with reading(library) as session:
            yield Asking(session, library, span, today)
        db.engine.dispose()


def by_hand(asking: Asking) -> dict[str, object]:
    span = asking.span
    told = {
        "first": span.first.isoformat(), "last": span.last.isoformat(), "first_year": span.first.year,
        "last_year": span.last.year, "stale": (asking.today - timedelta(days=180)).isoformat(),
    }  # fmt: skip
    is_sqlite = db.engine.dialect.name == "sqlite"
    for name in ("begins", "ends"):
        moment = getattr(span, name)
        told[name] = f"{moment.astimezone(clock.EPOCH.tzinfo):%Y-%m-%d %H:%M:%S.%f}" if is_sqlite else moment
    found = {}
    for key, query in BY_HAND.items():
        names = {name: value for name, value in told.items() if f":{name}" in query}
        found[key] = asking.session.connection().execute(text(query), names).scalar_one()
    return found


# More than a year, so that something of everything lies in it; and less, so that something lies before it.
@pytest.mark.parametrize("days", [400, 200])
def test_every_figure_of_every_indicator_is_what_somebody_who_asks_the_database_finds(asking: Asking, days: int) -> None:
    asking = replace(asking, span=Span(asking.today - timedelta(days=days), asking.today, asking.span.zone))
    shown = {one.key: one.value for evidence in gathered(asking, keys.ALL).values() for one in evidence.figures}
    expected = by_hand(asking)

    assert shown == {key: expected[key] for key in shown}
    assert shown.keys() == expected.keys()
    assert days < 365 or {key for key, value in shown.items() if not value} <= {"strategies.began", "trends.other"}


def test_every_indicator_of_both_editions_has_a_source_and_shows_something_of_the_demonstration(asking: Asking) -> None:
    every = queries.indicators(asking.session)

    for edition in EDITIONS:
        shown = queries.shown(asking, every, edition.id)
        assert [one.indicator.shown_by for one in shown] == list(keys.ALL)
        assert all(one.evidence is not None and one.evidence.standing != NOTHING for one in shown)
        assert all(any(some.items for some in one.evidence.names) for one in shown)
