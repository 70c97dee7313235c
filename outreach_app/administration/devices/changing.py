"""Changing phones at the desk and at the command's: their state, name and people, each with a line in the record of changes."""

from sqlalchemy import delete

from outreach_app.accounts import devices, people
from outreach_app.accounts.models import ACTIVE, DRAINING, REVOKED, Device, DevicePerson
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


def let_stay(writing: Writing, device: str, *, by: str) -> Device:
    """Take back that a phone is to leave.

    Raises `Refusal` "device.revoked", or "device.nobody" where none of its people may sign in any more.
    """
    found = devices.found(writing.session, device)
    if found.state == DRAINING and not any(member.active for member in people.people_of(writing.session, device)):
        message = _("Nobody who may sign in uses this phone. Let one of its people in again first, or add it anew.")
        raise Refusal("device.nobody", message)
    return change_state(writing, device, ACTIVE, by=by)


def rename(writing: Writing, device: str, label: str, *, by: str) -> None:
    """Call a phone something else."""
    found = devices.found(writing.session, device)
    before = devices.noted(writing.session, found)
    found.label = label
    writing.session.flush()
    changes.note(writing, "devices", found.id, before=before, after=devices.noted(writing.session, found), by=by)


def note_loss(writing: Writing, device: str, *, by: str) -> None:
    """Take note that a phone had been emptied: its people were asked. Again is once."""
    found = devices.found(writing.session, device)
    if devices.note_loss(writing, found):
        before = devices.noted(writing.session, found)
        changes.note(writing, "devices", found.id, before={**before, "loss": "told"}, after={**before, "loss": "noted"}, by=by)


def take_off(writing: Writing, device: str, staff: str, *, by: str) -> None:
    """Let somebody use a shared phone no more: it forgets what only they were told. What they recorded on it is still sent.

    Raises `Refusal` "not_found", or "device.last_person": a phone that nobody uses is told to leave.
    """
    found = devices.found(writing.session, device)
    using = {member.id for member in people.people_of(writing.session, device)}
    if staff not in using:
        raise Refusal("not_found", _("This person does not use the phone."))
    if using == {staff}:
        raise Refusal("device.last_person", _("Nobody else uses it. Tell the phone to leave instead."))
    before = devices.noted(writing.session, found)
    mine = (DevicePerson.device_id == device, DevicePerson.staff_id == staff)
    writing.session.execute(delete(DevicePerson).where(*mine))
    writing.session.flush()
    changes.note(writing, "devices", found.id, before=before, after=devices.noted(writing.session, found), by=by)
