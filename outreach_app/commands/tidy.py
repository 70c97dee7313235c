"""What has to be done once a day, whether or not anything happened."""

from zoneinfo import ZoneInfo

import click

from outreach_app import clock
from outreach_app.accounts.models import Library
from outreach_app.catalog import COLLECTIONS
from outreach_app.commands.context import in_app, library_meant, of_library
from outreach_app.db import writing
from outreach_app.feed import rows, windows
from outreach_app.photos import arriving
from outreach_app.trends.monthly.rules import month_of
from outreach_app.trends.searched import keeping


@click.command()
@of_library
@in_app
def tidy(library_name: str | None) -> None:
    """Take from the phones what is too old for them, and give them the plans that come near. Run it every night."""
    library = library_meant(library_name)
    with writing(library) as handle:
        zone = handle.session.get_one(Library, library).time_zone
        before, day = handle.seq, clock.now().astimezone(ZoneInfo(zone)).date()
        windows.move(handle, day)
        arriving.forget_old_pieces(handle)
        keeping.forget(handle, month_of(day))
        for one in COLLECTIONS:
            if one.by_time:
                rows.bring_up_to_date(handle, one)
    click.echo(f"{handle.seq - before} rows of the phones came or went, as of {day.isoformat()}.")
