"""What a grant paid for: by rule and by hand, counted as hand-written SQL counts it."""

import csv
import io
import json
import re

import pytest
from flask import Flask

from fixtures.at_the_desk import Desk, hidden
from fixtures.grants import GRANT, grant
from fixtures.library import Library, Phone, session, setting
from fixtures.queries import queries_of
from outreach_app.db import engine

SPAN = {"starts_on": "2026-10-01", "ends_on": "2026-11-30"}


@pytest.fixture
def library(library_with_a_place: Library) -> Library:
    library_with_a_place.site("S2", partner="P2")
    return library_with_a_place


@pytest.fixture
def ann(library: Library) -> Phone:
    return library.phone("phone-a", "ann")


@pytest.fixture
def cleo(app: Flask, library: Library) -> Desk:
    return Desk(app, library, "cleo", "coordinator")


@pytest.fixture
def done(library: Library, ann: Phone) -> None:
    """Two visits to S1 within the span and one after it, one to S2; sessions, help and kits with them."""
    for visit, on, site in (
        ("V1", "2026-10-10", "S1"), ("V2", "2026-11-10", "S1"), ("V3", "2026-12-10", "S1"), ("V4", "2026-11-11", "S2"),
    ):  # fmt: skip
        at, day = f"{on}T15:00:00Z", {"local_date": on, "visit": visit}
        ann.record("visit.started", visit, {"site": site, "trainers": ["ann"], "note": None}, at=at, **day)
        ann.record("training_session.logged", f"T{visit}", session(site=site, on=on), at=at, **day)
        for sort, count in (("one_to_one", 3), ("table", 10)):
            told = {"site": site, "sort": sort, "topic": None, "count": count}
            ann.record("help.tallied", visit, told, at=at, **day)
        told = {"site": site, "listing": None, "topic": "device", "count": 2}
        ann.record("referral.given", visit, told, at=at, **day)
    ann.record("training_session.logged", "T5", session(site="S1", on="2026-11-12", attendance_in_person=None))
    logged = session(site="S1", on="2026-11-13")
    twice = json.loads(ann.record("training_session.logged", "T6", logged))["id"]
    ann.record("training_session.withdrawn", "T6", {"of": twice, "was": setting(logged), "reason": None})
    out = {"to": {"partner": "P1", "site": "S1", "contact": None}, "due_on": None, "parts": [], "note": None}
    ann.record("kit.checked_out", "K1", out, at="2026-11-05T15:00:00Z", local_date="2026-11-05")
    library.record(*ann.recorded)
    assert library.quarantine() == {}


def figures(cleo: Desk, id_: str) -> dict[str, int]:
    rows = csv.reader(io.StringIO(cleo.get(f"/grants/{id_}/report.csv").text))
    return {row[0]: int(row[1]) for row in rows if len(row) == 2 and row[1].isdecimal()}


def asked(query: str) -> int:
    with engine().connect() as connection:
        return int(connection.exec_driver_sql(query).scalar_one() or 0)


BY_HAND = {
    "Visits made": """SELECT count(*) FROM visit_courses
        WHERE site_id = 'S1' AND "on" BETWEEN '2026-10-01' AND '2026-11-30' AND state IN ('started', 'finished')""",
    "Sessions held": """SELECT count(*) FROM training_sessions WHERE site_id = 'S1'
        AND "on" BETWEEN '2026-10-01' AND '2026-11-30' AND NOT withdrawn AND review <> 'rejected' AND merged_into IS NULL""",
    "People who came to sessions": """SELECT sum(coalesce(in_person, 0) + coalesce(virtual, 0)) FROM training_sessions
        WHERE site_id = 'S1' AND "on" BETWEEN '2026-10-01' AND '2026-11-30'
        AND NOT withdrawn AND review <> 'rejected' AND merged_into IS NULL""",
    "People helped one to one or at a table": """SELECT sum(count) FROM heard WHERE sort IN ('one_to_one', 'table')
        AND site_id = 'S1' AND "on" BETWEEN '2026-10-01' AND '2026-11-30'""",
    "Referrals given": """SELECT sum(count) FROM heard WHERE sort = 'referral'
        AND site_id = 'S1' AND "on" BETWEEN '2026-10-01' AND '2026-11-30'""",
    "Kits taken out, times": "SELECT count(*) FROM facts WHERE kind = 'kit.checked_out' AND subject = 'K1'",
}


@pytest.mark.usefixtures("done")
def test_a_rule_counts_what_was_done_with_a_partner_in_its_days_as_the_rows_themselves_say(app: Flask, cleo: Desk) -> None:
    id_ = grant(cleo, stage="awarded")
    assert "Nothing counts yet" in cleo.page(f"/grants/{id_}/report")
    cleo.send(f"/grants/{id_}/rules/new", "id", partner_id="P1", **SPAN)

    found = figures(cleo, id_)
    with app.app_context():
        by_hand = {name: asked(query) for name, query in BY_HAND.items()}
    assert {name: found[name] for name in by_hand} == by_hand
    assert (found["Visits made"], found["Sessions held"], found["People who came to sessions"]) == (2, 3, 16)
    assert found["Sessions that do not say how many came"] == 1
    assert (found["People helped one to one or at a table"], found["Referrals given"]) == (26, 4)
    page = cleo.page(f"/grants/{id_}/report")
    assert "Saturday, October 10, 2026" in page
    assert "Tue, Nov 10, 2026" in page, "a paper that is read next year says no weekday alone"
    assert "1 session not counted" in page


@pytest.mark.usefixtures("done")
def test_what_is_chosen_by_hand_wins_over_the_rules_and_two_who_choose_lose_nothing_of_each_other(cleo: Desk) -> None:
    id_ = grant(cleo, stage="awarded")
    cleo.send(f"/grants/{id_}/rules/new", "id", partner_id="P1", **SPAN)
    lists = f"/grants/{id_}/results/visit?first=2026-10-01&last=2026-12-31"
    mine = theirs = cleo.page(lists)
    assert len(re.findall("checked>", mine)) == 2

    assert cleo.send(lists, "before", page=mine, belong=["V2"]).status_code == 303
    assert figures(cleo, id_)["Visits made"] == 1
    assert figures(cleo, id_)["Sessions held"] == 2, "the session of a visit that is left out is left out with it"
    cleo.send(lists, "before", page=theirs, belong=["V1", "V2", "V4"])
    found = figures(cleo, id_)
    assert (found["Visits made"], found["People helped one to one or at a table"]) == (2, 26)
    page = cleo.page("/audit")
    assert "Visits that belong to the grant" in page
    assert "Place S2" in page

    sessions = f"/grants/{id_}/results/training_session?first=2026-10-01&last=2026-12-31"
    page = cleo.page(sessions)
    belong = re.findall(r'value="(\w+)" checked', page)
    cleo.send(sessions, "before", page=page, belong=[*belong, "TV3"])
    assert figures(cleo, id_)["Sessions held"] == found["Sessions held"] + 1


@pytest.mark.usefixtures("done")
def test_a_kit_that_the_grant_bought_counts_each_time_that_it_is_taken_out_in_its_days(cleo: Desk) -> None:
    id_ = grant(cleo, stage="awarded", starts_on="2026-11-01", ends_on="2026-12-31")
    kits = f"/grants/{id_}/results/kit"
    cleo.send(kits, "before", belong=["K1"])

    found = figures(cleo, id_)
    assert (found["Kits used"], found["Kits taken out, times"]) == (1, 1)
    assert "bought with the grant" in cleo.page(f"/grants/{id_}/report")
    cleo.send(f"/grants/{id_}/edit", "version", **{**GRANT, "starts_on": "2026-11-20", "ends_on": "2026-12-31"})
    assert figures(cleo, id_)["Kits taken out, times"] == 0


@pytest.mark.usefixtures("done")
def test_the_report_costs_as_many_queries_for_many_results_as_for_few(cleo: Desk) -> None:
    id_ = grant(cleo, stage="awarded")
    cleo.send(f"/grants/{id_}/rules/new", "id", partner_id="P2", **SPAN)
    few = queries_of(lambda: cleo.get(f"/grants/{id_}/report"))
    page = cleo.page(f"/grants/{id_}/rules/new")
    cleo.send(f"/grants/{id_}/rules/new", "id", page=page, partner_id="P1", **{**SPAN, "ends_on": "2026-12-31"})

    assert queries_of(lambda: cleo.get(f"/grants/{id_}/report")) == few
    rule = hidden(page, "id")
    cleo.send(f"/grants/rules/{rule}", to=f"/grants/rules/{rule}/removal")
    assert figures(cleo, id_)["Visits made"] == 1
