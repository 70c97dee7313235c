"""The service worker in a real browser: what it keeps, what it leaves alone, and when it makes way for a new one."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Error, Page, expect

from browser.conftest import Checkout
from fixtures.browser import Phone
from fixtures.field import Served, badge, sign_in, take_out

BANNER = "A new version of this app is ready."
DEEP_LINKS = {
    "": "Today",
    "kits": "Kits",
    "kits/K1": "K1 Kit K1",
    "kits/K1/out": "Take it out",
    "kits/K1/in": "Bring it back",
    "sites": "Places",
    "visits": "Visits",
    "visits/new": "Start a visit",
    "session/new": "Log a session",
    "sessions": "Your sessions",
    "waiting": "Nothing waits",
    "more": "About this phone",
    "add-person": "Add a person",
    "an/address/of/later?from=home": "There is nothing here",
}

# Resolves when the worker that the server now offers has come as far as it can; the browser may have looked for it before.
LOOK_FOR_AN_UPDATE = """async () => {
  const registration = await navigator.serviceWorker.getRegistration("/app/")
  let found = null
  registration.addEventListener("updatefound", () => { found = registration.installing }, { once: true })
  await registration.update()
  const worker = found ?? registration.installing ?? registration.waiting
  if (worker.state === "installing")
    await new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }))
  return worker.state
}"""
ADDRESSES_KEPT = """async () => {
  const kept = {}
  for (const name of await caches.keys())
    kept[name] = (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)
  return kept
}"""


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def look_for_an_update(page: Page) -> str:
    """What became of the build that the server offers: `installed`, or `redundant` where it was not taken."""
    return page.evaluate(LOOK_FOR_AN_UPDATE)


@pytest.fixture
def page(phone: Phone, built: Served) -> Page:
    """A phone that is signed in and has the app of the first build."""
    page = phone.open(built.address("kits"))
    sign_in(page, built.library.email("ann"))
    page.reload()
    heading(page, "Kits")
    assert page.evaluate("navigator.serviceWorker.controller !== null")
    return page


def test_every_screen_opens_with_the_server_down(phone: Phone, running: Served, watch):
    page = phone.open(running.address("kits"))
    sign_in(page, running.library.email("ann"))
    running.server.stop()
    phone.close()
    page = phone.open()

    for link, title in DEEP_LINKS.items():
        page.goto(running.address(link))
        heading(page, title)
        page.reload()
        heading(page, title)


def test_a_screen_whose_part_cannot_be_fetched_says_so_and_opens_when_it_is_tried_again(
    phone: Phone, running: Served, looks_well: Callable[[Page, str], None]
):
    page = phone.open()
    held = []
    # What the worker itself fetches does not come by here: this is a phone whose first minutes are without luck.
    page.route("**/field/phone-*.js", lambda route: route.abort())
    page.route("**/field/visits-*.js", lambda route: held.append(route))
    page.goto(running.address("kits"))
    sign_in(page, running.library.email("ann"))

    page.get_by_role("navigation", name="Main").get_by_role("link", name="More").click()
    heading(page, "This screen did not open")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    expect(page.get_by_text("Nothing that you recorded is lost.")).to_be_visible()
    looks_well(page, "did-not-open")
    page.unroute("**/field/phone-*.js")
    page.get_by_role("button", name="Try again").click()
    heading(page, "About this phone")

    page.get_by_role("navigation", name="Main").get_by_role("link", name="Today").click()
    page.evaluate("history.pushState({}, '', '/app/visits'); dispatchEvent(new PopStateEvent('popstate'))")
    heading(page, "Opening…")
    looks_well(page, "opening")
    for route in held:
        route.continue_()
    heading(page, "Visits")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


# The script that all begins with, as a browser may have kept it: other bytes than the shell asks for.
SPOIL_THE_SCRIPT = """async () => {
  const [build] = (await caches.keys()).filter((name) => name.startsWith("shell-"))
  const cache = await caches.open(build)
  const [script] = (await cache.keys()).filter(({ url }) => url.includes("/field/main-"))
  await cache.put(script, new Response("<!doctype html>", { headers: { "Content-Type": "text/javascript" } }))
}"""


def test_where_the_app_s_own_script_is_spoilt_the_shell_says_so_and_repairs_it(
    phone: Phone, running: Served, looks_well: Callable[[Page, str], None], watch
):
    page = phone.open(running.address("kits"))
    sign_in(page, running.library.email("ann"))
    running.server.stop()
    take_out(page, "K1")
    page.evaluate(SPOIL_THE_SCRIPT)
    page.reload()

    english = page.locator("section[lang=en]")
    expect(english.get_by_role("heading", name="The app has not opened yet")).to_be_visible()
    looks_well(page, "not-opened")
    english.get_by_role("button", name="Repair the app").click()
    expect(english.get_by_text("The library cannot be reached, so nothing was changed.")).to_be_visible()

    running.server.start()
    page.locator("section[lang=es]").get_by_role("button", name="Reparar la aplicación").click()
    heading(page, "Today")
    expect(badge(page)).to_have_text("all kept")
    assert [fact.subject for fact in running.library.facts().values()] == ["K1"]


def test_a_phone_that_cannot_fetch_its_language_says_so_in_it(
    phone: Phone, running: Served, looks_well: Callable[[Page, str], None]
):
    page = phone.open()
    page.route("**/field/es-*.js", lambda route: route.abort())
    page.goto(running.address("kits"))
    sign_in(page, running.library.email("ann"))

    page.get_by_role("navigation", name="Main").get_by_role("link", name="More").click()
    page.get_by_label("Español").check()
    expect(page.get_by_text("No se pudieron traer los textos en español.")).to_be_visible()
    page.evaluate("scrollTo(0, 0)")
    looks_well(page, "no-language")
    heading(page, "About this phone")
    page.unroute("**/field/es-*.js")
    page.get_by_role("button", name="Intentar de nuevo").click()
    heading(page, "Sobre este teléfono")


def test_it_stands_at_one_address_and_answers_for_nothing_but_the_app(phone: Phone, running: Served, watch):
    page = phone.open(running.address("kits"))
    sign_in(page, running.library.email("ann"))
    page.reload()
    heading(page, "Kits")
    registered = page.evaluate(
        "navigator.serviceWorker.getRegistrations().then((all) => all.map((one) => [one.scope, one.active.scriptURL]))"
    )
    assert registered == [[running.address(), running.address("sw.js")]]

    with page.expect_response("**/api/v1/hello") as hello:
        page.evaluate("fetch('/api/v1/hello', { headers: { 'Outreach-Nonce': 'n' } }).then((answer) => answer.json())")
    assert not hello.value.from_service_worker
    with page.expect_response("**/q/anything") as scan:
        page.evaluate("fetch('/q/anything').then((answer) => answer.text())")
    assert not scan.value.from_service_worker
    assert page.goto(running.address("kits/K1")).from_service_worker
    for elsewhere in ("/", "/sign-in", "/q/anything", "/application"):
        assert not page.goto(running.server.url + elsewhere).from_service_worker

    page.goto(running.address("kits"))
    kept = page.evaluate(ADDRESSES_KEPT)
    strays = {path for paths in kept.values() for path in paths if not path.startswith(("/app/", "/static/"))}
    assert strays == set()
    running.server.stop()
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto(running.server.url + "/sign-in")


def test_a_build_is_taken_whole_or_not_at_all(built: Served, checkout: Checkout, page: Page, phone: Phone):
    checkout.builds("Kits, anew")
    script = checkout.script()
    genuine = script.read_bytes()
    (icon,) = checkout.dist.glob("icons/app-512-*")
    drawn = icon.read_bytes()
    icon.unlink()

    assert look_for_an_update(page) == "redundant"
    icon.write_bytes(drawn)
    for twin in script.parent.glob(f"{script.name}.*"):
        twin.unlink()
    script.write_bytes(genuine.replace(b"Kits, anew", b"Kits, evil"))
    assert look_for_an_update(page) == "redundant"
    page.reload()
    heading(page, "Kits")
    expect(page.get_by_text(BANNER)).to_have_count(0)
    built.server.stop()
    phone.close()
    page = phone.open(built.address("kits"))
    heading(page, "Kits")

    script.write_bytes(genuine)
    built.server.start()
    assert look_for_an_update(page) == "installed"
    expect(page.get_by_text(BANNER)).to_be_visible()


def test_a_new_build_waits_for_a_tap(built: Served, checkout: Checkout, page: Page):
    checkout.builds("Kits, anew")
    # It looks by itself when it is seen again, as after a while in a pocket.
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.get_by_text(BANNER)).to_be_visible()
    page.reload()
    heading(page, "Kits")
    page.goto(built.address("kits/K1/out"))
    page.get_by_text("A note, or it was earlier").click()
    page.get_by_label("Note").fill("half a thought")
    expect(page.get_by_text(BANNER)).to_have_count(0)
    page.get_by_role("link", name="K1 Kit K1").click()
    heading(page, "K1 Kit K1")
    page.goto(built.address("more"))
    with page.expect_event("load"):
        page.get_by_role("button", name="Use the new version").click()

    expect(page.get_by_text(BANNER)).to_have_count(0)
    page.goto(built.address("kits"))
    heading(page, "Kits, anew")
    page.goto(built.address("kits/K1/out"))
    page.get_by_role("button", name="Go on with it").click()
    expect(page.get_by_label("Note")).to_have_value("half a thought")


def test_a_window_of_the_build_before_still_gets_its_files(built: Served, checkout: Checkout, page: Page):
    old = page.evaluate("document.querySelector('script[src]').src")
    checkout.builds("Kits of a build that nobody took")
    assert look_for_an_update(page) == "installed"
    checkout.builds("Kits, anew")
    assert look_for_an_update(page) == "installed"
    other = page.context.new_page()
    other.goto(built.address("more"))
    page.get_by_role("button", name="Use it now").click()
    heading(page, "Kits, anew")
    built.server.stop()

    heading(other, "About this phone")
    # Past what the browser itself may have kept of it.
    assert other.evaluate("(url) => fetch(url, { cache: 'reload' }).then(({ status }) => status)", old) == 200
    page.reload()
    heading(page, "Kits, anew")


def test_builds_older_than_the_one_before_are_dropped(built: Served, checkout: Checkout, page: Page):
    for name in ("Second", "Third"):
        checkout.builds(name)
        assert look_for_an_update(page) == "installed"
        page.get_by_role("button", name="Use it now").click()
        heading(page, name)

    shells = [paths for paths in page.evaluate(ADDRESSES_KEPT).values() if "/app/" in paths]
    assert len(shells) == 2
