"""Networks that answer wrongly, late, by halves or never: nothing says sent that is not, and all is sent once they are well."""

import re
from dataclasses import replace

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, badge, sign_in, take_out
from fixtures.proxy import (
    ANSWERS_LOST,
    FINE,
    LIE_FI,
    SIGN_IN_PAGE,
    TO_A_SIGN_IN_PAGE,
    TWO_G,
    MakeProxy,
    Network,
    Proxy,
)

NO_BACKGROUND_SYNC = "delete globalThis.ServiceWorkerRegistration?.prototype.sync"
SEND = re.compile("Send now|Ask for news")
SENT = re.compile("all kept|All is sent|Kept by the library")


@pytest.fixture
def proxy(served: Served, make_proxy: MakeProxy) -> Proxy:
    """The network between phones and a library whose server is started."""
    proxy = make_proxy(served.server.port)
    served.entrance = proxy.url
    served.server.environment["OUTREACH_BASE_URL"] = proxy.url
    served.server.start()
    return proxy


@pytest.fixture
def page(proxy: Proxy, served: Served, phone: Phone, watch) -> Page:
    """A phone that is signed in and has the app, and whose worker sends nothing unasked, as an iPhone's never does."""
    page = phone.open()
    page.context.add_init_script(NO_BACKGROUND_SYNC)
    page.goto(served.address())
    sign_in(page, served.library.email("ann"))
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    return page


def send_by_hand(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Waiting").click()
    page.get_by_role("button", name=SEND).click()


def says_that_one_waits(page: Page, why: str = "") -> None:
    expect(badge(page)).to_contain_text(f"1 waiting, {why}" if why else "1 waiting")
    expect(page.get_by_text(SENT)).to_have_count(0)


def test_nothing_is_called_sent_before_the_library_itself_has_said_so(page: Page, proxy: Proxy, served: Served):
    library = served.library
    # Somebody else answers.
    proxy.become(SIGN_IN_PAGE)
    take_out(page, "K1")
    send_by_hand(page)
    says_that_one_waits(page, "Wi-Fi in the way")
    proxy.become(TO_A_SIGN_IN_PAGE)
    send_by_hand(page)
    says_that_one_waits(page, "no network")
    page.reload()
    says_that_one_waits(page)
    assert library.facts() == {}

    # The library has it, and its answer breaks off, or never comes.
    proxy.become(Network(cut_after=300))
    page.get_by_role("button", name=SEND).click()
    proxy.wait_until(lambda it: it.resets > 0)
    says_that_one_waits(page, "no network")
    assert len(library.facts()) == 1
    proxy.become(ANSWERS_LOST)
    page.reload()
    proxy.wait_until(lambda it: it.unanswered > 0)
    says_that_one_waits(page)

    # It is slow, and a third of all connections is reset: two more, and by and by all of it is known to be kept.
    proxy.become(LIE_FI)
    for kit in ("K2", "K1"):
        take_out(page, kit)
    expect(badge(page)).to_contain_text("3 waiting")
    proxy.become(replace(TWO_G, resets=1 / 3))
    page.reload()
    for _ in range(10):
        send_by_hand(page)
        expect(page.get_by_role("button", name=SEND)).to_be_enabled()
        if badge(page).inner_text() == "all kept":
            break
    expect(badge(page)).to_have_text("all kept")
    assert sorted(fact.seq for fact in library.facts().values()) == [1, 2, 3]
    assert library.quarantine() == {}


def test_a_network_that_connects_and_never_answers_is_given_up_and_holds_nobody_up(page: Page, proxy: Proxy, served: Served):
    page.clock.install()
    proxy.become(LIE_FI)
    take_out(page, "K1")
    page.clock.run_for(2_000)
    proxy.wait_until(lambda it: it.unanswered > 0)
    says_that_one_waits(page)
    take_out(page, "K2")
    expect(badge(page)).to_contain_text("2 waiting")
    page.clock.run_for(61_000)
    expect(badge(page)).to_have_text("2 waiting, no network")
    assert served.library.facts() == {}

    proxy.become(FINE)
    send_by_hand(page)
    expect(badge(page)).to_have_text("all kept")
    assert len(served.library.facts()) == 2
