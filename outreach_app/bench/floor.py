"""The floor: a bare Flask route that parses the same JSON and inserts it with the sqlite3 module, durably; and a fixed page.

No check, no fold, no feed, no answer worth the name: what the framework, the server and the disk leave at most.
Run by `servers.floor` under the same server, with as many workers and threads, as the product.
"""

import argparse
import json
import os
import sqlite3
import threading

from flask import Flask, Response, request
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from outreach_app.bench.servers import THREADS

_mine = threading.local()


def create_app() -> Flask:
    """The route and the table; the file is named by the environment."""
    app = Flask(__name__)
    file = os.environ["BENCH_FLOOR_FILE"]
    with sqlite3.connect(file) as made:
        made.execute("PRAGMA journal_mode=WAL")
        made.execute("CREATE TABLE IF NOT EXISTS facts (id TEXT PRIMARY KEY, device TEXT, seq INTEGER, body TEXT)")
    made.close()

    @app.get("/healthz")
    def alive() -> str:
        return "ok"

    page = "<!doctype html><title>A page</title>" + "<p>As long as a page of a few lines.</p>" * 70

    @app.get("/page")
    def shown() -> str:
        return page

    @app.post("/sync")
    def sync() -> Response:
        texts = json.loads(request.get_data())["facts"]
        rows = [(fact["id"], fact["device"], fact["seq"], text) for text in texts for fact in [json.loads(text)]]
        connection = _connection(file)
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT OR IGNORE INTO facts VALUES (?, ?, ?, ?)", rows)
        connection.execute("COMMIT")
        return Response(json.dumps({"kept": len(rows)}), mimetype="application/json")

    return app


def _connection(file: str) -> sqlite3.Connection:
    """One for each thread, kept open."""
    if not hasattr(_mine, "connection"):
        _mine.connection = sqlite3.connect(file, isolation_level=None, timeout=30)
        _mine.connection.execute("PRAGMA synchronous=FULL")
    connection: sqlite3.Connection = _mine.connection
    return connection


def main() -> None:
    """Serve until told to stop."""
    wanted = argparse.ArgumentParser()
    wanted.add_argument("--host")
    wanted.add_argument("--port", type=int)
    wanted.add_argument("--workers", type=int)
    told = wanted.parse_args()
    Granian(
        "outreach_app.bench.floor:create_app",
        factory=True,
        interface=Interfaces.WSGI,
        address=told.host,
        port=told.port,
        workers=told.workers,
        blocking_threads=THREADS,
        websockets=False,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main()
