"""The watch list in words."""

from collections.abc import Mapping

from outreach_app.web.text import lazy_gettext as _

CATEGORY: Mapping[str, str] = {
    "egovernment": _("eGovernment portal"),
    "technology_center": _("Community technology center"),
    "program": _("Technology program"),
    "device": _("Device"),
    "other": _("Something else"),
}
STAGE: Mapping[str, str] = {
    "noticed": _("noticed"),
    "watched": _("watched"),
    "tried": _("being tried"),
    "offered": _("part of what we offer"),
    "set_aside": _("set aside"),
}
NOTE: Mapping[str, str] = {"field": _("Heard in the field"), "review": _("Looked at again")}
