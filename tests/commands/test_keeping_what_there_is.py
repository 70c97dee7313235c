"""rebuild, backup, restore: nothing that is kept is lost, and what can be folded anew comes out the same."""

import json
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from fixtures.server import MakeServer, Server
from outreach_app import serving

DAMAGE = {
    "checkpoints": "UPDATE checkpoints SET folded = '[]' WHERE subject = (SELECT min(subject) FROM checkpoints)",
    "discrepancies": "UPDATE discrepancies SET state = 'settled' WHERE state = 'open'",
    "kit_custody": "UPDATE kit_custody SET due_on = '1999-01-01'",
    "places": "UPDATE places SET held = '[]'",
    "feed": "UPDATE feed SET row = '{}' WHERE collection = 'kits'",
    "feed_totals": "UPDATE feed_totals SET sum = 1",
}


@pytest.fixture
def library(make_server: MakeServer, demonstration_url: str) -> Server:
    return make_server(demonstration_url)


def run_sql(url: str, statement: str) -> list[tuple[object, ...]]:
    engine = create_engine(url)
    with engine.begin() as connection:
        result = connection.execute(text(statement))
        rows = [tuple(row) for row in result] if result.returns_rows else []
    engine.dispose()
    return rows


def test_a_check_names_every_table_that_was_tampered_with_and_a_rebuild_mends_it(library: Server, demonstration_url: str):
    for statement in DAMAGE.values():
        run_sql(demonstration_url, statement)

    found = library.command("rebuild", "--check", "--json", check=False)
    still = library.command("rebuild", "--check", check=False)
    library.command("rebuild")

    assert (found.returncode, still.returncode) == (1, 1)
    assert {line.split()[0] for line in json.loads(found.stdout)["differences"]} == set(DAMAGE)
    assert library.command("rebuild", "--check").returncode == 0


def test_a_rebuild_gives_a_new_epoch_and_a_check_does_not(library: Server, demonstration_url: str):
    (before,) = run_sql(demonstration_url, "SELECT epoch, seq FROM feed_head")

    library.command("rebuild", "--check")
    assert run_sql(demonstration_url, "SELECT epoch, seq FROM feed_head") == [before]

    library.command("rebuild")
    ((epoch, _),) = run_sql(demonstration_url, "SELECT epoch, seq FROM feed_head")
    assert epoch != before[0]


def test_a_backup_is_restored_whole_under_a_new_epoch(
    library: Server, demonstration_url: str, make_server: MakeServer, tmp_path: Path
):
    photo = library.data / "photos" / "ab" / "picture"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(b"a picture")
    file = tmp_path / "backup.zip"
    library.command("backup", str(file))
    elsewhere = make_server()

    elsewhere.command("restore", str(file))

    there = f"sqlite:///{elsewhere.data / 'outreach.sqlite3'}"
    for table in ("facts", "quarantine", "staff", "doors", "discrepancy_journal", "audit"):
        count = f"SELECT count(*) FROM {table}"  # noqa: S608
        assert run_sql(there, count) == run_sql(demonstration_url, count)
    assert run_sql(there, "SELECT body FROM facts ORDER BY id") == run_sql(
        demonstration_url, "SELECT body FROM facts ORDER BY id"
    )
    assert run_sql(there, "SELECT epoch FROM feed_head") != run_sql(demonstration_url, "SELECT epoch FROM feed_head")
    assert (elsewhere.data / "photos" / "ab" / "picture").read_bytes() == b"a picture"
    assert elsewhere.command("rebuild", "--check").returncode == 0


def test_a_restore_replaces_a_library_only_when_told(library: Server, tmp_path: Path):
    file = tmp_path / "backup.zip"
    library.command("backup", str(file))

    assert library.command("restore", str(file), check=False).returncode == 1
    library.command("restore", "--replace", str(file))
    assert library.command("rebuild", "--check").returncode == 0


def test_a_restore_waits_until_no_server_runs_on_the_database(library: Server, demonstration_url: str, tmp_path: Path):
    file = tmp_path / "backup.zip"
    library.command("backup", str(file))
    library.start()

    done = library.command("restore", "--replace", str(file), check=False)

    assert (done.returncode, "Stop it" in done.stderr) == (1, True)
    assert library.answers()
    library.kill()
    library.command("restore", "--replace", str(file))


def test_no_server_starts_while_a_restore_is_under_way(library: Server, demonstration_url: str):
    with serving.alone(demonstration_url):
        done = library.command("run", "--port", str(library.port), check=False)

    assert (done.returncode, "being restored" in done.stderr) == (1, True)


@pytest.mark.parametrize("table", ["doors", "staff", "facts"])
def test_a_restore_that_fails_in_the_middle_leaves_everything_as_it_was(
    library: Server, demonstration_url: str, tmp_path: Path, table: str
):
    whole, spoilt = tmp_path / "backup.zip", tmp_path / "spoilt.zip"
    library.command("backup", str(whole))
    with zipfile.ZipFile(whole) as one, zipfile.ZipFile(spoilt, "w") as other:
        for name in one.namelist():
            line = one.read(name).splitlines(keepends=True)
            other.writestr(name, b"".join(line[:3] + line[1:2] if name == f"tables/{table}.jsonl" else line))
    run_sql(demonstration_url, "UPDATE libraries SET name = 'As it was'")
    tables = "SELECT name FROM sqlite_master" if "sqlite" in demonstration_url else "SELECT nspname FROM pg_namespace"
    before = run_sql(demonstration_url, tables)

    done = library.command("restore", "--replace", str(spoilt), check=False)

    assert (done.returncode, "nothing was changed" in done.stderr) == (1, True)
    assert run_sql(demonstration_url, "SELECT name FROM libraries") == [("As it was",)]
    assert run_sql(demonstration_url, tables) == before
    assert library.command("rebuild", "--check", check=False).stdout.count("facts") == 0
    assert {one.suffix for one in tmp_path.glob("outreach.sqlite3*")} <= {".sqlite3", ".serving"}


def test_a_backup_is_readable_by_its_owner_only(demonstration: Server, tmp_path: Path):

    demonstration.command("backup", str(tmp_path / "backup.zip"))

    assert (tmp_path / "backup.zip").stat().st_mode & 0o077 == 0


def test_a_damaged_backup_is_refused_before_anything_is_changed(demonstration: Server, tmp_path: Path):
    file = tmp_path / "backup.zip"
    demonstration.command("backup", str(file))
    file.write_bytes(file.read_bytes()[:-400])

    done = demonstration.command("restore", "--replace", str(file), check=False)

    assert done.returncode == 1
    assert "nothing was changed" in done.stderr
    with closing(sqlite3.connect(demonstration.data / "outreach.sqlite3")) as connection:
        assert connection.execute("SELECT count(*) FROM facts").fetchone()[0] > 50
