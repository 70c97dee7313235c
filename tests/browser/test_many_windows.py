"""Several windows of one phone and its worker: one of them sends at a time, and none can keep the others from it for ever."""

import re

from playwright.sync_api import BrowserContext, Request, expect

from browser.test_networks_that_fail import NO_BACKGROUND_SYNC, proxy
from fixtures.browser import Phone
from fixtures.field import Served, badge, sign_in, take_out, waker
from fixtures.proxy import FINE, LIE_FI, Network, Proxy

__all__ = ["proxy"]
WINDOWS = 5
LOCK = "outreach-sync"
WHO_HOLDS_IT = "navigator.locks.query().then(({ held }) => held.map(({ name }) => name))"
# More than a window waits for another one's lock.
LATER = "const now = performance.now.bind(performance); performance.now = () => now() + 200_000"


class Sending:
    """What a phone sends, from whichever window, and how many requests were on their way at once."""

    def __init__(self, context: BrowserContext) -> None:
        self.by_worker = 0
        self.at_once = 0
        self.answered: list[Request] = []
        self._on_their_way: set[Request] = set()
        context.on("request", self._begun)
        context.on("requestfinished", self._over)
        context.on("requestfailed", lambda request: self._on_their_way.discard(request))

    def _begun(self, request: Request) -> None:
        if request.url.endswith("/api/v1/sync"):
            self._on_their_way.add(request)
            self.at_once = max(self.at_once, len(self._on_their_way))
            self.by_worker += request.service_worker is not None

    def _over(self, request: Request) -> None:
        if request in self._on_their_way:
            self._on_their_way.discard(request)
            self.answered.append(request)

    def outcomes(self) -> list[str]:
        """What the library said of each fact, each time that it was sent."""
        answers = [request.response() for request in self.answered]
        return [result["outcome"] for answer in answers if answer for result in answer.json()["results"]]


def test_five_windows_and_the_worker_send_one_at_a_time_and_each_fact_once(proxy: Proxy, served: Served, phone: Phone, watch):
    first = phone.open(served.address())
    sign_in(first, served.library.email("ann"))
    windows = [first] + [first.context.new_page() for _ in range(WINDOWS - 1)]
    served.server.stop()
    for window in windows:
        window.bring_to_front()
        window.goto(served.address("kits/K1/out"))
        window.get_by_role("button", name="Record: taken out").click()
        expect(window.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    for window in windows:
        expect(badge(window)).to_contain_text(f"{WINDOWS} waiting")
    served.server.start()
    proxy.become(Network(latency_s=0.2))
    wake_the_worker = waker(first)
    sending = Sending(first.context)
    for window in windows:
        window.evaluate("dispatchEvent(new Event('online'))")
    wake_the_worker()
    for window in windows:
        window.evaluate("dispatchEvent(new Event('online'))")

    for window in windows:
        expect(badge(window)).to_have_text("all kept")
    facts = served.library.facts().values()
    assert sorted(fact.seq for fact in facts) == list(range(1, WINDOWS + 1))
    assert len({fact.device for fact in facts}) == 1
    assert sending.at_once == 1
    assert len(outcomes := sending.outcomes()) == WINDOWS
    assert "duplicate" not in outcomes


def test_a_frozen_window_that_holds_the_lock_stops_nobody(proxy: Proxy, served: Served, phone: Phone, watch):
    frozen = phone.open()
    frozen.context.add_init_script(NO_BACKGROUND_SYNC)
    frozen.goto(served.address())
    sign_in(frozen, served.library.email("ann"))
    other = frozen.context.new_page()
    with frozen.context.expect_event("requestfinished", lambda request: request.url.endswith("/api/v1/sync")):
        other.goto(served.address("kits"))
    other.wait_for_function("navigator.locks.query().then(({ held }) => held.length === 0)")
    proxy.become(LIE_FI)
    take_out(frozen, "K1")
    proxy.wait_until(lambda it: it.unanswered > 0)
    frozen.context.new_cdp_session(frozen).send("Page.setWebLifecycleState", {"state": "frozen"})
    # The network is well again, but what hangs goes on hanging, and with it the lock.
    proxy.become(FINE)
    other.bring_to_front()
    take_out(other, "K2")
    other.get_by_role("navigation", name="Main").get_by_role("link", name="Waiting").click()
    other.get_by_role("button", name="Send now").click()
    expect(other.get_by_role("button", name="Send now")).to_be_enabled()
    assert other.evaluate(WHO_HOLDS_IT) == [LOCK]
    expect(badge(other)).to_contain_text("2 waiting")

    other.evaluate(LATER)
    other.get_by_role("button", name=re.compile("Send now|Ask for news")).click()
    expect(badge(other)).to_have_text("all kept")
    assert other.evaluate(WHO_HOLDS_IT) == [LOCK]
    assert sorted((fact.subject, fact.seq) for fact in served.library.facts().values()) == [("K1", 1), ("K2", 2)]

    frozen.context.new_cdp_session(frozen).send("Page.setWebLifecycleState", {"state": "active"})
    frozen.bring_to_front()
    expect(badge(frozen)).to_have_text("all kept")
