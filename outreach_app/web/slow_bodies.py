"""Bodies that are long in coming: whoever waits for one keeps nobody else from being answered.

The server hands a request on when its head is here, and sets no limit to how long the rest may take. A phone on a bad
line takes a minute for it, one whose line was cut never ends, and somebody may mean it so. Therefore a worker has many
threads, of which a few run at a time: one that waits for a body is none of these, nor one that steps aside
(`outreach_app.turns`). What is made of an answer is handed to the server whole, so that nobody waits for who reads it.
"""

import os
import socket
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from threading import Lock, Semaphore
from typing import Any, NamedTuple

from outreach_app import ids, turns
from outreach_app.db import RETRY_AFTER_SECONDS
from outreach_app.problems import Refusal
from outreach_app.web.headers import API
from outreach_app.web.network import network_of

THREADS = 64
# A worker runs Python on one core; a second thread answers while the first waits for the disk or the lock.
RUNNING = 4
# Bodies that are waited for at a time, in each worker: of one phone, of all who showed no token and came from one
# network, of all who showed none, of everybody.
MOST_OF_ONE, MOST_OF_NETWORK, MOST_OF_UNKNOWN, MOST = 4, 8, 24, 48
# After so many seconds of silence a connection is asked whether anybody is there, so often, so many times.
_SILENT, _AGAIN, _TIMES = 30, 10, 3
# Whoever has taken nothing of an answer for so long is given up.
UNREAD_MS = 60_000
_BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})


class Sender(NamedTuple):
    """Who sends a body: by the token that was shown, or by the network that it comes from."""

    token: str | None
    network: str | None


class SlowBodies:
    """Round an application that is served by `THREADS` threads."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self._inner = inner
        self._lock = Lock()
        self._waited_for: Counter[Sender] = Counter()
        self._has_asked = False
        self.running = Semaphore(RUNNING)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._has_asked:
            self._has_asked = True
            _ask_the_silent()
        if environ["REQUEST_METHOD"] in _BODILESS:
            with self.running, turns.stepping(self.aside):
                return self._inner(environ, start_response)
        body = _Body(environ, self)
        environ["wsgi.input"] = body
        with self.running, turns.stepping(self.aside):
            try:
                return self._inner(environ, start_response)
            finally:
                body.end()

    @contextmanager
    def aside(self) -> Iterator[None]:
        """Within the block another thread runs in this one's place."""
        self.running.release()
        try:
            yield
        finally:
            self.running.acquire()

    def begin(self, sender: Sender) -> None:
        """A body begins to be waited for. Raises `Refusal` "busy" where too many are already."""
        with self._lock:
            unknown = sum(many for one, many in self._waited_for.items() if one.token is None)
            is_full = sender.token is None and unknown >= MOST_OF_UNKNOWN
            most = MOST_OF_NETWORK if sender.token is None else MOST_OF_ONE
            if is_full or self._waited_for[sender] >= most or self._waited_for.total() >= MOST:
                again = ids.between(*RETRY_AFTER_SECONDS)
                raise Refusal("busy", "The server is busy. Nothing is lost; try again in a moment.", retry_after=again)
            self._waited_for[sender] += 1

    def end(self, sender: Sender) -> None:
        """It is here, or given up."""
        with self._lock:
            self._waited_for[sender] -= 1
            if not self._waited_for[sender]:
                del self._waited_for[sender]


class _Body:
    """What a request's body is read from; while it waits for more, another thread may run."""

    def __init__(self, environ: dict[str, Any], hall: SlowBodies) -> None:
        self._inner = environ["wsgi.input"]
        self._hall = hall
        self._environ = environ
        self._sender = Sender(None, None)
        length = environ.get("CONTENT_LENGTH") or ""
        self._left = int(length) if length.isdecimal() else None
        self._is_waited_for = False

    # A server may know no -1 for "all": what is not asked for is not passed on.
    def read(self, *size: int) -> bytes:
        return self._waited(self._inner.read, *size)

    def readline(self, *size: int) -> bytes:
        return self._waited(self._inner.readline, *size)

    def readlines(self, *_hint: int) -> list[bytes]:
        return list(self)

    def __iter__(self) -> "_Body":
        return self

    def __next__(self) -> bytes:
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def end(self) -> None:
        if self._is_waited_for:
            self._is_waited_for = False
            self._hall.end(self._sender)

    def _waited(self, read: Callable[..., bytes], *size: int) -> bytes:
        if self._left == 0:
            return read(*size)
        if not self._is_waited_for:
            # Not before: the address that a proxy tells of is put in on the way here.
            self._sender = _sender(self._environ)
            self._hall.begin(self._sender)
            self._is_waited_for = True
        with self._hall.aside():
            piece = read(*size)
            if self._left is not None:
                self._left = max(0, self._left - len(piece))
            if self._left == 0 or (not piece and size != (0,)):
                # Whoever waits for a turn with the whole body at hand is not waited for.
                self.end()
        return piece


def _sender(environ: dict[str, Any]) -> Sender:
    # The API asks for the token before it reads, so that whoever shows one there is known by it.
    token = environ.get("HTTP_AUTHORIZATION") if environ["PATH_INFO"].startswith(API) else None
    return Sender(token, None if token else network_of(environ.get("REMOTE_ADDR")))


def _ask_the_silent() -> None:
    """Let the system notice that whoever sent half of something is gone, on every connection that is made from now on."""
    if sys.platform != "linux":
        return
    for name in os.listdir("/proc/self/fd"):
        # What the list itself was read from is closed by now, and others may be.
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                watch(int(name))


def watch(descriptor: int, unread_ms: int = UNREAD_MS) -> None:
    """Let the system give up those whom this socket takes from now on when they are gone, or read nothing for so long."""
    with socket.socket(fileno=os.dup(descriptor)) as here:
        if here.family not in (socket.AF_INET, socket.AF_INET6) or here.type != socket.SOCK_STREAM:
            return
        # Those that it takes inherit it.
        here.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        here.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, _SILENT)
        here.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, _AGAIN)
        here.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, _TIMES)
        here.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, unread_ms)
