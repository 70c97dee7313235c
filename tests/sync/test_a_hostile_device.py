"""Who means ill, with a token or without, against a real server: it is answered, memory stays small, others are served."""

import gzip
import http.client
import json
import select
import socket
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from fixtures.absent import skip_for_want_of
from fixtures.library import Library, fact_text, out_to
from fixtures.server import MakeServer, Server
from outreach_app import paths
from outreach_app.sync.envelope import MOST_BODY, MOST_FACTS, MOST_QUARANTINE
from outreach_app.web.slow_bodies import MOST_OF_ONE, MOST_OF_UNKNOWN, THREADS

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
# Of what one worker takes at its most, beside what it took after a first, honest exchange.
MOST_MORE_KB = 64 * 1024
# All of 127.0.0.0/8 is this machine: whoever comes from here is of another network than the rest.
ELSEWHERE = "127.0.0.2"


@dataclass
class Attacked:
    library: Library
    server: Server
    token: str

    def post(
        self, path: str, body: Any, *, token: str | None = None, source: str = "127.0.0.1", **headers: str
    ) -> tuple[int, dict[str, Any]]:
        """The status and what was said; the nonce is there whatever it is."""
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30, source_address=(source, 0))
        shown = {"Authorization": f"Device {token or self.token}"} if token != "" else {}
        told = {"Outreach-Nonce": "nonce-1", "Connection": "close", **shown}
        told |= {name.replace("_", "-"): value for name, value in headers.items()}
        line.request("POST", f"/api/v1/{path}", raw, told)
        with line.getresponse() as answer:
            assert answer.headers["Outreach-Nonce"] == "nonce-1"
            said: dict[str, Any] = json.loads(answer.read())
            line.close()
            return answer.status, said

    def sync(self, facts: list[str], *, token: str | None = None, **others: Any) -> tuple[int, dict[str, Any]]:
        told = {"protocol": 1, "sent_at": "2026-11-24T15:00:00Z", "facts": facts, "cursor": None, **others}
        return self.post("sync", told, token=token)

    def page(self, path: str) -> int:
        return self._visits("GET", path)

    def types(self, path: str, form: bytes) -> int:
        return self._visits("POST", path, form, Content_Type="application/x-www-form-urlencoded")

    def _visits(self, method: str, path: str, body: bytes | None = None, **headers: str) -> int:
        line = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        told = {name.replace("_", "-"): value for name, value in headers.items()}
        line.request(method, path, body, {"Connection": "close", **told})
        with line.getresponse() as answer:
            answer.read()
            line.close()
            return answer.status

    def begins(self, path: str, *, token: str | None = None) -> socket.socket:
        """A request whose body does not go on."""
        line = socket.create_connection(("127.0.0.1", self.server.port), timeout=30)
        shown = f"Authorization: Device {token}\r\n" if token else ""
        head = f"POST /api/v1/{path} HTTP/1.1\r\nHost: here\r\nOutreach-Nonce: nonce-1\r\n{shown}Content-Length: 5000\r\n\r\n"
        line.sendall(head.encode() + b"{")
        return line

    def asks_and_reads_nothing(self, path: str) -> socket.socket:
        """A request for a page whose answer is left where it is."""
        line = socket.socket()
        # As little as the system lets somebody take at once.
        line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1)
        line.connect(("127.0.0.1", self.server.port))
        line.sendall(f"GET {path} HTTP/1.1\r\nHost: here\r\n\r\n".encode())
        return line

    @property
    def peak_kb(self) -> int:
        """The most memory that a process of the server has had, of those that there are."""
        return max(_peak(pid) for pid in _with_children(self.server.process.pid))


@pytest.fixture
def attacked(library: Library, database_url: str, make_server: MakeServer) -> Attacked:
    if not Path("/proc/self/status").exists():
        skip_for_want_of("/proc, to ask what a process takes")
    token = library.device("phone-a", "ann")
    server = make_server(database_url).start()
    attacked = Attacked(library, server, token)
    assert attacked.sync([fact(1)])[0] == 200
    # A form of the desk is read whole, by whatever reads it.
    assert attacked.types("/sign-in", b"email=ann%40example.org&password=" + b"x" * 5000) == 422
    return attacked


def fact(n: int, device: str = "phone-a", **others: Any) -> str:
    told = {"id": f"{device}-{n}", "device": device, "seq": n, "author": "ann", **others}
    return fact_text("kit.checked_out", "K1", out_to("ann"), **told)


def test_what_is_too_much_is_told_by_name_and_takes_no_memory(attacked: Attacked) -> None:
    before = attacked.peak_kb
    full = MOST_BODY - 1000
    deep = ("[" * (full // 2) + "]" * (full // 2)).encode()
    for body, packed, expected in [
        (b"0" * (64 * MOST_BODY), True, 413),
        (gzip.compress(b"0" * (200 * MOST_BODY)), True, 413),
        (
            json.dumps({"protocol": 1, "facts": [fact(2, id=str(n), note="x" * 65_000) for n in range(MOST_FACTS)]}).encode(),
            True,
            413,
        ),
        (deep, False, 400),
        (b'{"protocol":1,"facts":[' + b'"",' * (full // 3) + b'""]}', False, 400),
        (b'{"protocol":1,"devices":[' + b'"a",' * (full // 4) + b'"a"]}', False, 400),
        (b'{"' + b"x" * full + b'":1}', False, 400),
    ]:
        sent = gzip.compress(body) if packed and not body.startswith(b"\x1f\x8b") else body
        headers = {"Content_Encoding": "gzip"} if packed else {}
        status, said = attacked.post("sync", sent, **headers)
        assert (status, said["code"]) == (expected, "too_large" if expected == 413 else "envelope.broken")

    # What is allowed is kept, and each element answered: none of it makes the next one wait.
    size = MOST_QUARANTINE // MOST_FACTS - 10
    odd = [*("[" * size for _ in range(MOST_FACTS - 2)), fact(2, id="x" * size), fact(3)]
    status, said = attacked.sync(odd)
    assert status == 200
    assert [one["outcome"] for one in said["results"]] == ["quarantined"] * (MOST_FACTS - 1) + ["stored"]
    assert attacked.peak_kb - before < MOST_MORE_KB


def test_gaps_without_number_are_told_once_and_within_bounds(attacked: Attacked) -> None:
    before = attacked.peak_kb
    for batch in range(10):
        status, said = attacked.sync([fact(2 * n + 3) for n in range(batch * MOST_FACTS, (batch + 1) * MOST_FACTS)])
        assert status == 200

    # A name that stands there many times is one phone.
    status, said = attacked.sync([], devices=["phone-a"] * 64)
    assert status == 200
    assert [one["device"] for one in said["have"]] == ["phone-a"]
    assert len(said["have"][0]["beyond"]) == 10 * MOST_FACTS
    assert attacked.peak_kb - before < MOST_MORE_KB


def test_whoever_dribbles_is_told_to_come_again_and_holds_up_nobody(attacked: Attacked) -> None:
    other = attacked.library.device("phone-b", "ann")
    with ExitStack() as open_lines:
        begun = [open_lines.enter_context(attacked.begins("sync", token=attacked.token)) for _ in range(MOST_OF_ONE + 20)]
        told = _answered(begun, 20)
        for line in told:
            with http.client.HTTPResponse(line) as answer:
                answer.begin()
                assert (answer.status, json.loads(answer.read())["code"]) == (503, "busy")
                assert int(answer.headers["Retry-After"]) > 0

        assert attacked.sync([fact(1, device="phone-b")], token=other)[0] == 200
        assert attacked.page("/sign-in") == 200

        unknown = [open_lines.enter_context(attacked.begins("enrol")) for _ in range(MOST_OF_UNKNOWN + 20)]
        kept_up = [line for line in [*begun, *unknown] if line not in _answered(begun, 20)]
        for _ in range(3):
            for line in kept_up:
                with suppress(ConnectionError):
                    line.sendall(b" ")
            assert attacked.page("/sign-in") == 200
        wrong = {"email": "nobody@one.example", "password": "wrong and long", "label": "x"}
        assert attacked.post("enrol", wrong, token="", source=ELSEWHERE)[0] == 401
        assert attacked.sync([fact(2, device="phone-b")], token=other)[0] == 200
        assert attacked.page("/app/") == 200
        assert attacked.post("sync", {}, token="none of ours")[0] == 401

    # It hears of those that hung up when their lines' ends arrive.
    assert any(attacked.sync([fact(2)])[0] == 200 for _ in range(200))


def test_whoever_reads_nothing_of_an_answer_holds_up_nobody_and_takes_no_memory(attacked: Attacked) -> None:
    largest = max((file for file in paths.DIST.rglob("*") if file.suffix == ".wasm"), key=lambda file: file.stat().st_size)
    before = attacked.peak_kb
    with ExitStack() as open_lines:
        for path in (f"/static/{largest.relative_to(paths.DIST)}", "/app/"):
            begun = [open_lines.enter_context(attacked.asks_and_reads_nothing(path)) for _ in range(THREADS + 20)]
            assert len(_answered(begun, len(begun))) == len(begun)
            assert attacked.sync([fact(2)])[0] == 200
            assert attacked.page("/sign-in") == 200
    assert attacked.peak_kb - before < MOST_MORE_KB


def test_a_line_that_was_cut_is_noticed_though_nobody_says_so(attacked: Attacked) -> None:
    with attacked.begins("sync", token=attacked.token) as line:
        here, there = attacked.server.port, line.getsockname()[1]
        assert attacked.page("/healthz") == 200
        # The second column from the end of the address pair: 02 is a timer that asks whether the other side is there.
        rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
        timers = [row[5][:2] for row in rows if (_port(row[1]), _port(row[2])) == (here, there)]
        assert timers == ["02"]


def _port(address: str) -> int:
    return int(address.split(":")[1], 16)


def _answered(lines: list[socket.socket], many: int) -> list[socket.socket]:
    """Those on which something came, once there are so many."""
    answered: list[socket.socket] = []
    while len(answered) < many:
        answered, _, _ = select.select(lines, [], [], 30)
        assert answered
    return answered


def _peak(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(row for row in status.splitlines() if row.startswith("VmHWM")).split()[1])


def _with_children(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _with_children(int(child)))]
