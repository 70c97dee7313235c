"""What the very first plan begins with, to be written on: the roles and services that libraries have in an emergency."""

from typing import Any

from outreach_app.emergency.plan.rules import CHARGING, FORMS, INFORMATION, INTERNET
from outreach_app.web.text import gettext as _


def first_entries() -> list[tuple[str, dict[str, Any]]]:
    """(section, body) of each, in the reader's language."""
    roles = (
        (_("Emergency lead"), _("Says that it begins and ends, opens the plan, keeps in touch with the county.")),
        (_("Kits and technology"), _("Charges kits and hotspots, sends them to the places, knows where each is.")),
        (_("Services at the places"), _("Sends staff to the places, relieves them, hears what people need.")),
        (_("Words to the public"), _("Keeps the public page, flyers and the phone line saying the same.")),
    )
    services = {
        CHARGING: (
            _("Find outlets that the building lets us use."),
            _("Tape cables down, and leave the way out free."),
            _("People stay with their phones; nothing is written down of whose they are."),
        ),
        INTERNET: (
            _("Switch the hotspot on near a window."),
            _("Put up the card with its name and password."),
            _("Check the connection every hour."),
        ),
        FORMS: (
            _("Ask which form is needed first."),
            _("Open the official page, never an advertisement."),
            _("The person types what is theirs. Sign out and clear the browser after each."),
        ),
        INFORMATION: (
            _("Lay out the flyers that are ready."),
            _("Write on the board what is open today."),
            _("Count how many people were helped."),
        ),
    }
    return [
        *(("roles", {"name": name, "duties": duties, "holders": []}) for name, duties in roles),
        *(("services", {"service": sort, "name": "", "steps": list(steps)}) for sort, steps in services.items()),
    ]
