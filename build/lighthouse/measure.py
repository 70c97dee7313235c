"""How Lighthouse rates the field app and the front page on a slow phone: `make lighthouse`.

Serves the demonstration library on a free port, measures each page some times, prints the middle result beside the aims,
and ends with 1 where one is missed.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
AIMS = {"accessibility": 100, "best-practices": 100, "performance": 95}
TIMES = ("first-contentful-paint", "largest-contentful-paint", "total-blocking-time")
PAGES = ("/app/", "/")
RUNS = 3
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
QUIET = "--headless=new --no-sandbox --disable-quic --disable-background-networking --disable-component-update"


@contextmanager
def served() -> Iterator[str]:
    """The address of the demonstration library."""
    outreach = Path(sys.executable).with_name("outreach")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    with tempfile.TemporaryDirectory() as folder:
        told = {name: value for name, value in os.environ.items() if not name.startswith("OUTREACH_")}
        told |= {"OUTREACH_DATA": folder, "OUTREACH_BASE_URL": address}
        subprocess.run([outreach, "demo"], env=told, check=True, capture_output=True)
        # A session of its own, so that its workers end with it whatever a browser still holds open.
        server = subprocess.Popen(
            [outreach, "run", "--port", str(port)], env=told, stderr=subprocess.DEVNULL, start_new_session=True
        )
        try:
            while not answers(address):
                with suppress(subprocess.TimeoutExpired):
                    sys.exit(f"the server ended with {server.wait(timeout=0.1)}")
            yield address
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(timeout=30)
            with suppress(ProcessLookupError):
                os.killpg(server.pid, signal.SIGKILL)
            server.wait()


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:  # noqa: S310 (our own address)
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def measured(address: str, browser: str) -> dict[str, Any]:
    """What Lighthouse says of a page, once."""
    node = [sys.executable, "hatch_build.py", "node", HERE / "node_modules" / ".bin" / "lighthouse"]
    how = ["--quiet", "--output=json", f"--chrome-flags={QUIET}", f"--only-categories={','.join(AIMS)}"]
    environment = {**os.environ, "CHROME_PATH": browser}
    done = subprocess.run([*node, address, *how], cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return dict(json.loads(done.stdout[done.stdout.index("{") :]))


def main() -> int:
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        sys.exit("Chromium is needed (Debian: apt-get install chromium)")
    missed = 0
    with served() as address:
        for page in PAGES:
            said = [measured(address + page, browser) for _ in range(RUNS)]
            for category, aim in AIMS.items():
                score = round(100 * statistics.median(one["categories"][category]["score"] for one in said))
                missed += score < aim
                print(f"{page:6} {category:26} {score:6}      aim {aim}")
            for name in TIMES:
                print(f"{page:6} {name:26} {statistics.median(one['audits'][name]['numericValue'] for one in said):6.0f} ms")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
