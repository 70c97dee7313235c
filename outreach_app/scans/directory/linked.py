"""A listing for programs that read pages: schema.org in JSON-LD, as a block of data that no browser runs.

It says what the page says and nothing more; hours only where they are plain weeks.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from markupsafe import Markup

from outreach_app.directory import cards, topics

# In a block of data only these could end it, or be taken for a line's end by an old reader.
_ESCAPED = {ord(one): f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"}
_DAY = {
    "MO": "Monday", "TU": "Tuesday", "WE": "Wednesday", "TH": "Thursday", "FR": "Friday", "SA": "Saturday", "SU": "Sunday",
}  # fmt: skip


def linked(card: Mapping[str, Any], address: str, currency: str) -> Markup:
    """The block as it stands in the page."""
    text = json.dumps(described(card, address, currency), ensure_ascii=False).translate(_ESCAPED)
    return Markup('<script type="application/ld+json">') + Markup(text) + Markup("</script>")  # noqa: S704 (escaped above)


def described(card: Mapping[str, Any], address: str, currency: str) -> dict[str, Any]:
    """A listing as https://schema.org/Service has it; what nobody knows is left out."""
    channel = {
        "@type": "ServiceChannel",
        "serviceUrl": card["web"],
        "servicePhone": [{"@type": "ContactPoint", "telephone": one["number"]} for one in card["phones"]],
        "serviceLocation": [_place(one) for one in card["places"]],
        "availableLanguage": list(card["languages"]),
    }
    told = {
        "@context": "https://schema.org",
        "@type": "Service",
        "@id": address,
        "url": address,
        "name": card["name"],
        "description": card["description"],
        "serviceType": [topics.called(one) for one in card["topics"]],
        "provider": _known({"@type": "Organization", "name": card["organization"], "email": card["mail"]}),
        "areaServed": card["area"],
        "audience": _known({"@type": "Audience", "audienceType": card["for_whom"]}),
        "offers": {"@type": "Offer", "price": 0, "priceCurrency": currency} if card["cost"] == cards.FREE else None,
        "hoursAvailable": list(_hours(card["hours"])),
        "availableChannel": _known(channel),
    }
    return _known(told)


def _place(place: Mapping[str, Any]) -> dict[str, Any]:
    there = place["latitude"] is not None and place["longitude"] is not None
    position = {"@type": "GeoCoordinates", "latitude": place["latitude"], "longitude": place["longitude"]} if there else None
    return _known({"@type": "Place", "name": place["name"], "address": place["address"], "geo": position})


def _hours(rules: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    for one in rules:
        is_plain = one["freq"] == "WEEKLY" and one["interval"] == 1 and not one["month_days"]
        if is_plain and one["opens"] and one["closes"] and set(one["days"]) <= _DAY.keys() and one["days"]:
            days = [f"https://schema.org/{_DAY[day]}" for day in one["days"]]
            span = {"validFrom": one["valid_from"] or one["begins"], "validThrough": one["valid_to"]}
            hours = {"@type": "OpeningHoursSpecification", "dayOfWeek": days, "opens": one["opens"], "closes": one["closes"]}
            yield _known({**hours, **span})


def _known(told: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty; nothing at all where only its sort is left."""
    found = {name: value for name, value in told.items() if value not in (None, "", [], {})}
    return found if found.keys() - {"@type"} else {}
