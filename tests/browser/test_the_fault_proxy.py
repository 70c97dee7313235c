"""The proxy of the browser's tests does what it says; else what they hold against it would prove nothing."""

import socket
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fixtures.proxy import ANSWERS_LOST, FINE, LIE_FI, SIGN_IN_PAGE, TO_A_SIGN_IN_PAGE, TWO_G, MakeProxy, Network, Proxy

ANSWER = bytes(range(256)) * 40


class Answering(BaseHTTPRequestHandler):
    """Gives back one answer to whatever is sent, and keeps what that was."""

    protocol_version = "HTTP/1.1"
    server: "Behind"

    def do_POST(self) -> None:
        self.server.heard.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.was_heard.set()
        self.send_response(200)
        self.send_header("Content-Length", str(len(ANSWER)))
        self.end_headers()
        self.wfile.write(ANSWER)

    def log_message(self, *_: object) -> None:
        pass


class Behind(ThreadingHTTPServer):
    """A server that a proxy stands before."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.heard: list[bytes] = []
        self.was_heard = threading.Event()

    def handle_error(self, *_: object) -> None:
        pass  # that connections break is what is tried here


@pytest.fixture
def behind() -> Iterator[Behind]:
    with Behind() as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def proxy(behind: Behind, make_proxy: MakeProxy) -> Proxy:
    return make_proxy(behind.server_port)


def ask(proxy: Proxy, body: bytes = b"a fact") -> tuple[int, bytes]:
    request = urllib.request.Request(proxy.url, body, method="POST")
    with urllib.request.build_opener(NoRedirects).open(request, timeout=30) as answer:
        return answer.status, answer.read()


class NoRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        return None


def test_a_network_with_nothing_wrong_changes_no_byte(proxy: Proxy, behind: Behind):
    body = bytes(reversed(range(256))) * 100

    assert ask(proxy, body) == (200, ANSWER)
    assert behind.heard == [body]
    assert proxy.bytes_up > len(body)
    assert proxy.bytes_down > len(ANSWER)


def test_a_slow_one_takes_its_time_for_each_byte_and_changes_none(behind: Behind, make_proxy: MakeProxy):
    waited: list[float] = []

    async def pause(seconds: float) -> None:
        waited.append(seconds)

    proxy = make_proxy(behind.server_port, pause=pause)
    proxy.become(TWO_G)
    assert ask(proxy) == (200, ANSWER)
    assert waited.count(TWO_G.latency_s) >= 2
    assert sum(waited) >= 2 * TWO_G.latency_s + len(ANSWER) / TWO_G.bytes_per_s


@pytest.mark.parametrize("network", [LIE_FI, ANSWERS_LOST], ids=["unheard", "heard"])
def test_one_that_never_answers_takes_what_is_sent_and_hangs(network: Network, proxy: Proxy, behind: Behind):
    proxy.become(network)
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=30) as phone:
        phone.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\na fact")
        proxy.wait_until(lambda it: it.unanswered > 0)
        if network.reaches:
            assert behind.was_heard.wait(30)
        # What hangs goes on hanging when the network is well again, as a dead cell's connection does.
        proxy.become(FINE)
        assert ask(proxy, b"another") == (200, ANSWER)
        phone.setblocking(False)
        with pytest.raises(BlockingIOError):
            phone.recv(1)
    assert behind.heard == ([b"a fact"] if network.reaches else []) + [b"another"]


def test_somebody_else_answers_with_a_page_or_leads_elsewhere(proxy: Proxy, behind: Behind):
    proxy.become(SIGN_IN_PAGE)
    status, page = ask(proxy)
    assert (status, b"Wi-Fi" in page) == (200, True)
    proxy.become(TO_A_SIGN_IN_PAGE)
    with pytest.raises(urllib.error.HTTPError) as led:
        ask(proxy)
    led.value.close()

    assert (led.value.code, led.value.headers["Location"]) == (302, "http://127.0.0.1:9/guests")
    assert behind.heard == []


def test_an_answer_is_cut_at_the_byte_that_was_named(proxy: Proxy, behind: Behind):
    proxy.become(Network(cut_after=100))
    with pytest.raises((OSError, HTTPException)):
        ask(proxy)

    assert behind.heard == [b"a fact"]
    assert proxy.resets == 1
    assert proxy.bytes_down == 0


def test_a_share_of_connections_is_reset_before_the_request_or_within_the_answer(proxy: Proxy, behind: Behind):
    proxy.become(Network(resets=0.5))
    asked = 40
    well = 0
    for _ in range(asked):
        with suppress(OSError, HTTPException):
            well += ask(proxy) == (200, ANSWER)

    assert well + proxy.resets == asked
    assert 10 <= proxy.resets <= 30
    assert well < len(behind.heard) < asked


def test_connections_end_when_the_network_changes(proxy: Proxy):
    with socket.create_connection(("127.0.0.1", proxy.port), timeout=30) as phone:
        phone.sendall(b"POST")
        proxy.wait_until(lambda it: it.bytes_up > 0)
        proxy.become(LIE_FI)
        with pytest.raises(ConnectionError):
            phone.recv(1)
