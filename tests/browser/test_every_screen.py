"""Every screen of the field app, and what it says when things go wrong, on a narrow phone by day and by night."""

import json
import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, ask_for_news, badge, sign_in, take_out
from outreach_app import ids
from outreach_app.db import writing
from outreach_app.kits.guide import editing as guides
from outreach_app.ledger import desk

LONG = "W" * 200
ODD_NAMES = ("🧰 Ordinateurs 👩‍🏫", "حقيبة الأجهزة اللوحية", LONG)
Look = Callable[[Page, str], None]


def test_signing_in(phone: Phone, running: Served, looks_well: Look, watch):
    page = phone.open(running.address())
    expect(page.get_by_label("Email")).to_be_visible()
    looks_well(page, "sign-in")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Enter the address")).to_be_visible()
    page.get_by_label("Email").fill("nobody@example.org")
    page.get_by_label("Password", exact=True).fill("not the one")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("That did not fit")).to_be_visible()
    looks_well(page, "refused")


def test_every_screen_of_a_phone_that_is_signed_in(phone: Phone, running: Served, looks_well: Look, watch):
    library = running.library
    for number, name in enumerate(ODD_NAMES):
        library.kit(f"X{number}", called=name, **{name: 3})
    library.device("another", "bob")
    with writing(library.id) as handle:
        guides.write(handle, "K2", {"en": "1. Swipe up\n2. Tap"}, seen=0, by=None)
    page = phone.open(running.address())
    sign_in(page, library.email("ann"))
    for name, path in {
        "today-at-first": "",
        "kits-of-odd-names": "kits",
        "kit": "kits/K1",
        "take-out": "kits/K1/out",
        "bring-back-not-out": "kits/K1/in",
        "keep-longer": "kits/K1/longer",
        "report-problem": "kits/K1/report",
        "nothing-waits": "waiting",
        "more": "more",
        "ready": "ready",
        "add-person": "add-person",
        "nowhere": "no/such/place",
        "no-such-kit": "kits/gone",
        "long-kit": "kits/X2",
        "arabic-take-out": "kits/X1/out",
    }.items():
        page.goto(running.address(path))
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator("footer [aria-disabled=true]")).to_have_count(0)
        looks_well(page, name)

    page.goto(running.address("kits"))
    page.get_by_role("searchbox").fill("nothing of the kind")
    expect(page.get_by_text("No kit fits")).to_be_visible()
    looks_well(page, "no-kit-fits")
    page.get_by_role("button", name="Show all kits").click()
    expect(page.get_by_role("link", name=re.compile("^K1"))).to_be_visible()

    page.goto(running.address("kits/K1"))
    page.get_by_role("link", name="Report a problem").click()
    running.server.stop()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Choose what it is.")).to_be_visible()
    page.get_by_role("radio", name="Something does not work").check(force=True)
    page.get_by_label("Of what").select_option("tablet")
    page.get_by_label("In a few words").fill("No sound")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Reported Tablet of K1 Kit K1 as not working").first).to_be_visible()
    page.goto(running.address("kits/K2"))
    page.get_by_text("How to use it").click()
    expect(page.locator(".guide ol li").last).to_have_text("Tap")
    page.goto(running.address("kits/K1"))
    running.server.start()
    expect(badge(page)).to_have_text("all kept", timeout=60_000)
    expect(page.get_by_text("A problem was reported.").first).to_be_visible()


def test_today_tells_what_i_carry_what_is_due_and_what_waits(phone: Phone, running: Served, looks_well: Look, watch):
    library = running.library
    phones = library.device("phone-b", "bob")
    assert phones
    page = phone.open(running.address())
    sign_in(page, library.email("ann"))
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Today").click()
    expect(page.get_by_text("Take a kit out here before you leave")).to_be_visible()
    looks_well(page, "today-nothing")
    # Who begins is told how ready the phone is before all else; the steps stand below the day's work.
    expect(page.get_by_role("link", name="Ready for the field")).to_be_in_viewport()
    page.get_by_role("link", name="Take a kit out").click()
    expect(page.get_by_role("radio", name="In store 2")).to_be_checked()
    running.server.stop()
    take_out(page, "K1")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Today").click()
    expect(page.get_by_text("1 thing is not sent yet")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("^K1"))).to_be_visible()
    looks_well(page, "today")
    expect(page.get_by_role("heading", level=2).last).to_contain_text("Ready for the field")
    expect(page.get_by_role("link", name="Ready for the field")).to_have_count(0)
    page.get_by_role("button", name="Do not show this again").click()
    page.reload()
    expect(page.get_by_role("heading", name="You carry")).to_be_visible()
    expect(page.get_by_text("Ready for the field")).to_have_count(0)


def test_the_list_of_kits_is_narrowed_and_left_as_it_was(phone: Phone, running: Served, looks_well: Look, watch):
    page = phone.open(running.address())
    sign_in(page, running.library.email("ann"))
    looks_well(page, "kits")
    take_out(page, "K1")
    page.get_by_role("radio", name="With you 1").check(force=True)
    expect(page.get_by_role("link", name=re.compile("^K2"))).to_have_count(0)
    looks_well(page, "kits-with-you")
    page.get_by_role("link", name=re.compile("^K1")).click()
    expect(page.get_by_role("heading", name="Kit K1")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("radio", name="With you 1")).to_be_checked()
    expect(page.get_by_role("link", name=re.compile("^K2"))).to_have_count(0)
    page.get_by_role("radio", name="All 2").check(force=True)
    expect(page.get_by_role("link", name=re.compile("^K2"))).to_be_visible()


def test_forms_with_all_that_they_may_ask(phone: Phone, running: Served, looks_well: Look, watch):
    page = phone.open(running.address())
    sign_in(page, running.library.email("ann"))
    take_out(page, "K1")
    expect(badge(page)).to_have_text("all kept")
    page.goto(running.address("kits/K1/out"))
    page.get_by_role("radio", name="A partner’s place").check(force=True)
    page.get_by_text("7 parts, all go").click()
    page.get_by_role("button", name="One less: Charger").click()
    page.get_by_role("radio", name="Another day").check(force=True)
    page.get_by_role("button", name="Record: taken out").click()
    expect(page.get_by_text("Choose the place that takes it.")).to_be_visible()
    looks_well(page, "take-out-asks")
    page.goto(running.address("kits/K1/in"))
    page.get_by_role("button", name="Some of it stays out").click()
    page.get_by_role("button", name="One less: Tablet").click()
    page.get_by_role("radio", name="Damaged").first.check(force=True)
    looks_well(page, "bring-back-asks")
    page.goto(running.address("kits/K2/in"))
    page.get_by_role("button", name="Record the return").click()
    expect(page.get_by_text("A few words help.")).to_be_visible()
    looks_well(page, "bring-back-wants-a-reason")

    running.server.stop()
    page.goto(running.address("kits/K2/service"))
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Choose what was done.")).to_be_visible()
    for work in ("charged", "wiped"):
        page.get_by_role("checkbox", name=work).check(force=True)
    looks_well(page, "service")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Charged today. Wiped since the last loan.")).to_be_visible()
    page.get_by_role("link", name="Charged, wiped, repaired").click()
    page.get_by_text("Only with some parts").click()
    page.get_by_role("checkbox", name="Hotspot").check(force=True)
    page.get_by_role("checkbox", name="updated").check(force=True)
    looks_well(page, "service-of-parts")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("updated today", exact=True)).to_be_visible()
    expect(page.get_by_text("K2 Kit K2, Hotspot: updated", exact=True)).to_be_visible()
    page.get_by_role("link", name="Restock").click()
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Nothing was put in.")).to_be_visible()
    looks_well(page, "restock")
    page.goto(running.address("kits/K2/condition"))
    page.get_by_role("radio", name="out of service").check(force=True)
    page.get_by_label("What is it?").fill("Smells of smoke")
    looks_well(page, "condition")
    page.get_by_role("button", name="Record it").click()
    expect(page.get_by_text("Out of service", exact=True)).to_be_visible()
    looks_well(page, "kit-out-of-service")
    page.get_by_role("link", name="Take out").click()
    expect(page.get_by_text("It is out of service")).to_be_visible()
    page.get_by_role("button", name="Record: taken out").click()
    page.get_by_role("button", name="Record without a note").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    running.server.start()
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    assert [row.kind for row in running.library.discrepancies() if row.subject == "K2"] == ["kit.lent_out_of_service"]


def test_waiting_and_why(phone: Phone, running: Served, looks_well: Look, watch):
    page = phone.open(running.address())
    sign_in(page, running.library.email("ann"))
    running.server.stop()
    page.get_by_role("link", name=re.compile("^K1")).click()
    page.get_by_role("link", name="Take out").click()
    page.get_by_role("button", name="Record: taken out").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    looks_well(page, "saved")
    page.goto(running.address("waiting"))
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="The library cannot be reached")).to_be_visible()
    looks_well(page, "no-network")

    page.context.route("**/api/v1/sync", lambda route: route.fulfill(body="<h1>Guest Wi-Fi</h1>", content_type="text/html"))
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_role("heading", name="A Wi-Fi is in the way")).to_be_visible()
    looks_well(page, "portal")
    page.context.unroute("**/api/v1/sync")
    running.server.start()
    page.goto(running.address("kits/K2/in"))
    page.get_by_role("button", name="Record the return").click()
    page.get_by_role("button", name="Record without a note").click()
    expect(page.get_by_role("heading", name="Kept by the library")).to_be_visible()
    looks_well(page, "kept-does-not-add-up")
    page.goto(running.address("waiting"))
    expect(badge(page)).to_have_text("all kept")
    looks_well(page, "what-the-library-said")


def test_what_the_desk_asks_is_answered_with_no_network(phone: Phone, running: Served, looks_well: Look, watch):
    library = running.library

    def desk_says(kind: str, subject: str, **payload: object) -> None:
        with writing(library.id) as handle:
            desk.record_one(
                handle, library.catalogue, fact_id=ids.new(), kind=kind, subject=subject, author="cora", payload=payload,
                zone="America/Chicago",
            )  # fmt: skip

    page = phone.open(running.address())
    sign_in(page, library.email("ann"))
    # It was not out, so that the desk has two things to ask: about what does not add up, and about the hand-in itself.
    page.goto(running.address("kits/K1/in"))
    page.get_by_role("button", name="Record the return").click()
    page.get_by_role("button", name="Record without a note").click()
    expect(page.get_by_role("heading", name="Kept by the library")).to_be_visible()
    (hand_in,) = (id_ for id_, fact in library.facts().items() if fact.kind == "kit.checked_in")
    (odd,) = library.discrepancies()
    about = {"fold": "kit", "subject": "K1", "told": "K1 was brought back, but nobody had taken it out"}
    desk_says("discrepancy.asked", odd.id, of="ann", question="Who had it before you?", about=about)
    desk_says("hand_in.returned", hand_in, of=hand_in, comment="Are all five tablets there?")
    page.get_by_role("link", name="Kits").click()
    ask_for_news(page)
    running.server.stop()

    page.goto(running.address())
    expect(page.get_by_role("heading", name="The library asks you 2 things")).to_be_visible()
    page.get_by_role("link", name=about["told"]).click()
    page.get_by_role("button", name="Record the answer").click()
    expect(page.get_by_text("Choose one.")).to_be_visible()
    page.get_by_role("radio", name="It was a mistake").check(force=True)
    page.get_by_label("In your own words").fill("I scanned the wrong one")
    looks_well(page, "asked")
    page.get_by_role("button", name="Record the answer").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    looks_well(page, "answered")
    page.get_by_role("link", name="Back to Today").click()

    expect(page.get_by_role("heading", name="The library asks you something")).to_be_visible()
    page.get_by_role("link", name=re.compile("^K1 Kit K1, ")).click()
    expect(page.get_by_text("Are all five tablets there?")).to_be_visible()
    page.get_by_role("radio", name="I count it again").check(force=True)
    page.get_by_label("In your own words").fill("One lay under the seat")
    looks_well(page, "hand-in-asked")
    page.get_by_role("button", name="Record the answer").click()
    expect(page.get_by_text("Count it first.")).to_be_visible()
    page.get_by_role("link", name="Count what is in it").click()
    page.get_by_role("button", name="The rest is all there").click()
    page.get_by_role("button", name="Record the count").click()
    # Back where it was asked, with all that was entered.
    expect(page.get_by_text("Counted K1 Kit K1, all found")).to_be_visible()
    expect(page.get_by_label("In your own words")).to_have_value("One lay under the seat")
    looks_well(page, "hand-in-counted")
    phone.kill()
    page = phone.open(running.address())
    page.get_by_role("link", name=re.compile("^K1 Kit K1, ")).click()
    expect(page.get_by_text("Counted K1 Kit K1, all found")).to_be_visible()
    page.get_by_role("button", name="Record the answer").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    page.get_by_role("link", name="Back to Today").click()
    expect(page.get_by_role("heading", name="You carry")).to_be_visible()
    expect(page.get_by_text("The library asks you")).to_have_count(0)

    running.server.start()
    page.goto(running.address("waiting"))
    page.get_by_role("button", name=re.compile("Send now|Ask for news")).click()
    expect(badge(page)).to_have_text("all kept")
    facts = {fact.kind: fact for fact in library.facts().values()}
    told = json.loads(facts["hand_in.amended"].body)["payload"]
    assert told == {"of": hand_in, "counted": facts["kit.counted"].id, "words": "One lay under the seat"}
    assert library.rows("hand_ins", "staff:ann") == {}
