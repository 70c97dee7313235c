"""Servers in processes of their own: the product as it is run, and the floor that it is held against."""

import http.client
import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
PATIENCE_SECONDS = 60.0
_POLL_SECONDS = 0.05
# As many as `outreach run` gives a worker.
THREADS = 4


@dataclass(frozen=True)
class Running:
    """A server that answers."""

    process: "subprocess.Popen[bytes]"
    port: int

    def cpu_seconds(self) -> float | None:
        """What the server's processes have used of the processor so far; None where the system does not tell."""
        proc = Path("/proc")
        if not proc.is_dir():
            return None
        ticks = sum(_ticks(stat) for pid in _tree(self.process.pid) for stat in [proc / str(pid) / "stat"])
        return ticks / os.sysconf("SC_CLK_TCK")

    def peak_bytes(self) -> int | None:
        """The most memory that one of the server's processes has had; None where the system does not tell."""
        if not Path("/proc/self/status").exists():
            return None
        return max(_peak(pid) for pid in _tree(self.process.pid))


@contextmanager
def product(environment: Mapping[str, str], *, workers: int, log: Path = Path(os.devnull)) -> Iterator[Running]:
    """`outreach run` on the installation that the environment names; what it says goes to the end of `log`."""
    command = ["-c", "from outreach_app.cli import main; main()", "run"]
    with _serving(command, environment, workers, log) as running:
        yield running


@contextmanager
def floor(file: Path, *, workers: int) -> Iterator[Running]:
    """The bare route, under the same server with as many workers."""
    environment = {**os.environ, "BENCH_FLOOR_FILE": str(file)}
    with _serving(["-m", "outreach_app.bench.floor"], environment, workers, Path(os.devnull)) as running:
        yield running


@contextmanager
def _serving(command: list[str], environment: Mapping[str, str], workers: int, log: Path) -> Iterator[Running]:
    port = free_port()
    words = [sys.executable, *command, "--host", HOST, "--port", str(port), "--workers", str(workers)]
    with log.open("ab") as said:
        process = subprocess.Popen(words, env=dict(environment), stdout=subprocess.DEVNULL, stderr=said)
    try:
        _wait_until_it_answers(process, port)
        yield Running(process, port)
    finally:
        process.terminate()
        process.wait()


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(int(PATIENCE_SECONDS / _POLL_SECONDS)):
        with suppress(subprocess.TimeoutExpired):
            code = process.wait(timeout=_POLL_SECONDS)
            raise RuntimeError(f"the server ended with {code} before it answered")
        with suppress(OSError), closing(http.client.HTTPConnection(HOST, port, timeout=1)) as connection:
            connection.request("GET", "/healthz")
            if connection.getresponse().status < 500:
                return
    raise RuntimeError(f"the server did not answer within {PATIENCE_SECONDS:.0f} seconds")


def free_port() -> int:
    """A port that nobody listens at now."""
    with socket.socket() as listener:
        listener.bind((HOST, 0))
        port: int = listener.getsockname()[1]
    return port


def _tree(root: int) -> list[int]:
    """A process and all that descend from it."""
    parents: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with suppress(OSError):
                parents.setdefault(int(_fields(folder / "stat")[1]), []).append(int(folder.name))
    found, waiting = [], [root]
    while waiting:
        one = waiting.pop()
        found.append(one)
        waiting += parents.get(one, [])
    return found


def _peak(pid: int) -> int:
    with suppress(OSError):
        found = re.search(r"^VmHWM:\s+(\d+) kB", Path(f"/proc/{pid}/status").read_text(), re.M)
        return int(found[1]) * 1024 if found else 0
    return 0


def _ticks(stat: Path) -> int:
    with suppress(OSError):
        fields = _fields(stat)
        return int(fields[11]) + int(fields[12])
    return 0


def _fields(stat: Path) -> list[str]:
    # The name of the program stands in brackets and may hold anything.
    return stat.read_text().rpartition(")")[2].split()
