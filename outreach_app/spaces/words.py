"""Spaces in words."""

from collections.abc import Mapping

from outreach_app.spaces.models import BOOKED, CALLED_OFF, DECLINED, DEVICES, HELD, REQUESTED, ROOM
from outreach_app.web.text import lazy_gettext as _

SORT: Mapping[str, str] = {ROOM: _("A room"), DEVICES: _("Devices, used in the library")}
STATE: Mapping[str, str] = {
    REQUESTED: _("asked for"),
    BOOKED: _("booked"),
    HELD: _("held"),
    DECLINED: _("declined"),
    CALLED_OFF: _("called off"),
}
