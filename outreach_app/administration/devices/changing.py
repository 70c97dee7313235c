"""Telling a phone to leave: at the desk and at the command's, with a line in the record of changes."""

from outreach_app.accounts import devices
from outreach_app.accounts.models import REVOKED, Device
from outreach_app.audit import changes
from outreach_app.db import Writing
from outreach_app.problems import Refusal
from outreach_app.web.text import lazy_gettext as _


def change_state(writing: Writing, device: str, state: str, *, by: str | None) -> Device:
    """Bring a phone into another state. Raises `Refusal` "device.revoked" where it is revoked for good."""
    found = devices.found(writing.session, device)
    if found.state == REVOKED and state != REVOKED:
        raise Refusal("device.revoked", _("This phone is revoked; it can only be enrolled anew."))
    before = {"label": found.label, "state": found.state}
    found.state = state
    writing.session.flush()
    changes.note(writing, "devices", found.id, before=before, after={**before, "state": state}, by=by)
    return found
