"""The referral directory of the demonstration library: what partners in Cedar County offer. No real organisation, no real number."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from outreach_app import ids
from outreach_app.db import Writing
from outreach_app.demo.places import PARTNERS
from outreach_app.directory import cards, keeping, topics
from outreach_app.directory.intake.unnesting import unnested

WEEKDAYS = "MO,TU,WE,TH,FR"
_ZIPS = {
    "Millbrook": "54990", "Port Elder": "54991", "Westfork": "54992", "Oak Landing": "54993", "Harlan Springs": "54994",
    "Juniper Ridge": "54995",
}  # fmt: skip
_LANGUAGES = {
    "en": "English", "es": "Spanish", "hmn": "Hmong", "so": "Somali", "ar": "Arabic", "vi": "Vietnamese", "fr": "French",
    "ase": "American Sign Language",
}  # fmt: skip
ABOUT = {
    "Cedar County Job Center": "The county's office for people who look for work and for those who hire.",
    "Elder Valley Community College": "A two-year college with two campuses.",
}


@dataclass(frozen=True)
class Offer:
    """A service of the demonstration; `at` counts its partner's places, `checked` days since somebody asked."""

    partner: str
    name: str
    about: str
    topics: str
    hours: tuple[str, ...] = ()
    at: tuple[int, ...] = (0,)
    speaks: str = "en"
    cost: float | None = 0
    fees: str = ""
    for_whom: str = ""
    ages: tuple[int | None, int | None] = (None, None)
    brings: tuple[str, ...] = ()
    apply: str = ""
    status: str = "active"
    alert: str = ""
    checked: int | None = 30
    area: str = ""


OFFERS = (
    Offer("Cedar County Job Center", "Resume and job search lab", "Ten computers and somebody beside you: write a resume, find openings, send applications.", "job_search digital_skills", (f"{WEEKDAYS} 09:00-16:30",), (0, 1), "en es", for_whom="Anybody who looks for work", checked=21),
    Offer("Cedar County Job Center", "Typing and office basics", "A course of six mornings: keyboard, files, email, spreadsheets.", "digital_skills job_search", ("TU,TH 09:30-11:30",), for_whom="Adults registered at the job center", apply="Ask at the front desk for the next course.", checked=96),
    Offer("Westfork Skills Exchange", "Refurbished laptops for learners", "Laptops that offices gave away, cleaned and set up, with a charger and a year of advice.", "device", ("WE 13:00-18:00", "1SA 10:00-13:00"), cost=45, fees="$45, less for whoever cannot pay", for_whom="Households with little income", brings=("A letter of any benefit, or a pay slip",), checked=44),
    Offer("Westfork Skills Exchange", "Fix-it evening", "Bring the phone, tablet or computer that does not do what it should. Volunteers look at it with you.", "tech_support", ("2TH,4TH 18:00-20:30",), (1,), checked=12),
    Offer("Second Start Reentry", "First phone, first email", "A phone for the first weeks after release, and an afternoon to set up what it takes to be reached.", "device digital_skills", (f"{WEEKDAYS} 10:00-15:00",), for_whom="People within a year of release", apply="Come without an appointment.", checked=63),
    Offer("Farmworker Training Alliance", "Clases de computación en español", "Clases para empezar desde cero: el teclado, el correo, los formularios en línea. Hay quien cuide a los niños.", "digital_skills online_forms", ("MO,WE 18:30-20:30",), (0, 1), "es", for_whom="Trabajadores del campo y sus familias", checked=35),
    Offer("Veterans to Work", "Benefits online for veterans", "A volunteer who knows the forms sits with you until they are sent.", "online_forms telehealth", ("TU 13:00-17:00",), for_whom="Veterans and their families", brings=("Discharge papers, if you have them",), checked=150),
    Offer("Youth Works Cedar", "Build your own computer", "Young people put a computer together from parts and take it home at the end of the course.", "device digital_skills", ("MO,TU,WE,TH 15:30-17:30",), ages=(14, 19), apply="Courses begin in January, April and September. Ask for a place.", checked=77),
    Offer("Cedar County Human Services", "Applying for benefits online", "Computers in the lobby and a helper for food, health and heating applications.", "online_forms", (f"{WEEKDAYS} 08:00-16:30",), (0, 1), "en es hmn", checked=18),
    Offer("Cedar County Human Services", "Low-cost home internet", "Home internet at $15 a month. The county checks whether you qualify and orders it for you.", "connectivity", (f"{WEEKDAYS} 08:00-16:30",), cost=15, fees="$15 a month, no deposit", for_whom="Households that receive food, health or housing assistance", brings=("A card or letter of the program", "Proof of address"), area="Cedar County", checked=9),
    Offer("Harbor House Shelter", "Charging lockers and Wi-Fi", "Lockers with outlets, free Wi-Fi, two computers for guests and neighbors.", "connectivity device", ("MO,TU,WE,TH,FR,SA,SU 07:00-21:00",), checked=210),
    Offer("Millbrook Housing Authority", "Wi-Fi in every apartment", "Residents sign in with their unit number; the office helps with the first connection.", "connectivity tech_support", ("MO,WE,FR 09:00-12:00",), (0, 1), for_whom="Residents", checked=300),
    Offer("Office on Aging", "Tablet lending for seniors", "A tablet with large letters for three months, with a helper on the telephone.", "device tech_support", ("TU,TH 10:00-14:00",), (0, 1), ages=(60, None), checked=27),
    Offer("Office on Aging", "Scam alert talks", "What callers and messages try this month, and what to do when it has happened.", "online_safety", ("1WE 10:30-12:00",), ages=(60, None), checked=52),
    Offer("Newcomers' Welcome Desk", "Phones, forms and first steps", "Help in your language with a phone contract, a school form or a letter that came.", "online_forms connectivity digital_skills", ("MO,TU,TH 09:00-15:00",), (0, 1), "en es ar so fr", for_whom="People who are new in the county", checked=40),
    Offer("Legal Aid of Three Counties", "Help with papers online", "Name changes, records and tenants' answers, filed online with somebody who knows how.", "online_forms", ("WE 12:00-16:00",), (0, 1), "en es", for_whom="Households with little income", checked=190, alert="In December on Wednesdays only by appointment."),
    Offer("Adult Learning Center", "High school online, with company", "Finish high school online. Desks, headphones and a tutor in the room.", "online_learning digital_skills", ("MO,TU,WE,TH 09:00-20:00", "FR 09:00-13:00"), (0, 1), "en es", ages=(17, None), checked=33),
    Offer("Elder Valley Community College", "Computers for the public", "Twenty computers, printers and scanners in the library commons; no card needed.", "device content", ("MO,TU,WE,TH 08:00-21:00", "FR 08:00-17:00", "SU 13:00-18:00"), (0,), checked=71),
    Offer("Elder Valley Community College", "Assistive technology room", "Screen readers, magnifiers, switches and speech programs to try, with advice.", "assistive_technology", ("MO,WE 10:00-15:00",), (0,), "en ase", apply="Make an appointment by telephone or mail.", checked=15),
    Offer("Escuela de Familias", "Escuela en línea para padres", "Cómo ver las notas, las tareas y los mensajes de la escuela en el teléfono.", "online_learning digital_skills", ("SA 10:00-12:00",), speaks="es", for_whom="Familias con niños en la escuela", checked=88),
    Offer("Westfork Literacy Council", "Reading and typing, one to one", "A tutor for an hour a week: reading, writing, and the same on a screen.", "digital_skills online_learning", ("TU,TH 16:00-19:00",), ages=(18, None), checked=None),
    Offer("Cedar Community Clinic", "Health portal help desk", "Sign in to the clinic's portal, see results, write to your nurse, get ready for a video visit.", "telehealth", (f"{WEEKDAYS} 08:30-12:30",), (0, 1), "en es vi", for_whom="Patients of the clinic", checked=25),
    Offer("Bridgeway Mental Health", "Video visit room", "A quiet room with a screen for a video visit with any doctor.", "telehealth connectivity", ("MO,TU,WE,TH,FR 09:00-17:00",), status="temporarily closed", alert="Closed for painting until the middle of January.", checked=20),
    Offer("Rural Dental Van", "Wi-Fi around the van", "Free Wi-Fi within fifty steps of the van wherever it stands.", "connectivity", ("2FR 09:00-15:00",), area="Oak Landing and River Road", checked=400),
    Offer("St. Brendan's Parish", "Tax help in the church hall", "Volunteers prepare and send simple tax returns.", "taxes online_forms", ("SA 09:00-13:00",), speaks="en es", for_whom="Households with income up to $67,000", brings=("Photo identification", "Social security cards of all in the household", "Wage and income statements"), apply="Take a number at the door.", checked=48),
    Offer("Centro Hispano de Millbrook", "Consultas de teléfono y computadora", "Traiga su teléfono o computadora; alguien se sienta con usted.", "tech_support digital_skills", ("TH 17:00-20:00",), speaks="es en", checked=6),
    Offer("Harlan Springs Grange", "Computer club", "Neighbors who show each other what they found out. This is given no more.", "digital_skills", (), status="defunct", checked=500),
)  # fmt: skip


def add(writing: Writing, today: date, language: str) -> None:
    """Put the topics and the listings."""
    topics.seed(writing, language)
    organizations = {name: _organization(kind_name[1]) for name, kind_name in _partners().items()}
    chance = random.Random(1873)  # noqa: S311 (a library that is the same every time)
    places = {name: [_place(name, *site) for site in told[2]] for name, told in _partners().items()}
    offered = [_service(one, number, organizations, places, chance, today) for number, one in enumerate(OFFERS)]
    keeping.put(writing, unnested("service", offered))


def _partners() -> dict[str, tuple[str, str, tuple[tuple[str, str], ...]]]:
    wanted = {one.partner for one in OFFERS}
    return {one[1]: one for one in PARTNERS if one[1] in wanted}


def _organization(name: str) -> dict[str, Any]:
    web = re.sub("[^a-z0-9]+", "-", name.lower()).strip("-")
    about = ABOUT.get(name, f"{name} works with the library in Cedar County.")
    return {"id": ids.new(), "name": name, "description": about, "website": f"https://{web}.example.org/"}


def _place(partner: str, name: str, address: str) -> dict[str, Any]:
    street, _comma, city = address.rpartition(", ")
    return {
        "id": ids.new(), "location_type": "physical", "name": f"{partner}, {name}",
        "addresses": [{"id": ids.new(), "address_1": street, "city": city, "state_province": "WI", "postal_code": _ZIPS[city],
                       "country": "US", "address_type": "physical"}],
        "accessibility": [{"id": ids.new(), "description": "Step-free entrance"}],
    }  # fmt: skip


def _service(
    one: Offer, number: int, organizations: dict[str, Any], places: dict[str, Any], chance: random.Random, today: date
) -> dict[str, Any]:
    told = {
        "id": ids.new(), "name": one.name, "description": one.about, "status": one.status, "organization": organizations[one.partner],
        "alert": one.alert or None, "eligibility_description": one.for_whom or None, "fees_description": one.fees or None,
        "minimum_age": one.ages[0], "maximum_age": one.ages[1], "application_process": one.apply or None,
        "assured_date": (today - timedelta(days=one.checked)).isoformat() if one.checked is not None else None,
        "phones": [{"id": ids.new(), "number": f"(555) 010-{3000 + 11 * number}", "type": "voice"}],
        "service_at_locations": [{"id": ids.new(), "location": places[one.partner][place]} for place in one.at],
        "languages": [{"id": ids.new(), "code": code, "name": _LANGUAGES[code]} for code in one.speaks.split()],
        "attributes": [{"id": ids.new(), "taxonomy_term_id": cards.term_of(code)} for code in one.topics.split()],
        "cost_options": [] if one.cost is None else [_cost(one)],
        "required_documents": [{"id": ids.new(), "document": text} for text in one.brings],
        "service_areas": [{"id": ids.new(), "name": one.area}] if one.area else [],
        "schedules": [_schedule(text) for text in one.hours],
    }  # fmt: skip
    if chance.random() < 0.5:
        told["email"] = f"help{number}@directory.example.org"
    return dict(_some(told))


def _cost(one: Offer) -> dict[str, Any]:
    return {"id": ids.new(), "option": "free" if one.cost == 0 else "paid", "amount": one.cost, "currency": "USD"}


def _schedule(text: str) -> dict[str, Any]:
    days, _space, span = text.partition(" ")
    opens, _dash, closes = span.partition("-")
    freq = "MONTHLY" if re.search(r"\d", days) else "WEEKLY"
    return {"id": ids.new(), "freq": freq, "byday": days, "opens_at": f"{opens}:00", "closes_at": f"{closes}:00"}


def _some(told: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    return ((name, value) for name, value in told.items() if value not in (None, []))
