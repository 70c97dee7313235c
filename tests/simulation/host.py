"""The server's side of a simulation: it makes, kills, restores and looks into the server that the phones talk to.

It is told what to do by lines of JSON on its standard input and answers each with one. The server is a process of
its own, forked from this one, which never opens the database; so that it can be killed and be there again in a moment.
"""

import json
import os
import shutil
import signal
import socket
import sqlite3
import sys
import traceback
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import killing
import library
from sqlalchemy import func, select
from werkzeug.serving import make_server

from outreach_app import clock, ids, rebuild
from outreach_app.app import create_app
from outreach_app.backup import backup
from outreach_app.db import Head, db, reading
from outreach_app.feed.models import FeedRow
from outreach_app.restoring import restore
from outreach_app.settings import Settings

SECRET = "a secret of a simulation, told to nobody"


class Host:
    """One installation at a time, in a folder that goes when this process ends."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.database = folder / "outreach.sqlite3"
        self.settings = Settings(folder, f"sqlite:///{self.database}", SECRET)
        self.template = folder / "template.sqlite3"
        self.server: int | None = None
        self.seed = 0
        self.forks = 0
        self.now = library.BEGINNING
        # Made once: what is forked has it already, and opens connections of its own.
        self.app = create_app(self.settings)
        self._in_a_fork(library.make)
        shutil.copyfile(self.database, self.template)

    def do_fresh(self, seed: int, now: int) -> dict[str, Any]:
        """A new installation, as at the beginning."""
        self.do_kill()
        for end in ("", "-wal", "-shm"):
            self.database.with_name(self.database.name + end).unlink(missing_ok=True)
        shutil.copyfile(self.template, self.database)
        self.seed, self.forks, self.now = seed, 0, now
        return self.do_start(now)

    def do_start(self, now: int) -> dict[str, Any]:
        """Serve, at a new port."""
        self.do_kill()
        self.now = now
        with socket.create_server(("127.0.0.1", 0)) as listening:
            listening.set_inheritable(True)
            self.server = self._fork(lambda: self._serve(listening.fileno()))
            return {"port": listening.getsockname()[1]}

    def do_kill(self) -> dict[str, Any]:
        """As a power cut does; also where it has killed itself already."""
        if self.server is not None:
            os.kill(self.server, signal.SIGKILL)
            os.waitpid(self.server, 0)
            self.server = None
        return {}

    def do_backup(self, now: int) -> dict[str, Any]:
        """A copy of everything while the server runs."""
        self.now = now
        self._in_a_fork(lambda: backup(self.folder / "backup.zip", self.settings))
        return {}

    def do_restore(self, now: int) -> dict[str, Any]:
        """The copy takes the place of what is there."""
        self.do_kill()
        self.now = now
        self._in_a_fork(lambda: restore(self.folder / "backup.zip", self.settings, replace=True))
        return self.do_start(now)

    def do_change(self, what: str, id: str, now: int) -> dict[str, Any]:  # noqa: A002
        """Something that a coordinator does: `deactivate`, `reactivate`, `drain` or `revoke`."""
        self.now = now
        self._in_a_fork(lambda: library.change(what, id))
        return {}

    def do_held(self) -> dict[str, Any]:
        """Hashes of all bytes that the server has, and the epoch that it is in."""
        with closing(self._reading()) as connection:
            facts = [row[0] for row in connection.execute("SELECT hash FROM facts")]
            quarantine = [row[0] for row in connection.execute("SELECT hash FROM quarantine")]
            (epoch,) = connection.execute("SELECT epoch FROM feed_head").fetchone()
            twice = connection.execute("SELECT id FROM facts GROUP BY id HAVING count(*) > 1").fetchall()
            return {"facts": facts, "quarantine": quarantine, "epoch": epoch, "twice": [row[0] for row in twice]}

    def do_check(self, now: int) -> dict[str, Any]:
        """Where what is there is not what the ledger gives, and where the feed's numbers have gone wrong."""
        self.now = now
        return {"differences": self._in_a_fork(self._differences)}

    def do_feed(self, device: str) -> dict[str, Any]:
        """What a phone is to hold: `audience collection id` with its hash; null where it is to hold nothing any more."""
        with closing(self._reading()) as connection:
            (state,) = connection.execute("SELECT state FROM devices WHERE id = ?", (device,)).fetchone() or ("unknown",)
            people = connection.execute("SELECT staff_id FROM device_people WHERE device_id = ?", (device,)).fetchall()
            audiences = {"all", *(f"staff:{row[0]}" for row in people)}
            rows = connection.execute("SELECT audience, collection, id, hash FROM feed WHERE row IS NOT NULL").fetchall()
        if state != "active":
            return {"rows": None}
        return {
            "rows": {
                f"{audience} {collection} {id_}": hash_ for audience, collection, id_, hash_ in rows if audience in audiences
            }
        }

    def _differences(self) -> list[str]:
        found = list(rebuild.check(library.LIBRARY).differences)
        with reading(library.LIBRARY) as session:
            head = session.scalar(select(Head.seq)) or 0
            highest = session.scalar(select(func.max(FeedRow.seq))) or 0
        if highest > head:
            found.append(f"feed: a row has the number {highest}, but the head is {head}")
        return found

    def _reading(self) -> sqlite3.Connection:
        return sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)

    def _serve(self, fd: int) -> None:
        # What a server logs of a thousand killed exchanges is read where one is looked into.
        os.dup2(os.open(self.folder / "server.log", os.O_WRONLY | os.O_CREAT | os.O_APPEND), 2)
        self.app.wsgi_app = killing.KillPoints(self.app, self._set_clock)  # type: ignore[method-assign]
        make_server("127.0.0.1", 0, self.app, threaded=True, fd=fd).serve_forever()

    def _set_clock(self, now: int) -> None:
        self.now = max(self.now, now)

    def _fork(self, work: Callable[[], object]) -> int:
        self.forks += 1
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            chance = Random(f"{self.seed}/{self.forks}")
            with clock.telling(lambda: clock.from_micros(self.now * 1000)), ids.drawing(chance.randbytes):
                work()
            code = 0
        except BaseException:
            traceback.print_exc()
            raise
        finally:
            sys.stderr.flush()
            os._exit(code)

    def _in_a_fork(self, work: Callable[[], Any]) -> Any:
        """What the work gives, done in a process of its own inside the application's context."""
        reading, writing = os.pipe()

        def inside() -> None:
            with self.app.app_context(), os.fdopen(writing, "w") as out:
                try:
                    json.dump(work(), out, default=str)
                finally:
                    db.engine.dispose()

        pid = self._fork(inside)
        os.close(writing)
        with os.fdopen(reading) as answer:
            told = answer.read()
        _, status = os.waitpid(pid, 0)
        if status:
            raise RuntimeError(f"what was asked of the server's side ended with {status}")
        return json.loads(told)


def main() -> None:
    """Answer until the input ends."""
    with TemporaryDirectory(prefix="outreach-simulation-") as name:
        host = Host(Path(name))
        try:
            for line in sys.stdin:
                asked = json.loads(line)
                print(json.dumps(getattr(host, f"do_{asked.pop('do')}")(**asked)), flush=True)
        finally:
            host.do_kill()


if __name__ == "__main__":
    main()
