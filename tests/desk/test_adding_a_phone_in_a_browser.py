"""The page that adds a phone, as a coordinator sees it."""

from desk.test_pages_in_a_browser import desk  # noqa: F401 (a fixture)


def test_a_code_whose_time_is_over_says_so_by_itself_and_a_button_makes_a_fresh_one(desk, accessibility_faults):  # noqa: F811
    server, page = desk
    page.clock.install()
    page.goto(f"{server.url}/devices/new")
    page.get_by_label("Who will use it").select_option("Tom Whitaker")
    page.get_by_role("button", name="Make a code").click()
    before = page.locator(".said-aloud").text_content()
    assert page.get_by_role("img", name="QR code").is_visible()
    assert accessibility_faults(page) == []

    page.clock.fast_forward("15:01")

    assert page.get_by_role("heading", name="This code has expired").is_visible()
    assert not page.locator(".said-aloud").is_visible()
    assert accessibility_faults(page) == []
    page.get_by_role("button", name="Make a fresh code").click()
    assert page.locator(".said-aloud").text_content() != before
    assert page.get_by_role("heading", name="A phone for Tom Whitaker").is_visible()
