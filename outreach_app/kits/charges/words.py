"""What was decided about costs, in words."""

from outreach_app.kits.charges.models import BILLED, WAIVED
from outreach_app.web.text import lazy_gettext as _

DECISIONS = {BILLED: _("It was billed"), WAIVED: _("It is not to be billed")}
SAID = {"": _("not decided"), BILLED: _("billed"), WAIVED: _("not to be billed")}
