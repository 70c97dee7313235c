"""`outreach quarantine`: what phones sent and the server could not understand."""

import click

from outreach_app.administration.quarantine import deciding
from outreach_app.catalog import CATALOGUE
from outreach_app.commands.context import in_app, library_meant, of_library
from outreach_app.db import reading
from outreach_app.ledger import quarantine as kept
from outreach_app.problems import Refusal


@click.group()
def quarantine() -> None:
    """What phones sent and the server could not understand."""


@quarantine.command(name="list")
@click.option("--all", "every", is_flag=True, help="Also what was understood later or set aside.")
@of_library
@in_app
def quarantine_list(every: bool, library_name: str | None) -> None:
    """The newest hundred."""
    with reading(library_meant(library_name)) as session:
        found = kept.listed(session, state=None if every else "waiting")
        for row in found:
            size = len(row.raw)
            click.echo(f"{row.hash[:12]}  {row.received_at:%Y-%m-%d %H:%M} UTC  {row.reason:<20} {size:>7} bytes  {row.state}")
    click.echo("Nothing waits in quarantine." if not found else "Read one with: outreach quarantine show HASH")


@quarantine.command(name="show")
@click.argument("hash_")
@of_library
@in_app
def quarantine_show(hash_: str, library_name: str | None) -> None:
    """The bytes of one, as they came, on standard output; what is known of them on standard error."""
    with reading(library_meant(library_name)) as session:
        row = kept.found(session, hash_)
        if row is None:
            raise Refusal("not_found", f"Not exactly one begins with {hash_}. See: outreach quarantine list --all")
        click.echo(f"{row.reason}; device {row.device}, seq {row.seq}, fact {row.fact_id}; {row.fields}", err=True)
        click.echo(row.raw, nl=False)


@quarantine.command(name="again")
@of_library
@in_app
def quarantine_again(library_name: str | None) -> None:
    """Try all once more that this version may understand, such as after an update."""
    stored, left = deciding.try_all(library_meant(library_name), CATALOGUE, by=None)
    click.echo(f"{stored} were understood and are records now; {left} still are not, and stay. Nothing was lost.")
