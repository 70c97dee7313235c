"""The field app's screens over a large library, in a real browser that is made four times as slow."""

from collections.abc import Iterator
from dataclasses import dataclass

from outreach_app.bench import desk, mirror, servers, stands
from outreach_app.bench.browser import SLOWER, Absent, phone_page, sign_in, slow_down
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import Made, installed

MOST_MS, SESSIONS_MS = 100, 300
NAME = f"screen, {SLOWER}x slower"
# The screens a trainer comes to most; a kit's is another kit's each time.
KITS = ("today", "kits", "kits/<kit>", "kits/<kit>/out", "kits/<kit>/in", "waiting", "more")
SESSIONS = ("sessions", "session/new", "sites")
SCREENS = {**dict.fromkeys(KITS, MOST_MS), **dict.fromkeys(SESSIONS, SESSIONS_MS)}
VISITS = 10
# A phone has no more of the ledger than what it made of the kits.
LARGE = desk.Size(1_000, 5_000)


@dataclass(frozen=True)
class Mirrored:
    """What the phone has besides kits."""

    sessions: int = 2_000
    places: int = 5_000
    """Partners and their sites together."""


def measure(
    *, runs: int, postgres: str | None, large: desk.Size = LARGE, also: Mirrored = Mirrored(), visits: int = VISITS
) -> Iterator[Figure | Missing]:
    """The 95th percentile of coming to each screen, once the library is on the phone."""
    try:
        with installed(kits=large.kits, phones=desk.PHONES, parts=large.parts) as made:
            desk.fill(made, large)
            mirror.add_sessions(made, made.phones[0], mirror.add_places(made, also.places), also.sessions)
            with servers.product(made.environment, workers=1) as running:
                took = [_visit(made, running.port, visits) for _ in range(runs)]
    except Absent as absent:
        yield Missing(NAME, str(absent))
        return
    for screen, most in SCREENS.items():
        slow = [percentile(run[screen], 95) for run in took]
        yield figure(f"{NAME}, {screen}: 95th percentile", "ms", slow, limit=most, limit_is="aim", at_most=True)


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
                took[screen].append(stands.move(page, address + screen.replace("<kit>", kit)))
    return took
