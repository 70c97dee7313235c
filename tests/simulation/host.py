"""The server's side of a simulation: it makes, kills, restores and looks into the server that the phones talk to.

It is told what to do by lines of JSON on its standard input and answers each with one. The server is a process of
its own, forked from this one, which never opens the database; so that it can be killed and be there again in a moment.
"""

import gc
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

import databases
import killing
import library
from werkzeug.serving import make_server

from outreach_app import clock, ids, rebuild
from outreach_app.app import create_app
from outreach_app.backup import backup
from outreach_app.db import db
from outreach_app.restoring import restore
from outreach_app.settings import Settings

SECRET = "a secret of a simulation, told to nobody"


class Host:
    """One installation at a time, in a folder that goes when this process ends, or beside a PostgreSQL database."""

    def __init__(self, folder: Path, beside: str) -> None:
        self.folder = folder
        self.database = databases.database(folder, beside, f"outreach_simulation_{os.getpid()}")
        self.settings = Settings(folder, self.database.url, SECRET)
        self.server: int | None = None
        self.seed = 0
        self.forks = 0
        self.now = library.BEGINNING
        # Made once: what is forked has it already, and opens connections of its own.
        self.app = create_app(self.settings)
        self._warm_up()
        self.database.renew()

    def do_fresh(self, seed: int, now: int) -> dict[str, Any]:
        """A new installation, as at the beginning."""
        self.do_kill()
        self.database.renew()
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
            self.database.let_go()
        return {}

    def do_backup(self, now: int) -> dict[str, Any]:
        """A copy of everything while the server runs."""
        self.now = now
        self._in_a_fork(lambda: backup(self.folder / "backup.zip", self.settings))
        return {}

    def do_restore(self, now: int) -> dict[str, Any]:
        """The copy takes the place of what is there; `before` is how far the feed had come."""
        self.do_kill()
        self.now = now
        ((before,),) = self.database.rows("SELECT seq FROM feed_head")
        self._in_a_fork(lambda: restore(self.folder / "backup.zip", self.settings, replace=True))
        return {**self.do_start(now), "before": before}

    def do_change(self, what: str, id: str, now: int) -> dict[str, Any]:  # noqa: A002
        """Something that a coordinator does: `deactivate`, `reactivate`, `drain` or `revoke`."""
        self.now = now
        self._in_a_fork(lambda: library.change(what, id))
        return {}

    def do_held(self) -> dict[str, Any]:
        """Hashes of all bytes that the server has, the epoch that it is in, how far the feed has come; what is wrong of it."""
        rows = self.database.rows
        facts = [row[0] for row in rows("SELECT hash FROM facts")]
        quarantine = [row[0] for row in rows("SELECT hash FROM quarantine")]
        wrong = [f"{id_} is twice in the ledger" for (id_,) in rows("SELECT id FROM facts GROUP BY id HAVING count(*) > 1")]
        wrong += [
            f"{number} is twice in the feed" for (number,) in rows("SELECT seq FROM feed GROUP BY seq HAVING count(*) > 1")
        ]
        # The head last: what comes in between the two readings moves it on.
        ((highest,),) = rows("SELECT max(seq) FROM feed")
        ((epoch, head),) = rows("SELECT epoch, seq FROM feed_head")
        if highest > head:
            wrong.append(f"the feed has {highest}, its head is {head}")
        return {"facts": facts, "quarantine": quarantine, "epoch": epoch, "head": head, "wrong": wrong}

    def do_check(self, now: int) -> dict[str, Any]:
        """Where what is there is not what the ledger gives, and where the feed's numbers have gone wrong."""
        self.now = now
        return {"differences": self._in_a_fork(self._differences)}

    def do_feed(self, device: str) -> dict[str, Any]:
        """What a phone is to hold: `audience collection id` with hash and number; null where it is to hold nothing any more."""
        (state,) = (*self.database.rows("SELECT state FROM devices WHERE id = ?", [device]), ("unknown",))[0]
        if state != "active":
            return {"rows": None}
        people = self.database.rows("SELECT staff_id FROM device_people WHERE device_id = ?", [device])
        audiences = {"all", *(f"staff:{row[0]}" for row in people)}
        rows = self.database.rows("SELECT audience, collection, id, hash, seq FROM feed WHERE row IS NOT NULL")
        return {"rows": {f"{of} {sort} {id_}": [hash_, seq] for of, sort, id_, hash_, seq in rows if of in audiences}}

    def _differences(self) -> list[str]:
        return list(rebuild.check(library.LIBRARY).differences)

    def _warm_up(self) -> None:
        """Make the library that is kept, and do once what is done often: what is forked later has all that is loaded by it."""
        with (
            clock.telling(lambda: clock.from_micros(self.now * 1000)),
            ids.drawing(Random(0).randbytes),
            self.app.app_context(),
        ):
            library.make()
            db.engine.dispose()
            self.database.keep()
            for what in ("deactivate", "reactivate"):
                library.change(what, library.TRAINERS[0])
            rebuild.check(library.LIBRARY)
            backup(self.folder / "backup.zip", self.settings)
            db.engine.dispose()
            restore(self.folder / "backup.zip", self.settings, replace=True)
            db.engine.dispose()
        gc.collect()
        gc.freeze()

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
        host = Host(Path(name), sys.argv[1] if len(sys.argv) > 1 else "")
        try:
            for line in sys.stdin:
                asked = json.loads(line)
                print(json.dumps(getattr(host, f"do_{asked.pop('do')}")(**asked)), flush=True)
        finally:
            host.do_kill()
            host.database.end()


if __name__ == "__main__":
    main()
