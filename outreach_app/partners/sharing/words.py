"""What is shared, in words."""

from collections.abc import Mapping

from outreach_app.web.text import lazy_gettext as _

RESOURCE_WORDS: Mapping[str, str] = {
    "expertise": _("Expertise"),
    "in_kind": _("In kind"),
    "programming": _("Programs"),
    "workspace": _("Workspace"),
    "devices": _("Devices"),
    "space": _("Space"),
}
DIRECTION_WORDS: Mapping[str, str] = {
    "given": _("The library gives it"),
    "received": _("The partner gives it"),
}
