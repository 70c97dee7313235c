"""Networks that come back unseen, hang, or serve two windows at once: all that waits is sent, and once."""

import re

from playwright.sync_api import Page, Request, expect

from fixtures.browser import Phone
from fixtures.field import Served, badge, sign_in, take_out, waker

IT_MAY_SEND_LATER = "navigator.serviceWorker.ready.then(({ sync }) => sync.getTags()).then((tags) => tags.length === 1)"


def signed_in(phone: Phone, running: Served) -> Page:
    page = phone.open(running.address())
    sign_in(page, running.library.email("ann"))
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    return page


def test_the_worker_sends_what_waits_when_the_app_is_closed(phone: Phone, running: Served, watch):
    page = signed_in(phone, running)

    def sent_by_the_worker(request: Request) -> bool:
        return request.service_worker is not None and request.url.endswith("/api/v1/sync")

    with phone.context.expect_event("requestfinished", sent_by_the_worker) as sent:
        phone.context.set_offline(True)
        take_out(page, "K1")
        expect(badge(page)).to_contain_text("1 waiting")
        page.wait_for_function(
            "navigator.serviceWorker.ready.then(({ sync }) => sync.getTags()).then((tags) => tags.length === 1)"
        )
        wake_the_worker = waker(page)
        page.goto("about:blank")
        phone.context.set_offline(False)
        # The browser does so by itself too, but when is its own affair.
        wake_the_worker()
    assert sent.value.response().status == 200
    assert len(running.library.facts()) == 1
    page.goto(running.address())
    expect(badge(page)).to_have_text("all kept")
    assert len(running.library.facts()) == 1


def test_a_server_that_hangs_holds_nobody_up(phone: Phone, running: Served, watch):
    page = signed_in(phone, running)
    running.server.pause()
    page.reload()
    take_out(page, "K1")
    expect(badge(page)).to_contain_text(re.compile("1 waiting|sending"))
    page.goto(running.address("kits/K1/in"))
    page.get_by_role("button", name="Record the return").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()

    running.server.resume()
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    assert sorted(fact.seq for fact in running.library.facts().values()) == [1, 2]


def test_two_windows_of_one_phone_count_together_and_send_once(phone: Phone, running: Served, watch):
    one = signed_in(phone, running)
    other = phone.context.new_page()
    other.goto(running.address())
    running.server.stop()
    take_out(one, "K1")
    take_out(other, "K2")
    for page in (one, other):
        expect(badge(page)).to_contain_text("2 waiting")

    running.server.start()
    other.goto(running.address("waiting"))
    one.goto(running.address("waiting"))
    for page in (one, other):
        expect(badge(page)).to_have_text("all kept")
    assert sorted((fact.subject, fact.seq) for fact in running.library.facts().values()) == [("K1", 1), ("K2", 2)]
    assert len({fact.device for fact in running.library.facts().values()}) == 1
