"""Bodies that are long in coming: whoever waits for one keeps nobody else from being answered.

The server hands a request on when its head is here, and sets no limit to how long the rest may take. A phone on a bad
line takes a minute for it, one whose line was cut never ends, and somebody may mean it so. Therefore a worker has many
threads, of which a few run at a time: one that waits for a body is none of these.
"""

import os
import socket
import stat
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from threading import Lock, Semaphore
from typing import Any

from outreach_app import ids
from outreach_app.db import RETRY_AFTER_SECONDS
from outreach_app.problems import Refusal
from outreach_app.web.headers import API

THREADS = 64
# A worker runs Python on one core; a second thread answers while the first waits for the disk or the lock.
RUNNING = 4
# Bodies that are waited for at a time, in each worker: of one phone, of all who showed no token, of everybody.
MOST_OF_ONE, MOST_OF_UNKNOWN, MOST = 4, 24, 48
# After so many seconds of silence a connection is asked whether anybody is there, so often, so many times.
_SILENT, _AGAIN, _TIMES = 30, 10, 3
_BODILESS = frozenset({"GET", "HEAD", "OPTIONS"})
_UNKNOWN = ""


class SlowBodies:
    """Round an application that is served by `THREADS` threads."""

    def __init__(self, inner: Callable[..., Iterable[bytes]]) -> None:
        self._inner = inner
        self._lock = Lock()
        self._waited_for: Counter[str] = Counter()
        self._has_asked = False
        self.running = Semaphore(RUNNING)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if not self._has_asked:
            self._has_asked = True
            _ask_the_silent()
        if environ["REQUEST_METHOD"] in _BODILESS:
            with self.running:
                return self._inner(environ, start_response)
        body = _Body(environ, self)
        environ["wsgi.input"] = body
        with self.running:
            try:
                return self._inner(environ, start_response)
            finally:
                body.end()

    def begin(self, sender: str) -> None:
        """A body begins to be waited for. Raises `Refusal` "busy" where too many are already."""
        most = MOST_OF_UNKNOWN if sender == _UNKNOWN else MOST_OF_ONE
        with self._lock:
            if self._waited_for[sender] >= most or self._waited_for.total() >= MOST:
                again = ids.between(*RETRY_AFTER_SECONDS)
                raise Refusal("busy", "The server is busy. Nothing is lost; try again in a moment.", retry_after=again)
            self._waited_for[sender] += 1

    def end(self, sender: str) -> None:
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
        # The API asks for the token before it reads, so that whoever shows one there is known by it.
        is_api = environ["PATH_INFO"].startswith(API)
        self._sender = environ.get("HTTP_AUTHORIZATION", _UNKNOWN) if is_api else _UNKNOWN
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
            self._hall.begin(self._sender)
            self._is_waited_for = True
        self._hall.running.release()
        try:
            piece = read(*size)
            if self._left is not None:
                self._left = max(0, self._left - len(piece))
            if self._left == 0 or (not piece and size != (0,)):
                # Whoever waits for a turn with the whole body at hand is not waited for.
                self.end()
        finally:
            self._hall.running.acquire()
        return piece


def _ask_the_silent() -> None:
    """Let the system notice that whoever sent half of something is gone, on every connection that is made from now on."""
    if sys.platform != "linux":
        return
    for name in os.listdir("/proc/self/fd"):
        # What the list itself was read from is closed by now, and others may be.
        with suppress(OSError):
            if stat.S_ISSOCK(os.fstat(int(name)).st_mode):
                _ask(int(name))


def _ask(descriptor: int) -> None:
    with socket.socket(fileno=os.dup(descriptor)) as here:
        if here.family not in (socket.AF_INET, socket.AF_INET6) or here.type != socket.SOCK_STREAM:
            return
        # Those that it takes inherit it.
        here.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        here.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, _SILENT)
        here.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, _AGAIN)
        here.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPCNT, _TIMES)
