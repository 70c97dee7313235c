"""The address that a person's own calendar follows: their visits, and the kits that they are to bring back."""

import re
from datetime import UTC, datetime, timedelta

import pytest

from fixtures.desk import Desk
from fixtures.library import PASSWORD, out_to
from outreach_app.accounts.models import StaffMember
from outreach_app.db import writing
from outreach_app.kits.reservations.editing import reserve
from outreach_app.visits.editing import plan


@pytest.fixture
def desk(library, app):
    library.staff("dora", password=PASSWORD)
    return Desk(library, app.test_client(), library.email("dora"))


def address(desk, **of: str) -> str:
    """A new address of Dora's feed, or of all that the library does."""
    return re.search(r"/calendar/[^<\s]+\.ics", desk.act("/visits/calendar", "/visits", **of).text)[0]


def events(desk, app, at: str) -> list[dict[str, str]]:
    """The events of the feed, each by the names of its properties, its folded lines put together again."""
    answer = app.test_client().get(at)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    body = answer.text.replace("\r\n ", "")
    pieces = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT\r\n", body, re.DOTALL)
    return [dict(line.split(":", 1) for line in piece.splitlines()) for piece in pieces]


def goes_out(desk, kit: str, to: str, due_on: str | None) -> None:
    phone = desk.library.phone(f"phone-{kit}-{due_on}", to)
    phone.record("kit.checked_out", kit, out_to(to, due_on=due_on))
    phone.sync()


def test_a_kit_that_is_due_is_a_day_in_the_calendar_of_whoever_has_it(desk, app):
    goes_out(desk, "K1", "dora", "2026-12-01")
    goes_out(desk, "K2", "ann", "2026-12-02")

    (event,) = events(desk, app, address(desk))

    assert (event["UID"], event["DTSTART;VALUE=DATE"], event["TRANSP"]) == ("due-K1@outreach", "20261201", "TRANSPARENT")
    assert event["SUMMARY"].startswith("K1 ")
    assert event["SUMMARY"].endswith(" is due back")


def test_the_day_moves_in_the_calendar_when_the_due_date_does(desk, app):
    goes_out(desk, "K1", "dora", "2026-12-01")
    at = address(desk)
    (before,) = events(desk, app, at)
    phone = desk.library.phone("phone-later", "dora")
    phone.record("kit.checked_out", "K1", out_to("dora", due_on="2026-12-08"), at="2026-11-24T16:00:00Z")
    phone.sync()

    (after,) = events(desk, app, at)

    assert (before["UID"], after["DTSTART;VALUE=DATE"]) == (after["UID"], "20261208")


def test_a_calendar_speaks_the_language_of_whom_it_belongs_to(desk, app):
    goes_out(desk, "K1", "dora", "2026-12-01")
    with writing(desk.library.id) as handle:
        handle.session.get_one(StaffMember, (desk.library.id, "dora")).language = "es"
        handle.session.flush()

    (event,) = events(desk, app, address(desk))

    assert event["SUMMARY"].startswith("Devolver K1")


def test_the_library_s_own_calendar_has_every_visit_what_is_due_and_what_is_reserved(desk, app):
    desk.library.site("S1")
    goes_out(desk, "K2", "ann", "2026-12-02")
    start = datetime(2026, 12, 3, 9, tzinfo=UTC)
    with writing(desk.library.id) as handle:
        told = {"partner_id": "P1", "site_id": "S1", "purpose": "Homework hour"}
        reserve(handle, "R1", kit_id="K1", starts_at=start, ends_at=start + timedelta(hours=4), by="cora", **told)
        hours = {"starts": datetime(2026, 12, 1, 10), "ends": datetime(2026, 12, 1, 12), "zone": "America/Chicago"}  # noqa: DTZ001
        plan(handle, "V1", trainers=["ann"], kits=[], by="cora", site_id="S1", holds="Email", **hours)

    of_all, own = address(desk, of="all"), address(desk)
    told = {event["UID"]: event["SUMMARY"] for event in events(desk, app, of_all)}

    assert told == {
        "V1@outreach": "Partner P1\\, Place S1: Email",
        "R1@outreach": "K1 Kit K1 is reserved: Partner P1\\, Place S1",
        "due-K2@outreach": "K2 Kit K2 is due back",
    }
    assert events(desk, app, own) == []


def test_an_address_made_anew_closes_the_one_before(desk, app):
    first, second = address(desk), address(desk)

    assert [app.test_client().get(one).status_code for one in (first, second)] == [404, 200]
