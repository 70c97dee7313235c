"""Law 5: what was answered is on disk; a server killed round its commit loses nothing and doubles nothing."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from fixtures.databases import settings_for
from fixtures.library import ToldClock, at, furnished
from outreach_app.app import create_app
from outreach_app.db import db

# A wrapper round the product, not a hook in it: it sends one request and ends the process at the commit.
KILLED_ROUND_ITS_COMMIT = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import event
from fixtures.databases import settings_for
from fixtures.library import ToldClock, at
from outreach_app.app import create_app
from outreach_app.db import db
data, url, when, token, body = sys.argv[1:]
app = create_app(settings_for(Path(data), url))
kill = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
with app.app_context():
    dialect = db.engine.dialect
    real = dialect.do_commit
    def do_commit(connection):
        if when == "before":
            kill()
        real(connection)
        if when == "after":
            kill()
    dialect.do_commit = do_commit
    with at(ToldClock()):
        app.test_client().post("/api/v1/sync", data=body, headers={
            "Outreach-Nonce": "n", "Authorization": f"Device {token}", "Content-Type": "application/json"})
"""


def test_commits_are_durable(app: Flask) -> None:
    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # 2 is FULL.
            assert connection.execute(text("PRAGMA synchronous")).scalar_one() == 2
            assert connection.execute(text("PRAGMA journal_mode")).scalar_one() == "wal"
            assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
        else:
            assert connection.execute(text("SHOW synchronous_commit")).scalar_one() == "on"


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_server_killed_round_its_commit_loses_and_doubles_nothing(tmp_path: Path, database_url: str, when: str) -> None:
    with at(ToldClock()):
        app = create_app(settings_for(tmp_path, database_url))
        with app.app_context():
            library = furnished(app)
            phone = library.phone()
            phone.sync([phone.checks_out()])
            unanswered = phone.checks_in("K1", ("tablet", 4), ("tablet", 1, "missing"))
            body = json.dumps(phone.request([unanswered]))
            db.engine.dispose()
            done = subprocess.run(
                [sys.executable, "-c", KILLED_ROUND_ITS_COMMIT, tmp_path, database_url, when, phone.token, body],
                env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            )
            assert done.returncode == -signal.SIGKILL
            assert set(library.facts()) >= {"phone-a-fact-1"}
            assert ("phone-a-fact-2" in library.facts()) is (when == "after")
            results = phone.sync()["results"]
    outcome = "duplicate" if when == "after" else "flagged"
    assert [one["outcome"] for one in results] == ["duplicate", outcome]
    with app.app_context():
        assert sorted(library.facts()) == ["phone-a-fact-1", "phone-a-fact-2"]
        assert [row.kind for row in library.discrepancies()] == ["kit.part_missing"]
        db.engine.dispose()
