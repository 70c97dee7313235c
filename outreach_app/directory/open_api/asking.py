"""What may be asked of the open API, as the standard's own description has it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from outreach_app.problems import Refusal
from outreach_app.shapes import Id
from outreach_app.web.text import lazy_gettext as _

PAGE, MOST, MOST_FULL, MOST_MINIMAL = 50, 200, 50, 20_000
MOST_OF_A_SEARCH = 200
MOST_PAGE = 100_000
JSON, NDJSON = FORMATS = ("json", "ndjson")

_LISTED = ("search", "page", "per_page", "format")
_SERVICES = ("taxonomy_term_id", "taxonomy_id", "organization_id", "modified_after")
PARAMETERS: Mapping[str, tuple[str, ...]] = {
    "/services": (*_LISTED, *_SERVICES, "minimal", "full"),
    "/services/{id}": (),
    "/organizations": (*_LISTED, "full_service", "full"),
    "/organizations/{id}": ("full_service",),
    "/taxonomies": _LISTED,
    "/taxonomies/{id}": (),
    "/taxonomy_terms": (*_LISTED, "taxonomy_id", "top_only", "parent_id"),
    "/taxonomy_terms/{id}": (),
    "/service_at_locations": (*_LISTED, *_SERVICES, "full", "postcode", "proximity"),
    "/service_at_locations/{id}": (),
}
KINDS: Mapping[str, str] = {
    "page": "integer", "per_page": "integer", "minimal": "boolean", "full": "boolean", "full_service": "boolean",
    "top_only": "boolean", "proximity": "number",
}  # fmt: skip
"""Those that are no text."""
# Which library, where a server has several: by name or id, or as the public pages say it.
_ALWAYS = ("library", "at", "lang")
_TRUTHS = {"true": True, "1": True, "false": False, "0": False, "": False}
_whole = re.compile(r"\d{1,6}", re.ASCII).fullmatch
_number = re.compile(r"\d{1,8}(\.\d{1,6})?", re.ASCII).fullmatch
_id = Id()


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked."""

    search: str = ""
    page: int = 1
    per_page: int = PAGE
    format: str = JSON
    taxonomy_term_id: str = ""
    taxonomy_id: str = ""
    organization_id: str = ""
    parent_id: str = ""
    modified_after: str = ""
    """In UTC, as texts of moments are compared."""
    postcode: str = ""
    proximity: float | None = None
    """Metres."""
    minimal: bool = False
    full: bool = False
    full_service: bool = False
    top_only: bool = False


def asked(route: str, given: Mapping[str, str]) -> Asked:
    """What a request asks of a route. Raises `Refusal` "request.broken" with what is wrong with which parameter."""
    wrong: dict[str, Any] = {}
    told: dict[str, Any] = {}
    for name, text in given.items():
        if name in _ALWAYS:
            continue
        if name not in PARAMETERS[route]:
            wrong[name] = [str(_("There is no such parameter here."))]
            continue
        value = _read(name, text.strip())
        if value is None:
            wrong[name] = [str(_WRONG[name])]
        else:
            told[name] = value
    if told.get("proximity") is not None and not told.get("postcode"):
        wrong["proximity"] = [str(_("It is measured from a postcode: give that too."))]
    if wrong:
        raise Refusal("request.broken", _("A parameter of the address is wrong."), fields=wrong)
    most = MOST_MINIMAL if told.get("minimal") else MOST_FULL if told.get("full") else MOST
    size = told.get("per_page") or (MOST_MINIMAL if told.get("minimal") else PAGE)
    return Asked(**{**told, "per_page": min(size, most)})


def _read(name: str, text: str) -> Any:
    """The value of a parameter; None where it is wrong."""
    if name in ("page", "per_page"):
        most = MOST_PAGE if name == "page" else MOST_MINIMAL
        return int(text) if _whole(text) and 1 <= int(text) <= most else None
    if KINDS.get(name) == "boolean":
        return _TRUTHS.get(text.lower())
    if name == "proximity":
        return float(text) if _number(text) else None
    if name == "format":
        return text if text in FORMATS else None
    if name == "modified_after":
        return _moment(text)
    if name.endswith("_id"):
        return text if _id.fits(text) else None
    return text if text and len(text) <= MOST_OF_A_SEARCH else "" if not text else None


def _moment(text: str) -> str | None:
    # In an address a plus is a space.
    whole = text.replace(" ", "+")
    try:
        moment = datetime.fromisoformat(whole)
    except ValueError:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC).isoformat()[:19]


_WRONG = {
    **dict.fromkeys(("page", "per_page"), _("It must be a whole number from 1 on.")),
    **dict.fromkeys(("minimal", "full", "full_service", "top_only"), _("It must be true or false.")),
    **dict.fromkeys(("taxonomy_term_id", "taxonomy_id", "organization_id", "parent_id"), _("It is no id.")),
    **dict.fromkeys(("search", "postcode"), _("It is too long.")),
    "proximity": _("It must be a number of metres."),
    "format": _("It must be json or ndjson."),
    "modified_after": _("It must be a moment such as 2026-11-24T09:30:00Z."),
}
