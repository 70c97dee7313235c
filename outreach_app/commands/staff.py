"""`outreach staff`: the people who sign in."""

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from outreach_app.accounts import people
from outreach_app.accounts.models import ROLES, StaffMember
from outreach_app.administration.staff import changing
from outreach_app.commands.context import asked_password, in_app, library_meant, of_library
from outreach_app.db import reading, writing
from outreach_app.problems import Refusal


def member_meant(session: Session, email: str) -> StaffMember:
    """The staff member with this address. Raises `Refusal` "not_found"."""
    for member in session.scalars(select(StaffMember)):
        if member.email.casefold() == email.strip().casefold():
            return member
    raise Refusal("not_found", f"Nobody signs in as {email}. See: outreach staff list")


@click.group()
def staff() -> None:
    """The people who sign in."""


@staff.command(name="add")
@click.option("--email", prompt="Address to sign in with")
@click.option("--name", prompt="Name")
@click.option("--role", type=click.Choice(ROLES), prompt="Role")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
@of_library
@in_app
def staff_add(email: str, name: str, role: str, password_stdin: bool, library_name: str | None) -> None:
    """Add somebody."""
    library, password = library_meant(library_name), asked_password(password_stdin)
    with writing(library) as handle:
        member = people.add_staff(handle, email=email, name=name, role=role, password=password)
        changing.added(handle, member, by=None)
    click.echo(f"{name} can sign in as {email} now, as {role}.")


@staff.command(name="list")
@of_library
@in_app
def staff_list(library_name: str | None) -> None:
    """Who there is."""
    with reading(library_meant(library_name)) as session:
        for member in session.scalars(select(StaffMember).order_by(StaffMember.name, StaffMember.id)):
            click.echo(f"{member.email:<32} {member.role:<12} {'active' if member.active else 'deactivated':<12} {member.name}")


@staff.command(name="deactivate")
@click.argument("email")
@of_library
@in_app
def staff_deactivate(email: str, library_name: str | None) -> None:
    """Sign somebody out for good; what their phones still hold can be handed in."""
    with writing(library_meant(library_name)) as handle:
        changing.deactivate(handle, member_meant(handle.session, email), by=None)
    click.echo(f"{email} can sign in no more. Phones that only they used leave once they have sent all they hold.")


@staff.command(name="password")
@click.argument("email")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
@of_library
@in_app
def staff_password(email: str, password_stdin: bool, library_name: str | None) -> None:
    """Give somebody a new password, which signs them out everywhere at the desk."""
    library, password = library_meant(library_name), asked_password(password_stdin)
    with writing(library) as handle:
        changing.set_password(handle, member_meant(handle.session, email), password, by=None)
    click.echo(f"{email} has a new password. Phones that are enrolled go on as they are.")
