"""The field app's screens over a large library, in a real browser that is made four times as slow."""

from collections.abc import Iterator

from outreach_app.bench import desk, servers
from outreach_app.bench.browser import SLOWER, Absent, phone_page, sign_in, slow_down
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import Made, installed

MOST_MS = 100
NAME = f"screen, {SLOWER}x slower"
# Every screen a trainer comes to; a kit's is another kit's each time.
SCREENS = ("today", "kits", "kits/<kit>", "kits/<kit>/out", "kits/<kit>/in", "waiting", "more")
VISITS = 10

# From the move to the frame in which the screen stands as it stays: nothing of the page changes for a while after it.
MOVE = """
(to) => new Promise((told) => {
  const quiet = 300
  const began = performance.now()
  let last = 0
  let timer = 0
  const settle = () => {
    clearTimeout(timer)
    timer = setTimeout(() => { seen.disconnect(); told(last) }, quiet)
  }
  const seen = new MutationObserver(() => {
    clearTimeout(timer)
    requestAnimationFrame(() => setTimeout(() => { last = performance.now() - began; settle() }))
  })
  // A screen that is there already changes nothing.
  settle()
  seen.observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
  history.pushState({}, "", to)
  dispatchEvent(new PopStateEvent("popstate"))
})
"""


def measure(
    *, runs: int, postgres: str | None, large: desk.Size = desk.LARGE, visits: int = VISITS
) -> Iterator[Figure | Missing]:
    """The 95th percentile of coming to each screen, once the library is on the phone."""
    try:
        with installed(kits=large.kits, phones=desk.PHONES, parts=large.parts) as made:
            desk.fill(made, large)
            with servers.product(made.environment, workers=1) as running:
                took = [_visit(made, running.port, visits) for _ in range(runs)]
    except Absent as absent:
        yield Missing(NAME, str(absent))
        return
    for screen in SCREENS:
        slow = [percentile(run[screen], 95) for run in took]
        yield figure(f"{NAME}, {screen}: 95th percentile", "ms", slow, limit=MOST_MS, limit_is="aim", at_most=True)


def _visit(made: Made, port: int, visits: int) -> dict[str, list[float]]:
    address = f"http://localhost:{port}/app/"
    kits = list(made.kits)
    took: dict[str, list[float]] = {screen: [] for screen in SCREENS}
    with phone_page() as page:
        sign_in(page, address, made.phones[0])
        # The whole library has come when its last kit, by code, has a screen of its own.
        page.goto(f"{address}kits/{kits[-1]}")
        page.get_by_text(f"K-{len(kits) - 1:05}").first.wait_for()
        slow_down(page)
        for number in range(visits):
            for screen in SCREENS:
                kit = kits[number * 7 % len(kits)]
                took[screen].append(page.evaluate(MOVE, address + screen.replace("<kit>", kit)))
    return took
