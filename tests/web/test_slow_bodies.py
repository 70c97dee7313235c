"""Whoever waits keeps nobody from being answered, and is not waited for without end."""

import errno
import socket
import sys
from threading import Event, Thread
from typing import Any

import pytest
from werkzeug.middleware.proxy_fix import ProxyFix

from fixtures.absent import skip_for_want_of
from outreach_app import turns
from outreach_app.problems import Refusal
from outreach_app.web.slow_bodies import MOST_OF_NETWORK, RUNNING, SlowBodies, watch


def test_others_run_in_the_place_of_one_that_stepped_aside() -> None:
    entered, end, heard = [Event() for _ in range(RUNNING)], Event(), []

    def app(environ: dict[str, Any], _start: Any) -> list[bytes]:
        if environ["PATH_INFO"] == "/quick":
            return [b"done"]
        with turns.aside():
            entered[environ["number"]].set()
            heard.append(end.wait(30))
        return [b"at last"]

    hall = SlowBodies(app)
    slow = [
        Thread(target=hall, args=({"REQUEST_METHOD": "GET", "PATH_INFO": "/slow", "number": number}, None))
        for number in range(RUNNING)
    ]
    for one in slow:
        one.start()
    try:
        assert all(one.wait(30) for one in entered)
        assert hall({"REQUEST_METHOD": "GET", "PATH_INFO": "/quick"}, None) == [b"done"]
    finally:
        end.set()
        for one in slow:
            one.join()
    # All of them were still aside when the other had its answer.
    assert heard == [True] * RUNNING


class Late:
    """A body that is not here before the test says so."""

    def __init__(self) -> None:
        self.wanted, self.here = Event(), Event()

    def read(self, *_size: int) -> bytes:
        self.wanted.set()
        return b"x" if self.here.wait(30) else b""


def test_behind_a_proxy_each_network_has_its_own_share_of_bodies_that_are_waited_for() -> None:
    def app(environ: dict[str, Any], _start: Any) -> list[bytes]:
        return [environ["wsgi.input"].read(1)]

    def asks(body: Late, network: str) -> list[bytes]:
        told = {"REQUEST_METHOD": "POST", "PATH_INFO": "/sign-in", "REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": network}
        return list(hall({**told, "wsgi.input": body}, None))

    hall = SlowBodies(ProxyFix(app, x_for=1))
    late = [Late() for _ in range(MOST_OF_NETWORK)]
    slow = [Thread(target=asks, args=(body, "203.0.113.1")) for body in late]
    at_once = Late()
    at_once.here.set()
    for one in slow:
        one.start()
    try:
        assert all(one.wanted.wait(30) for one in late)
        with pytest.raises(Refusal) as told:
            asks(at_once, "203.0.113.1")
        assert asks(at_once, "203.0.113.2") == [b"x"]
    finally:
        for body in late:
            body.here.set()
        for one in slow:
            one.join()
    assert told.value.code == "busy"
    assert asks(at_once, "203.0.113.1") == [b"x"]


def _sends_without_end(here: socket.socket) -> None:
    while True:
        here.sendall(b"0" * 65536)


def test_whoever_takes_nothing_of_an_answer_is_given_up_in_the_end() -> None:
    if sys.platform != "linux":
        skip_for_want_of("Linux, whose sockets can be told when to give up")
    with socket.create_server(("127.0.0.1", 0)) as listener:
        watch(listener.fileno(), unread_ms=300)
        with socket.create_connection(listener.getsockname()), listener.accept()[0] as here:
            here.settimeout(30)
            with pytest.raises(OSError, match="timed out") as ended:
                _sends_without_end(here)
    assert ended.value.errno == errno.ETIMEDOUT
