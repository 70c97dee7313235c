"""A listing as the desk's form has it, flat, and the standard's entries that it stands for. Pure.

What the form does not show stays as it was: fields that the standard or a package brought, terms of other taxonomies,
schedules that are neither weekly nor on a weekday of the month.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from outreach_app.directory.cards import COSTS, FREE, OWN_TAXONOMY, PAID, UNKNOWN, term_of
from outreach_app.directory.standard import ACTIVE, DAYS
from outreach_app.opening_hours.rules import Span
from outreach_app.opening_hours.typed import spans_of, typed

Told = Mapping[str, Any]
OPEN = {f"open_{day.lower()}": day for day in DAYS}
WEEKS = (1, 2, 3, 4, -1)
MONTHLY = tuple(f"{week}{day}" for week in WEEKS for day in DAYS)
"""A weekday of the month, as RFC 5545 writes it."""
MONTHLY_SLOTS, LEAST_PHONES = 3, 2
TEXTS = {
    "name": "name", "alternate_name": "alternate_name", "description": "description", "status": "status", "alert": "alert",
    "web": "url", "mail": "email", "for_whom": "eligibility_description", "from_age": "minimum_age", "to_age": "maximum_age",
    "how_to_apply": "application_process", "fees": "fees_description",
}  # fmt: skip
"""Fields of the form that are fields of the service."""
ADDRESS = ("address_1", "address_2", "city", "state_province", "postal_code", "country")
_BEYOND = ("valid_from", "valid_to", "dtstart", "until", "count", "byweekno", "bymonthday", "byyearday", "description", "notes")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Entries of one kind that are to be held: each the fields that it is to have."""

    entity: str
    bodies: Sequence[Told]


def as_typed(service: Told) -> dict[str, Any]:
    """A nested service as the form has it."""
    told: dict[str, Any] = {name: service.get(member) for name, member in TEXTS.items()}
    told["status"] = told["status"] or ACTIVE
    told |= {"cost": _cost(service), "amount": _amount(service), "verified_on": service.get("assured_date")}
    told["topics"] = [one["taxonomy_term"]["code"] for one in own_topics(service)]
    told["languages"] = [one.get("code") or one.get("name") for one in service.get("languages", ())]
    told["area"] = _lines(one.get("name") or one.get("extent") for one in service.get("service_areas", ()))
    told["documents"] = _lines(one.get("document") for one in service.get("required_documents", ()))
    told["places"] = [one["location"]["id"] for one in service.get("service_at_locations", ()) if one.get("location")]
    for number, phone in enumerate(service.get("phones", ()), 1):
        told |= {f"phone_{number}": phone.get("number"), f"phone_{number}_ext": phone.get("extension")}
        told[f"phone_{number}_note"] = phone.get("description")
    return {**told, **hours_typed(service.get("schedules", ()))}


def hours_typed(schedules: Sequence[Told]) -> dict[str, Any]:
    """Weekly and monthly hours as the form has them."""
    week: dict[str, list[Span]] = {day: [] for day in DAYS}
    month: dict[str, list[Span]] = {}
    for one in filter(is_plain, schedules):
        for day in _days(one):
            (month if one["freq"] == "MONTHLY" else week).setdefault(day, []).append(_span(one))
    told: dict[str, Any] = {name: typed(sorted(week[day])) for name, day in OPEN.items()}
    for number, (which, found) in enumerate(sorted(month.items(), key=lambda one: MONTHLY.index(one[0])), 1):
        told |= {f"monthly_{number}": which, f"monthly_{number}_hours": typed(sorted(found))}
    return told


def is_plain(schedule: Told) -> bool:
    """Whether the form can show a schedule; others are kept as they are."""
    if any(schedule.get(name) for name in _BEYOND) or schedule.get("interval") not in (None, 1):
        return False
    fits = MONTHLY if schedule.get("freq") == "MONTHLY" else DAYS if schedule.get("freq") == "WEEKLY" else ()
    days, hours = _days(schedule), (schedule.get("opens_at"), schedule.get("closes_at"))
    return bool(days) and all(day in fits for day in days) and all(hours)


def own_topics(service: Told) -> list[Told]:
    """The attributes that name topics of the library's own."""
    return [one for one in service.get("attributes", ()) if _taxonomy(one.get("taxonomy_term") or {}) == OWN_TAXONOMY]


def service_fields(told: Told) -> dict[str, Any]:
    """What was typed, by the service's own fields; None where nothing is said."""
    return {member: None if told.get(name) in (None, "") else told[name] for name, member in TEXTS.items()}


def held(told: Told, currency: str) -> Iterator[Wanted]:
    """What was typed, by the entries that the service holds."""
    yield Wanted("phone", [body for number in range(1, 100) if (body := _phone(told, number))])
    yield Wanted("language", [{"code": code} for code in told["languages"]])
    yield Wanted("service_area", [{"name": line} for line in told["area"].splitlines() if line.strip()])
    yield Wanted("required_document", [{"document": line} for line in told["documents"].splitlines() if line.strip()])
    yield Wanted("cost_option", list(_cost_options(told, currency)))
    yield Wanted("service_at_location", [{"location_id": place} for place in told["places"]])
    yield Wanted("attribute", [{"taxonomy_term_id": term_of(code)} for code in told["topics"]])
    yield Wanted("schedule", list(_schedules(told)))


def _phone(told: Told, number: int) -> dict[str, Any] | None:
    if not told.get(f"phone_{number}"):
        return None
    more = {"extension": told.get(f"phone_{number}_ext"), "description": told.get(f"phone_{number}_note")}
    return {"number": told[f"phone_{number}"], **{name: value or None for name, value in more.items()}}


def _schedules(told: Told) -> Iterator[dict[str, Any]]:
    week: dict[Span, list[str]] = {}
    for name, day in OPEN.items():
        for span in spans_of(told.get(name) or ""):
            week.setdefault(span, []).append(day)
    for span, days in week.items():
        yield _schedule("WEEKLY", ",".join(days), span)
    for number in range(1, 100):
        if which := told.get(f"monthly_{number}"):
            for span in spans_of(told.get(f"monthly_{number}_hours") or ""):
                yield _schedule("MONTHLY", which, span)


def _schedule(freq: str, days: str, span: Span) -> dict[str, Any]:
    return {"freq": freq, "byday": days, "opens_at": f"{span.opens_at}:00", "closes_at": f"{span.closes_at}:00"}


def _cost(service: Told) -> str:
    options = service.get("cost_options", ())
    if any(one.get("amount") for one in options):
        return PAID
    said = next((one["option"] for one in options if one.get("option") in COSTS), None)
    return str(said or (FREE if any(one.get("amount") == 0 for one in options) else UNKNOWN))


def _amount(service: Told) -> Any:
    return next((one["amount"] for one in service.get("cost_options", ()) if one.get("amount")), None)


def _cost_options(told: Told, currency: str) -> Iterator[dict[str, Any]]:
    if told["cost"] == FREE:
        yield {"option": FREE, "amount": 0, "currency": currency}
    elif told["cost"] == PAID:
        yield {"option": PAID, "amount": told.get("amount"), "currency": currency if told.get("amount") else None}


def _taxonomy(term: Told) -> Any:
    return term.get("taxonomy_id") or (term.get("taxonomy_detail") or {}).get("id")


def _days(schedule: Told) -> list[str]:
    return [day for day in (schedule.get("byday") or "").replace(" ", "").split(",") if day]


def _span(schedule: Told) -> Span:
    return Span(schedule["opens_at"][:5], schedule["closes_at"][:5])


def _lines(texts: Any) -> str:
    return "\n".join(" ".join(str(text).split()) for text in texts if text)
