"""Logs: a JSON object a line on standard error, with the request that it belongs to.

What is logged are ids, kinds and counts; never a name, an address or a body.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from itertools import count
from time import perf_counter
from typing import TextIO

from flask import Flask, Response, g, has_request_context, request

from outreach_app import ids

log = logging.getLogger(__name__)
NUMBER = "Outreach-Request"
# A scan is counted, and not told of: nothing but its day and its code is anybody's.
QUIET = {"static", "scans.scanned", "health.alive", "health.ready", "health.metrics"}


class Line(logging.Formatter):
    """One record as a JSON object on one line."""

    def format(self, record: logging.LogRecord) -> str:
        told: dict[str, object] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "from": record.name,
            "says": record.getMessage(),
        }
        if has_request_context() and "request_id" in g:
            told["request"] = g.request_id
        told.update(getattr(record, "told", {}))
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


class _StandardError(logging.StreamHandler[TextIO]):
    """Writes to whatever standard error is when the line is written."""

    def __init__(self) -> None:
        super().__init__(sys.stderr)
        self.setFormatter(Line())

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def init(app: Flask) -> None:
    """Number the requests, and log each with what became of it."""
    ours = logging.getLogger("outreach_app")
    if not any(isinstance(handler, _StandardError) for handler in ours.handlers):
        ours.addHandler(_StandardError())
        ours.setLevel(logging.INFO)
    # Chance once a process and a count from then on: a request draws none that a test might be counting.
    process, numbers = ids.token()[:8], count(1)

    def number() -> str:
        return f"{process}-{next(numbers)}"

    app.extensions["request_numbers"] = number

    @app.before_request
    def begin() -> None:
        g.request_id = number()
        g.began = perf_counter()

    @app.after_request
    def end(response: Response) -> Response:
        if "request_id" in g:
            response.headers[NUMBER] = g.request_id
        if request.endpoint not in QUIET:
            told = {
                "method": request.method,
                "endpoint": request.endpoint,
                "status": response.status_code,
                "ms": round((perf_counter() - g.began) * 1000, 1) if "began" in g else None,
            }
            log.info("answered", extra={"told": told})
        return response
