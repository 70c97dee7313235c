"""What the words of kits name, and how a holder is called."""

from collections.abc import Iterable, Mapping
from typing import Any

from outreach_app.ledger.telling import STAFF, Mention, Names
from outreach_app.web.text import gettext as _

KITS, PARTS, PARTNERS, SITES = "kits", "parts", "partners", "sites"


def place(to: Mapping[str, Any], names: Names) -> str:
    """The name of where a kit goes: a person, or a partner's site."""
    if "staff" in to:
        return names(STAFF, to["staff"])
    partner = names(PARTNERS, to["partner"])
    if not to.get("site"):
        return partner
    site = names(SITES, to["site"])
    return partner if site == partner else _("%(site)s, %(partner)s", site=site, partner=partner)


def holder_mentions(to: Mapping[str, Any] | None) -> Iterable[Mention]:
    """Whom or what a holder names."""
    if not to:
        return
    if "staff" in to:
        yield STAFF, to["staff"]
        return
    yield PARTNERS, to["partner"]
    if to.get("site"):
        yield SITES, to["site"]
