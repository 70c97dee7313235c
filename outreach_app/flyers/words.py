"""Flyers in words."""

from collections.abc import Mapping

from outreach_app.flyers.models import ADDRESS, HOME, LISTING, NOWHERE
from outreach_app.web.text import lazy_gettext as _

TEMPLATE: Mapping[str, str] = {
    "handout": _("Handout, a whole page"),
    "half_sheet": _("Half sheet, two on a page"),
    "poster": _("Poster"),
    "business_card": _("Business cards, ten on a page"),
    "table_tent": _("Table tent, to be folded"),
}
TARGET: Mapping[str, str] = {
    NOWHERE: _("Nowhere further: its own page says all"),
    HOME: _("To the library's front page"),
    ADDRESS: _("To an address on the web"),
    LISTING: _("To a listing of the directory"),
}
