"""Which stacks a page shows, in words."""

from collections.abc import Mapping

from outreach_app.flyers.counts.queries import GONE_AND_SCANNED, LIE, QUIET, RESTOCK
from outreach_app.web.text import lazy_gettext as _

SHOWN: Mapping[str, str] = {
    LIE: _("All that lie somewhere"),
    RESTOCK: _("To be restocked before a trip"),
    QUIET: _("Gone quiet: not scanned for four weeks"),
    GONE_AND_SCANNED: _("Removed, and scanned since"),
}
