"""Answers that are given again before the application is asked: a poster is scanned by a full hall, with phones alike.

A view may say of its answer that whoever asks the same is given the same, until when, and what is counted by it. The
answer is kept as it went out, so that it cannot differ from one that is made anew; whatever is not kept is asked for.
"""

from collections.abc import Callable, Iterable, Mapping
from time import perf_counter
from typing import Any, NamedTuple

from flask import Flask

from outreach_app import clock
from outreach_app.web.headers import SCANS
from outreach_app.web.logs import NUMBER

AGAIN = "outreach.again"
"""Under this name a view tells it, in the request's environment."""
MOST, LONGEST = 1000, 400
_ENDPOINT = "scans.scanned"

Start = Callable[..., Any]
Key = tuple[str, str, str, str, str]


class Again(NamedTuple):
    """What a view says of its answer: good for so long, and what is noted each time that it is given."""

    until: float
    note: Callable[[Mapping[str, Any]], None]


class _Kept(NamedTuple):
    again: Again
    status: str
    headers: list[tuple[str, str]]
    body: list[bytes]


class AtOnce:
    """Round an application. How many answers it keeps has an end, whoever walks through codes or invents languages."""

    def __init__(self, app: Flask, inner: Callable[..., Iterable[bytes]]) -> None:
        self._inner = inner
        self._number: Callable[[], str] = app.extensions["request_numbers"]
        self._answered: Callable[[str, str, float], None] | None = app.extensions.get("answered")
        self._kept: dict[Key, _Kept] = {}

    def __len__(self) -> int:
        return len(self._kept)

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] != "GET" or not environ["PATH_INFO"].startswith(SCANS):
            return self._inner(environ, start_response)
        began, key = perf_counter(), _key(environ)
        kept = self._kept.get(key)
        if kept is None or kept.again.until <= clock.now().timestamp():
            return self._ask(key, environ, start_response)
        kept.again.note(environ)
        start_response(kept.status, [*kept.headers, (NUMBER, self._number())])
        if self._answered:
            self._answered(_ENDPOINT, kept.status[:3], perf_counter() - began)
        return kept.body

    def _ask(self, key: Key, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        went: list[tuple[str, list[tuple[str, str]]]] = []

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            went[:] = [(status, headers)]
            return start_response(status, headers, *more)

        answer = self._inner(environ, start)
        again = environ.get(AGAIN)
        if again is None or not went or sum(map(len, key)) > LONGEST:
            return answer
        try:
            body = [b"".join(answer)]
        finally:
            if hasattr(answer, "close"):
                answer.close()
        ((status, headers),) = went
        if len(self._kept) >= MOST:
            self._kept.clear()
        self._kept[key] = _Kept(again, status, [one for one in headers if one[0] != NUMBER], body)
        return body


def _key(environ: Mapping[str, Any]) -> Key:
    """All that an answer hangs on: its headers say so (`Vary`), and what the reader has already."""
    get = environ.get
    return (
        environ["PATH_INFO"],
        get("QUERY_STRING", ""),
        get("HTTP_ACCEPT_LANGUAGE", ""),
        get("HTTP_ACCEPT_ENCODING", ""),
        get("HTTP_IF_NONE_MATCH", ""),
    )
