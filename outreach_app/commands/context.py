"""What the commands have in common: the application's context, which library is meant, a password asked."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import click

from outreach_app import installation, schema
from outreach_app.app import create_app
from outreach_app.db import db
from outreach_app.problems import Refusal
from outreach_app.settings import Settings

P = ParamSpec("P")
R = TypeVar("R")

of_library = click.option("--library", "library_name", metavar="NAME", help="Which library, where the database holds several.")
as_json = click.option("--json", "json_wanted", is_flag=True, help="Print one JSON object.")


def in_app(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command inside the application's context."""

    @wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        app = create_app()
        click.get_current_context().obj = app.extensions["settings"]
        with app.app_context():
            try:
                return command(*args, **kwargs)
            finally:
                db.engine.dispose()

    return inside


def settings() -> Settings:
    """The settings of the running application."""
    told: Settings = click.get_current_context().obj
    return told


def library_meant(name: str | None) -> str:
    """The id of the library that a command is about. Raises `Refusal` where it cannot be told."""
    schema.require_head()
    installation.require_library()
    found = [one for one in installation.libraries() if name is None or name in (one.name, one.id)]
    if len(found) != 1:
        names = ", ".join(one.name for one in installation.libraries())
        raise Refusal("not_found", f"Say which library is meant with --library; there are: {names}.")
    return found[0].id


def asked_password(from_stdin: bool) -> str:
    """A password: the first line of standard input, or typed twice."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    typed: str = click.prompt("Password (10 characters or more)", hide_input=True, confirmation_prompt=True)
    return typed
