"""`outreach simulate`: phones against a real server, with everything going wrong that goes wrong in the field."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from outreach_app import paths
from outreach_app.commands.context import as_json
from outreach_app.problems import Refusal

# Of what is drawn three in ten are facts; the rest is syncing, time, and what goes wrong.
ACTIONS_PER_FACT = 10 / 3


@click.command()
@click.option("--phones", default=3, show_default=True, type=click.IntRange(1, 50), help="Phones that each seed begins with.")
@click.option("--facts", default=12, show_default=True, type=click.IntRange(1), help="Facts recorded in each seed, about.")
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0), help="The first seed; each seed repeats itself.")
@click.option("--seeds", default=20, show_default=True, type=click.IntRange(1), help="So many seeds, one after another.")
@click.option("--seconds", default=0, type=click.IntRange(0), help="Stop after the seed in which they are over; 0 for never.")
@click.option("--faults", default="", metavar="LIST", help="Only these, with commas between; all where none is named.")
@click.option(
    "--database",
    default="",
    envvar="OUTREACH_SIMULATION_DATABASE",
    metavar="URL",
    help="A PostgreSQL database beside which the simulation makes one of its own, and drops it at the end; else SQLite.",
)
@click.option("--shrink/--no-shrink", default=True, help="Whether a seed that fails is made as small as can be.")
@as_json
def simulate(
    phones: int,
    facts: int,
    seed: int,
    seeds: int,
    seconds: int,
    faults: str,
    database: str,
    shrink: bool,
    json_wanted: bool,
) -> None:
    """Let phones of many seeds record and sync while network, storage, clocks, people and server fail, and check the laws.

    It makes a library of its own and never touches yours. Needs a checkout of the sources, since the phones are the field
    app's own program. Exit code 1 where a law was broken: the seed and what is left of it is printed.
    """
    told = run(
        phones=phones,
        actions=max(1, round(facts * ACTIONS_PER_FACT)),
        seed=seed,
        seeds=seeds,
        seconds=seconds,
        faults=[name.strip() for name in faults.split(",") if name.strip()],
        database=database,
        shrink=shrink,
    )
    click.echo(json.dumps(told, ensure_ascii=False) if json_wanted else as_text(told))
    if told["failures"]:
        sys.exit(1)


def run(**options: Any) -> dict[str, Any]:
    """What came of it: seeds, steps by kind, how often each fault was used, and the failures.

    Raises `Refusal` "simulation.no_sources" outside a checkout, "simulation.fell" where the simulation itself ended early.
    """
    root = paths.TEMPLATES.parent
    host = root / "tests" / "simulation" / "host.py"
    if not host.is_file():
        raise Refusal("simulation.no_sources", "A simulation needs a checkout of the sources: run it there.")
    whole = {"replay": None, "python": sys.executable, "host": str(host), "database": "", "failures": 0, **options}
    program = _node(root, "build/simulation.mjs").strip()
    out = _node(root, program, json.dumps(whole))
    return dict(json.loads(out.strip().splitlines()[-1]))


def _node(root: Path, *words: str) -> str:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("OUTREACH_")}
    command = [sys.executable, "hatch_build.py", "node", *words]
    with subprocess.Popen(command, cwd=root, env=environment, stdout=subprocess.PIPE, text=True) as process:
        out, _ = process.communicate()
    if not out.strip():
        raise Refusal("simulation.fell", f"The simulation ended with {process.returncode} and said nothing; see above.")
    return out


def as_text(told: Mapping[str, Any]) -> str:
    """The report for people."""
    lines = [
        f"{told['seeds']} seeds, {told['steps']} steps: {told['request']} requests, {told['storage']} operations of storage, "
        f"{told['restart']} restarts"
    ]
    lines += [f"  {name:<28} {count:>6} times" for name, count in told["faults"].items()]
    for one in told["failures"]:
        lines += [f"seed {one['seed']} broke a law: {one['says']}", f"  what is left of it: {json.dumps(one['actions'])}"]
    lines.append("Nothing was lost." if not told["failures"] else f"{len(told['failures'])} seeds failed.")
    return "\n".join(lines)
