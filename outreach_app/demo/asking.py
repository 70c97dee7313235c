"""What came in by public pages of the demonstration library: a partner asked for something, somebody knows better."""

from datetime import datetime

from sqlalchemy import select

from outreach_app import clock, ids
from outreach_app.catalog import CATALOGUE
from outreach_app.db import writing
from outreach_app.demo.places import SiteMade
from outreach_app.directory.models import Listing
from outreach_app.directory.suggestions.facts import SUGGESTED
from outreach_app.ledger import desk
from outreach_app.partners.page import editing
from outreach_app.partners.page.facts import ASKED

WISH = {
    "sort": "kit",
    "words": "May we keep the projector kit for two more weeks? The course goes on.",
    "contact": "Front office, extension 14",
}
BETTER = {"sort": "hours", "words": "The door said closed on Wednesday afternoon. Somebody inside said: mornings only now."}


def suggest(library: str, at: datetime, zone: str) -> None:
    """Somebody stood before a closed door, and says so on the listing's page."""
    with clock.telling(lambda: at), writing(library) as handle:
        listing = handle.session.scalars(select(Listing.id).where(Listing.is_open).order_by(Listing.sorted_by).limit(1)).one()
        desk.record_one(
            handle, CATALOGUE, fact_id=ids.new(), kind=SUGGESTED, subject=listing, author=None, payload=BETTER, zone=zone,
            via="public",
        )  # fmt: skip


def ask(library: str, site: SiteMade, made: datetime, asked: datetime, zone: str, by: str) -> None:
    """Make the page, and send from it."""
    with clock.telling(lambda: made), writing(library) as handle:
        editing.renew(handle, site.partner, by=by)
    with clock.telling(lambda: asked), writing(library) as handle:
        desk.record_one(
            handle, CATALOGUE, fact_id=ids.new(), kind=ASKED, subject=site.partner, author=None,
            payload={**WISH, "site": site.id}, zone=zone, via="public",
        )  # fmt: skip
