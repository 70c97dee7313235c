"""What a phone mirrors besides kits: places, and the sessions of its trainer's last months."""

from datetime import datetime, timedelta

from outreach_app import clock, ids
from outreach_app.bench.installation import Made, Phone
from outreach_app.bench.traffic import BATCH, envelope
from outreach_app.db import writing
from outreach_app.ledger import recording
from outreach_app.ledger.keeping import Arrival
from outreach_app.partners import feed
from outreach_app.partners.models import KINDS, Partner, Site

SITES_OF_A_PARTNER = 4
DAYS = 80


def add_places(made: Made, many: int) -> list[str]:
    """So many partners and places together, on every phone; gives the ids of the places."""
    sites = []
    with writing(made.library) as handle:
        for number in range(many // (1 + SITES_OF_A_PARTNER)):
            partner = Partner(library_id=made.library, id=ids.new(), name=f"Partner {number}", kind=KINDS[number % len(KINDS)])
            handle.session.add(partner)
            handle.session.flush()
            feed.publish_partner(handle, partner)
            for place in range(SITES_OF_A_PARTNER):
                address = f"{number} Main Street, Cedar {place}"
                site = Site(
                    library_id=made.library,
                    id=ids.new(),
                    partner_id=partner.id,
                    name=f"Place {number}-{place}",
                    address=address,
                )
                handle.session.add(site)
                feed.publish_site(handle, site)
                sites.append(site.id)
    return sites


def add_sessions(made: Made, phone: Phone, sites: list[str], many: int) -> None:
    """So many sessions that this phone's trainer gave, by the ledger's own way, at one place after the other."""
    catalogue = made.app.extensions["catalogue"]
    began = clock.now() - timedelta(days=DAYS)
    texts = [_logged(made, phone, sites[number % len(sites)], began, number, many) for number in range(many)]
    for first in range(0, many, BATCH):
        elements = [recording.understand(text.encode(), catalogue) for text in texts[first : first + BATCH]]
        with writing(made.library) as handle:
            outcomes = recording.record(handle, catalogue, elements, Arrival("device", phone.device))
        if any(one.outcome not in (recording.STORED, recording.FLAGGED) for one in outcomes):
            raise RuntimeError("sessions that were to fill the phone were not simply kept")


def _logged(made: Made, phone: Phone, site: str, began: datetime, number: int, many: int) -> str:
    made.numbers[phone.device] = made.numbers.get(phone.device, 0) + 1
    starts = began + timedelta(days=DAYS) * number / many
    at, ends = clock.text(starts), clock.text(starts + timedelta(minutes=30))
    payload = {
        "on": at[:10],
        "starts_at": at,
        "ends_at": ends,
        "site": site,
        "kind": "program",
        "format": "offsite",
        "audience": "19+",
        "trainers": [phone.staff],
        "attendance_in_person": number % 20,
        "attendance_virtual": None,
        "async_views_30d": None,
        "sponsor": ["staff_time"],
        "digital_literacy": True,
        "topic": None,
        "languages": ["en"],
        "kits": [],
        "partner_share": ["space"],
        "room_holds": None,
        "series": None,
        "notes": None,
    }
    return envelope(phone, made.numbers[phone.device], "training_session.logged", ids.new(), payload, ends)
