"""A partner of the demonstration library has a page of its own, and asked for something on it."""

from datetime import datetime

from outreach_app import clock, ids
from outreach_app.catalog import CATALOGUE
from outreach_app.db import writing
from outreach_app.demo.places import SiteMade
from outreach_app.ledger import desk
from outreach_app.partners.page import editing
from outreach_app.partners.page.facts import ASKED

WISH = {
    "sort": "kit",
    "words": "May we keep the projector kit for two more weeks? The course goes on.",
    "contact": "Front office, extension 14",
}


def ask(library: str, site: SiteMade, made: datetime, asked: datetime, zone: str, by: str) -> None:
    """Make the page, and send from it."""
    with clock.telling(lambda: made), writing(library) as handle:
        editing.renew(handle, site.partner, by=by)
    with clock.telling(lambda: asked), writing(library) as handle:
        desk.record_one(
            handle, CATALOGUE, fact_id=ids.new(), kind=ASKED, subject=site.partner, author=None,
            payload={**WISH, "site": site.id}, zone=zone, via="public",
        )  # fmt: skip
