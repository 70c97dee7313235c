"""What the Human Services Data Specification 3.0 calls things: entities, fields, and how one holds another. Pure.

Written from the standard's published descriptions (Open Referral, https://docs.openreferral.org); fields that are not
named here are kept as they came.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import cached_property

VERSION = "3.0"


class Of(Enum):
    """What the text or number of a field stands for."""

    TEXT = "text"
    ID = "id"
    NUMBER = "number"
    DAY = "day"
    HOUR = "hour"
    MOMENT = "moment"
    ADDRESS = "address"
    MAIL = "mail"


@dataclass(frozen=True, slots=True)
class Field:
    """A field: `needed` where the standard requires it, `points` to the entity whose id it holds."""

    name: str
    of: Of = Of.TEXT
    needed: bool = False
    among: tuple[str, ...] = ()
    points: str | None = None


@dataclass(frozen=True)
class Entity:
    """An entity: its table in the package, its fields in the order of its columns, what it holds in the JSON form."""

    name: str
    table: str
    """The file's name without its ending."""
    fields: tuple[Field, ...]
    lists: Mapping[str, str] = field(default_factory=dict)
    """Members that list others, which point back here: the entity by the member's name."""
    heads: Mapping[str, str] = field(default_factory=dict)
    """Members that hold the one that a field here points to: the field by the member's name."""

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """The fields."""
        return {one.name: one for one in self.fields}

    @cached_property
    def pointers(self) -> tuple[Field, ...]:
        """The fields that point to others."""
        return tuple(one for one in self.fields if one.points)


DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = ("WEEKLY", "MONTHLY")
ACTIVE = "active"
STATUSES = (ACTIVE, "inactive", "defunct", "temporarily closed")
PLACES = ("physical", "postal", "virtual")


def _texts(names: str, *, needed: bool = False) -> tuple[Field, ...]:
    return tuple(Field(name, needed=needed) for name in names.split())


def _some(of: Of, names: str) -> tuple[Field, ...]:
    return tuple(Field(name, of) for name in names.split())


def _to(*names: str, needed: bool = False) -> tuple[Field, ...]:
    return tuple(Field(f"{name}_id", Of.ID, needed=needed, points=name) for name in names)


_ID = (Field("id", Of.ID, needed=True),)
_NAME, _DESCRIPTION = _NAMED = _texts("name description", needed=True)
_NOTES = {"attributes": "attribute", "metadata": "metadata"}

ORGANIZATION = Entity(
    "organization",
    "organizations",
    (
        *_ID, _NAME, Field("alternate_name"), _DESCRIPTION, Field("email", Of.MAIL), Field("website", Of.ADDRESS),
        *_texts("tax_status tax_id"), Field("year_incorporated", Of.NUMBER), *_texts("legal_status logo"),
        Field("uri", Of.ADDRESS), Field("parent_organization_id", Of.ID, points="organization"),
    ),
    {
        "funding": "funding", "contacts": "contact", "phones": "phone", "locations": "location", "programs": "program",
        "organization_identifiers": "organization_identifier", **_NOTES,
    },
)  # fmt: skip
PROGRAM = Entity(
    "program",
    "programs",
    (*_ID, *_to("organization", needed=True), _NAME, Field("alternate_name"), _DESCRIPTION),
    _NOTES,
)  # fmt: skip
SERVICE = Entity(
    "service",
    "services",
    (
        *_ID, *_to("organization", needed=True), *_to("program"), Field("name", needed=True),
        *_texts("alternate_name description"), Field("url", Of.ADDRESS), Field("email", Of.MAIL),
        Field("status", needed=True, among=STATUSES),
        *_texts("interpretation_services application_process fees_description wait_time fees accreditations"),
        Field("eligibility_description"), *_some(Of.NUMBER, "minimum_age maximum_age"), Field("assured_date", Of.DAY),
        Field("assurer_email", Of.MAIL), *_texts("licenses alert"), Field("last_modified", Of.MOMENT),
    ),
    {
        "phones": "phone", "schedules": "schedule", "service_areas": "service_area",
        "service_at_locations": "service_at_location", "languages": "language", "funding": "funding",
        "cost_options": "cost_option", "required_documents": "required_document", "contacts": "contact", **_NOTES,
    },
    {"organization": "organization_id", "program": "program_id"},
)  # fmt: skip
AT_LOCATION = Entity(
    "service_at_location",
    "service_at_location",
    (*_ID, *_to("service", "location", needed=True), Field("description")),
    {"contacts": "contact", "phones": "phone", "schedules": "schedule", **_NOTES},
    {"location": "location_id", "service": "service_id"},
)
LOCATION = Entity(
    "location",
    "locations",
    (
        *_ID, Field("location_type", needed=True, among=PLACES), Field("url", Of.ADDRESS), *_to("organization"),
        *_texts("name alternate_name description transportation"), *_some(Of.NUMBER, "latitude longitude"),
        *_texts("external_identifier external_identifier_type"),
    ),
    {
        "languages": "language", "addresses": "address", "contacts": "contact", "accessibility": "accessibility",
        "phones": "phone", "schedules": "schedule", **_NOTES,
    },
)  # fmt: skip
PHONE = Entity(
    "phone",
    "phones",
    (
        *_ID, *_to("location", "service", "organization", "contact", "service_at_location"), Field("number", needed=True),
        Field("extension", Of.NUMBER), *_texts("type description"),
    ),
    {"languages": "language", **_NOTES},
)  # fmt: skip
CONTACT = Entity(
    "contact",
    "contacts",
    (
        *_ID, *_to("organization", "service", "service_at_location", "location"), *_texts("name title department"),
        Field("email", Of.MAIL),
    ),
    {"phones": "phone", **_NOTES},
)  # fmt: skip
ADDRESS = Entity(
    "address",
    "addresses",
    (
        *_ID, *_to("location"), Field("attention"), Field("address_1", needed=True), Field("address_2"),
        Field("city", needed=True), Field("region"), *_texts("state_province postal_code country", needed=True),
        Field("address_type", needed=True, among=PLACES),
    ),
    _NOTES,
)  # fmt: skip
SCHEDULE = Entity(
    "schedule",
    "schedules",
    (
        *_ID, *_to("service", "location", "service_at_location"), *_some(Of.DAY, "valid_from valid_to dtstart"),
        Field("timezone", Of.NUMBER), Field("until", Of.DAY), Field("count", Of.NUMBER), Field("wkst", among=DAYS),
        Field("freq", among=FREQUENCIES), Field("interval", Of.NUMBER),
        *_texts("byday byweekno bymonthday byyearday description"), *_some(Of.HOUR, "opens_at closes_at"),
        Field("schedule_link", Of.ADDRESS), *_texts("attending_type notes"),
    ),
    _NOTES,
)  # fmt: skip
FUNDING = Entity("funding", "funding", (*_ID, *_to("organization", "service"), Field("source")), _NOTES)
AREA = Entity(
    "service_area",
    "service_areas",
    (*_ID, *_to("service"), *_texts("name description extent extent_type uri")),
    _NOTES,
)
DOCUMENT = Entity(
    "required_document",
    "required_documents",
    (*_ID, *_to("service"), Field("document"), Field("uri", Of.ADDRESS)),
    _NOTES,
)
LANGUAGE = Entity(
    "language", "languages", (*_ID, *_to("service", "location", "phone"), *_texts("name code note")), _NOTES
)  # fmt: skip
ACCESSIBILITY = Entity(
    "accessibility",
    "accessibility",
    (*_ID, *_to("location"), *_texts("description details"), Field("url", Of.ADDRESS)),
    _NOTES,
)
COST = Entity(
    "cost_option",
    "cost_options",
    (
        *_ID, *_to("service", needed=True), *_some(Of.DAY, "valid_from valid_to"), *_texts("option currency"),
        Field("amount", Of.NUMBER), Field("amount_description"),
    ),
    _NOTES,
)  # fmt: skip
IDENTIFIER = Entity(
    "organization_identifier",
    "organization_identifiers",
    (
        *_ID, *_to("organization", needed=True), Field("identifier_scheme"),
        *_texts("identifier_type identifier", needed=True),
    ),
    _NOTES,
)  # fmt: skip
TAXONOMY = Entity(
    "taxonomy", "taxonomies", (*_ID, *_NAMED, Field("uri", Of.ADDRESS), Field("version")), {"metadata": "metadata"}
)  # fmt: skip
TERM = Entity(
    "taxonomy_term",
    "taxonomy_terms",
    (
        *_ID, Field("code"), *_NAMED, Field("parent_id", Of.ID, points="taxonomy_term"), *_texts("taxonomy language"),
        *_to("taxonomy"), Field("term_uri", Of.ADDRESS),
    ),
    {"metadata": "metadata"},
    {"taxonomy_detail": "taxonomy_id"},
)  # fmt: skip
ATTRIBUTE = Entity(
    "attribute",
    "attributes",
    (
        *_ID, Field("link_id", Of.ID, needed=True), *_to("taxonomy_term", needed=True), Field("link_type"),
        Field("link_entity", needed=True), Field("value"),
    ),
    {"metadata": "metadata"},
    {"taxonomy_term": "taxonomy_term_id"},
)  # fmt: skip
METADATA = Entity(
    "metadata",
    "metadata",
    (
        *_ID, Field("resource_id", Of.ID, needed=True), Field("resource_type", needed=True),
        Field("last_action_date", Of.DAY, needed=True),
        *_texts("last_action_type field_name previous_value replacement_value updated_by", needed=True),
    ),
)  # fmt: skip
META_TABLE = Entity(
    "meta_table_description", "meta_table_descriptions", (*_ID, *_texts("name language character_set")), _NOTES
)  # fmt: skip

ENTITIES = (
    ORGANIZATION, PROGRAM, SERVICE, LOCATION, AT_LOCATION, CONTACT, PHONE, ADDRESS, SCHEDULE, FUNDING, AREA, DOCUMENT,
    LANGUAGE, ACCESSIBILITY, COST, IDENTIFIER, TAXONOMY, TERM, ATTRIBUTE, METADATA, META_TABLE,
)  # fmt: skip
"""All of them, each after those that it points to."""
BY_NAME = {one.name: one for one in ENTITIES}
BY_TABLE = {one.table: one for one in ENTITIES}
OWNER = {ATTRIBUTE.name: ("link_id", "link_entity"), METADATA.name: ("resource_id", "resource_type")}
"""Which fields say whose an attribute or a change is: the id, and the entity's name."""
