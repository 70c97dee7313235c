"""Partners in words."""

from collections.abc import Mapping

from outreach_app.web.text import lazy_gettext as _

KIND_WORDS: Mapping[str, str] = {
    "workforce": _("Workforce"),
    "government_or_social_service": _("Government or social service"),
    "education": _("Education"),
    "health": _("Health"),
    "other": _("Other"),
}
