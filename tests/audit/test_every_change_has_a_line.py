"""Every change of a reference row, a person or a phone has a line of audit, and no line holds a secret."""

import json
import sqlite3
from contextlib import closing
from typing import Any

import pytest
from sqlalchemy import select

from fixtures.library import Library
from fixtures.server import Server
from outreach_app.audit.models import AuditLine
from outreach_app.db import reading

# A kit that is made is noted with its parts.
REFERENCE = ("staff", "devices", "partners", "sites", "kits", "topics", "spaces", "space_bookings", "flyers")
PASSWORD = "another long password"


def asked(server: Server, query: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(server.data / "outreach.sqlite3")) as connection:
        return connection.execute(query).fetchall()


def lines(server: Server) -> list[tuple[str, str, dict[str, Any] | None, dict[str, Any] | None]]:
    found = asked(server, "SELECT what, subject, before, after FROM audit ORDER BY at, id")
    return [
        (what, subject, json.loads(before or "null"), json.loads(after or "null")) for what, subject, before, after in found
    ]


@pytest.mark.parametrize("table", REFERENCE)
def test_every_reference_row_of_the_demonstration_was_noted_when_it_was_made(demonstration: Server, table: str) -> None:
    where = "WHERE built_in IS NULL" if table == "devices" else ""
    there = {id_ for (id_,) in asked(demonstration, f"SELECT id FROM {table} {where}")}  # noqa: S608
    noted = {subject for what, subject, before, _ in lines(demonstration) if what == table and before is None}

    assert there
    assert there - noted == set()


COMMANDS = [
    (("staff", "add", "--email", "new@example.org", "--name", "Nora", "--role", "trainer", "--password-stdin"), {"staff"}),
    (("staff", "password", "trainer@example.org", "--password-stdin"), {"staff"}),
    (("staff", "deactivate", "trainer2@example.org"), {"staff", "devices"}),
    (("device", "code", "trainer@example.org"), {"enrolment_codes"}),
    (("device", "drain", "Tom's phone"), {"devices"}),
    (("device", "revoke", "Tom's phone"), {"devices"}),
]


@pytest.mark.parametrize(("words", "told"), COMMANDS, ids=lambda one: " ".join(one[:2]) if isinstance(one, tuple) else "")
def test_a_command_that_changes_something_says_so(demonstration: Server, words: tuple[str, ...], told: set[str]) -> None:
    phone = asked(demonstration, "SELECT id FROM devices WHERE label = 'Tom''s phone'")[0][0]
    before = len(lines(demonstration))

    demonstration.command(*(phone if word == "Tom's phone" else word for word in words), stdin=f"{PASSWORD}\n")

    new = lines(demonstration)[before:]
    assert {what for what, _, _, _ in new} == told
    assert all(was != now for _, _, was, now in new)


def test_the_phones_that_must_leave_with_somebody_are_noted_each(demonstration: Server) -> None:
    before = len(lines(demonstration))

    demonstration.command("staff", "deactivate", "trainer2@example.org")

    states = [(was["state"], now["state"]) for what, _, was, now in lines(demonstration)[before:] if what == "devices"]
    assert states == [("active", "draining")] * 2


def test_no_line_holds_a_secret(demonstration: Server) -> None:
    demonstration.command("staff", "password", "trainer@example.org", "--password-stdin", stdin=f"{PASSWORD}\n")
    said = str(lines(demonstration))

    secrets = asked(demonstration, "SELECT session_key FROM staff UNION SELECT password_hash FROM staff")
    assert [secret for (secret,) in secrets if secret in said] == []
    assert PASSWORD not in said


def test_a_new_identity_of_a_clone_is_noted(library: Library) -> None:
    phone = library.phone()
    first, second = phone.checks_out("K1"), phone.checks_out("K2", seq=1)
    answer = phone.sync([first, second])
    made = answer["new_device"]["device"]

    with reading(library.id) as session:
        noted = session.scalars(select(AuditLine).where(AuditLine.what == "devices", AuditLine.subject == made)).all()
    assert [line.before for line in noted] == [None]
