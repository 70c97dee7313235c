"""The coordinator's morning: sixty records of which five do not add up, by single keys; and a week of three phones."""

import json
import re
import urllib.request
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import MakePhone
from fixtures.demonstration import DEMO_PASSWORD
from fixtures.field import Served, badge, worker_is_there
from fixtures.library import PASSWORD, fact_text, session
from outreach_app import clock

MOST_KEYS = 100


class Hands:
    """The keyboard of a page, and how often a key was struck; a page that a key leads to is waited for."""

    def __init__(self, page: Page) -> None:
        self.page, self.struck = page, 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.struck += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.struck += len(text)


def sign_in(page: Page, url: str, email: str, password: str) -> None:
    page.goto(f"{url}/sign-in")
    page.get_by_label("Email address").fill(email)
    page.get_by_label("Password").fill(password)
    page.keyboard.press("Enter")
    page.wait_for_url(f"{url}/")


def waits(page: Page, state: str, many: int) -> None:
    expect(
        page.get_by_role("navigation", name="State").get_by_role("link", name=re.compile(f"^{state} *{many}$"))
    ).to_be_visible()


@pytest.fixture
def sixty(served: Served) -> Served:
    """Sixty sessions of the last days that three people logged, five of them with a number that cannot be."""
    made = served.library
    made.site("S1")
    now = datetime.now(UTC)
    phones = [made.phone(f"phone-{who}", who) for who in ("ann", "bob", "cora")]
    # The oldest first, as phones write.
    for n in reversed(range(60)):
        phone, starts = phones[n % 3], now - timedelta(hours=3 * (n // 3 + 2))
        told = session(
            on=starts.date().isoformat(), starts_at=clock.text(starts), ends_at=clock.text(starts + timedelta(hours=1)),
            trainers=[phone.author], audience=("0-5", "6-11", "19+")[n % 3], attendance_in_person=900 if n % 12 == 5 else 8,
        )  # fmt: skip
        made.record(phone.record("training_session.logged", f"T{n}", told, at=starts + timedelta(hours=1)))
    return served


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    return sqlite_url


def test_a_morning_of_sixty_records_takes_fewer_than_a_hundred_keys(sixty: Served, page: Page) -> None:
    sixty.server.start()
    sign_in(page, sixty.server.url, sixty.library.email("cora"), PASSWORD)
    page.goto(f"{sixty.server.url}/review/queue")
    waits(page, "Waiting", 60)
    hands = Hands(page)

    hands.press("A")
    expect(page.get_by_role("heading", name="55 records would be approved")).to_be_visible()
    hands.press("Enter")
    expect(page.get_by_role("link", name="On to the queue")).to_be_focused()
    hands.press("Enter")
    waits(page, "Waiting", 5)
    hands.press("j", "o")
    for n in range(5):
        expect(page.get_by_text("900").first).to_be_visible()
        seen = page.url
        if n < 3:
            hands.press("r")
            hands.type("9 or 900?")
            hands.press("Control+Enter")
        else:
            hands.press("a")
        page.wait_for_url(lambda url, seen=seen: url.partition("?")[0] != seen.partition("?")[0])
    waits(page, "Waiting", 0)
    waits(page, "Has issues", 3)
    waits(page, "Approved", 57)

    print(f"keys struck for sixty records: {hands.struck}")
    assert hands.struck < MOST_KEYS
    with sixty.library.app.app_context():
        told = [row["review"] for row in sixty.library.rows("training_sessions").values()]
    assert (told.count("approved"), told.count("has_issues")) == (57, 3)


def test_keys_do_nothing_in_a_comment_nor_where_they_are_turned_off(sixty: Served, page: Page) -> None:
    sixty.server.start()
    sign_in(page, sixty.server.url, sixty.library.email("cora"), PASSWORD)
    page.goto(f"{sixty.server.url}/review/queue")
    hands = Hands(page)
    hands.press("j", "j", "a")
    # The line after the one that is gone is chosen.
    page.wait_for_url("**/review/queue#row-1")
    waits(page, "Approved", 1)
    expect(page.locator("tr[data-line] a").nth(1)).to_be_focused()
    hands.press("o")
    page.wait_for_url("**/training_session/*")
    hands.press("r")
    hands.type("a jaunt")
    expect(page.get_by_label("Comment")).to_have_value("a jaunt")
    page.get_by_role("heading", level=1).click()
    hands.press("?")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.get_by_label("Use these keys in this browser").uncheck()
    hands.press("Escape")
    seen = page.url
    page.get_by_role("heading", level=1).click()
    hands.press("j", "a", "u")
    expect(page.get_by_label("Comment")).to_have_value("a jaunt")
    assert page.url == seen


class Api:
    """A phone without a browser: it enrols, and hands in what it is told to have recorded."""

    def __init__(self, url: str, email: str, label: str) -> None:
        self.url, self.token, self.seq = url, "", 0
        told = self._post("enrol", {"email": email, "password": DEMO_PASSWORD, "label": label})
        self.device, self.token = told["device"], told["token"]
        self.staff = next(one["id"] for one in told["people"])

    def hands_in(self, *sessions: dict[str, Any]) -> None:
        facts = []
        for told in sessions:
            self.seq += 1
            facts.append(
                fact_text(
                    "training_session.logged",
                    f"{self.device[:20]}-{self.seq}",
                    {**told, "trainers": [self.staff]},
                    id=f"{self.device[:20]}-fact-{self.seq}",
                    device=self.device,
                    seq=self.seq,
                    author=self.staff,
                    at=clock.text(datetime.now(UTC)),
                )
            )
        body = {
            "protocol": 1, "app_version": "0.1.0", "sent_at": clock.text(datetime.now(UTC)), "cursor": None, "facts": facts,
            "devices": [self.device],
        }  # fmt: skip
        assert all(one["outcome"] in ("stored", "flagged") for one in self._post("sync", body)["results"])

    def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        headers = {"Content-Type": "application/json", "Outreach-Nonce": "n"}
        if self.token:
            headers["Authorization"] = f"Device {self.token}"
        request = urllib.request.Request(f"{self.url}/api/v1/{path}", json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request) as answer:
            return dict(json.loads(answer.read()))


@pytest.mark.timeout(300)
def test_a_week_of_three_phones_is_judged_by_keyboard_and_what_is_returned_comes_back_amended_from_offline(
    demonstration: Any, page: Page, make_phone: MakePhone, keep_picture: Callable[..., None]
) -> None:
    server = demonstration.start()
    field = make_phone().open(f"{server.url}/app/")
    field.get_by_label("Email").fill("trainer@example.org")
    field.get_by_label("Password", exact=True).fill(DEMO_PASSWORD)
    field.get_by_label("A name for this phone").fill("Rosa's new phone")
    field.get_by_role("button", name="Sign in", exact=True).click()
    expect(badge(field)).to_have_text("all kept")
    worker_is_there(field)
    # Logged with no network, and handed in when there is one.
    field.context.set_offline(True)
    field.get_by_role("navigation", name="Main").get_by_role("link", name="Today").click()
    field.get_by_role("link", name="Log a session").first.click()
    field.get_by_role("textbox", name="How many people came?").fill("80")
    field.get_by_role("radio", name="19 and older", exact=True).click()
    field.get_by_role("button", name="Save session").click()
    expect(field.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    field.context.set_offline(False)
    hand_in(field, server.url)
    for label, email in (("Tom's new phone", "trainer2@example.org"), ("Ellen's phone", "coordinator@example.org")):
        starts = datetime.now(UTC) - timedelta(hours=30)
        hours = {"starts_at": clock.text(starts), "ends_at": clock.text(starts + timedelta(hours=1)), "site": None}
        right = session(on=starts.date().isoformat(), **hours)
        odd = {**right, "starts_at": clock.text(starts - timedelta(hours=4)), "ends_at": None, "attendance_in_person": 900}
        Api(server.url, email, label).hands_in(right, odd)

    # The week's review, by keyboard alone from signing in on.
    sign_in(page, server.url, "coordinator@example.org", DEMO_PASSWORD)
    page.goto(f"{server.url}/review/queue?q=rosa&sort=training_session")
    hands = Hands(page)
    hands.press("j", "o")
    expect(page.get_by_text("80", exact=True).first).to_be_visible()
    hands.press("r")
    hands.type("Was it 8?")
    hands.press("Control+Enter")
    expect(page.get_by_role("status").filter(has_text="Returned with your comment")).to_be_visible()
    page.goto(f"{server.url}/review/queue")
    hands.press("A")
    expect(page.get_by_role("button", name="Approve them")).to_be_focused()
    hands.press("Enter")
    expect(page.get_by_role("link", name="On to the queue")).to_be_focused()
    hands.press("Enter")
    expect(page.get_by_role("link", name="Approve what adds up")).to_be_visible()
    left = int(
        page.get_by_role("navigation", name="State")
        .get_by_role("link", name=re.compile("^Waiting"))
        .locator(".num")
        .inner_text()
    )
    hands.press("j", "o")
    for _one in range(left):
        page.wait_for_url(re.compile("/review/queue/[a-z_]+/"))
        seen = page.url
        hands.press("a")
        page.wait_for_url(lambda url, seen=seen: url != seen)
    waits(page, "Waiting", 0)

    # The trainer's phone hears of it, goes where there is no network, and puts it right there.
    hand_in(field, server.url)
    field.context.set_offline(True)
    field.get_by_role("navigation", name="Main").get_by_role("link", name="Today").click()
    field.locator(".notice", has_text="The library asks about a session").get_by_role("link").first.click()
    expect(field.get_by_text("Was it 8?").first).to_be_visible()
    field.get_by_role("link", name="Change it").click()
    field.get_by_role("textbox", name="How many people came?").fill("8")
    field.get_by_role("button", name="Save the change").click()
    expect(field.get_by_role("heading", name="Saved on this phone")).to_be_visible()
    field.context.set_offline(False)
    hand_in(field, server.url)

    page.goto(f"{server.url}/review/queue?state=edited")
    waits(page, "Edited", 1)
    hands.press("j", "o")
    table = page.get_by_role("table")
    expect(table.get_by_role("cell", name="80", exact=True)).to_be_visible()
    expect(table.get_by_role("cell", name="8", exact=True)).to_be_visible()
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        keep_picture(page, f"desk-amended-{scheme}")
    hands.press("a")
    waits(page, "Edited", 0)


def hand_in(field: Page, url: str) -> None:
    field.goto(f"{url}/app/waiting")
    field.get_by_role("button", name=re.compile("Send now|Ask for news")).click()
    expect(badge(field)).to_have_text("all kept")
