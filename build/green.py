"""Remembers the state of the checkout in which every check last passed, so that the same checks are not run twice.

`green.py known` ends with 0, and says when and with what result, where every file is as it was at the last green run;
CI never asks the memory. `green.py remember COMMAND…` runs the command, passes its output and its end on, and
remembers when it was green and nothing changed under it; with `--part` it does not, for some tests prove nothing of the rest.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEMORY = ROOT / ".build" / "green"


def fingerprint() -> str:
    """The hash of every file that git knows or would add, of the Python that runs, and of the tools at hand."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True, check=True
    ).stdout.split(b"\0")
    total = hashlib.sha256(f"{sys.version}\n{os.environ.get('PATH', '')}\n".encode())
    for name in sorted(filter(None, set(listed))):
        file = ROOT / os.fsdecode(name)
        content = file.read_bytes() if file.is_file() else b"gone"
        total.update(name + b"\0" + hashlib.sha256(content).digest())
    return total.hexdigest()


def known(*, forced: bool) -> int:
    if forced or os.environ.get("CI") or not MEMORY.is_file():
        return 1
    state, when, result = MEMORY.read_text().splitlines()
    if state != fingerprint():
        return 1
    print(f"Nothing changed since everything was green at {when}: {result}")
    print("(make test FORCE=1 runs it all the same)")
    return 0


def remember(command: list[str], *, whole: bool) -> int:
    MEMORY.unlink(missing_ok=True)
    before = fingerprint()
    last = ""
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, errors="replace") as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    if process.returncode == 0 and whole and fingerprint() == before:
        MEMORY.parent.mkdir(exist_ok=True)
        MEMORY.write_text(f"{before}\n{datetime.now(UTC):%Y-%m-%d %H:%M UTC}\n{last.strip('= ')}\n")
    return process.returncode


if __name__ == "__main__":
    word, *rest = sys.argv[1:]
    if word == "known":
        sys.exit(known(forced="--force" in rest))
    is_part = rest[0] == "--part"
    sys.exit(remember(rest[is_part:], whole=not is_part))
