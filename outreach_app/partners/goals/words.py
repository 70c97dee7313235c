"""Goals in words."""

from collections.abc import Mapping

from outreach_app.web.text import lazy_gettext as _

AREA_WORDS: Mapping[str, str] = {"inclusion": _("Digital inclusion"), "innovation": _("Innovation")}
MEASURE_WORDS: Mapping[str, str] = {
    "sessions": _("Sessions held"),
    "people": _("People who came to sessions"),
    "kits_lent": _("Kits taken out"),
    "referrals": _("Referrals given"),
    "visits": _("Visits made"),
    "typed": _("Something else, typed in here"),
}
