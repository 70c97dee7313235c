"""Finding a listing on a phone, in a real browser that is made four times as slow, over a full directory."""

import random
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from outreach_app.bench import neighbours, servers, stands
from outreach_app.bench.browser import SLOWER, Absent, phone_page, sign_in, slow_down
from outreach_app.bench.desk import quiet
from outreach_app.bench.figures import Figure, Missing, figure, percentile
from outreach_app.bench.installation import Made, installed
from outreach_app.db import reading
from outreach_app.directory.intake import bringing
from outreach_app.directory.intake.files import package_of
from outreach_app.directory.models import Listing

SERVICES, SEARCHES = 5_000, 12
MOST_MS = 50
SOURCE = "neighbours"
NAME = f"a phone finds a listing, {SLOWER}x slower"


def measure(
    *, runs: int, postgres: str | None, services: int = SERVICES, searches: int = SEARCHES
) -> Iterator[Figure | Missing]:
    """From each letter that is typed until what is found stands; words typed right and wrong; and coming to the directory."""
    try:
        with TemporaryDirectory(prefix="outreach-neighbours-") as name, installed(kits=1, phones=1) as made:
            with quiet():
                neighbours.write(Path(name), services)
                with package_of(Path(name), bringing.there(made.library), SOURCE) as given:
                    bringing.bring_in(made.library, given.package, SOURCE, agreed=None, by=None)
            with servers.product(made.environment, workers=1) as running:
                took = [_looked(made, running.port, searches) for _ in range(runs)]
    except Absent as absent:
        yield Missing(NAME, str(absent))
        return
    for what in ("typed right", "typed wrong", "the directory is opened"):
        slow = [percentile(one[what], 95) for one in took]
        yield figure(
            f"{NAME}, {services:,} listings, {what}: 95th percentile", "ms", slow, limit=MOST_MS, limit_is="aim", at_most=True
        )


def _looked(made: Made, port: int, searches: int) -> dict[str, list[float]]:
    app, chance = f"http://localhost:{port}/app/", random.Random(7)
    with reading(made.library) as session:
        texts = session.scalars(select(Listing.name_words).order_by(Listing.id).limit(200))
        words = sorted({word for text in texts for word in text.split() if len(word) > 5})
    took: dict[str, list[float]] = {"typed right": [], "typed wrong": [], "the directory is opened": []}
    with phone_page() as page:
        sign_in(page, app, made.phones[0])
        page.goto(f"{app}directory")
        page.get_by_role("searchbox").wait_for()
        slow_down(page)
        for _ in range(searches):
            stands.move(page, f"{app}more")
            took["the directory is opened"].append(stands.move(page, f"{app}directory"))
            word = chance.choice(words)
            took["typed right"] += [stands.type_to_search(page, word[: one + 1]) for one in range(2, len(word))]
            took["typed wrong"].append(stands.type_to_search(page, word[1] + word[0] + word[2:]))
            stands.type_to_search(page, "")
    return took
