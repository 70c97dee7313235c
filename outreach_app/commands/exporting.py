"""`outreach export`: what a library has, in forms that others read."""

import json
from collections import Counter
from pathlib import Path

import click

from outreach_app.accounts.models import Library
from outreach_app.commands.context import as_json, in_app, library_meant, of_library
from outreach_app.db import reading
from outreach_app.directory.giving import documents, tables
from outreach_app.directory.intake.reading import FORMS, TABULAR
from outreach_app.partners.intake import giving


@click.group(name="export")
def exporting() -> None:
    """Give out what a library has, in forms that others read."""


@exporting.command(name="directory")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--form", type=click.Choice(FORMS), default=TABULAR, show_default=True, help="Tables or JSON, a zip of either.")
@as_json
@of_library
@in_app
def export_directory(file: Path, form: str, json_wanted: bool, library_name: str | None) -> None:
    """The referral directory as a package of the Human Services Data Specification 3.0."""
    library = library_meant(library_name)
    half = file.with_name(f".{file.name}.part")
    with reading(library) as session, half.open("wb") as out:
        if form == TABULAR:
            given = tables.write(session, out, session.get_one(Library, library).name)
        else:
            given = documents.write(session, out)
    half.replace(file)
    if json_wanted:
        left = [{"entity": one.entity, "id": one.id, "field": one.field, "row": one.is_row} for one in given.left]
        click.echo(json.dumps({"rows": given.rows, "left_out": left, "doubled": given.doubled}, ensure_ascii=False))
        return
    for (entity, field, is_row), count in Counter((one.entity, one.field, one.is_row) for one in given.left).items():
        what = (
            f"{count} of {entity} are left out: the standard needs {field}" if is_row else f"{count} {entity}.{field} left out"
        )
        click.echo(what, err=True)
    if given.doubled:
        click.echo(f"{given.doubled} rows stand once more under another id: a table can say one holder of a kind.", err=True)
    click.echo(f"{file}: {sum(given.rows.values())} rows, {given.rows.get('service', 0)} services.")


@exporting.command(name="partners")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--form", type=click.Choice(giving.FORMS), help="By the name of the file where nothing is said, else CSV.")
@as_json
@of_library
@in_app
def export_partners(file: Path, form: str | None, json_wanted: bool, library_name: str | None) -> None:
    """Partners, their places and contacts as a spreadsheet that `outreach import partners` reads again."""
    library = library_meant(library_name)
    with reading(library) as session:
        lines = giving.write(session, file, form or (giving.XLSX if file.suffix.lower() == ".xlsx" else giving.CSV))
    click.echo(json.dumps({"lines": lines}) if json_wanted else f"{file}: {lines} lines.")
