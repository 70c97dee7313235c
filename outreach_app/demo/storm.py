"""An emergency that the demonstration library went through in spring: three days after a storm, and what was learned."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from outreach_app import clock, ids
from outreach_app.catalog import CATALOGUE
from outreach_app.db import writing
from outreach_app.demo.contents import KitMade
from outreach_app.demo.phones import ZONE, Phone
from outreach_app.demo.places import SiteMade
from outreach_app.demo.visits import Told
from outreach_app.emergency.mode import facts, switching
from outreach_app.emergency.mode.rules import ALL, day_id
from outreach_app.ledger import desk
from outreach_app.opening_hours.rules import DAYS, Hours, Weekly, as_told

At = Callable[..., datetime]
NAME = "Storm and flooding"
WORDS = {
    "en": "Come in to charge a phone, get online and find help with forms. No card needed.",
    "es": "Venga a cargar su teléfono, conectarse y recibir ayuda con formularios. No necesita tarjeta.",
}
PLACES = ("Operations center", "Church hall")
LESSONS = {
    "went_well": "The connection kit was at the operations center three hours after the call. Everybody answered within the morning.",
    "to_improve": "The second hotspot had no data left. Nobody had printed the forms in Spanish.",
    "to_do": "Ellen: check the hotspots’ plans every quarter.\nRosa: put thirty forms in Spanish into K-12.",
}
# (day, hour, service, how many) at the first place, and the same at the second.
HELPED = (
    ((0, 11, "charging", 38), (0, 15, "internet", 21), (1, 10, "charging", 54), (1, 14, "forms", 17), (2, 11, "charging", 12)),
    ((1, 9, "information", 26), (1, 16, "internet", 19), (2, 10, "forms", 31), (2, 12, "charging", 9)),
)
HANDED_OUT = (
    ((0, 12, "flyer", 60), (1, 11, "charger", 14), (1, 15, "form", 17)),
    ((1, 10, "flyer", 45), (2, 11, "form", 28), (2, 15, "hotspot", 3)),
)


def first_day(at: At) -> int:
    """How many days from today it began: the middle of last April, where that lies within the year that is told."""
    noon = at(0, 12)
    back = (noon.date() - noon.date().replace(month=4, day=14)).days
    back += 365 if back < 0 else 0
    return -back if 45 <= back <= 350 else -300


def declare(library: str, at: At, sites: Sequence[SiteMade], coordinator: str) -> str:
    """What the desk recorded; gives the emergency's id."""
    day, emergency = first_day(at), ids.new()
    words = [{"language": language, "text": text} for language, text in WORDS.items()]
    _say(library, at(day, 6, 40), facts.DECLARED, ALL, coordinator, emergency=emergency, name=NAME, words=words, after=None)
    hours = as_told(Hours(tuple(Weekly(one, "08:00", "20:00") for one in DAYS)))
    on = day_id(emergency, at(day, 7).date().isoformat())
    offered = ((7, ["charging", "internet", "forms"]), (19, ["information", "internet", "forms", "charging"]))
    for number, (site, (hour, services)) in enumerate(zip(_places(sites), offered, strict=True)):
        told = {"place": site.id, "name": None, "address": None, "state": facts.OPEN, "hours": hours, "services": services}
        _say(library, at(day, hour, 5), facts.PLACE_TOLD, emergency, coordinator, **told, words=[])
        if number == 0:
            well = {"staff": coordinator, "state": facts.AVAILABLE, "place": None}
            _say(library, at(day, 7, 20), facts.CHECKED_IN, on, coordinator, **well)
    note = "Power is back in all of the county."
    _say(library, at(day + 2, 18, 0), facts.ENDED, ALL, coordinator, emergency=emergency, note=note)
    with clock.telling(lambda: at(day + 9, 10)), writing(library) as handle:
        switching.learn(handle, emergency, LESSONS, seen=0, by=coordinator)
    return emergency


def tell(emergency: str, at: At, phones: Sequence[Phone], kits: Mapping[str, KitMade], sites: Sequence[SiteMade]) -> list[Told]:
    """What two phones recorded meanwhile."""
    day, places = first_day(at), _places(sites)

    def on(offset: int) -> str:
        return day_id(emergency, at(day + offset, 12).date().isoformat())

    def checks_in(offset: int, hour: int, phone: Phone, state: str, place: str | None = None) -> Told:
        told = {"staff": phone.owner, "state": state, "place": place}
        return Told(at(day + offset, hour, 25), phone, facts.CHECKED_IN, on(offset), told)

    rosa, tom = phones
    found = [
        checks_in(0, 6, rosa, facts.AVAILABLE),
        checks_in(0, 8, tom, facts.NEEDS_HELP),
        checks_in(0, 13, tom, facts.SAFE),
        checks_in(1, 7, rosa, facts.AVAILABLE, places[0].id),
        checks_in(1, 7, tom, facts.AVAILABLE, places[1].id),
    ]
    for phone, site, code, offset, helped, given in zip(
        phones, places, ("K-11", "K-12"), (0, 1), HELPED, HANDED_OUT, strict=True
    ):
        kit = kits[code]
        to = {"partner": site.partner, "site": site.id, "contact": None}
        out: dict[str, Any] = {"to": to, "due_on": at(day + 7, 12).date().isoformat(), "parts": [], "note": None}
        found.append(Told(at(day + offset, 8, 50), phone, "kit.checked_out", kit.id, out))
        back: dict[str, Any] = {"parts": [], "note": None}
        found.append(Told(at(day + 3, 10, 15), phone, "kit.checked_in", kit.id, back))
        for offset_, hour, service, count in helped:
            told = {"place": site.id, "service": service, "count": count}
            found.append(Told(at(day + offset_, hour, 40), phone, facts.HELPED, on(offset_), told))
        for offset_, hour, item, count in given:
            told = {"place": site.id, "item": item, "count": count}
            found.append(Told(at(day + offset_, hour, 45), phone, facts.HANDED_OUT, on(offset_), told))
    return found


def _places(sites: Sequence[SiteMade]) -> list[SiteMade]:
    return [next(one for one in sites if one.name.endswith(f", {name}")) for name in PLACES]


def _say(library: str, at: datetime, kind: str, subject: str, by: str, **payload: object) -> None:
    with clock.telling(lambda: at), writing(library) as handle:
        desk.record_one(handle, CATALOGUE, fact_id=ids.new(), kind=kind, subject=subject, author=by, payload=payload, zone=ZONE)
