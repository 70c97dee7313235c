"""Five weeks of the demonstration library, up to yesterday: kits go out and come back, mostly as they should; and its year.

What does not add up: one kit is held by two, one came back that was not out, a part is missing, a tablet is damaged, a
tablet's clock is wrong, another was in a drawer for weeks, and one fact was cut short on its way.
"""

import hashlib
import random
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from outreach_app import clock, ids
from outreach_app.catalog import CATALOGUE
from outreach_app.db import writing
from outreach_app.demo import bills, reports, returned, stacks, storm, talks, terms, visits
from outreach_app.demo.contents import KitMade
from outreach_app.demo.flyers import FlyerMade
from outreach_app.demo.phones import ZONE, Phone
from outreach_app.demo.places import SiteMade
from outreach_app.demo.visits import LOGGED, YEAR_BACK, Year
from outreach_app.kits import editing
from outreach_app.ledger import desk
from outreach_app.ledger.rules import discrepancy_id

OUT, IN, COUNTED = "kit.checked_out", "kit.checked_in", "kit.counted"
WEEKS_BACK = 34
SIGNED = terms.signed("Lena Fischer", "Front desk")
# These have a story of their own; the others go round.
TOLD = ("K-09", "K-12")
USED_UP = ("handout", "card", "checklist", "paper", "battery", "pen", "USB stick")


class Calendar:
    """Days counted from today, at the library's own hours."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.today = now.astimezone(ZoneInfo(ZONE)).date()

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def at(self, offset: int, hour: int, minute: int = 0) -> datetime:
        day = self.day(offset)
        return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZoneInfo(ZONE))


class Weeks:
    """What is going to happen, as (moment, phone, kind, kit, payload), to be told in the order of time."""

    def __init__(self, calendar: Calendar, chance: random.Random) -> None:
        self.calendar = calendar
        self.chance = chance
        self.diligence = random.Random(35)  # noqa: S311 (the same every time)
        self.events: list[tuple[datetime, Phone, str, str, dict[str, Any]]] = []

    def out(
        self,
        when: datetime,
        phone: Phone,
        kit: KitMade,
        to: Mapping[str, Any],
        due: int | None,
        note: str | None = None,
        **more: Any,
    ) -> None:
        parts = [{"part": id_, "count": count, "state": "ok"} for id_, _, count in kit.parts]
        due_on = None if due is None else self.calendar.day(due).isoformat()
        told = {"to": dict(to), "due_on": due_on, "parts": parts, "note": note, **more}
        self.events.append((when, phone, OUT, kit.id, told))

    def back(
        self,
        when: datetime,
        phone: Phone,
        kit: KitMade,
        odd: Mapping[str, tuple[str, str | None]] | None = None,
        note: str | None = None,
        **more: Any,
    ) -> None:
        """`odd` gives for a part's name how one of it came back, with a note."""
        lines: list[dict[str, Any]] = []
        for id_, name, count in kit.parts:
            result, said = (odd or {}).get(name, ("consumed", None) if self._used(name) else ("present", None))
            less = 0 if result == "present" else min(count, self.chance.randint(1, 4)) if result == "consumed" else 1
            if count - less:
                lines.append({"part": id_, "count": count - less, "result": "present", "note": None})
            if less:
                lines.append({"part": id_, "count": less, "result": result, "note": said})
        self.events.append((when, phone, IN, kit.id, {"parts": lines, "note": note, **more}))
        # Whoever brings a kit back mostly wipes and charges it, and fills it up now and then.
        if self.diligence.random() < 0.8:
            self.seen_to(when + timedelta(minutes=25), phone, kit, "charged", "wiped")
        used = [{"part": line["part"], "count": line["count"]} for line in lines if line["result"] == "consumed"]
        if used and self.diligence.random() < 0.7:
            payload = {"parts": used, "note": None}
            self.events.append((when + timedelta(minutes=40), phone, "kit.restocked", kit.id, payload))

    def seen_to(
        self, when: datetime, phone: Phone, kit: KitMade, *did: str, parts: Sequence[str] = (), note: str | None = None
    ) -> None:
        payload = {"did": list(did), "parts": list(parts), "note": note}
        self.events.append((when, phone, "kit.serviced", kit.id, payload))

    def is_in(
        self, when: datetime, phone: Phone, kit: KitMade, condition: str | None, part: tuple[str, str] | None, note: str
    ) -> None:
        """Somebody notes how a kit is, or one of a part."""
        lines = [{"part": kit.part(part[0])[0], "count": 1, "condition": part[1]}] if part else []
        payload = {"kit": condition, "parts": lines, "note": note}
        self.events.append((when, phone, "kit.condition_noted", kit.id, payload))

    def counted(
        self, when: datetime, phone: Phone, kit: KitMade, others: Sequence[str] = (), codes: Sequence[str] = ()
    ) -> None:
        """A stocktake that finds all of the kit, and things of other kits."""
        lines = [{"part": id_, "count": count, "result": "found"} for id_, _name, count in kit.parts]
        lines += [{"part": one, "count": 1, "result": "unexpected"} for one in others]
        told = {"parts": lines, "codes": [{"code": code} for code in codes], "note": None}
        self.events.append((when, phone, COUNTED, kit.id, told))

    def handed_over(
        self, told: Sequence[tuple[datetime, Phone]], kit: KitMade, giver: Mapping[str, Any], to: Mapping[str, Any], note: str
    ) -> None:
        """It goes from one to another; each of these tells it."""
        payload = {"handover": ids.new(), "giver": dict(giver), "to": dict(to), "due_on": None, "note": note}
        self.events += [(when, phone, "kit.handed_over", kit.id, payload) for when, phone in told]

    def _used(self, name: str) -> bool:
        return any(word in name for word in USED_UP) and self.chance.random() < 0.6


def happen(
    library: str,
    now: datetime,
    phones: Sequence[Phone],
    kits: Mapping[str, KitMade],
    sites: Sequence[SiteMade],
    flyers: Sequence[FlyerMade],
    *,
    coordinator: str,
) -> None:
    """Let the five weeks before `now` happen to this library."""
    weeks = Weeks(Calendar(now), random.Random(34))  # noqa: S311 (the same every time)
    rosas, rosas_tablet, toms, toms_tablet = phones
    _rounds(weeks, (rosas, toms), [kit for code, kit in kits.items() if code not in TOLD], sites)
    at = weeks.calendar.at

    # In a drawer until yesterday: what this tablet wrote down comes late, and one kit was taken by two meanwhile.
    weeks.out(at(-20, 9, 5), toms_tablet, kits["K-09"], {"staff": toms.owner}, -18, "Coding afternoon at the fairground")
    weeks.back(at(-19, 17, 40), toms_tablet, kits["K-09"])
    weeks.out(at(-3, 8, 20), toms_tablet, kits["K-03"], {"staff": toms.owner}, 0)
    weeks.out(at(-2, 10, 15), rosas, kits["K-03"], _to(sites[5], "Front desk, ask for the keys"), 5, **SIGNED)
    # Its clock is three hours slow.
    weeks.out(at(-4, 13, 30), rosas_tablet, kits["K-07"], {"staff": rosas.owner}, -2)
    # Nobody had written down that it went out.
    weeks.back(at(-3, 16, 50), toms, kits["K-08"], note="Picked up on the way home from the senior center")
    weeks.out(at(-7, 9, 0), rosas, kits["K-01"], {"staff": rosas.owner}, -5)
    cracked: dict[str, tuple[str, str | None]] = {"Tablet 3": ("damaged", "Screen cracked at one corner, still turns on")}
    # Its bytes never come: it is still on its phone.
    photo = {"sha256": hashlib.sha256(b"a cracked screen").hexdigest(), "part": kits["K-01"].part("Tablet 3")[0]}
    weeks.back(at(-5, 18, 5), rosas, kits["K-01"], cracked, photos=[photo])
    weeks.out(at(-6, 8, 45), toms, kits["K-05"], {"staff": toms.owner}, -4)
    weeks.back(at(-4, 19, 10), toms, kits["K-05"], {"HDMI cable": ("missing", "Looked twice, not in the room any more")})
    weeks.out(at(-7, 14, 0), toms, kits["K-02"], _to(sites[38], None), -1, "They keep it for the flu clinic week")
    weeks.out(at(-2, 15, 30), rosas, kits["K-11"], _to(sites[20], "Storm shelter, operations desk"), 9)
    weeks.out(at(-1, 9, 30), toms, kits["K-04"], {"staff": toms.owner}, 0)
    # Met half way: both wrote it down. The storm shelter's was carried on to the next place by the one who saw it.
    both = [(at(-1, 16, 20), toms), (at(-1, 16, 22), rosas)]
    weeks.handed_over(both, kits["K-04"], {"staff": toms.owner}, {"staff": rosas.owner}, "In the car park of the museum")
    shelter = {"partner": sites[20].partner, "site": sites[20].id}
    carried = [(at(-1, 10, 40), rosas)]
    longer = {"due_on": weeks.calendar.day(12).isoformat(), "note": "The storm season is not over"}
    weeks.events.append((at(-1, 10, 35), rosas, "kit.extended", kits["K-11"].id, longer))
    weeks.handed_over(carried, kits["K-11"], shelter, _to(sites[21], None), "They take it for the second week")
    weeks.out(at(-26, 9, 0), rosas, kits["K-12"], {"staff": rosas.owner}, -24)
    weeks.back(at(-24, 17, 20), rosas, kits["K-12"], {"Clipboard": ("missing", None)})

    weeks.seen_to(at(-30, 15, 0), rosas, kits["K-01"], "inspected", "updated")
    weeks.seen_to(at(-29, 10, 0), toms, kits["K-05"], "inspected", note="All ten laptops, chargers tested")
    first_two = [one[0] for one in kits["K-05"].parts[:2]]
    weeks.seen_to(at(-1, 17, 5), toms, kits["K-05"], "charged", "updated", parts=first_two)
    weeks.is_in(
        at(-6, 16, 10), rosas, kits["K-10"], "out_of_service", ("Braille display", "damaged"), "Pins stay down, sent in"
    )
    # Looked through after the fair: a hotspot of another kit is in it, and a label that nobody knows.
    weeks.counted(
        at(-2, 16, 30), toms, kits["K-09"], others=[kits["K-10"].parts[0][0]], codes=["https://library.example.net/q/9HHA2WVZ"]
    )
    weeks.counted(at(-1, 11, 0), rosas, kits["K-06"])
    # Somebody else is to have it from the day after tomorrow on.
    weeks.out(at(-1, 11, 20), rosas, kits["K-06"], _to(sites[16], None), 6)

    made = visits.year(at, (rosas, toms), kits, sites)
    stacks.year(made, flyers)
    emergency = storm.declare(library, at, sites, coordinator)
    made.told += storm.tell(emergency, at, (rosas, toms), kits, sites)
    logged = _tell_of_the_year(made, (rosas, toms))
    logged |= _tell(library, weeks, phones, kits, coordinator, made)
    bills.note(library, weeks.calendar.day(-1), coordinator)
    visits.review(library, made, logged, coordinator)
    talks.steps_done(library, at, coordinator)
    reports.add(library, at, kits)
    visits.plan(library, made, coordinator)
    returned.add(library, at(-1, 19, 20), now, (rosas, toms), kits, coordinator)


def _tell_of_the_year(made: Year, phones: Sequence[Phone]) -> dict[str, str]:
    """Let the visits happen that were before these weeks, handed in week by week; gives the facts that logged sessions."""
    logged: dict[str, str] = {}
    # A phone writes one after the other, whatever of it was made up first.
    told = sorted(made.told, key=lambda one: one.at)
    for first in range(-YEAR_BACK, -WEEKS_BACK, 7):
        end = min(first + 7, -WEEKS_BACK)
        for one in (one for one in told if made.at(first, 0) <= one.at < made.at(end, 0)):
            logged |= _written(one)
        for phone in phones:
            if phone.waiting:
                phone.hand_in(made.at(end - 1, 21))
    return logged


def _written(one: visits.Told) -> dict[str, str]:
    fact = one.phone.record(one.kind, one.subject, one.payload, one.at, visit=one.visit)
    return {one.subject: fact} if one.kind == LOGGED else {}


def _rounds(weeks: Weeks, phones: Sequence[Phone], kits: Sequence[KitMade], sites: Sequence[SiteMade]) -> None:
    chance, calendar = weeks.chance, weeks.calendar
    free_from = {kit.id: -WEEKS_BACK for kit in kits}
    for day in range(-WEEKS_BACK, -9):
        if calendar.day(day).weekday() >= 5:
            continue
        ready = [kit for kit in kits if free_from[kit.id] <= day]
        for kit in chance.sample(ready, k=min(len(ready), chance.randint(1, 3))):
            phone = chance.choice(phones)
            if chance.random() < 0.6:
                until, due = day + chance.randint(1, 3), day + 3
                to: dict[str, Any] = {"staff": phone.owner}
            else:
                until, due = day + chance.randint(5, 11), day + 10
                to = _to(chance.choice(sites), None)
            until = min(until, -8)
            weeks.out(calendar.at(day, chance.randint(8, 11), chance.randint(0, 59)), phone, kit, to, due)
            weeks.back(calendar.at(until, chance.randint(14, 17), chance.randint(0, 59)), phone, kit)
            free_from[kit.id] = until + 1


def _tell(
    library: str, weeks: Weeks, phones: Sequence[Phone], kits: Mapping[str, KitMade], coordinator: str, made: Year
) -> dict[str, str]:
    calendar = weeks.calendar
    rosas, rosas_tablet, toms, toms_tablet = phones
    clipboard = kits["K-12"].part("Clipboard")[0]
    events = sorted([*(visits.Told(*one) for one in weeks.events), *made.told], key=lambda one: one.at)
    logged: dict[str, str] = {}
    lost = ""
    for offset in range(-WEEKS_BACK, 0):
        for one in (one for one in events if one.at.date() == calendar.day(offset)):
            slow = timedelta(hours=3) if one.phone is rosas_tablet else timedelta(0)
            fact = one.phone.record(one.kind, one.subject, one.payload, one.at, slow=slow, visit=one.visit)
            if one.kind == LOGGED:
                logged[one.subject] = fact
            if one.kind == IN and one.subject == kits["K-12"].id:
                lost = discrepancy_id("kit.part_missing", one.subject, (fact,), clipboard)
        evening = calendar.at(offset, 20, 15)
        for phone in (rosas, toms):
            if phone.waiting:
                phone.hand_in(evening)
        if offset == -23:
            _settle(library, lost, kits["K-12"].id, coordinator, calendar.at(-23, 10, 5))
        if offset == -22:
            _edit(library, kits["K-12"], coordinator, calendar.at(-22, 9, 40))
    rosas_tablet.waiting.append(_cut_short(rosas_tablet))
    # The network went before it was done, and the tablet has been in a bag since.
    left = {"waiting": 2, "oldest_at": clock.text(calendar.at(-3, 11, 20)), "persisted": False, "installed": False}
    rosas_tablet.hand_in(calendar.at(-3, 12, 0), **left)
    toms_tablet.hand_in(calendar.at(-1, 18, 45))
    toms.hand_in(calendar.now - timedelta(hours=2, minutes=10))
    rosas.hand_in(calendar.now - timedelta(minutes=35))
    return logged


def _settle(library: str, discrepancy: str, kit: str, coordinator: str, at: datetime) -> None:
    payload = {
        "discrepancy": discrepancy,
        "resolution": "found",
        "fact": None,
        "time": None,
        "note": "It was in the scanner's box.",
    }
    with clock.telling(lambda: at), writing(library) as handle:
        desk.record_one(
            handle,
            CATALOGUE,
            fact_id=ids.new(),
            kind="discrepancy.settled",
            subject=kit,
            author=coordinator,
            payload=payload,
            zone=ZONE,
        )


def _edit(library: str, kit: KitMade, coordinator: str, at: datetime) -> None:
    """The coordinator tidies a kit up at the desk: a part that records name is retired, another takes its place."""
    with clock.telling(lambda: at), writing(library) as handle:
        editing.retire_part(handle, kit.id, kit.part("Pen")[0], by=coordinator)
        editing.add_part(handle, kit.id, id_=ids.new(), name="Pen, refillable", count=12, tag=None, by=coordinator)


def _cut_short(phone: Phone) -> bytes:
    """What is left of a fact when a phone ran out of storage in the middle of writing it."""
    return phone.waiting[-1].replace(b'"seq":1,', b'"seq":2,')[:217]


def _to(site: SiteMade, contact: str | None) -> dict[str, Any]:
    return {"partner": site.partner, "site": site.id, "contact": contact}
