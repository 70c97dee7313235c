"""What people call the entities of the directory."""

from outreach_app.web.text import lazy_gettext as _

ENTITY_NAMES = {
    "organization": _("organisations"),
    "program": _("programmes"),
    "service": _("services"),
    "location": _("locations"),
    "service_at_location": _("services at locations"),
    "contact": _("contacts"),
    "phone": _("phone numbers"),
    "address": _("addresses"),
    "schedule": _("opening hours"),
    "funding": _("funding"),
    "service_area": _("areas served"),
    "required_document": _("documents to bring"),
    "language": _("languages"),
    "accessibility": _("accessibility"),
    "cost_option": _("costs"),
    "organization_identifier": _("numbers of organisations"),
    "taxonomy": _("lists of topics"),
    "taxonomy_term": _("topics"),
    "attribute": _("topics of entries"),
    "metadata": _("changes told by the source"),
    "meta_table_description": _("notes on tables"),
}
