"""What a phone is told before it goes offline, and the ways out when the app itself is what is wrong."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, ask_for_news, sign_in, take_out

# Lets the rows be what is broken, as where the browser damaged one database and not the other.
BROKEN_ROWS = """
const open = IDBFactory.prototype.open
IDBFactory.prototype.open = function (name, ...more) {
  const isBroken = localStorage.getItem("break-rows") && name.startsWith("replica-")
  if (isBroken) throw new DOMException("Internal error.", "UnknownError")
  return open.call(this, name, ...more)
}
"""
FACTS_KEPT = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("outbox")
  request.onerror = () => reject(request.error)
  request.onsuccess = () => {
    const all = request.result.transaction("facts").objectStore("facts").getAll()
    all.onsuccess = () => (request.result.close(), resolve(all.result.map(({ text }) => text)))
  }
})"""
SPOILED = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("outbox")
  request.onerror = () => reject(request.error)
  request.onsuccess = () => {
    const tx = request.result.transaction("facts", "readwrite")
    const facts = tx.objectStore("facts")
    facts.getAll().onsuccess = ({ target }) => target.result.forEach((one) => facts.put({ ...one, text: '{"kind":"kit.chec' }))
    tx.oncomplete = () => (request.result.close(), resolve())
  }
})"""
REGISTERED = "navigator.serviceWorker.getRegistrations().then((all) => all.length)"


@pytest.fixture
def page(phone: Phone, running: Served, watch) -> Page:
    """A phone that is signed in and has the app for use without a network."""
    page = phone.open()
    page.context.add_init_script(BROKEN_ROWS)
    page.goto(running.address("kits"))
    sign_in(page, running.library.email("ann"))
    page.reload()
    expect(page.get_by_role("link", name=re.compile("^K1"))).to_be_visible()
    return page


def comes_true(page: Page, promised: str) -> None:
    """Wait until what a promise gives is true."""
    page.evaluate(f"async () => {{ while (!(await {promised})) await new Promise(requestAnimationFrame) }}")


def saved(page: Page) -> tuple[str, list[str]]:
    """The library and the facts of the file that a phone gives away whose app does not open."""
    with page.expect_download() as download:
        page.get_by_role("button", name="Save what can be read as a file").click()
    told = json.loads(download.value.path().read_text(encoding="utf-8"))
    return told["library"], told["facts"]


def line(page: Page, title: str):
    return page.get_by_role("listitem").filter(has=page.get_by_text(title, exact=True))


def test_a_phone_says_line_by_line_whether_it_is_ready_and_how_to_mend_it(page: Page, running: Served):
    page.get_by_role("link", name="Today").click()
    page.get_by_role("link", name="Ready to go offline?").click()
    for title in ("The app", "Kits, visits and places", "What you recorded", "Clock"):
        expect(line(page, title)).to_contain_text("ready")
    expect(line(page, "Home screen")).to_contain_text("mend")
    expect(line(page, "Storage")).to_contain_text("Not protected")
    expect(line(page, "Storage").get_by_role("button", name="Ask the phone to protect it")).to_be_visible()

    running.server.stop()
    page.get_by_role("link", name="About this phone").click()
    take_out(page, "K1")
    page.get_by_role("link", name="More").click()
    page.get_by_role("link", name="Ready to go offline?").click()
    expect(line(page, "What you recorded")).to_contain_text("1 thing is not sent yet.")
    line(page, "What you recorded").get_by_role("link", name="See what waits").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("1 thing to send")


def test_where_storage_is_broken_what_waits_is_saved_and_the_app_repaired(page: Page, running: Served, looks_well):
    running.server.stop()
    take_out(page, "K1")
    recorded = page.evaluate(FACTS_KEPT)
    page.evaluate("localStorage.setItem('break-rows', '1')")
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("This phone’s storage does not answer")
    looks_well(page, "no-storage")

    assert saved(page) == (running.library.id, recorded)

    page.get_by_role("button", name="Repair the app").click()
    expect(page.get_by_text("The library cannot be reached, so nothing was changed.")).to_be_visible()
    running.server.start()
    page.evaluate("localStorage.removeItem('break-rows')")
    page.evaluate("caches.open('shell-of-nobody').then(() => undefined)")
    page.get_by_role("button", name="Repair the app").click()
    page.wait_for_url(running.address())
    expect(page.get_by_role("heading", level=1)).to_have_text("Today")
    ask_for_news(page)
    expect(page.get_by_role("link", name=re.compile("^K1"))).to_be_visible()
    assert page.evaluate(FACTS_KEPT) == recorded
    assert len(running.library.facts()) == 1
    comes_true(page, "caches.keys().then((names) => names.some((name) => name.startsWith('shell-')))")
    assert page.evaluate("caches.has('shell-of-nobody')") is False
    assert page.evaluate(REGISTERED) == 1


def test_a_phone_whose_facts_no_app_can_read_still_gives_them_away_as_a_file(phone: Phone, running: Served, looks_well):
    page = phone.open(running.address("kits"))
    sign_in(page, running.library.email("ann"))
    running.server.stop()
    take_out(page, "K1")
    page.evaluate(SPOILED)
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text("The app stumbled over something")
    looks_well(page, "not-drawn")

    assert saved(page) == (running.library.id, ['{"kind":"kit.chec'])


def test_the_server_can_take_the_worker_away_and_give_it_back(page: Page, running: Served):
    running.server.stop()
    take_out(page, "K1")
    recorded = page.evaluate(FACTS_KEPT)
    running.server.environment["OUTREACH_FIELD_WORKER"] = "off"
    running.server.start()

    page.evaluate("navigator.serviceWorker.getRegistration('/app/').then((one) => one.update()).then(() => undefined)")
    comes_true(page, f"{REGISTERED}.then((count) => count === 0)")
    comes_true(page, "caches.keys().then((names) => names.length === 0)")

    assert page.evaluate(FACTS_KEPT) == recorded
    page.goto(running.address("waiting"))
    ask_for_news(page)
    assert len(running.library.facts()) == 1
    running.server.stop()
    del running.server.environment["OUTREACH_FIELD_WORKER"]
    running.server.start()
    page.reload()
    comes_true(page, "caches.keys().then((names) => names.some((name) => name.startsWith('shell-')))")
