"""staff, device, quarantine: what an operator does without the desk."""

import re

import pytest

from fixtures.server import Server

PASSWORD = "orange bicycle lantern"


@pytest.fixture
def library(demonstration: Server) -> Server:
    return demonstration


def devices(server: Server) -> dict[str, list[str]]:
    lines = [re.split(r"\s{2,}", line) for line in server.command("device", "list").stdout.splitlines()]
    return {words[3]: words for words in lines}


def test_somebody_added_is_listed_and_told_to_the_phones(library: Server):
    words = ("staff", "add", "--email", "new@example.org", "--name", "Nora New", "--role", "trainer", "--password-stdin")

    library.command(*words, stdin=f"{PASSWORD}\n")

    assert "new@example.org" in library.command("staff", "list").stdout
    assert library.command("rebuild", "--check").returncode == 0


def test_phones_of_somebody_deactivated_are_told_to_leave(library: Server):
    library.command("staff", "deactivate", "trainer2@example.org")

    assert devices(library)["Tom's phone"][1] == "draining"
    assert devices(library)["Rosa's phone"][1] == "active"
    assert library.command("rebuild", "--check").returncode == 0


def test_the_last_admin_stays(library: Server):
    done = library.command("staff", "deactivate", "admin@example.org", check=False)

    assert done.returncode == 1
    assert "last admin" in done.stderr


def test_a_revoked_phone_stays_revoked(library: Server):
    phone = devices(library)["Tom's tablet"][0]
    library.command("device", "revoke", phone)

    assert library.command("device", "drain", phone, check=False).returncode == 1
    assert devices(library)["Tom's tablet"][1] == "revoked"


def test_quarantine_shows_the_bytes_as_they_came(library: Server):
    row = library.command("quarantine", "list").stdout.split()[0]

    shown = library.command("quarantine", "show", row)

    assert shown.stdout.startswith('{"id":')
    assert len(shown.stdout) == 217
    assert "unreadable" in shown.stderr


def test_what_is_tried_again_and_still_not_understood_stays(library: Server):
    said = library.command("quarantine", "again").stdout

    assert said.startswith("0 were understood")
    assert library.command("quarantine", "list").stdout.count("unreadable") == 1
