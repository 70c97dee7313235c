"""The `outreach` command. Each subcommand is thin: it asks, calls, and says what happened and what to do next."""

import json
import logging
import os
import shutil
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import TracebackType

import click
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels
from sqlalchemy.exc import OperationalError

from outreach_app import backup as copies
from outreach_app import demo, doctor, installation, rebuild, restoring, schema, serving
from outreach_app.app import create_app
from outreach_app.commands.bench import bench
from outreach_app.commands.context import as_json, asked_password, in_app, library_meant, of_library, settings
from outreach_app.commands.device import device
from outreach_app.commands.exporting import exporting
from outreach_app.commands.importing import importing
from outreach_app.commands.quarantine import quarantine
from outreach_app.commands.remind import remind
from outreach_app.commands.simulate import simulate
from outreach_app.commands.staff import staff
from outreach_app.commands.tidy import tidy
from outreach_app.db import db
from outreach_app.problems import Refusal
from outreach_app.settings import Settings, from_environment
from outreach_app.web.slow_bodies import THREADS


def main() -> None:
    """Run the command; what it will not do it says in one line, with exit code 1."""
    sys.excepthook = _keep_trace
    try:
        outreach.main(prog_name="outreach", standalone_mode=False)
    except click.Abort:
        _end("Stopped. Nothing more was done.")
    except click.exceptions.Exit as ended:
        sys.exit(ended.exit_code)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except Refusal as refusal:
        _end(str(refusal.message))
    except OperationalError as error:
        _end(f"The database would not do it: {str(error.orig).strip().splitlines()[0]}. Run: outreach doctor")
    except BrokenPipeError:
        # Who read the answer has gone; Python would complain of it again at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(1)


def _keep_trace(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """A fault of the program: its trace goes to a file, for whoever mends it."""
    with NamedTemporaryFile("w", prefix="outreach-fault-", suffix=".txt", delete=False) as out:
        out.writelines(traceback.format_exception(kind, error, trace))
    click.echo(f"Something went wrong in the program; it was not finished. What happened is in {out.name}", err=True)


def _end(message: str) -> None:
    click.echo(message, err=True)
    sys.exit(1)


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def outreach() -> None:
    """Outreach for public libraries: one server, the phones' app and the desk."""


@outreach.command()
@click.option("--library", prompt="Name of the library")
@click.option("--time-zone", prompt="Time zone (such as America/Chicago)")
@click.option("--languages", default="en", show_default=True, help="Codes with a comma between them, the main one first.")
@click.option("--email", prompt="Address by which the first admin signs in")
@click.option("--name", prompt="Name of the first admin")
@click.option("--password-stdin", is_flag=True, help="Read the password from standard input instead of asking.")
@in_app
def init(library: str, time_zone: str, languages: str, email: str, name: str, password_stdin: bool) -> None:
    """Make the database, the library and its first admin."""
    installation.refuse_if_there()
    wanted = installation.Wanted(library, time_zone, languages.split(","), email, name, asked_password(password_stdin))
    installation.make(wanted)
    click.echo(f"{library} is ready; {email} signs in as admin. Start the server with: {_called()} run")


def _called() -> str:
    """How this command is called: by its name where the shell finds it so, else by the path that was typed."""
    typed = sys.argv[0]
    return "outreach" if os.sep not in typed or shutil.which("outreach") == typed else typed


@outreach.command(name="demo")
@in_app
def demonstrate() -> None:
    """Fill an empty database with the demonstration library."""
    installation.refuse_if_there()
    password = demo.make(settings().demo_password)
    click.echo("The demonstration library is ready. These sign in, at the desk and in the field app:")
    for email, role in demo.SIGN_INS:
        click.echo(f"  {email:<26} {role}")
    click.echo(f"Password of all four: {password}")
    click.echo(f"It is shown this once. To set another: {_called()} staff password coordinator@example.org")


@outreach.command()
@in_app
def upgrade() -> None:
    """Bring the database to the shape that this version needs, and libraries to what new ones begin with."""
    before = schema.revision()
    schema.upgrade()
    installation.complete()
    after = schema.revision()
    click.echo("The database has the right shape already." if before == after else f"The database is at {after} now.")


@outreach.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at; 0.0.0.0 is every one.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64))
def run(host: str, port: int, workers: int) -> None:
    """Serve the desk, the field app and the phones' API until told to stop."""
    if (asked := from_environment()).metrics:
        share_metrics(asked)
    with checked() as told:
        shown = f"[{host}]" if ":" in host else host
        at = f"http://{shown}:{port}"
    serving.refuse_taken(host, port)
    with serving.serving(told.database_url):
        click.echo(f"Outreach is at {at} (field app: {at}/app/). Stop it with Ctrl+C.")
        sys.stdout.flush()
        # It warns of more threads than cores; of these only a few run at a time.
        logging.getLogger("_granian").addFilter(lambda record: "Python threads" not in record.getMessage())
        Granian(
            "outreach_app.serving:worker",
            factory=True,
            interface=Interfaces.WSGI,
            address=host,
            port=port,
            workers=workers,
            blocking_threads=THREADS,
            websockets=False,
            respawn_failed_workers=True,
            workers_kill_timeout=10,
            log_level=LogLevels.warning,
        ).serve()


@contextmanager
def checked() -> Iterator[Settings]:
    """The settings, once the database was found to have a library and the right shape; nothing of it stays open."""
    app = create_app()
    with app.app_context():
        schema.require_head()
        installation.require_library()
        yield app.extensions["settings"]
        db.engine.dispose()


def share_metrics(told: Settings) -> None:
    """Let the workers add up their figures in a folder of this run; to be called before anything counts."""
    folder = told.data / "metrics"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(folder)


for group in (staff, device, importing, exporting, quarantine, bench, simulate, tidy, remind):
    outreach.add_command(group)


@outreach.command(name="rebuild")
@click.option("--check", is_flag=True, help="Only compare; exit code 1 and a list where something differs.")
@as_json
@of_library
@in_app
def rebuild_command(check: bool, json_wanted: bool, library_name: str | None) -> None:
    """Fold everything anew from the ledger, and publish it anew."""
    library = library_meant(library_name)
    report = rebuild.check(library) if check else rebuild.rebuild(library)
    if json_wanted:
        told = {"subjects": report.subjects, "feed_rows": report.feed_rows, "differences": report.differences}
        click.echo(json.dumps(told, ensure_ascii=False))
    else:
        for line in report.differences:
            click.echo(line)
        mended = "differ from what is there" if check else "differed and are mended"
        outcome = f"{len(report.differences)} rows {mended}" if report.differences else "nothing differs"
        click.echo(f"{report.subjects} subjects and {report.feed_rows} rows of the feed folded anew: {outcome}.")
    if check and report.differences:
        sys.exit(1)


@outreach.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@in_app
def backup(file: Path) -> None:
    """Copy everything into FILE while the server runs."""
    counts = copies.backup(file, settings())
    click.echo(f"{file} holds {counts['facts']} facts and {counts['photos']} photos. It holds what people wrote: keep it safe.")


@outreach.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--replace", is_flag=True, help="Put it in the place of the library that is there. Stop the server first.")
@in_app
def restore(file: Path, replace: bool) -> None:
    """Put the copy in FILE into an empty database."""
    counts = restoring.restore(file, settings(), replace=replace)
    click.echo(
        f"{counts['facts']} facts and {counts['photos']} photos are back. Phones send again what the copy lacks by themselves."
    )


@outreach.command(name="doctor")
@as_json
@in_app
def doctor_command(json_wanted: bool) -> None:
    """Look at everything, say what is wrong and how to mend it."""
    found = doctor.examine(settings())
    if json_wanted:
        click.echo(json.dumps({one.name: one.as_dict() for one in found}, ensure_ascii=False))
    else:
        for one in found:
            click.echo(f"{'right' if one.right else 'WRONG'}  {one.name}: {one.says}")
            if not one.right:
                click.echo(f"       {one.mend}")
    if not all(one.right for one in found):
        sys.exit(1)
