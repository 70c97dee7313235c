"""The disaster plan of the demonstration library: an older version, a drill in spring, and what holds since then."""

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from outreach_app import clock, ids
from outreach_app.accounts import people
from outreach_app.accounts.models import COORDINATOR
from outreach_app.audit import changes
from outreach_app.db import Writing, writing
from outreach_app.demo.contents import KITS, KitMade
from outreach_app.demo.flyers import FlyerMade
from outreach_app.demo.places import SiteMade
from outreach_app.demo.ticking import ticking
from outreach_app.emergency.plan import editing
from outreach_app.emergency.plan.drills import editing as drills
from outreach_app.emergency.plan.drills.models import TABLETOP
from outreach_app.emergency.plan.rules import CHARGING, FORMS, INFORMATION, INTERNET, PRINTING
from outreach_app.feed import rows

NAME = "Disaster plan of the Cedar County Library"
ABOUT = """For floods, fires, storms and long power cuts in Cedar County.
The emergency lead says that it begins: at the call of the county's duty officer, or when two branches have no power.
First our own people and buildings, then the places below, then everything else."""
LEARNED = """The call to the grange took forty minutes: the number was old, and nobody knew who else could open the hall.
Two hotspots were flat. Help with forms needs a printer more than a second laptop."""
CHANGED = """The grange is out, St. Brendan's hall is in; the duty officer is in the calls.
Kits have a place each, hotspots are charged every first Monday, and a printer goes with the enrollment kit."""
STEPS = {
    CHARGING: (
        "Ask the building for outlets that we may use; start the power station where there are none.",
        "Tape cables down, and leave the way out free.",
        "People stay with their phones. Nothing is written down of whose they are.",
    ),
    INTERNET: (
        "Switch the hotspot on near a window, away from metal.",
        "Put the sign Free Wi-Fi up, with the card that has the name and the password.",
        "Check the connection every hour; send kits and technology a message when it is gone.",
    ),
    FORMS: (
        "Ask which form is needed first. Shelter and food come before insurance.",
        "Open the official page by the links of this plan, never by an advertisement.",
        "The person types what is theirs. Sign out and clear the browser after each.",
        "No name is written down: count the help in the app.",
    ),
    INFORMATION: (
        "Lay out the flyers that are ready, Spanish on top.",
        "Write on the board what is open today, with the hour at which it was checked.",
        "Take questions that nobody can answer to the lead at noon and at six.",
    ),
    PRINTING: (
        "Two pages for each person, more where a form has more.",
        "Put what was printed by mistake into the locked bin.",
    ),
}
LINKS = (
    ("Apply for disaster assistance (FEMA)", "https://www.disasterassistance.gov/", "Name, address, Social Security number and insurance at hand."),
    ("Disaster food assistance (D-SNAP)", "https://www.fns.usda.gov/disaster/disaster-assistance", "Only while the state has it open."),
    ("Ready in Spanish and more languages", "https://www.ready.gov/languages", ""),
)  # fmt: skip


def add(
    library: str,
    today: date,
    founded: datetime,
    staff: Mapping[str, str],
    sites: Sequence[SiteMade],
    kits: Mapping[str, KitMade],
    made: Sequence[FlyerMade],
) -> None:
    """Write the plan twice, and practise it in between, on days of this year or the last."""
    spring = _spring(today)

    def at(day: date) -> Callable[[], datetime]:
        # What is older than the library's own rows was typed in when these were made.
        return ticking(max(founded + timedelta(hours=1), datetime.combine(day, time(16), UTC)))

    ellen, rosa, tom, priya = (staff[f"{one}@example.org"] for one in ("coordinator", "trainer", "trainer2", "admin"))
    place = {site.name: site.id for site in sites}
    first, second = ids.new(), ids.new()
    with clock.telling(at(spring - timedelta(days=340))), writing(library) as handle:
        left = _added_and_left(handle)
        editing.begin(handle, first, name=NAME, by=ellen)
        editing.change(handle, first, seen=1, name=NAME, about=ABOUT, changed="", by=ellen)
        put = _Putting(handle, first, ellen)
        lead = put(
            "roles",
            name="Emergency lead",
            duties="Says that it begins and ends; speaks with the county.",
            holders=[f"staff:{ellen}", f"staff:{priya}"],
        )
        tech = put(
            "roles",
            name="Kits and technology",
            duties="Charges kits and hotspots, sends them to the places, knows where each is.",
            holders=[f"staff:{left}", f"staff:{tom}", f"staff:{rosa}"],
        )
        top = put("calls", who=f"role:{lead}", caller="", phone="(555) 010-1200", note="By text first, then by voice.")
        put("calls", who=f"role:{tech}", caller=top, phone="(555) 010-1203", note="")
        service = {
            sort: put("services", service=sort, name="", steps=list(steps)) for sort, steps in STEPS.items() if sort != PRINTING
        }
        grange = put(
            "places",
            site=place["Harlan Springs Grange, Grange hall"],
            name="",
            address="",
            power="",
            wifi="",
            services=[service[CHARGING]],
            note="",
        )
        central = put(
            "places",
            site="",
            name="Central library",
            address="1 Library Square, Millbrook",
            power="Generator for the ground floor, 48 hours",
            wifi="Cedar County Library, on battery for 8 hours",
            services=list(service.values()),
            note="The staff entrance opens by key when the power is out.",
        )
        hotspots = put(
            "kits", kit=_named(kits, "Emergency connection kit"), place="", note="Charged every first Monday of the month."
        )
        for name, address, note in LINKS[:2]:
            put("links", name=name, address=address, note=note)
        approved = spring - timedelta(days=330)
        editing.approve(
            handle,
            first,
            seen=2,
            approver_id=None,
            approved_by="Board of trustees",
            approved_on=approved.isoformat(),
            review_on=(approved + timedelta(days=365)).isoformat(),
            by=ellen,
        )
    drilled = spring.isoformat()
    with clock.telling(at(spring + timedelta(days=1))), writing(library) as handle:
        drill = ids.new()
        told = {
            "plan_id": first,
            "on": drilled,
            "sort": TABLETOP,
            "scenario": "Power is out in Harlan Springs for three days",
            "people": 7,
            "owner_id": ellen,
            "learned": LEARNED,
        }
        drills.add(handle, drill, by=ellen, plan_changed="", changed_plan_id=None, **told)
        editing.begin(handle, second, name="", by=ellen)
        editing.change(handle, second, seen=1, name=NAME, about=ABOUT, changed=CHANGED, by=ellen)
        put = _Putting(handle, second, ellen)
        editing.remove_entry(handle, second, grange, by=ellen)
        officer = put(
            "contacts",
            name="Duty officer",
            organization="Cedar County Emergency Management",
            person="",
            phone="(555) 010-1911",
            mail="duty@emergency.example.org",
        )
        speaker = put(
            "contacts",
            name="Public information officer",
            organization="Cedar County",
            person="Joan Abrams",
            phone="(555) 010-1915",
            mail="press@county.example.org",
        )
        put("contacts", name="Outage desk", organization="Three Rivers Electric", person="", phone="(555) 010-1800", mail="")
        there = put(
            "roles",
            name="Services at the places",
            duties="Sends staff to the places, relieves them every four hours, hears what people need.",
            holders=[f"staff:{rosa}", f"staff:{tom}"],
        )
        words = put(
            "roles",
            name="Words to the public",
            duties="Keeps the public page, the flyers and the phone line saying the same.",
            holders=[f"staff:{priya}", f"contact:{speaker}"],
        )
        put("calls", who=f"contact:{officer}", caller=top, phone="", note="Day and night.")
        below = put("calls", who=f"role:{there}", caller=top, phone="(555) 010-1205", note="")
        put("calls", who=f"staff:{tom}", caller=below, phone="(555) 010-1207", note="")
        put("calls", who=f"role:{words}", caller=top, phone="(555) 010-1209", note="")
        printing = put("services", service=PRINTING, name="", steps=list(STEPS[PRINTING]))
        church = put(
            "places",
            site=place["St. Brendan's Parish, Church hall"],
            name="",
            address="",
            power="",
            wifi="",
            services=[service[CHARGING], service[INTERNET], service[INFORMATION]],
            note="The parish opens the hall within the hour.",
        )
        shelter = put(
            "places",
            site=place["Harbor House Shelter, Family shelter"],
            name="",
            address="",
            power="",
            wifi="",
            services=[service[FORMS], printing],
            note="",
        )
        editing.change_entry(
            handle,
            second,
            hotspots,
            {
                "kit": _named(kits, "Emergency connection kit"),
                "place": church,
                "note": "Charged every first Monday of the month.",
            },
            seen=1,
            by=ellen,
        )
        put("kits", kit=_named(kits, "Enrollment kit"), place=shelter, note="With the portable printer.")
        put("kits", kit=_named(kits, "Phone help desk"), place=central, note="")
        put("links", name=LINKS[2][0], address=LINKS[2][1], note=LINKS[2][2])
        put("flyers", flyer=made[0].id, note="For the table, in eight languages.")
        put("flyers", flyer=made[1].id, note="At the door, beside the hotspot's card.")
    approved = spring + timedelta(days=26)
    with clock.telling(at(approved)), writing(library) as handle:
        editing.approve(
            handle,
            second,
            seen=2,
            approver_id=priya,
            approved_by="Board of trustees",
            approved_on=approved.isoformat(),
            review_on=(approved + timedelta(days=365)).isoformat(),
            by=ellen,
        )
        drills.change(handle, drill, seen=1, by=ellen, plan_changed=CHANGED, changed_plan_id=second)
    # The next one is being written: kits and technology have nobody of their own since somebody left.
    with clock.telling(at(today - timedelta(days=5))), writing(library) as handle:
        third = editing.begin(handle, ids.new(), name="", by=ellen)
        told = {"name": NAME, "about": ABOUT, "changed": "Kits and technology get somebody of their own again."}
        editing.change(handle, third, seen=1, by=ellen, **told)


class _Putting:
    """Puts entries into a draft, as a coordinator would one after the other; gives the id of each."""

    def __init__(self, writing: Writing, plan: str, by: str) -> None:
        self._writing, self._plan, self._by = writing, plan, by

    def __call__(self, section: str, **body: Any) -> str:
        id_ = ids.new()
        editing.add_entry(self._writing, self._plan, section, id_, body, by=self._by)
        return id_


def _added_and_left(writing: Writing) -> str:
    """Somebody who had a role, and is with the library no more."""
    member = people.add_staff(
        writing, email="former@example.org", name="Marcus Lindgren", role=COORDINATOR, password=ids.token()
    )
    changes.note(writing, "staff", member.id, before=None, after=changes.columns(member), by=None)
    before = changes.columns(member)
    people.deactivate(writing, member)
    changes.note(writing, "staff", member.id, before=before, after=changes.columns(member), by=None)
    rows.publish(writing, "people", member.id, people.person_row(member))
    return member.id


def _named(kits: Mapping[str, KitMade], name: str) -> str:
    (number,) = (number for number, (called, _things) in enumerate(KITS, start=1) if called == name)
    return kits[f"K-{number:02}"].id


def _spring(today: date) -> date:
    """The last eighteenth of April that is at least forty days ago."""
    this_year = date(today.year, 4, 18)
    return this_year if today - this_year >= timedelta(days=40) else date(today.year - 1, 4, 18)
