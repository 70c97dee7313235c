"""`outreach device`: the phones."""

import click

from outreach_app.accounts import devices, enrolment, people
from outreach_app.accounts.models import DRAINING, REVOKED, Device
from outreach_app.audit import changes
from outreach_app.commands.context import in_app, library_meant, of_library, settings
from outreach_app.commands.staff import member_meant
from outreach_app.db import reading, writing
from outreach_app.problems import Refusal


@click.group()
def device() -> None:
    """The phones."""


@device.command(name="code")
@click.argument("email")
@of_library
@in_app
def device_code(email: str, library_name: str | None) -> None:
    """A code by which this person enrols one phone."""
    with writing(library_meant(library_name)) as handle:
        member = member_meant(handle.session, email)
        if not member.active:
            raise Refusal("not_found", f"{email} is deactivated; a phone cannot be enrolled for them.")
        code = enrolment.new_code(handle, member)
    click.echo(f"{code[:4]}-{code[4:]} enrols one phone for {email}, within 15 minutes, at {settings().base_url}/app/")


@device.command(name="list")
@of_library
@in_app
def device_list(library_name: str | None) -> None:
    """Every phone with its state and when it last came in."""
    with reading(library_meant(library_name)) as session:
        for one in devices.listed(session):
            seen = f"{one.last_seen_at:%Y-%m-%d %H:%M} UTC" if one.last_seen_at else "never came in"
            names = ", ".join(person.name for person in people.people_of(session, one.id))
            click.echo(f"{one.id}  {one.state:<8}  {seen:<20}  {one.label}  ({names})")


@device.command(name="drain")
@click.argument("device_id")
@of_library
@in_app
def device_drain(device_id: str, library_name: str | None) -> None:
    """Let a phone send all that it holds, and then leave."""
    change_state(library_meant(library_name), device_id, DRAINING)
    click.echo("The phone is told to leave at its next sync; it sends all that it holds first.")


@device.command(name="revoke")
@click.argument("device_id")
@of_library
@in_app
def device_revoke(device_id: str, library_name: str | None) -> None:
    """A phone is lost or stolen: what it sends goes to quarantine, and it is told nothing more."""
    change_state(library_meant(library_name), device_id, REVOKED)
    click.echo("The phone is told nothing more; what it still sends waits in quarantine. See: outreach quarantine list")


def change_state(library: str, device_id: str, state: str) -> None:
    """Bring a phone into another state. Raises `Refusal` where it is revoked for good."""
    with writing(library) as handle:
        found: Device = devices.found(handle.session, device_id)
        if found.state == REVOKED and state != REVOKED:
            raise Refusal("not_found", "This phone is revoked; it can only be enrolled anew.")
        before = changes.columns(found)
        found.state = state
        handle.session.flush()
        changes.note(handle, "devices", found.id, before=before, after=changes.columns(found), by=None)
