"""A phone that is added by a code from the desk: read by its camera, or typed."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from fixtures.browser import Phone
from fixtures.field import Served, badge
from outreach_app.accounts import devices, enrolment
from outreach_app.accounts.models import StaffMember
from outreach_app.db import reading, writing

Look = Callable[[Page, str], None]


@pytest.fixture
def code_for(running: Served) -> Callable[[str], str]:
    """Makes a code for a person, as the desk does."""

    def make(staff: str) -> str:
        with writing(running.library.id) as handle:
            member = handle.session.get_one(StaffMember, (running.library.id, staff))
            return enrolment.new_code(handle, member, by="cora")

    return make


def has_kits(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Kits").click()
    expect(page.get_by_role("link", name=re.compile("^K1"))).to_be_visible()
    expect(badge(page)).to_have_text("all kept")


def test_the_address_in_the_picture_brings_the_code_with_it(
    phone: Phone, running: Served, code_for: Callable[[str], str], looks_well: Look, watch
):
    code = code_for("ann")
    page = phone.open(running.address(f"enrol#code={code}"))
    expect(page.get_by_label("Code from the desk")).to_have_value(f"{code[:4]}-{code[4:]}")
    looks_well(page, "enrol-by-code")
    page.get_by_role("button", name="Sign in").click()
    has_kits(page)

    assert code not in page.url
    with reading(running.library.id) as session:
        assert "Android phone" in [one.label for one in devices.listed(session)]


def test_a_typed_code_may_have_small_letters_and_spaces_and_works_once(
    phone: Phone, running: Served, code_for: Callable[[str], str], looks_well: Look, watch
):
    code = code_for("ann")
    page = phone.open(running.address())
    page.get_by_role("button", name="Use a code").click()
    expect(page.get_by_label("Code from the desk")).to_be_focused()
    page.get_by_label("Code from the desk").fill(code[:5])
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("Enter all eight characters")).to_be_visible()
    looks_well(page, "code-too-short")
    page.get_by_label("Code from the desk").fill(f" {code[:3].lower()} {code[3:].lower()}")
    page.get_by_role("button", name="Sign in").click()
    has_kits(page)

    page.goto(running.address(f"enrol#code={code}"))
    expect(page.get_by_role("heading", name="Add a person")).to_be_visible()
    page.get_by_role("button", name="Add to this phone").click()
    expect(page.get_by_text("was used already")).to_be_visible()
    looks_well(page, "code-used")
    for _ in range(10):
        with page.expect_response("**/enrol"):
            page.get_by_role("button", name="Add to this phone").click()
    expect(page.get_by_role("heading", name="Too many tries")).to_be_visible()
    expect(page.get_by_text("Try again in 15 minutes.")).to_be_visible()
    expect(page.get_by_label("Code from the desk")).to_have_value(re.compile(code[:4]))


def test_a_second_person_joins_a_phone_by_a_code(phone: Phone, running: Served, code_for: Callable[[str], str], watch):
    page = phone.open(running.address(f"enrol#code={code_for('ann')}"))
    page.get_by_role("button", name="Sign in").click()
    has_kits(page)
    page.goto(running.address(f"enrol#code={code_for('bob')}"))
    page.get_by_role("button", name="Add to this phone").click()

    expect(page.get_by_role("heading", name="About this phone")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text="now")).to_contain_text(re.compile("bob", re.I))


def test_an_iphone_s_browser_is_told_to_install_first(phone: Phone, running: Served, looks_well: Look, watch):
    page = phone.open(running.address())
    page.add_init_script("Object.defineProperty(navigator, 'userAgent', {get: () => 'Mozilla/5.0 (iPhone) Safari/604.1'})")
    page.goto(running.address("enrol#code=K7MP2XQ9"))

    expect(page.get_by_role("heading", name="Install the app first")).to_be_visible()
    expect(page.get_by_text("type K7MP-2XQ9")).to_be_visible()
    looks_well(page, "iphone-browser")
