"""`outreach bench`: the performance table, each figure beside its limit, measured in the same run."""

import json
import os
import platform
import sys
from itertools import chain

import click

from outreach_app.bench import (
    alarm,
    codes,
    desk,
    directory,
    edge,
    emergency,
    fetch,
    finding,
    million,
    push,
    reconnect,
    record,
    review,
    scans,
    screens,
    slow,
    weight,
)
from outreach_app.bench.figures import Figure, Missing, as_markdown, as_text
from outreach_app.commands.context import as_json

PARTS = {
    "push": push.measure,
    "fetch": fetch.measure,
    "reconnect": reconnect.measure,
    "slow": slow.measure,
    "app": weight.measure,
    "record": record.measure,
    "desk": desk.measure,
    "directory": directory.measure,
    "review": review.measure,
    "edge": edge.measure,
    "screens": screens.measure,
    "scans": scans.measure,
    "finding": finding.measure,
    "emergency": lambda **told: chain(emergency.measure(**told), alarm.measure(**told)),
    "codes": codes.measure,
    "million": million.measure,
}

NOT_ALL = 3


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(list(PARTS)))
@click.option("--runs", default=5, show_default=True, type=click.IntRange(1), help="Each figure is the median of so many.")
@click.option("--postgres", metavar="URL", help="A PostgreSQL server to make throwaway databases in; else one is started.")
@click.option("--markdown", is_flag=True, help="Print the table as docs/performance.md has it.")
@as_json
def bench(parts: tuple[str, ...], runs: int, postgres: str | None, markdown: bool, json_wanted: bool) -> None:
    """How fast it is on this machine. It uses libraries of its own that it makes and throws away, never yours.

    Exit code 3 where something could not be measured here; it is said what and why.
    """
    figures: list[Figure] = []
    missing: list[Missing] = []
    for name in parts or PARTS:
        click.echo(f"measuring {name} …", err=True)
        for one in PARTS[name](runs=runs, postgres=postgres):
            figures.append(one) if isinstance(one, Figure) else missing.append(one)
    if json_wanted:
        told = {one.name: one.as_dict() for one in figures} | {one.name: {"missing": one.why} for one in missing}
        click.echo(json.dumps(told, ensure_ascii=False))
    elif markdown:
        click.echo(f"{machine()}\n\n{as_markdown(figures, missing)}")
    else:
        click.echo(f"{machine()}\n{as_text(figures, missing)}")
    if missing:
        sys.exit(NOT_ALL)


def machine() -> str:
    """What it was measured on, in a line."""
    cores = os.cpu_count()
    told = f"{platform.system()} {platform.machine()}, {cores} cores, Python {platform.python_version()}"
    return f"{told}; load and server share it."
