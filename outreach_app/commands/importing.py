"""`outreach import`: what a library has in spreadsheets already."""

import json
import sys
from pathlib import Path

import click

from outreach_app.commands.context import as_json, in_app, library_meant, of_library
from outreach_app.db import reading
from outreach_app.kits.intake import bringing, sheet


@click.group(name="import")
def importing() -> None:
    """Bring in what a library has in spreadsheets already."""


@importing.command(name="kits")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--look", is_flag=True, help="Only say what would be done.")
@as_json
@of_library
@in_app
def import_kits(file: Path, look: bool, json_wanted: bool, library_name: str | None) -> None:
    """Kits and their parts out of a CSV file; the desk's page says which columns. Exit code 1 where lines have a fault."""
    library, read = library_meant(library_name), sheet.read(file.read_bytes())
    if look:
        with reading(library) as session:
            done = bringing.planned(session, read)
    else:
        done = bringing.bring_in(library, read, agreed=None, by=None)
    if json_wanted:
        told = {
            "new_kits": done.new_kits,
            "new_parts": done.new_parts,
            "changes": done.changed_parts + done.renamed,
            "same": done.same,
            "faults": [{"line": one.line, "says": str(one.says), "text": one.text} for one in done.troubles],
        }
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for one in done.troubles:
            click.echo(f"line {one.line}: {one.says}  ({one.text})", err=True)
        would = "would be added" if look else "added"
        click.echo(
            f"{done.new_kits} kits and {done.new_parts} parts {would}, {done.changed_parts + done.renamed} changes; "
            f"{done.same} lines say what is so already, {len(done.troubles)} have a fault."
        )
    if done.troubles:
        sys.exit(1)
