"""What a partner signed, in words."""

from collections.abc import Mapping
from typing import Any

from outreach_app.web.text import gettext as _


def signed_for(signed: Mapping[str, Any]) -> str:
    """Who signed, and under which terms."""
    name = ", ".join(word for word in (signed["name"] or _("(removed)"), signed["role"]) if word)
    if not signed["terms"]:
        return _("Signed for by %(name)s.", name=name)
    return _("Signed for by %(name)s, under version %(version)s of the terms.", name=name, version=signed["terms"]["version"])
