"""Points round the commit at which a server kills itself, as a power cut would: armed by a header of the request."""

import os
import signal
from collections.abc import Callable, Iterable
from contextvars import ContextVar
from typing import Any

from flask import Flask
from sqlalchemy import event

from outreach_app.db import db

_armed: ContextVar[str] = ContextVar("armed", default="")
_statements: ContextVar[int] = ContextVar("statements", default=0)


class KillPoints:
    """Round the application: `arrived`, `statement:<n>`, `before_commit`, `after_commit` and `before_answer`.

    The header Simulate-Now tells the time, in milliseconds since 1970, by which the server's clock goes.
    """

    def __init__(self, app: Flask, set_clock: Callable[[int], None]) -> None:
        self._inner = app.wsgi_app
        self._set_clock = set_clock
        with app.app_context():
            _watch(db.engine)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        point = environ.get("HTTP_SIMULATE_KILL", "")
        self._set_clock(int(environ.get("HTTP_SIMULATE_NOW", "0")))
        _armed.set(point)
        _statements.set(0)
        _reach("arrived")
        answer = b"".join(self._inner(environ, start_response))
        _reach("before_answer")
        return [answer]


def _watch(engine: Any) -> None:
    commit = engine.dialect.do_commit

    def commit_between(connection: Any) -> None:
        _reach("before_commit")
        commit(connection)
        _reach("after_commit")

    engine.dialect.do_commit = commit_between

    @event.listens_for(engine, "before_cursor_execute")
    def count(*_: object) -> None:
        _statements.set(_statements.get() + 1)
        _reach(f"statement:{_statements.get()}")


def _reach(point: str) -> None:
    if _armed.get() == point:
        os.kill(os.getpid(), signal.SIGKILL)
