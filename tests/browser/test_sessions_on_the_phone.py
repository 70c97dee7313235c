"""Training sessions on the phone, with no network: logged in a minute, changed, withdrawn, asked about, passed round."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, badge, sign_in
from outreach_app import ids
from outreach_app.db import writing
from outreach_app.ledger import desk
from outreach_app.training_sessions import projection, topics
from outreach_app.visits import editing

Look = Callable[[Page, str], None]
HOME = "Today"


@pytest.fixture
def library(running: Served) -> Served:
    """Two places, the topics that a library begins with, and a visit of Ann's that began half an hour ago."""
    running.library.site("S1")
    running.library.site("S2")
    starts = (datetime.now(UTC) - timedelta(minutes=40)).replace(tzinfo=None)
    with writing(running.library.id) as handle:
        projection.put_topics(handle, topics.for_language("en"))
        editing.plan(
            handle, "V1", starts=starts, ends=starts + timedelta(hours=2), zone="America/Chicago",
            trainers=["ann"], kits=("K1",), by="cora", site_id="S1", holds="Using email, about 8 people",
        )  # fmt: skip
    return running


@pytest.fixture
def anns(library: Served, phone: Phone) -> Page:
    """Ann's phone, signed in and on its first screen; then the server stops."""
    page = phone.open(library.address())
    sign_in(page, library.library.email("ann"))
    library.server.stop()
    today(page)
    return page


def today(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Today").click()
    expect(page.get_by_role("heading", level=1, name="Today")).to_be_visible()


def choose(page: Page, name: str) -> None:
    """One of a few, by its words, as a finger does."""
    page.get_by_text(name, exact=True).locator("visible=true").first.click()


def log(page: Page, people: int = 9, audience: str = "19 and older") -> None:
    """From the first screen to "saved on this phone"."""
    page.get_by_role("link", name="Log a session").click()
    page.get_by_label("How many people came?").fill(str(people))
    choose(page, audience)
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()


def waiting(page: Page) -> list[dict[str, Any]]:
    """The facts that wait, as the phone would send them."""
    page.goto(re.sub(r"/app/.*", "/app/waiting", page.url))
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    return [json.loads(text) for text in json.loads(download.value.path().read_text())["facts"]]


def sends(library: Served, page: Page) -> None:
    library.server.start()
    page.goto(library.address("waiting"))
    page.get_by_role("button", name=re.compile("Send now|Ask for news")).click()
    expect(badge(page)).to_have_text("all kept")


def decides(library: Served, session: str, word: str, **payload: Any) -> None:
    with writing(library.library.id) as handle:
        desk.record_one(
            handle, library.library.catalogue, fact_id=ids.new(), kind=f"training_session.{word}", subject=session,
            author="cora", payload=payload, zone="America/Chicago",
        )  # fmt: skip


def test_a_session_is_logged_with_no_network_from_what_the_visit_says(anns: Page, looks_well: Look, watch):
    page = anns
    looks_well(page, "today-sessions")
    page.get_by_role("link", name="Log a session").click()
    expect(page.get_by_role("radio", name="At the partner")).to_be_checked()
    expect(page.get_by_role("radio", name="Using email")).to_be_checked()
    looks_well(page, "session-form")
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_text("Nobody is counted yet.")).to_be_visible()
    page.get_by_role("button", name="Save without a number").click()
    expect(page.get_by_text("Choose an age band")).to_be_visible()
    looks_well(page, "session-form-asks")
    page.get_by_label("How many people came?").fill("9")
    choose(page, "19 and older")
    page.get_by_text("Some joined online").click()
    page.get_by_role("button", name="One more: How many joined on screens?").click()
    page.get_by_role("button", name="Change the time").click()
    page.get_by_text("More about it").click()
    page.get_by_label("Notes").fill("Mrs. Ortiz, 555 010 4477, wants a call")
    expect(page.get_by_text("Does this name a person?")).to_be_visible()
    looks_well(page, "session-form-more")
    page.get_by_label("Notes").fill("The projector was slow")
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    looks_well(page, "session")
    (fact,) = waiting(page)
    told = fact["payload"]
    assert (fact["kind"], fact["visit"], told["site"], told["topic"]) == ("training_session.logged", "V1", "S1", "using-email")
    assert (told["attendance_in_person"], told["attendance_virtual"], told["async_views_30d"]) == (9, 1, None)
    assert (told["format"], told["audience"], told["kits"], told["trainers"]) == ("hybrid_offsite", "19+", ["K1"], ["ann"])
    assert told["notes"] == "The projector was slow"
