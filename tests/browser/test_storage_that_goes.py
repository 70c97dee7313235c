"""Storage that a browser takes away in parts, or that is damaged on disk: what is left goes on, what is gone is said."""

import re

from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, badge, sign_in, take_out

DELETE_DATABASES = """async (start) => {
  for (const { name } of await indexedDB.databases())
    if (name.startsWith(start))
      await new Promise((resolve, reject) => {
        const request = indexedDB.deleteDatabase(name)
        request.onsuccess = resolve
        request.onerror = () => reject(request.error)
      })
}"""
DELETE_CACHES = "caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))"
DEVICE = "JSON.parse(localStorage.getItem('outreach-outbox')).device"
KEPT = """(async () => {
  const names = (await caches.keys()).filter((name) => name.startsWith("shell-"))
  const kept = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys()).length))
  return kept.reduce((sum, count) => sum + count, 0)
})()"""


def emptied(page: Page) -> None:
    expect(page.get_by_role("heading", name="This phone was emptied")).to_be_visible()


def test_whatever_part_of_storage_goes_the_rest_goes_on(phone: Phone, running: Served, watch):
    library = running.library
    page = phone.open(running.address("kits"))
    sign_in(page, library.email("ann"))
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    first, files = page.evaluate(DEVICE), page.evaluate(KEPT)

    # The rows: what waits is there, and they come again.
    running.server.stop()
    take_out(page, "K1")
    page.evaluate(DELETE_DATABASES, "replica-")
    page.reload()
    expect(badge(page)).to_contain_text("1 waiting")
    running.server.start()
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    page.goto(running.address("kits"))
    expect(page.get_by_role("link", name=re.compile("^K1"))).to_be_visible()
    assert len(library.facts()) == 1

    # The app's files: they are fetched and kept again, and the app opens without a network as before.
    page.evaluate(DELETE_CACHES)
    page.reload()
    expect(badge(page)).to_have_text("all kept")
    page.wait_for_function(f"{KEPT}.then((kept) => kept === {files})")
    running.server.stop()
    page.reload()
    expect(badge(page)).to_contain_text("all kept")
    running.server.start()

    # The outbox: that is said, and the phone is another one from then on.
    page.evaluate(DELETE_DATABASES, "outbox")
    page.reload()
    emptied(page)
    sign_in(page, library.email("ann"))
    second = page.evaluate(DEVICE)
    take_out(page, "K2")
    expect(badge(page)).to_have_text("all kept")
    assert second != first
    assert sorted((fact.subject, fact.device, fact.seq) for fact in library.facts().values()) == [
        ("K1", first, 1),
        ("K2", second, 1),
    ]

    # All of it, with whatever could have told that it was there: a phone like a new one.
    session = page.context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": running.server.url, "storageTypes": "all"})
    page.goto(running.address())
    sign_in(page, library.email("ann"))
    assert page.evaluate(DEVICE) not in (first, second)


def test_databases_that_are_damaged_on_disk_are_told_and_the_phone_goes_on(phone: Phone, running: Served, watch):
    page = phone.open(running.address("kits"))
    sign_in(page, running.library.email("ann"))
    old = page.evaluate(DEVICE)
    running.server.stop()
    take_out(page, "K1")
    phone.close()
    damaged = list(phone.profile.glob("Default/IndexedDB/*.leveldb/MANIFEST-*"))
    for file in damaged:
        file.write_bytes(b"\xff" * file.stat().st_size)
    assert damaged
    running.server.start()

    page = phone.open(running.address("kits"))
    emptied(page)
    expect(page.get_by_text(re.compile("All is sent|all kept"))).to_have_count(0)
    sign_in(page, running.library.email("ann"))
    take_out(page, "K2")
    expect(badge(page)).to_have_text("all kept")
    assert page.evaluate(DEVICE) != old
