"""Packages of the standard's earlier versions, 1.1 to 2.0: what their tables and columns are called in this one. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from outreach_app.directory.standard import (
    ACCESSIBILITY,
    ADDRESS,
    AT_LOCATION,
    ATTRIBUTE,
    LANGUAGE,
    LOCATION,
    ORGANIZATION,
    SCHEDULE,
    TERM,
    Entity,
)


@dataclass(frozen=True, slots=True)
class Table:
    """How a table is read: its entity, its columns by what they are called there, what every row of it says."""

    entity: Entity
    called: Mapping[str, str] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_older(self) -> bool:
        """Whether it is none of this version."""
        return bool(self.called or self.says)

    def read(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """A row in the words of this version. What is called so already stays."""
        found = {**self.says, **{self.called.get(name, name): value for name, value in told.items() if value != ""}}
        if self.entity is SCHEDULE and found.get("byday"):
            found["byday"] = _days(str(found["byday"]))
        return found


_WEEKLY = Table(SCHEDULE, {"weekday": "byday"}, {"freq": "WEEKLY"})
_OF_SERVICE = Table(ATTRIBUTE, {"service_id": "link_id", "taxonomy_id": "taxonomy_term_id"}, {"link_entity": "service"})
TABLES: Mapping[str, Table] = {
    "services_at_location": Table(AT_LOCATION),
    "service_at_locations": Table(AT_LOCATION),
    "physical_addresses": Table(ADDRESS, {}, {"address_type": "physical"}),
    "postal_addresses": Table(ADDRESS, {}, {"address_type": "postal"}),
    "regular_schedules": _WEEKLY,
    "regular_schedule": _WEEKLY,
    "accessibility_for_disabilities": Table(ACCESSIBILITY, {"accessibility": "description"}),
    "service_attributes": _OF_SERVICE,
    "services_taxonomy": _OF_SERVICE,
    "service_taxonomy": _OF_SERVICE,
    "other_attributes": Table(ATTRIBUTE, {"link_type": "link_entity"}),
    "taxonomy": Table(TERM, {"vocabulary": "taxonomy"}),
}
"""Tables that this version calls otherwise."""
_COLUMNS: Mapping[str, Mapping[str, str]] = {
    ORGANIZATION.name: {"url": "website"},
    LANGUAGE.name: {"language": "name"},
    TERM.name: {"term": "name", "vocabulary": "taxonomy"},
    ACCESSIBILITY.name: {"accessibility": "description"},
}
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMED = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def of_this_version(entity: Entity, columns: list[str]) -> Table:
    """How a table is read that this version has: columns of an earlier one are known by what stands beside them."""
    called = {old: new for old, new in _COLUMNS.get(entity.name, {}).items() if old in columns and new not in columns}
    if entity is LOCATION and "location_type" not in columns:
        # Before 3.0 a location was where one can go.
        return Table(entity, called, {"location_type": "physical"})
    return Table(entity, called)


def _days(text: str) -> str:
    """Days of a week by their numbers or names, as this version writes them."""
    found = []
    for one in text.replace(";", ",").split(","):
        plain = one.strip()
        named = next((number for number, name in enumerate(_NAMED) if plain.lower().startswith(name)), None)
        if plain.isdigit() and 1 <= int(plain) <= 7:
            named = int(plain) - 1
        found.append(_DAYS[named] if named is not None else plain)
    return ",".join(one for one in found if one)
