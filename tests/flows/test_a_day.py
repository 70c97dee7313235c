"""One day, lived in real browsers: two phones and a desk, with the server gone for most of it."""

import json
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import MakePhone
from fixtures.field import Served, ask_for_news, badge, sign_in, take_out
from fixtures.library import PASSWORD

HELD_TWICE = "Someone else took it out as well, before it was back."


def kit(page: Page, code: str) -> None:
    """Open a kit from the list."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Kits").click()
    page.get_by_role("link", name=re.compile(f"^{code}")).click()


def bring_back_with_one_tablet_missing(page: Page) -> None:
    kit(page, "K1")
    page.get_by_role("link", name="Bring back").click()
    page.get_by_role("button", name="One less: Tablet").click()
    page.get_by_role("radio", name="Missing").check()
    expect(page.get_by_role("heading", name="7 parts: 6 here and 1 missing")).to_be_visible()
    page.get_by_role("button", name="Record the return").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()


def waits(page: Page, *what: str) -> None:
    """The phone shows these, and no others, as waiting."""
    expect(page.get_by_role("listitem").filter(has_text="waiting")).to_have_count(len(what))
    for one in what:
        expect(page.get_by_role("listitem").filter(has_text="waiting").filter(has_text=one)).to_be_visible()


@pytest.mark.timeout(180)
def test_a_day_without_a_network_is_lost_to_nobody(served: Served, make_phone: MakePhone, page: Page, tmp_path: Path) -> None:
    library, server = served.library, served.server
    server.start()
    anns, bobs = make_phone(), make_phone()
    ann, bob = anns.open(served.address()), bobs.open(served.address())
    sign_in(ann, library.email("ann"), "Ann's phone")
    sign_in(bob, library.email("bob"), "Bob's phone")

    # The network ends. The app is closed, and opens all the same.
    server.stop()
    assert not server.answers()
    anns.close()
    ann = anns.open(served.address())
    take_out(ann, "K1")
    take_out(ann, "K2")
    ann.close()
    ann = anns.context.new_page()
    ann.goto(served.address("kits"))
    bring_back_with_one_tablet_missing(ann)
    take_out(bob, "K2")

    # The phone runs out of memory the moment that it said "saved".
    anns.kill()
    ann = anns.open(served.address("waiting"))
    expect(badge(ann)).to_contain_text("3 waiting")
    waits(ann, "Took out K1 Kit K1", "Took out K2 Kit K2", "Brought back K1 Kit K1, not all of it")
    assert library.facts() == {}

    # The network returns: one phone sends by itself when it is opened, the other by hand.
    server.start()
    ann.reload()
    expect(badge(ann)).to_have_text("all kept")
    ask_for_news(bob)
    for each in (ann, bob):
        each.reload()
        expect(badge(each)).to_have_text("all kept")
        ask_for_news(each)

    facts = library.facts().values()
    told = sorted((fact.author, fact.kind, fact.subject, fact.seq) for fact in facts)
    assert told == [
        ("ann", "kit.checked_in", "K1", 3),
        ("ann", "kit.checked_out", "K1", 1),
        ("ann", "kit.checked_out", "K2", 2),
        ("bob", "kit.checked_out", "K2", 1),
    ]
    assert library.quarantine() == {}
    open_ = {row.kind: row for row in library.discrepancies()}
    assert len(library.discrepancies()) == 2
    assert (open_["kit.part_missing"].subject, open_["kit.part_missing"].part) == ("K1", "tablet")
    assert open_["kit.held_twice"].subject == "K2"
    assert json.loads(open_["kit.held_twice"].facts) == sorted(fact.id for fact in facts if fact.subject == "K2")
    assert (library.custody("K1")["state"], library.custody("K2")["holder"]) == ("in_store", {"staff": "bob"})
    for each in (ann, bob):
        kit(each, "K2")
        expect(each.get_by_text(HELD_TWICE)).to_be_visible()
        each.get_by_role("link", name="Kits").click()

    # The coordinator settles it at the desk, and both phones learn of it.
    page.goto(f"{server.url}/sign-in")
    page.get_by_label("Email address").fill(library.email("cora"))
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="K2 was held by two people").click()
    page.get_by_role("radio", name="The first had it").check()
    page.get_by_role("button", name="Settle", exact=True).click()
    expect(page.get_by_role("status")).to_contain_text("Settled")

    assert [row.state for row in library.discrepancies() if row.kind == "kit.held_twice"] == ["settled"]
    assert library.custody("K2")["holder"] == {"staff": "ann"}
    for each, where in ((ann, "With you"), (bob, "With Ann")):
        ask_for_news(each)
        kit(each, "K2")
        expect(each.get_by_role("heading", name=where)).to_be_visible()
        expect(each.get_by_text(HELD_TWICE)).to_have_count(0)
