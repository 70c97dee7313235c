"""Phones of the field app's own program on a slow network that resets connections, for `outreach bench slow`.

It is told by one JSON object on the command line where the server is, and prints what `slow.ts` found with what the
proxy did.
"""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

from fixtures.proxy import TWO_G, Proxy  # noqa: E402


def node(*words: str) -> str:
    """What a program says that runs in the checkout's own Node."""
    command = [sys.executable, "hatch_build.py", "node", *words]
    return subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True).stdout.strip()


def main() -> None:
    """Stand between the phones and the server until all is handed in."""
    told = json.loads(sys.argv[1])
    fine, slow = Proxy(told["port"]), Proxy(told["port"], seed=told["seed"])
    try:
        slow.become(replace(TWO_G, resets=told["resets"]))
        program = node("build/simulation.mjs", "slow")
        found = json.loads(node(program, json.dumps({**told, "fine": fine.port, "slow": slow.port})).splitlines()[-1])
        print(json.dumps({**found, "connections": slow.connections, "resets": slow.resets}))
    finally:
        fine.close()
        slow.close()


if __name__ == "__main__":
    main()
