"""Grants in words."""

from collections.abc import Mapping

from outreach_app.web.text import lazy_gettext as _

STAGE_WORDS: Mapping[str, str] = {
    "idea": _("Idea"),
    "drafting": _("Being written"),
    "submitted": _("Submitted"),
    "awarded": _("Awarded"),
    "declined": _("Turned down"),
    "reporting": _("To be reported on"),
    "closed": _("Closed"),
}
PART_WORDS: Mapping[str, str] = {
    "leads": _("Leads the application"),
    "applies_too": _("Applies together with the library"),
    "fiscal_agent": _("Holds the money"),
    "delivers": _("Carries out a part of it"),
    "gives": _("Gives space, devices or time"),
    "evaluates": _("Measures what was reached"),
    "supports": _("Supports it by a letter"),
    "funds": _("Gives the money"),
}
