"""A listing out of a service as the JSON form nests it: what people look for, in one small row. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from outreach_app.directory.dialling import HERE, dial
from outreach_app.directory.standard import ACTIVE

Told = Mapping[str, Any]

MOST_TEXT = 600
OWN_TAXONOMY = "outreach-topics"
"""The id of the library's own list of topics; terms of others go by their names."""
FREE, PAID, UNKNOWN = COSTS = ("free", "paid", "unknown")
TOPIC, LANGUAGE, CITY, COST, ORGANIZATION, STATUS = FACETS = ("topic", "language", "city", "cost", "organization", "status")
_WORD = re.compile(r"\w+")
# "Free", in the languages in which packages of this country's libraries come; and that nothing is paid.
_IS_FREE = re.compile(r"\b(free|no (cost|charge|fee)s?|gratis|gratuito|gratuita|gratuit)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Words:
    """What a listing is found by, plain words with a space between: of its name, its topics, all else."""

    name: str
    topics: str
    others: str


def card(service: Told) -> dict[str, Any]:
    """What lists, pages and phones show of a service: `ListingRow`, without what the library adds to it."""
    organization: Told = service.get("organization") or {}
    stands = [one for one in service.get("service_at_locations", ()) if one.get("location")]
    locations = [one["location"] for one in stands]
    return {
        "id": service["id"],
        "name": _line(service.get("name")),
        "organization": _line(organization.get("name")),
        "description": _line(service.get("description"), MOST_TEXT),
        "status": service.get("status") or ACTIVE,
        "alert": _line(service.get("alert"), MOST_TEXT),
        "web": _web(service.get("url")) or _web(organization.get("website")),
        "mail": _line(service.get("email") or organization.get("email")),
        "phones": _phones(service, stands, locations, organization),
        "places": [_place(one) for one in locations],
        "hours": list(_hours(service, stands)),
        "topics": topics(service),
        "languages": _languages(service, locations),
        "cost": _cost(service),
        "cost_note": _line(_cost_note(service), MOST_TEXT),
        "for_whom": _line(service.get("eligibility_description"), MOST_TEXT),
        "from_age": _age(service.get("minimum_age")),
        "to_age": _age(service.get("maximum_age")),
        "area": ", ".join(_some(_line(one.get("name") or one.get("extent")) for one in service.get("service_areas", ()))),
        "access": _line("; ".join(dict.fromkeys(_some(_access(locations)))), MOST_TEXT),
        "how_to_apply": _line(service.get("application_process"), MOST_TEXT),
        "to_bring": list(_some(_line(one.get("document")) for one in service.get("required_documents", ()))),
        "verified_on": service.get("assured_date"),
    }


def facets(told: Told, organization_id: str) -> set[tuple[str, str]]:
    """By what a listing is narrowed down, (sort, value), out of its card."""
    found = {(TOPIC, one) for one in told["topics"]} | {(LANGUAGE, one) for one in told["languages"]}
    found |= {(CITY, one["city"]) for one in told["places"] if one["city"]}
    return found | {(COST, told["cost"]), (ORGANIZATION, organization_id), (STATUS, told["status"])}


def words(told: Told, service: Told) -> Words:
    """What a listing is found by."""
    others = [told["description"], told["organization"], told["for_whom"], told["area"], told["alert"]]
    others += [service.get("alternate_name"), (service.get("organization") or {}).get("alternate_name")]
    others += [f"{one['name']} {one['address']} {one['city']}" for one in told["places"]]
    named = (term.get("name") for term in _terms(service))
    return Words(plain(told["name"]), plain(" ".join([*told["topics"], *_some(named)])), plain(" ".join(_some(others))))


def plain(text: str) -> str:
    """The words of a text as they are looked for: small letters without accents, a space between."""
    return " ".join(split(text))


def split(text: str) -> list[str]:
    """The words of a text as they are looked for."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().replace("_", " "))
    return _WORD.findall("".join(one for one in decomposed if not unicodedata.category(one).startswith("M")))


def topics(service: Told) -> list[str]:
    """Codes of the library's own topics, names of others'."""
    found = (
        term.get("code") if term.get("taxonomy_id") == OWN_TAXONOMY or _of_own(term) else term.get("name")
        for term in _terms(service)
    )
    return list(dict.fromkeys(_some(found)))


def term_of(code: str) -> str:
    """The id of a topic of our own as a term of the standard."""
    return f"topic-{code}"


def _of_own(term: Told) -> bool:
    return (term.get("taxonomy_detail") or {}).get("id") == OWN_TAXONOMY


def _terms(service: Told) -> Iterator[Told]:
    for one in service.get("attributes", ()):
        if one.get("taxonomy_term"):
            yield one["taxonomy_term"]


def _country(locations: list[Told]) -> str:
    found = (address.get("country") for one in locations for address in one.get("addresses", ()))
    return next(_some(found), HERE)


def _phones(service: Told, stands: list[Told], locations: list[Told], organization: Told) -> list[dict[str, Any]]:
    country = _country(locations)
    # The nearest first: whoever calls wants the service, and its organisation only where nothing else is known.
    levels = ([service], [*service.get("contacts", ())], stands, locations, [organization])
    for holders in levels:
        found = [phone for one in holders for phone in one.get("phones", ()) if phone.get("number")]
        if found:
            unique = {(phone["number"], phone.get("extension")): phone for phone in found}
            return [
                {
                    "number": _line(phone["number"], 100),
                    "dial": dial(str(phone["number"]), _whole(phone.get("extension")), country),
                    "extension": _whole(phone.get("extension")),
                    "note": _line(phone.get("description") or _kind(phone.get("type")), 200),
                }
                for phone in unique.values()
            ]
    return []


def _kind(sort: Any) -> Any:
    # That one can talk there goes without saying.
    return None if sort == "voice" else sort


def _place(location: Told) -> dict[str, Any]:
    addresses = location.get("addresses", ())
    address: Told = next((one for one in addresses if one.get("address_type") != "postal"), next(iter(addresses), {}))
    state = " ".join(_some([address.get("state_province"), address.get("postal_code")]))
    lines = [address.get("address_1"), address.get("address_2"), address.get("city"), state]
    return {
        "id": location["id"],
        "name": _line(location.get("name")),
        "address": ", ".join(_some(map(_line, lines))),
        "city": _line(address.get("city")),
        "latitude": _degrees(location.get("latitude"), 90),
        "longitude": _degrees(location.get("longitude"), 180),
        "transport": _line(location.get("transportation"), 300),
    }


def _hours(service: Told, stands: list[Told]) -> Iterator[dict[str, Any]]:
    """The hours of the service at its places, else its own, else those of the places themselves."""
    levels = (
        [(stand["location"]["id"], stand) for stand in stands],
        [(None, service)],
        [(stand["location"]["id"], stand["location"]) for stand in stands],
    )
    for level in levels:
        found = [(place, schedule) for place, holder in level for schedule in holder.get("schedules", ())]
        if found:
            for place, one in found:
                yield {
                    "place": place,
                    "freq": one.get("freq"),
                    "interval": _whole(one.get("interval")) or 1,
                    "days": [day for day in (one.get("byday") or "").replace(" ", "").split(",") if day],
                    "month_days": [int(day) for day in re.findall(r"-?\d+", one.get("bymonthday") or "")],
                    "opens": _hour(one.get("opens_at")),
                    "closes": _hour(one.get("closes_at")),
                    "begins": one.get("dtstart"),
                    "valid_from": one.get("valid_from"),
                    "valid_to": one.get("valid_to") or one.get("until"),
                    "note": _line(one.get("description") or one.get("notes"), 300),
                }
            return


def _languages(service: Told, locations: list[Told]) -> list[str]:
    found = [one for holder in (service, *locations) for one in holder.get("languages", ())]
    return list(dict.fromkeys(_some(_line(one.get("code") or one.get("name"), 40) for one in found)))


def _cost(service: Told) -> str:
    amounts = [one["amount"] for one in service.get("cost_options", ()) if _is_number(one.get("amount"))]
    if amounts:
        return PAID if any(amounts) else FREE
    if said_so := next((one["option"] for one in service.get("cost_options", ()) if one.get("option") in (FREE, PAID)), None):
        return str(said_so)
    said = _cost_note(service)
    if _IS_FREE.search(said):
        return FREE
    return PAID if said else UNKNOWN


def _cost_note(service: Told) -> str:
    options = (one.get("amount_description") or one.get("option") for one in service.get("cost_options", ()))
    options = (one for one in options if one not in (FREE, PAID))
    return service.get("fees_description") or service.get("fees") or "; ".join(_some(options))


def _access(locations: list[Told]) -> Iterator[str]:
    for location in locations:
        for one in location.get("accessibility", ()):
            yield _line(one.get("description") or one.get("details"))


def _web(address: Any) -> str:
    # Somebody's package says it: nothing but the web is to be behind a link.
    text = _line(address)
    return text if re.match(r"https?://", text, re.IGNORECASE) else ""


def _line(text: Any, most: int = 300) -> str:
    shown = " ".join(str(text).split()) if text not in (None, "") else ""
    return shown if len(shown) <= most else f"{shown[: most - 1]}…"


def _hour(text: Any) -> str | None:
    found = re.match(r"(\d\d):(\d\d)", str(text or ""))
    return found.group() if found else None


def _age(value: Any) -> int | None:
    return int(value) if _is_number(value) and 0 <= value < 200 else None


def _whole(value: Any) -> int | None:
    return int(value) if _is_number(value) and 0 <= value < 10**9 else None


def _degrees(value: Any, most: int) -> float | None:
    return float(value) if _is_number(value) and -most <= value <= most else None


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _some(texts: Iterable[Any]) -> Iterator[str]:
    return (text for text in texts if text)
