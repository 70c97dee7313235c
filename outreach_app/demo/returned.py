"""Hand-ins that came back in the demonstration library: one waits for its answer on Rosa's phone, Tom has answered the other."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from outreach_app import clock, ids
from outreach_app.catalog import CATALOGUE
from outreach_app.db import reading, writing
from outreach_app.demo.contents import KitMade
from outreach_app.demo.phones import ZONE, Phone
from outreach_app.judging.facts import AMENDED
from outreach_app.judging.models import Record
from outreach_app.judging.rules import BROUGHT_BACK, HAND_IN
from outreach_app.ledger import desk

OF_ROSA = "Was the crack in tablet 3 there when you took the kit out?"
OF_TOM = "Could the HDMI cable be in one of the laptop bags? Please look once more."
HE_SAYS = "Looked through all ten bags and asked the museum: it is gone."


def add(
    library: str, returned: datetime, now: datetime, phones: tuple[Phone, Phone], kits: Mapping[str, KitMade], coordinator: str
) -> None:
    """The coordinator returns both; Tom counts his kit again and answers, a little before `now`."""
    rosas, toms = phones
    cracked, short = kits["K-01"], kits["K-05"]
    _return(library, returned, _last(library, cracked, rosas), OF_ROSA, coordinator)
    hand_in = _last(library, short, toms)
    _return(library, returned + timedelta(minutes=2), hand_in, OF_TOM, coordinator)
    cable = short.part("HDMI cable")[0]
    lines = [{"part": id_, "count": count - (id_ == cable), "result": "found"} for id_, _, count in short.parts]
    lines.append({"part": cable, "count": 1, "result": "missing"})
    told = {"parts": lines, "codes": [], "note": None}
    recount = toms.record("kit.counted", short.id, told, now - timedelta(minutes=110))
    answer = {"of": hand_in, "counted": recount, "words": HE_SAYS}
    toms.record(AMENDED, hand_in, answer, now - timedelta(minutes=108))
    toms.hand_in(now - timedelta(minutes=105))


def _last(library: str, kit: KitMade, phone: Phone) -> str:
    mine = select(Record.id).where(Record.sort == HAND_IN, Record.what == BROUGHT_BACK, Record.about == kit.id)
    with reading(library) as session:
        query = mine.where(Record.author == phone.owner).order_by(Record.at.desc(), Record.id.desc())
        return session.scalars(query.limit(1)).one()


def _return(library: str, moment: datetime, hand_in: str, comment: str, coordinator: str) -> None:
    with clock.telling(lambda: moment), writing(library) as handle:
        desk.record_one(
            handle, CATALOGUE, fact_id=ids.new(), kind=f"{HAND_IN}.returned", subject=hand_in, author=coordinator,
            payload={"of": hand_in, "comment": comment}, zone=ZONE,
        )  # fmt: skip
