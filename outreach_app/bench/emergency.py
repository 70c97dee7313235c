"""The disaster plan on a phone without a network, in a real browser that is made four times as slow."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from outreach_app import ids
from outreach_app.bench import mirror, servers, stands
from outreach_app.bench.browser import SLOWER, Absent, phone_page, sign_in, slow_down
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import Made, installed
from outreach_app.db import writing
from outreach_app.emergency.plan import editing

MOST_MS = 300
NAME = f"the disaster plan opens, no network, {SLOWER}x slower"
OPENED, BEGUN = "opened", "begun"
# From the first byte of the page until the plan's heading is drawn, by the page's own clock.
_SINCE_IT_BEGAN = "() => performance.now()"


@dataclass(frozen=True)
class Size:
    """What the phone holds: a large library, and a plan of many pages."""

    kits: int = 300
    places: int = 1_000
    """Partners and their sites together."""
    entries: int = 20
    """Of each section of the plan."""
    visits: int = 10


def measure(*, runs: int, postgres: str | None, size: Size = Size()) -> Iterator[Figure | Missing]:
    """From the tap until the plan stands; and from the start of the app at the plan's own address."""
    try:
        with installed(kits=size.kits, phones=1, parts=2) as made:
            sites = mirror.add_places(made, size.places)
            write_plan(made, sites, size.entries)
            with servers.product(made.environment, workers=1) as running:
                took = [_opened(made, running.port, size.visits) for _ in range(runs)]
    except Absent as absent:
        yield Missing(NAME, str(absent))
        return
    slow = [percentile(one[OPENED], 95) for one in took]
    yield figure(f"{NAME}: 95th percentile", "ms", slow, limit=MOST_MS, limit_is="aim", at_most=True)
    yield figure(f"{NAME}, the app begun there: 95th percentile", "ms", [percentile(one[BEGUN], 95) for one in took])


def write_plan(made: Made, sites: list[str], entries: int) -> None:
    """A plan with so many entries of each section."""
    kits, staff = list(made.kits), made.phones[0].staff
    steps = [f"Step {number}: what is to be done, in a line of the usual length" for number in range(8)]
    with writing(made.library) as handle:
        plan = editing.begin(handle, ids.new(), name="Disaster plan", by=None)

        def put(section: str, **body: Any) -> str:
            id_ = ids.new()
            editing.add_entry(handle, plan, section, id_, body, by=None)
            return id_

        caller = ""
        for number in range(entries):
            contact = put(
                "contacts", name=f"Function {number}", organization="County", person="", phone="555 010 1911", mail=""
            )
            service = put("services", service="other", name=f"Service {number}", steps=steps)
            site = sites[number % len(sites)]
            place = put("places", site=site, name="", address="", power="", wifi="", services=[service], note="")
            put("kits", kit=kits[number % len(kits)], place=place, note="")
            put("roles", name=f"Role {number}", duties=steps[0], holders=[f"contact:{contact}", f"staff:{staff}"])
            caller = put("calls", who=f"contact:{contact}", caller=caller if number % 4 else "", phone="", note="")
            put("links", name=f"Form {number}", address=f"https://forms.example.org/{number}", note="")
        editing.approve(
            handle,
            plan,
            seen=1,
            by=None,
            approver_id=None,
            approved_by="Board",
            approved_on="2026-01-05",
            review_on="2099-01-05",
        )


def _opened(made: Made, port: int, visits: int) -> dict[str, list[float]]:
    app = f"http://localhost:{port}/app/"
    took: dict[str, list[float]] = {OPENED: [], BEGUN: []}
    with phone_page() as page:
        sign_in(page, app, made.phones[0])
        page.goto(f"{app}plan")
        page.get_by_role("heading", level=1, name="Disaster plan").wait_for()
        page.context.set_offline(True)
        slow_down(page)
        for _ in range(visits):
            page.goto(f"{app}plan")
            page.get_by_role("heading", level=1, name="Disaster plan").wait_for()
            took[BEGUN].append(page.evaluate(_SINCE_IT_BEGAN))
            stands.move(page, f"{app}more")
            took[OPENED].append(stands.move(page, f"{app}plan"))
    return took
