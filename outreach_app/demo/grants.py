"""The grants of the demonstration library: one awarded, one due in two weeks on other clocks, one turned down."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from outreach_app import ids
from outreach_app.db import Writing
from outreach_app.demo.places import SiteMade
from outreach_app.grants import editing, rules
from outreach_app.grants.files import editing as files
from outreach_app.grants.results import editing as results
from outreach_app.grants.results.models import KIT
from outreach_app.grants.roles import editing as roles
from outreach_app.grants.tasks import editing as tasks
from outreach_app.partners.goals import queries as goals
from outreach_app.photos.papers import Shelf
from outreach_app.photos.storage import Storage

HERE = "America/Chicago"


def add(
    writing: Writing, storage: Storage, sites: Sequence[SiteMade], hotspots: str, by: str, trainer: str, today: date
) -> None:
    """Write the grants down, as a coordinator would at the desk."""
    its_own = list(dict.fromkeys(site.partner for site in sites))
    served = [one.id for one in goals.goals(writing.session)]
    won = _grant(
        writing, by, name="Connected Neighbors Fund", funder="State Broadband Office", contact="Program desk",
        mail="grants@broadband.example.org", aim="Hotspots and two classes a month where families have no internet at home.",
        asked=30_000, due_on=today - timedelta(days=320), owner_id=by, starts_on=today - timedelta(days=240),
        ends_on=today + timedelta(days=125), goals=served[:2],
    )  # fmt: skip
    for stage, given, because in (
        (rules.SUBMITTED, None, ""),
        (rules.AWARDED, 24_000, "They give less than was asked for: one class a month."),
    ):
        editing.come_to(writing, won, stage, because, given=given, seen=None, by=by)
    for partner, part, note in ((0, "delivers", "Has the room and invites the families."), (1, "supports", "")):
        roles.add(writing, won, ids.new(), by=by, partner_id=its_own[partner], part=part, note=note)
    for name, owner, days in (("Half-year report to the funder", by, 9), ("Count the hotspots that are out", trainer, -2)):
        tasks.add(writing, won, ids.new(), by=by, name=name, owner_id=owner, due_on=(today + timedelta(days=days)).isoformat())
    for partner in (0, 1):
        span = {"starts_on": (today - timedelta(days=240)).isoformat(), "ends_on": (today + timedelta(days=125)).isoformat()}
        results.add_rule(writing, won, ids.new(), by=by, partner_id=its_own[partner], **span)
    results.choose(writing, won, KIT, put=[hotspots], taken=[], by=by)
    shelf = Shelf(storage, writing.library, "grants")
    paper = shelf.keep_bytes(BytesIO(_letter("Connected Neighbors Fund: award letter")), "award-letter.pdf")
    files.add(writing, won, ids.new(), paper, name="Award letter", by=by)

    ahead = _grant(
        writing, by, name="Digital Skills for Job Seekers", funder="Prairie Community Foundation", web="https://example.org/call",
        contact="Grants officer", aim="A class in every branch of the workforce center, with laptops to take home.",
        asked=18_500, due_on=today + timedelta(days=14), due_time="17:00", zone="America/New_York", owner_id=by, stage=rules.DRAFTING,
        goals=served[1:2],
    )  # fmt: skip
    roles.add(writing, ahead, ids.new(), by=by, partner_id=its_own[2], part="leads", note="They apply, the library delivers.")
    roles.add(writing, ahead, ids.new(), by=by, partner_id=its_own[3], part="evaluates", note="")
    for name, whose, days in (("Budget with the partner", by, 4), ("Letter of support from the county", None, 8)):
        tasks.add(
            writing, ahead, ids.new(), by=by, name=name, owner_id=whose, due_on=(today + timedelta(days=days)).isoformat()
        )
    lost = _grant(
        writing, by, name="Rural Makers", funder_id=its_own[4], aim="Robots and a coding club on wheels.", asked=12_000,
        due_on=today - timedelta(days=200), due_time="12:00", owner_id=None, goals=[],
    )  # fmt: skip
    because = "More asked than there was money; they invite us to ask again next year."
    editing.come_to(writing, lost, rules.DECLINED, because, given=None, seen=None, by=by)


def _grant(writing: Writing, by: str, *, due_on: date, due_time: str = "23:59", zone: str = HERE, **told: Any) -> str:
    id_ = ids.new()
    days = {one: told.pop(one).isoformat() if told.get(one) else None for one in ("starts_on", "ends_on")}
    plain = {"web": "", "funder": "", "funder_id": None, "contact": "", "phone": "", "mail": "", "note": "", "given": None}
    deadline = {
        "due_on": due_on.isoformat(), "due_time": due_time, "zone": zone,
        "due_at": rules.moment_of(due_on.isoformat(), due_time, zone), "remind_days": rules.USUAL_DAYS,
    }  # fmt: skip
    stage = told.pop("stage", rules.IDEA)
    editing.add(writing, id_, stage=stage, by=by, currency="USD", **{**plain, **deadline, **days, **told})
    return id_


def _letter(text: str) -> bytes:
    """A page with one line on it, the same every time."""
    drawn = f"BT /F1 18 Tf 72 700 Td ({text}) Tj ET".encode()
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(drawn), drawn),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, part in enumerate(parts, start=1):
        places.append(len(out))
        out += b"%d 0 obj%s endobj\n" % (number, part)
    begins = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(parts) + 1, begins))
