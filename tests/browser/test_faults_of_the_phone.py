"""What a phone's own storage does wrong: it is met once in silence, then said, and what was typed is never lost."""

import json
import re

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, badge, sign_in, take_out

# Lets a test do to an app's storage what a browser does when memory is short or the disk is full.
UNDER_THE_TEST = """
const open = IDBFactory.prototype.open
const opened = []
IDBFactory.prototype.open = function (...named) {
  if (globalThis.isBroken) throw new DOMException("Internal error.", "UnknownError")
  const request = open.apply(this, named)
  request.addEventListener("success", () => opened.push(request.result))
  return request
}
const { add } = IDBObjectStore.prototype
IDBObjectStore.prototype.add = function (...added) {
  if (globalThis.refusals > 0) {
    globalThis.refusals--
    throw new DOMException("Not enough room.", "QuotaExceededError")
  }
  return add.apply(this, added)
}
globalThis.closeConnections = () => opened.splice(0).forEach((db) => db.close())
"""


@pytest.fixture
def page(phone: Phone, running: Served) -> Page:
    """A phone that is signed in, whose connections to its storage can be cut."""
    page = phone.open()
    page.context.add_init_script(UNDER_THE_TEST)
    page.goto(running.address("kits"))
    sign_in(page, running.library.email("ann"))
    return page


def fill_in(page: Page, note: str) -> None:
    page.get_by_role("link", name=re.compile("^K1")).click()
    page.get_by_role("link", name="Take out").click()
    page.get_by_text("A note, or it was earlier").click()
    page.get_by_label("Note").fill(note)


def saved_file(page: Page) -> dict:
    with page.expect_download() as download:
        page.get_by_role("button", name="Save it as a file").click()
    return json.loads(download.value.path().read_text(encoding="utf-8"))


def test_a_connection_that_the_browser_closed_is_opened_again_without_a_word(page: Page, running: Served):
    running.server.stop()
    page.evaluate("closeConnections()")
    take_out(page, "K1")
    page.evaluate("closeConnections()")
    page.reload()

    expect(badge(page)).to_contain_text("1 waiting")


def test_what_storage_would_not_take_can_be_tried_again_and_saved_as_a_file(page: Page, running: Served, looks_well):
    running.server.stop()
    fill_in(page, "Left at the door")
    page.evaluate("isBroken = true; closeConnections()")
    page.get_by_role("button", name="Record: taken out").click()
    expect(page.get_by_role("alert").filter(has_text="Not saved yet")).to_be_in_viewport()
    expect(badge(page)).to_have_text("storage trouble")
    expect(page.get_by_text("Saved on this phone")).to_have_count(0)
    expect(page.get_by_label("Note")).to_have_value("Left at the door")
    looks_well(page, "not-saved")

    saved = saved_file(page)
    (fact,) = map(json.loads, saved["facts"])
    assert (saved["format"], saved["library"]) == ("outreach-facts", running.library.id)
    assert (fact["kind"], fact["subject"], fact["payload"]["note"]) == ("kit.checked_out", "K1", "Left at the door")

    page.evaluate("isBroken = false")
    page.get_by_role("button", name="Record: taken out").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(badge(page)).to_contain_text("1 waiting")


def test_a_phone_that_is_full_keeps_what_was_typed_on_the_screen(page: Page, running: Served, looks_well):
    running.server.stop()
    fill_in(page, "Left at the door")
    page.evaluate("refusals = Infinity")
    page.get_by_role("button", name="Record: taken out").click()

    expect(page.get_by_role("alert").filter(has_text="This phone is full")).to_be_in_viewport()
    expect(page.get_by_label("Note")).to_have_value("Left at the door")
    expect(badge(page)).to_have_text("phone is full")
    looks_well(page, "full")
    (fact,) = map(json.loads, saved_file(page)["facts"])
    assert fact["payload"]["note"] == "Left at the door"

    page.evaluate("refusals = 0")
    page.get_by_role("button", name="Record: taken out").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(badge(page)).to_contain_text("1 waiting")


def test_rows_make_room_for_a_fact_and_come_back_with_the_network(page: Page, running: Served):
    running.server.stop()
    fill_in(page, "Left at the door")
    page.evaluate("refusals = 1")
    page.get_by_role("button", name="Record: taken out").click()
    expect(page.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    expect(badge(page)).to_contain_text("1 waiting")

    running.server.start()
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    page.goto(running.address("kits"))
    expect(page.get_by_role("link", name=re.compile("^K1"))).to_be_visible()
    assert [json.loads(fact.body)["payload"]["note"] for fact in running.library.facts().values()] == ["Left at the door"]


def test_a_phone_that_was_emptied_while_a_form_was_open_says_so_and_gives_the_fact_as_a_file(
    page: Page, running: Served, looks_well
):
    fill_in(page, "Left at the door")
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": running.server.url, "storageTypes": "indexeddb"})
    page.get_by_role("button", name="Record: taken out").click()

    notice = page.get_by_role("alert").filter(has_text="Not saved")
    expect(notice).to_contain_text("emptied")
    expect(badge(page)).to_have_text("storage trouble")
    looks_well(page, "emptied-form")
    (fact,) = map(json.loads, saved_file(page)["facts"])
    assert fact["payload"]["note"] == "Left at the door"

    page.reload()
    expect(page.get_by_role("heading", name="This phone was emptied")).to_be_visible()
    looks_well(page, "emptied")
    sign_in(page, running.library.email("ann"))
    take_out(page, "K1")
    expect(badge(page)).to_have_text("all kept")


def test_storage_that_does_not_open_is_said_in_words_and_heals(page: Page, running: Served, looks_well):
    page.context.add_init_script("globalThis.isBroken = location.search === '?broken'")
    page.goto(running.address("kits?broken"))
    expect(page.get_by_role("heading", name="This phone’s storage does not answer")).to_be_visible()
    looks_well(page, "no-storage")

    page.goto(running.address("more"))
    expect(page.get_by_role("heading", name="About this phone")).to_be_visible()


def test_what_was_typed_the_moment_before_the_page_went_is_offered_again(page: Page, running: Served):
    fill_in(page, "half a thought")
    page.reload()
    page.get_by_role("button", name="Go on with it").click()

    expect(page.get_by_label("Note")).to_have_value("half a thought")
