"""doctor: what is wrong with an installation is found, named, and said how to mend."""

import json
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from fixtures.library import NOW, Library, ToldClock
from fixtures.postgres import free_port
from fixtures.server import MakeServer
from outreach_app import clock, doctor
from outreach_app.app import create_app
from outreach_app.db import db, writing
from outreach_app.feed.models import FeedTotal
from outreach_app.settings import Settings


class MailServer(socketserver.StreamRequestHandler):
    """Says what a mail server says until somebody signs in; takes one password."""

    def handle(self) -> None:
        self._say("220 here")
        for line in self.rfile:
            word = line.split()[0].upper()
            if word == b"EHLO":
                self._say("250-here\r\n250 AUTH PLAIN")
            elif word == b"AUTH":
                # "user" and "right" with a NUL before each.
                self._say("235 come in" if line.split()[2] == b"AHVzZXIAcmlnaHQ=" else "535 not you")
            else:
                self._say("221 bye" if word == b"QUIT" else "250 well")

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@contextmanager
def mail_server() -> Iterator[int]:
    """A mail server on this machine; gives its port."""
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), MailServer) as server:
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


def mail_found(make_server: MakeServer, address: str) -> dict[str, object]:
    server = make_server(OUTREACH_MAIL_URL=address)
    told = json.loads(server.command("doctor", "--json", check=False).stdout)
    return dict(told["mail"])


def test_a_mail_server_that_answers_is_right_and_gets_nothing(make_server: MakeServer):
    with mail_server() as port:
        for who in ("", "user:right@"):
            found = mail_found(make_server, f"smtp://{who}127.0.0.1:{port}")
            assert (found["right"], found["says"]) == (True, f"127.0.0.1:{port} answers; nothing was sent")


def test_a_wrong_password_for_mail_is_told_and_not_repeated(make_server: MakeServer):
    with mail_server() as port:
        found = mail_found(make_server, f"smtp://user:left@127.0.0.1:{port}")

    assert found["right"] is False
    assert "535 not you" in str(found["says"])
    assert "left" not in str(found)
    assert "OUTREACH_MAIL_URL" in str(found["mend"])


def test_a_mail_server_that_is_not_there_is_told(make_server: MakeServer):
    found = mail_found(make_server, f"smtp://127.0.0.1:{free_port()}")

    assert found["right"] is False
    assert "does not take mail" in str(found["says"])


@pytest.mark.parametrize(("hours", "right"), [(0, True), (-24 * 365 * 60, False), (24 * 365 * 90, False)])
def test_a_clock_that_cannot_be_right_is_told(settings: Settings, hours: int, right: bool):
    told = ToldClock()
    told.goes_on(hours=hours)
    app = create_app(settings)
    with clock.telling(told), app.app_context():
        found = {one.name: one for one in doctor.examine(settings)}
        db.engine.dispose()

    assert found["clock"].right is right


def test_a_database_whose_clock_is_another_is_told(settings: Settings):
    told = ToldClock()
    told.now = NOW.replace(year=2027)
    app = create_app(settings)
    with clock.telling(told), app.app_context():
        far = {one.name: one for one in doctor.examine(settings)}
    with app.app_context():
        near = {one.name: one for one in doctor.examine(settings)}
        db.engine.dispose()

    if settings.is_sqlite:
        assert "clock of the database" not in far
    else:
        assert (far["clock of the database"].right, near["clock of the database"].right) == (False, True)


def test_more_rows_than_phones_can_well_hold_are_told_before_they_grow_slow(library: Library):
    def rows_on_phones() -> doctor.Found:
        (found,) = (one for one in doctor.examine(library.app.extensions["settings"]) if one.name.startswith("rows on phones"))
        return found

    there = sum(count for count, _ in library.totals().values())
    assert rows_on_phones().right
    assert f"{there:,} at the most" in rows_on_phones().says

    with writing(library.id) as handle:
        handle.session.add(FeedTotal(library_id=library.id, audience="staff:ann", count=doctor.MOST_ROWS, sum=0))

    assert not rows_on_phones().right
    assert "outreach tidy" in rows_on_phones().mend
