"""A form half filled in when the app is killed is offered again when it is opened. What is logged has its own in its file."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, sign_in, take_out
from fixtures.library import session
from outreach_app.db import writing
from outreach_app.visits import editing

TYPED = "Half a thought"
# Where the form is, what is to be pressed before its text shows, and what the text is called.
FORMS = {
    "kits/K2/out": ("A note, or it was earlier", "Note"),
    "kits/K1/in": (None, "Anything to say about it?"),
    "sites/S1/need": (None, "In a line"),
    "sites/S1/talk": (None, "What was it about?"),
    "visits/new": (None, "Anything to say about it?"),
    "visits/V1/finish": (None, "Anything to say about it?"),
    "session/T1/amend": (None, "Why is it changed?"),
    "session/T1/withdraw": (None, "Why?"),
}
KEPT = """() => new Promise((resolve, reject) => {
  const request = indexedDB.open("outbox")
  request.onerror = () => reject(request.error)
  request.onsuccess = () => {
    const all = request.result.transaction("drafts").objectStore("drafts").count()
    all.onsuccess = () => (request.result.close(), resolve(all.result))
  }
})"""


@pytest.fixture
def page(phone: Phone, running: Served, watch) -> Page:
    """A phone with a visit and a session of its person, on which a kit was taken out, and that has no network any more."""
    running.library.site("S1")
    starts = (datetime.now(UTC) - timedelta(minutes=40)).replace(tzinfo=None)
    with writing(running.library.id) as handle:
        editing.plan(
            handle,
            "V1",
            starts=starts,
            ends=starts + timedelta(hours=2),
            zone="UTC",
            trainers=["ann"],
            kits=(),
            by="cora",
            site_id="S1",
        )
    ann = running.library.phone("phone-before", "ann")
    today = starts.date().isoformat()
    told = session(on=today, starts_at=f"{starts.isoformat()}Z", ends_at=f"{(starts + timedelta(minutes=30)).isoformat()}Z")
    running.library.record(ann.record("training_session.logged", "T1", told))
    page = phone.open(running.address("kits"))
    sign_in(page, running.library.email("ann"))
    running.server.stop()
    take_out(page, "K1")
    return page


def fill(page: Page, press: str | None, label: str) -> None:
    if press:
        page.get_by_text(press).click()
    box = page.get_by_role("textbox", name=label)
    box.fill(TYPED)


def test_what_was_typed_is_offered_again(phone: Phone, page: Page, running: Served):
    for number, (path, (press, label)) in enumerate(FORMS.items(), 1):
        page.goto(running.address(path))
        fill(page, press, label)
        # A phone is killed between two breaths, but not between two letters.
        page.evaluate(f"async () => {{ while ((await ({KEPT})()) < {number}) await new Promise(requestAnimationFrame) }}")
    phone.kill()
    page = phone.open()

    for path, (_, label) in FORMS.items():
        page.goto(running.address(path))
        page.get_by_role("button", name="Go on with it").click()
        expect(page.get_by_role("textbox", name=label)).to_have_value(TYPED)
