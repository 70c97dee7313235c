"""A neighbour's referral directory of any size, every table of the standard filled, drawn by a seed."""

import csv
import random
import uuid
from collections.abc import Iterable, Iterator
from itertools import accumulate
from pathlib import Path

# What such services are called; of all other words a few are said often and most seldom, as in every language.
_NAMED = (
    *("laptop", "loan", "hotspot", "internet", "class", "repair", "clinic", "tax", "help", "job", "search", "resume"),
    *("housing", "food", "pantry", "legal", "aid", "telehealth", "benefits", "form", "tutoring", "citizenship", "english"),
    *("senior", "youth", "veteran", "disability", "transport", "meal", "shelter", "counsel", "print", "scan"),
)
_SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "la",
    "me",
    "ni",
    "po",
    "ru",
    "sta",
    "tre",
    "vi",
    "con",
    "per",
    "tion",
    "ing",
    "ment",
)
OTHERS = 5_000
_TOWNS = ("Westfork", "Port Elder", "Cedar Falls", "Millbrook", "Ash Grove", "Elm Park", "Stony Creek", "Lakeside")
_DAYS = ("MO,TU,WE,TH,FR", "MO,WE", "TU,TH", "SA", "MO,TU,WE,TH,FR,SA")
TERMS = 40


def write(folder: Path, services: int, seed: int = 1) -> int:
    """Write the package's tables; gives how many rows they have."""
    chance = random.Random(seed)
    tables = dict(_tables(services, chance))
    count = 0
    for name, (head, rows) in tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as out:
            table = csv.writer(out)
            table.writerow(head.split())
            for row in rows:
                table.writerow(row)
                count += 1
    return count


def id_of(sort: str, number: int) -> str:
    """The id of the nth of a sort."""
    return str(uuid.uuid5(uuid.NAMESPACE_URL, f"bench/{sort}/{number}"))


def _tables(services: int, chance: random.Random) -> Iterator[tuple[str, tuple[str, Iterable[tuple[object, ...]]]]]:
    organizations, each, terms = max(1, services // 5), range(services), range(TERMS)

    others = ["".join(chance.choice(_SYLLABLES) for _ in range(2 + n % 3)) for n in range(OTHERS)]
    weights = list(accumulate(1 / (n + 10) for n in range(OTHERS)))

    def words(count: int) -> str:
        """Of every four words one that such services are called by."""
        named = [chance.choice(_NAMED) for _ in range(-(-count // 4))]
        return " ".join([*named, *chance.choices(others, cum_weights=weights, k=count - len(named))])

    def own(sort: str, number: int) -> tuple[str, str]:
        return id_of(sort, number), id_of("service", number)

    yield "organizations", ("id name description email website", (
        (id_of("org", n), f"{words(2).title()} Alliance {n}", words(30), f"hello{n}@example.org", f"https://example.org/{n}")
        for n in range(organizations)
    ))  # fmt: skip
    yield "programs", ("id organization_id name description", (
        (id_of("program", n), id_of("org", n), words(3), words(12)) for n in range(0, organizations, 4)
    ))  # fmt: skip
    yield "services", ("id organization_id name description url status application_process fees_description"
        " eligibility_description minimum_age assured_date last_modified", (
        (id_of("service", n), id_of("org", n % organizations), f"{words(3).title()} {n}", words(60), f"https://example.org/s/{n}",
         "active", words(10), chance.choice(("Free", "5 dollars", "")), words(8), 18, "2026-05-01", "2026-05-01T10:00:00Z")
        for n in each
    ))  # fmt: skip
    yield "locations", ("id location_type name latitude longitude transportation organization_id", (
        (id_of("location", n), "physical", f"{words(2).title()} Hall", f"{44 + chance.random():.5f}",
         f"{-90 - chance.random():.5f}", words(6), id_of("org", n % organizations)) for n in each
    ))  # fmt: skip
    yield "service_at_location", ("id service_id location_id description", (
        (*own("at", n), id_of("location", n), "") for n in each
    ))  # fmt: skip
    yield "contacts", ("id service_id name title email", (
        (*own("contact", n), f"Person {n}", "Coordinator", f"p{n}@example.org") for n in each
    ))  # fmt: skip
    yield "phones", ("id service_id contact_id number type", (
        row for n in each for row in (
            (*own("phone", n), "", f"+1 555 010 {n % 10000:04}", "voice"),
            (id_of("phone2", n), "", id_of("contact", n), f"+1 555 011 {n % 10000:04}", "cell"),
        )
    ))  # fmt: skip
    yield "addresses", ("id location_id address_1 city state_province postal_code country address_type", (
        (id_of("address", n), id_of("location", n), f"{n % 900} {words(1).title()} Street", chance.choice(_TOWNS), "WI",
         f"54{n % 1000:03}", "US", "physical") for n in each
    ))  # fmt: skip
    yield "schedules", ("id service_id freq byday opens_at closes_at", (
        (*own("schedule", n), "WEEKLY", chance.choice(_DAYS), "09:00:00", "17:00:00") for n in each
    ))  # fmt: skip
    yield "funding", ("id service_id source", ((*own("funding", n), words(5)) for n in each if n % 3 == 0))
    yield "service_areas", ("id service_id name", ((*own("area", n), f"{chance.choice(_TOWNS)} County") for n in each))
    yield "required_documents", ("id service_id document", ((*own("document", n), words(4)) for n in each if n % 2))
    yield "languages", ("id service_id name code", ((*own("language", n), "Spanish", "es") for n in each))
    yield "accessibility", ("id location_id description", (
        (id_of("access", n), id_of("location", n), "Step-free entrance") for n in each
    ))  # fmt: skip
    yield "cost_options", ("id service_id option amount currency", ((*own("cost", n), "", n % 3 * 5, "USD") for n in each))
    yield "organization_identifiers", ("id organization_id identifier_type identifier", (
        (id_of("identifier", n), id_of("org", n), "EIN", f"{n:09}") for n in range(organizations)
    ))  # fmt: skip
    yield "taxonomies", ("id name description", ((id_of("taxonomy", 0), "Topics", "What people need"),))
    yield "taxonomy_terms", ("id code name description taxonomy_id", (
        (id_of("term", n), f"T-{n}", f"{words(2)} {n}", words(6), id_of("taxonomy", 0)) for n in terms
    ))  # fmt: skip
    yield "attributes", ("id link_id link_entity taxonomy_term_id", (
        (id_of(f"attribute{k}", n), id_of("service", n), "service", id_of("term", (n * 7 + k) % TERMS))
        for n in each for k in (0, 1)
    ))  # fmt: skip
    yield "metadata", ("id resource_id resource_type last_action_date last_action_type field_name previous_value"
        " replacement_value updated_by", (
        (id_of("metadata", n), id_of("service", n), "service", "2026-05-01", "update", "name", "before", "after", "import")
        for n in each if n % 4 == 0
    ))  # fmt: skip
    yield "meta_table_descriptions", ("id name language character_set", ((id_of("meta", 0), "services", "en", "UTF-8"),))
