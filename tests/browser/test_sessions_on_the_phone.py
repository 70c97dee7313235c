"""Training sessions on the phone, with no network: logged in a minute, changed, withdrawn, asked about, passed round."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, badge, sign_in
from outreach_app import ids
from outreach_app.db import writing
from outreach_app.ledger import desk
from outreach_app.spaces import editing as spaces
from outreach_app.training_sessions import editing as session_editing
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
        spaces.add_space(handle, "R1", name="Cedar room", sort="room", capacity=12, equipment="", by="cora")
        editing.plan(
            handle, "V1", starts=starts, ends=starts + timedelta(hours=2), zone="UTC",
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
    page.get_by_role("radio", name=name, exact=True).click()


def people(page: Page) -> Locator:
    """Where it is typed how many came."""
    return page.get_by_role("textbox", name="How many people came?")


def log(page: Page, many: int = 9, audience: str = "19 and older") -> None:
    """From the first screen to "saved on this phone"."""
    page.get_by_role("link", name="Log a session").click()
    people(page).fill(str(many))
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
    people(page).fill("9")
    choose(page, "19 and older")
    page.get_by_role("checkbox", name="Some joined online").click()
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


def test_a_session_of_the_visit_takes_few_taps_from_home_to_saved(anns: Page, watch):
    """Typing counts each key as a tap: how many came, for whom, saved. The figure stands in docs/performance.md."""
    page, taps = anns, Taps(anns)
    taps.tap(page.get_by_role("link", name="Log a session"))
    taps.tap(people(page))
    taps.type("14")
    taps.tap(page.get_by_role("radio", name="19 and older"))
    taps.tap(page.get_by_role("button", name="Save session"))
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    assert taps.made == TAPS <= 12


TAPS = 6


class Taps:
    """A thumb on the screen that counts what it does; nothing is scrolled to by anything but the thumb."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.made = 0

    def tap(self, what: Locator) -> None:
        expect(what).to_be_in_viewport()
        what.tap()
        self.made += 1

    def type(self, keys: str) -> None:
        self.page.keyboard.type(keys)
        self.made += len(keys)


def test_the_clock_of_a_session_runs_on_while_the_phone_is_dead(library: Served, phone: Phone, looks_well: Look, watch):
    page = phone.open(library.address())
    sign_in(page, library.library.email("ann"))
    library.server.stop()
    today(page)
    page.clock.install(time=datetime.now(UTC))
    page.get_by_role("link", name="Log a session").click()
    page.get_by_role("button", name="It begins now").click()
    expect(page.get_by_text("Running for 0 min")).to_be_visible()
    people(page).fill("7")
    page.clock.run_for(1000)
    # What is typed is on the disk a moment later; only then does the phone die.
    page.go_back()
    expect(page.get_by_text("A session has been running")).to_be_visible()
    looks_well(page, "today-session-runs")
    phone.kill()

    page = phone.open()
    page.clock.install(time=datetime.now(UTC) + timedelta(minutes=95))
    page.goto(library.address())
    expect(page.get_by_text("A session has been running for 1 h 35 min")).to_be_visible()
    page.get_by_role("link", name="Go on with it").click()
    expect(people(page)).to_have_value("7")
    looks_well(page, "session-runs")
    choose(page, "All ages")
    page.get_by_role("button", name="End it and save").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    (fact,) = waiting(page)
    told = fact["payload"]
    span = datetime.fromisoformat(told["ends_at"]) - datetime.fromisoformat(told["starts_at"])
    assert timedelta(minutes=94) <= span <= timedelta(minutes=97)
    assert told["attendance_in_person"] == 7


def test_what_was_begun_is_offered_again_after_the_phone_died(library: Served, phone: Phone, watch):
    page = phone.open(library.address())
    sign_in(page, library.library.email("ann"))
    today(page)
    page.get_by_role("link", name="Log a session").click()
    people(page).fill("23")
    page.go_back()
    expect(page.get_by_role("heading", level=1, name="Today")).to_be_visible()
    phone.kill()
    page = phone.open(library.address())
    page.get_by_role("link", name="Log a session").click()
    expect(people(page)).to_have_value("")
    page.get_by_role("button", name="Go on with it").click()
    expect(people(page)).to_have_value("23")


def test_a_session_is_changed_with_a_reason_and_only_what_is_another_is_told(anns: Page, looks_well: Look, watch):
    page = anns
    log(page)
    page.get_by_role("link", name="Change it").click()
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
    people(page).fill("11")
    choose(page, "In the library")
    page.get_by_text("More about it").click()
    choose(page, "Cedar room, for 12 people")
    page.get_by_label("Why is it changed?").fill("Two came late")
    looks_well(page, "session-change")
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(page.get_by_role("definition").filter(has_text="11")).to_be_visible()
    logged, amended = waiting(page)
    assert (amended["subject"], amended["visit"]) == (logged["subject"], "V1")
    assert (amended["payload"]["of"], amended["payload"]["reason"]) == (logged["id"], "Two came late")
    assert amended["payload"]["was"]["starts_at"] == logged["payload"]["starts_at"]
    assert amended["payload"]["changes"] == {"attendance_in_person": 11, "format": "onsite", "room_holds": 12}


def test_a_session_is_withdrawn_and_counts_no_more(library: Served, anns: Page, looks_well: Look, watch):
    page = anns
    log(page)
    page.get_by_role("link", name="Withdraw it").click()
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("A few words help.")).to_be_visible()
    looks_well(page, "session-withdraw")
    page.get_by_label("Why?").fill("Bob logged it too")
    page.get_by_role("button", name="Withdraw it").click()
    expect(page.get_by_text("withdrawn, waiting")).to_be_visible()
    sends(library, page)
    (row,) = library.library.rows("training_sessions").values()
    assert row["withdrawn"] is True


def test_a_question_of_the_desk_is_on_the_first_screen_and_is_answered_with_no_network(
    library: Served, anns: Page, looks_well: Look, watch
):
    page = anns
    log(page)
    sends(library, page)
    (id_,) = library.library.rows("training_sessions")
    version = library.library.rows("training_sessions")[id_]["version"]
    decides(library, id_, "returned", of=version, comment="Nine people, or ninety?")
    page.get_by_role("button", name="Ask for news").click()
    today(page)
    expect(page.get_by_role("heading", name="The library asks about a session")).to_be_visible()
    library.server.stop()
    looks_well(page, "today-asked")
    page.get_by_role("link", name="Class: Using email").click()
    expect(page.get_by_text("Nine people, or ninety?").first).to_be_visible()
    looks_well(page, "session-asked")
    page.get_by_role("link", name="Change it").click()
    page.get_by_label("Why is it changed?").fill("Nine it was")
    page.get_by_role("button", name="Save the change").click()
    expect(page.get_by_role("heading", name="The library asks about it")).to_have_count(0)
    today(page) if page.get_by_role("navigation", name="Main").count() else page.goto(library.address())
    expect(page.get_by_role("heading", name="Sessions")).to_be_visible()
    expect(page.get_by_role("heading", name="The library asks about a session")).to_have_count(0)
    sends(library, page)
    row = library.library.rows("training_sessions")[id_]
    assert (row["review"], row["versions"], row["attendance_in_person"]) == ("edited", 2, 9)


def test_the_next_of_a_series_has_all_but_what_is_counted(anns: Page, watch):
    page = anns
    log(page)
    page.get_by_role("link", name="Log the next one of this series").click()
    expect(page.get_by_role("heading", level=1, name="Log the next one")).to_be_visible()
    expect(page.get_by_role("radio", name="19 and older")).to_be_checked()
    expect(people(page)).to_have_value("")
    people(page).fill("4")
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    first, second = waiting(page)
    assert second["payload"]["series"] == first["subject"] != second["subject"]


def test_the_list_shows_ones_own_sessions_and_how_each_stands(library: Served, anns: Page, looks_well: Look, watch):
    page = anns
    page.goto(library.address("sessions"))
    expect(page.get_by_role("heading", name="No sessions yet")).to_be_visible()
    looks_well(page, "sessions-none")
    page.goto(library.address())
    log(page)
    sends(library, page)
    (id_,) = library.library.rows("training_sessions")
    decides(library, id_, "approved", of=library.library.rows("training_sessions")[id_]["version"], comment=None)
    page.get_by_role("button", name="Ask for news").click()
    expect(page.get_by_text("All is sent, and this phone is up to date.")).to_be_visible()
    library.server.stop()
    today(page)
    log(page, many=40, audience="12 to 18")
    page.goto(library.address("sessions"))
    rows = page.get_by_role("main").get_by_role("listitem")
    expect(rows).to_have_count(2)
    expect(rows.filter(has_text="40 came")).to_contain_text("waiting")
    expect(rows.filter(has_text="9 came")).to_contain_text("approved")
    looks_well(page, "sessions")
    choose(page, "Approved 1")
    expect(rows).to_have_count(1)


def test_the_phone_goes_round_and_no_answer_says_whose_it_is(library: Served, anns: Page, looks_well: Look, watch):
    page = anns
    log(page)
    page.get_by_role("link", name="Pass the phone round").click()
    looks_well(page, "pulse-before")
    page.get_by_role("button", name="Hand it to the first person").click()
    looks_well(page, "pulse")
    for number in range(5):
        for question in range(4):
            page.get_by_role("radio", name=re.compile(f"^{number % 3 + 3}")).nth(question).click()
        page.get_by_label("Anything you want to say?").fill(f"line {number}")
        page.get_by_role("button", name="Done").click()
        expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
        if number < 4:
            page.get_by_role("button", name="Next person").click()
            expect(page.get_by_role("heading", name="How was it?")).to_be_visible()
            assert page.get_by_role("radio", checked=True).count() == 1  # the language
            expect(page.get_by_label("Anything you want to say?")).to_have_value("")
    looks_well(page, "pulse-thanks")
    page.get_by_role("button", name="That was everybody").click()
    looks_well(page, "pulse-back")
    page.get_by_role("button", name="I am the trainer").click()
    expect(page.get_by_text("3.8 of 5 from 5 answers").first).to_be_visible()
    looks_well(page, "session-with-answers")
    sends(library, page)
    answers = [fact for fact in library.library.facts().values() if fact.kind == "outcome.answered"]
    assert {(fact.author, fact.via) for fact in answers} == {("ann", "device")}
    assert len({fact.subject for fact in answers}) == 1
    assert library.library.quarantine() == {}


def test_the_questions_are_asked_in_the_librarys_own_words(library: Served, phone: Phone, watch):
    with writing(library.library.id) as handle:
        own = dict.fromkeys(("knowledge", "confidence", "application"), "") | {"awareness": "I would come to the bus again"}
        session_editing.change_wording(handle, "en", seen=0, told=own, by="cora")
    page = phone.open(library.address())
    sign_in(page, library.library.email("ann"))
    library.server.stop()
    today(page)
    log(page)
    page.get_by_role("link", name="Pass the phone round").click()
    page.get_by_role("button", name="Hand it to the first person").click()
    expect(page.get_by_role("group", name="I would come to the bus again")).to_be_visible()
    expect(page.get_by_role("group", name="I learned something that helps me")).to_be_visible()


def test_below_five_answers_only_their_number_is_shown_and_saying_nothing_is_no_answer(anns: Page, watch):
    page = anns
    log(page)
    page.get_by_role("link", name="Pass the phone round").click()
    page.get_by_role("button", name="Hand it to the first person").click()
    choose(page, "Español")
    expect(page.get_by_role("heading", name="¿Qué le pareció?")).to_be_visible()
    page.get_by_role("radio", name="4", exact=True).first.click()
    page.get_by_role("button", name="Listo").click()
    page.get_by_role("button", name="Siguiente persona").click()
    page.get_by_role("button", name="No responder nada y seguir").click()
    page.get_by_role("button", name="Ya están todas").click()
    expect(page.get_by_role("heading", name="Devuelva el teléfono, por favor")).to_be_visible()
    page.get_by_role("button", name="Soy quien da la clase").click()
    expect(page.get_by_text("1 answer was given on this phone.")).to_be_visible()
    expect(page.get_by_text("of 5")).to_have_count(0)


def test_a_code_for_their_own_phones_is_drawn_with_no_network_and_leads_to_the_questions(
    library: Served, anns: Page, page: Page, looks_well: Look, watch
):
    anns_page = anns
    log(anns_page)
    expect(anns_page.get_by_role("link", name="Show a code for their own phones")).to_have_count(0)
    sends(library, anns_page)
    anns_page.get_by_role("button", name="Ask for news").click()
    expect(anns_page.get_by_text("All is sent, and this phone is up to date.")).to_be_visible()
    library.server.stop()
    (id_,) = library.library.rows("training_sessions")
    anns_page.goto(library.address(f"session/{id_}"))
    anns_page.get_by_role("link", name="Show a code for their own phones").click()
    expect(anns_page.get_by_role("img", name="Code of the questions about this session")).to_be_visible()
    looks_well(anns_page, "session-code")
    library.server.start()
    page.goto(f"http://{anns_page.locator('.address').inner_text()}")
    expect(page.get_by_text("I learned something that helps me")).to_be_visible()
