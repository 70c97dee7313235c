"""`outreach device`: the phones."""

import click

from outreach_app.accounts import devices, enrolment, people
from outreach_app.accounts.models import DRAINING, REVOKED
from outreach_app.administration.devices import changing
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
        code = enrolment.new_code(handle, member, by=None)
    click.echo(f"{enrolment.spoken(code)} enrols one phone for {email}, once, within 15 minutes.")
    click.echo(f"Open on the phone: {enrolment.address(settings().base_url, code)}")
    click.echo("In an installed app, type it under “Use a code”. A code made before it for the same person is no good now.")


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
    _change(library_name, device_id, DRAINING)
    click.echo("The phone is told to leave at its next sync; it sends all that it holds first.")


@device.command(name="revoke")
@click.argument("device_id")
@of_library
@in_app
def device_revoke(device_id: str, library_name: str | None) -> None:
    """A phone is lost or stolen: what it sends goes to quarantine, and it is told nothing more."""
    _change(library_name, device_id, REVOKED)
    click.echo("The phone is told nothing more; what it still sends waits in quarantine. See: outreach quarantine list")


def _change(library_name: str | None, device_id: str, state: str) -> None:
    with writing(library_meant(library_name)) as handle:
        changing.change_state(handle, device_id, state, by=None)
