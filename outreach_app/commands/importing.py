"""`outreach import`: what a library has in spreadsheets already."""

import json
import sys
from pathlib import Path

import click

from outreach_app.commands.context import as_json, in_app, library_meant, of_library
from outreach_app.db import reading
from outreach_app.directory.intake import bringing as directory
from outreach_app.directory.intake import sources
from outreach_app.directory.intake.faults import FATES
from outreach_app.directory.intake.files import package_of
from outreach_app.kits.intake import bringing, sheet
from outreach_app.partners.intake import bringing as partners
from outreach_app.partners.intake import columns, tables


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


@importing.command(name="partners")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--same", is_flag=True, help="Take a name that is much like a partner's for that partner.")
@as_json
@of_library
@in_app
def import_partners(file: Path, dry_run: bool, same: bool, json_wanted: bool, library_name: str | None) -> None:
    """Partners, their places and contacts out of a CSV or XLSX file. Exit code 1 where lines have a fault."""
    library, table = library_meant(library_name), tables.read(file.read_bytes())
    matched = columns.guessed(table.head)
    with reading(library) as session:
        done = partners.planned(session, table, matched, [])
        alike = dict(done.alike) if same else {}
        if same:
            done = partners.planned(session, table, matched, list(alike))
    if not dry_run:
        done = partners.bring_in(library, table, matched, list(alike), agreed=None, by=None)
    if json_wanted:
        faults = [{"line": one.line, "says": str(one.says), "text": one.text} for one in done.troubles]
        click.echo(
            json.dumps({"new": done.new, "changes": done.changed, "alike": done.alike, "faults": faults}, ensure_ascii=False)
        )
    else:
        for one in done.troubles:
            click.echo(f"line {one.line}: {one.says}  ({one.text})", err=True)
        for name, other in done.alike.items():
            click.echo(f"{name} {'was taken for' if same else 'may be'} {other}.", err=True)
        would = "would be added" if dry_run else "added"
        click.echo(f"{done.new} partners {would}, {done.changed} changed; {len(done.troubles)} lines have a fault.")
    if done.troubles:
        sys.exit(1)


@importing.command(name="directory")
@click.argument("file", type=click.Path(exists=True, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only say what would be done.")
@click.option("--source", metavar="NAME", default="", help="Whose it is; the file's name where nothing is said.")
@click.option("--take-away", is_flag=True, help="Take away what this source brought before and has no more.")
@as_json
@of_library
@in_app
def import_directory(
    file: Path, dry_run: bool, source: str, take_away: bool, json_wanted: bool, library_name: str | None
) -> None:
    """A package of the Human Services Data Specification (a folder, a zip, JSON), or a spreadsheet with a service on each line.

    What the columns of a spreadsheet are is guessed, or as it was said at the desk. Exit code 1 where rows are left out.
    """
    library, whose = library_meant(library_name), sources.source_of(source, file.name)
    with reading(library) as session:
        said = sources.said_of(session, whose)
    with package_of(file, directory.there(library), whose, said=said) as given:
        package = given.package
        if dry_run:
            with reading(library) as session:
                done = directory.planned(session, package, whose)
        else:
            done = directory.bring_in(library, package, whose, agreed=None, takes_away=take_away, by=None)
        left_out = package.left_out
    counts = {"new": done.new, "changed": done.changed, "same": done.same, "gone": done.gone}
    if json_wanted:
        faults = [
            {"file": one.file, "where": one.where, "field": one.field, "says": str(one.says), "fate": one.fate.value}
            for one in package.faults
        ]
        told = {"source": whose, "left_out": left_out, "faults": faults, **{name: dict(many) for name, many in counts.items()}}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for column, meaning in given.said.items():
            click.echo(f"  {column} is {meaning or 'left out'}")
        for one in package.faults:
            click.echo(f"{one.file}, {one.where}: {one.field} {one.says} ({FATES[one.fate]})", err=True)
        for entity in done.entities:
            click.echo(f"  {entity:<24}" + "".join(f"{many[entity]:>8} {name}" for name, many in counts.items()))
        gone = (
            f"{sum(done.gone.values())} {'not in it any more' if dry_run else 'taken away'}; " if dry_run or take_away else ""
        )
        click.echo(
            f"{whose}: {sum(done.new.values())} entries {'would be ' if dry_run else ''}added, {sum(done.changed.values())} "
            f"changed, {sum(done.same.values())} as they are, {gone}{left_out} rows left out."
        )
    if left_out:
        sys.exit(1)
